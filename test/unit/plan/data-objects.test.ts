import { describe, expect, it } from 'vitest';
import { dataKey, isDataKey, isTooLarge } from '../../../src/plan/data-objects.ts';

describe('dataKey (S-06)', () => {
  it.each([
    ['key.pem', 'key.pem'],
    ['sub dir/b.txt', 'sub_dir_b.txt'],
    ['.', '_'],
    ['..', '_'],
    ['..data', '_data'],
    ['.hidden', '.hidden'],
    ['ü', '_'],
  ])('%s → %s', (path, key) => {
    expect(dataKey(path, new Set())).toBe(key);
    expect(isDataKey(key)).toBe(true);
  });

  it('gives no key twice', () => {
    const used = new Set<string>();
    expect(['a/b', 'a_b', 'a b'].map((path) => dataKey(path, used))).toEqual(['a_b', 'a_b_2', 'a_b_3']);
  });

  it('keeps long names apart', () => {
    const used = new Set<string>();
    const keys = ['x', 'y'].map((end) => dataKey('a'.repeat(260) + end, used));
    expect(new Set(keys).size).toBe(2);
    expect(keys.every(isDataKey)).toBe(true);
  });
});

describe('isTooLarge (S-22)', () => {
  const item = (text: string): { key: string; bytes: Uint8Array } => ({ key: 'a', bytes: new TextEncoder().encode(text) });

  it.each([
    ['ConfigMap', 'a', 247_000, false],
    ['ConfigMap', 'a', 250_000, true],
    // Go writes six bytes for it.
    ['ConfigMap', '<', 42_000, true],
    ['ConfigMap', '\n', 125_000, true],
    // base64
    ['Secret', 'a', 185_000, false],
    ['Secret', '<', 190_000, true],
  ] as const)('%s of %j × %i: %s', (kind, text, count, large) => expect(isTooLarge(item(text.repeat(count)), kind)).toBe(large));
});
