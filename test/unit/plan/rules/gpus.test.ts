import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText } from '../../../support/convert-text.ts';

const convertOne = (attributes: string): ReturnType<typeof convertText> => convertText(`services: {a: {image: acme/a:1.0, ${attributes}}}`);
const reserved = (device: string): string => `deploy: {resources: {reservations: {devices: [${device}]}}}`;

describe('devices (R-11, B-167, B-191)', () => {
  it.each([
    ['gpus: all', { 'nvidia.com/gpu': '1' }, 'differs warning'],
    [reserved('{driver: nvidia, count: 2, capabilities: [gpu]}'), { 'nvidia.com/gpu': '2' }, 'differs info'],
    [reserved('{capabilities: [gpu]}'), { 'nvidia.com/gpu': '1' }, 'differs warning'],
    [reserved('{driver: nvidia, capabilities: [compute]}'), { 'nvidia.com/gpu': '1' }, 'differs warning'],
    [reserved("{capabilities: [gpu], device_ids: ['0', '1']}"), { 'nvidia.com/gpu': '2' }, 'differs info'],
    [reserved('{driver: amd, count: 1, capabilities: [gpu]}'), { 'amd.com/gpu': '1' }, 'differs info'],
    [reserved('{count: 4, capabilities: [tpu]}'), { 'google.com/tpu': '4' }, 'differs info'],
    [reserved('{driver: cdi, count: 1, capabilities: [gpu]}'), undefined, 'refused error'],
    [reserved('{count: 1, capabilities: [fpga]}'), undefined, 'refused error'],
  ])('{%s}', (attributes, limits, expected) => {
    const result = convertOne(attributes);
    expect(at(containerOf(result.object('Deployment')), 'resources', 'limits')).toEqual(limits);
    expect(result.entries.filter((e) => e.rule === 'R-11').map((e) => `${e.outcome} ${e.level}`)).toEqual([expected]);
    expect(result.entries.some((e) => e.outcome === 'not-translated')).toBe(false);
    expect(result.violations).toEqual([]);
  });

  it('adds up several requests', () => {
    const result = convertOne(reserved('{count: 1, capabilities: [gpu]}, {count: 2, capabilities: [gpu]}'));
    expect(at(containerOf(result.object('Deployment')), 'resources', 'limits')).toEqual({ 'nvidia.com/gpu': '3' });
  });

  it('leaves the choice of the device to the scheduler (B-168, B-192)', () => {
    const { entries } = convertOne(reserved("{capabilities: [gpu], device_ids: ['3'], options: {a: b}}"));
    const path = 'services.a.deploy.resources.reservations.devices[0]';
    expect(entries.filter((e) => e.rule === 'B-168').map((e) => e.path)).toEqual([`${path}.device_ids`, `${path}.options`]);
  });

  it.each([
    ['', ['compute,utility']],
    ['environment: {NVIDIA_DRIVER_CAPABILITIES: all},', []],
  ])('tells the driver the other capabilities unless the file does: {%s}', (environment, expected) => {
    const result = convertOne(`${environment} ${reserved('{count: 1, capabilities: [gpu, compute, utility]}')}`);
    const env = (at(containerOf(result.object('Deployment')), 'env') ?? []) as readonly unknown[];
    expect(env.map((e) => at(e, 'value'))).toEqual(expected);
  });
});
