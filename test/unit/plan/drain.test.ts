import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../support/convert-text.ts';

describe('--drain (L-12)', () => {
  const converted = (attributes: string, minVersion: 28 | 30 = 28): ReturnType<typeof convertText> =>
    convertText(`services: {a: {image: "python:3.12-slim", expose: ["80"], ${attributes}}}`, { options: { drain: 15, minVersion } });

  it.each([
    ['waits before the stop', '', { exec: { command: ['sleep', '15'] } }, 45],
    ['leaves the grace period to the program', 'stop_grace_period: 20s', { exec: { command: ['sleep', '15'] } }, 35],
    [
      'does nothing beside a hook of the file',
      'pre_stop: [{command: [date]}]',
      { exec: { command: ['/bin/sh', '-c', "(exec 'date')"] } },
      undefined,
    ],
  ])('%s', (_, attributes, preStop, grace) => {
    const deployment = converted(attributes).object('Deployment');
    expect(at(containerOf(deployment), 'lifecycle', 'preStop')).toEqual(preStop);
    expect(at(podOf(deployment), 'terminationGracePeriodSeconds')).toBe(grace);
  });

  it('comes before the signal (L-15)', () => {
    const command = at(containerOf(converted('stop_signal: SIGINT').object('Deployment')), 'lifecycle', 'preStop', 'exec', 'command', 2);
    expect(command).toBe('sleep 15; kill -2 1; while kill -0 1 2>/dev/null; do sleep 1; done');
  });

  it('needs no program where the kubelet waits (G-11)', () => {
    const result = converted('', 30);
    expect(at(containerOf(result.object('Deployment')), 'lifecycle')).toEqual({ preStop: { sleep: { seconds: 15 } } });
    expect(result.violations).toEqual([]);
  });

  it('is stated as an addition', () => {
    expect(converted('').additions.filter((one) => one.optOut === 'leave out --drain')).toHaveLength(1);
  });

  it.each([
    ['a worker, which no Service leads to', 'services: {a: {image: "python:3.12-slim"}}'],
    ['a Job', 'services: {a: {image: "python:3.12-slim", expose: ["80"], x-waybill: {kind: Job}}}'],
  ])('is not for %s', (_, yaml) => {
    expect(JSON.stringify(convertText(yaml, { options: { drain: 15 } }).objects)).not.toContain('preStop');
  });

  it('cannot be where nothing waits, and that is said', () => {
    const yaml = 'services: {a: {build: ., expose: ["80"]}}';
    const { objects, diagnostics } = convertText(yaml, { options: { drain: 15 }, files: { Dockerfile: 'FROM scratch\nCMD ["/app"]\n' } });
    expect(JSON.stringify(objects)).not.toContain('preStop');
    expect(diagnostics.map((one) => [one.code, one.path])).toContainEqual(['drain-without-sleep', 'services.a']);
  });
});
