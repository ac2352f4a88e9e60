import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCpus, printCpu } from '../../../src/value/cpu.ts';

describe('processor cores (G-08, R-02)', () => {
  it.each<[string | number, number]>([
    ['0.5', 500],
    [0.5, 500],
    ['0.0004', 1],
    [1.1, 1100],
    [0.29, 290],
    [2.3, 2300],
    ['4', 4000],
    ['1.0001', 1001],
    [1e-7, 1],
    ['1e1', 10000],
    [0, 0],
    ['.25', 250],
    [0.1 + 0.2, 301],
  ])('%s cores are %d millicores', (cores, millicores) => {
    expect(parseCpus(cores)).toEqual({ ok: true, value: millicores });
  });

  it.each(['', '.', '-1', 'x', '1,5', 'NaN', '1e500', '1e-500', -0.5, Number.POSITIVE_INFINITY])('%s is none', (cores) => {
    expect(parseCpus(cores).ok).toBe(false);
  });

  it('prints a quantity', () => {
    expect([printCpu(1), printCpu(1500)]).toEqual(['1m', '1500m']);
  });

  it('is exact for whole millicores, however they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (millicores) => {
        expect(parseCpus(millicores / 1000)).toEqual({ ok: true, value: millicores });
        expect(parseCpus((millicores / 1000).toFixed(3))).toEqual({ ok: true, value: millicores });
      }),
    );
  });
});
