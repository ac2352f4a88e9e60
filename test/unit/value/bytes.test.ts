import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBytes, printBytes } from '../../../src/value/bytes.ts';

describe('sizes (A-77)', () => {
  it.each<[string | number | bigint, bigint]>([
    ['512m', 536870912n],
    ['512MB', 536870912n],
    ['512MiB', 536870912n],
    ['512 m', 536870912n],
    ['1.5g', 1610612736n],
    ['.5k', 512n],
    ['2b', 2n],
    ['300', 300n],
    ['1t', 1099511627776n],
    ['1P', 1125899906842624n],
    ['1e3', 1000n],
    ['1.9', 1n],
    ['-1', -1n],
    [-1, -1n],
    [1073741824, 1073741824n],
    [9007199254740993n, 9007199254740993n],
    ['1_000', 1000n],
  ])('%s', (text, bytes) => {
    expect(parseBytes(text)).toEqual({ ok: true, value: bytes });
  });

  it.each(['', '512Mi', '512x', 'm', '1bb', '1mbb', '-2m', '1 2m', '1  m', '1e30', 'inf', '0x10', '1kibi', -5, Number.NaN])(
    '%s is none',
    (text) => {
      expect(parseBytes(text).ok).toBe(false);
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.bigInt()), (text) => {
        const parsed = parseBytes(text);
        expect(parsed.ok ? parsed.value >= -1n : parsed.reason.length > 0).toBe(true);
      }),
    );
  });
});

describe('Kubernetes quantities (G-08, R-02)', () => {
  it.each([
    [52428800n, '50Mi'],
    [1610612736n, '1536Mi'],
    [1073741824n, '1Gi'],
    [2n, '2'],
    [1024n, '1024'],
    [1048577n, '1048577'],
    [0n, '0'],
  ])('%d bytes print as %s', (bytes, text) => {
    expect(printBytes(bytes)).toBe(text);
  });

  it('loses no byte', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.constantFrom(1n, 1024n, 1048576n, 1073741824n), (amount, unit) => {
        const bytes = (amount / unit) * unit;
        const { number, suffix } = /^(?<number>\d+)(?<suffix>Mi|Gi|)$/.exec(printBytes(bytes))?.groups ?? {};
        expect(BigInt(number ?? -1) * 1024n ** BigInt(suffix === 'Gi' ? 3 : suffix === 'Mi' ? 2 : 0)).toBe(bytes);
      }),
    );
  });
});
