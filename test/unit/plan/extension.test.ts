import { describe, expect, it } from 'vitest';
import { readExtension, readVolumeExtension } from '../../../src/plan/extension.ts';

describe('x-waybill of a service (B-006)', () => {
  it.each([
    [undefined, {}],
    [
      { kind: 'Job', expose: true, seed: false, liveness: true },
      { kind: 'Job', expose: true, seed: false, liveness: true },
    ],
    [{ autoscale: false }, { autoscale: false }],
    [{ autoscale: true }, { autoscale: {} }],
    [{ autoscale: { min: 2, max: 5, cpu: 70 } }, { autoscale: { min: 2, max: 5, cpu: 70 } }],
  ])('reads %j', (block, extension) => {
    expect(readExtension(block)).toEqual({ extension, problems: [] });
  });

  it.each([
    [{ color: 'red' }, ['color']],
    [{ kind: 'CronJob' }, ['kind']],
    [{ expose: 'yes' }, ['expose']],
    [{ autoscale: 'yes' }, ['autoscale']],
    [{ autoscale: { min: 0, top: 3 } }, ['autoscale.min', 'autoscale.top']],
    [{ __proto__: null, constructor: 1 }, ['constructor']],
  ])('does not guess at %j', (block, keys) => {
    const { problems, extension } = readExtension(block);
    expect(problems.map((p) => p.key)).toEqual(keys);
    expect(extension.kind).toBeUndefined();
  });
});

describe('x-waybill of a volume (B-006)', () => {
  it.each([
    [{ size: '10g', class: 'fast', access: 'rwx' }, { size: '10g', class: 'fast', access: 'rwx' }, []],
    [{ size: 10 }, {}, ['size']],
    [{ access: 'all' }, {}, ['access']],
  ])('reads %j', (block, extension, keys) => {
    const read = readVolumeExtension(block);
    expect([read.extension, read.problems.map((p) => p.key)]).toEqual([extension, keys]);
  });
});
