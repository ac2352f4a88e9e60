import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { k8sName, k8sNames } from '../../../src/value/kube-name.ts';

describe('names (G-03)', () => {
  it.each([
    ['web', 'web'],
    ['front_end', 'front-end'],
    ['My.App', 'my-app'],
    ['a__..b', 'a-b'],
    ['-a-', 'a'],
    ['1web', 's-1web'],
    ['é', 's-4a99557e'],
  ])('%s becomes %s', (original, name) => {
    expect(k8sName(original)).toBe(name);
  });

  it('cuts a long name and adds a hash of the original', () => {
    expect(k8sName('a'.repeat(63))).toBe('a'.repeat(63));
    expect(k8sName('a'.repeat(64))).toBe(`${'a'.repeat(54)}-ffe054fe`);
    expect(k8sName(`${'a'.repeat(60)}_b`, 52)).toMatch(/^a{43}-[0-9a-f]{8}$/);
    expect(k8sName(`${'a'.repeat(64)}x`)).not.toBe(k8sName(`${'a'.repeat(64)}y`));
  });

  it('is a DNS label of the wanted length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 20, max: 63 }), (original, max) => {
        const name = k8sName(original, max);
        expect(name).toMatch(/^[a-z](?:[-a-z0-9]*[a-z0-9])?$/);
        expect(name.length).toBeLessThanOrEqual(max);
        expect(k8sName(name, max)).toMatch(/^[a-z]/);
      }),
    );
  });
});

describe('names beside each other (G-03)', () => {
  it('lets the unchanged one keep its name', () => {
    const names = k8sNames(['front_end', 'front-end']);
    expect(names.get('front-end')).toBe('front-end');
    expect(names.get('front_end')).toMatch(/^front-end-[0-9a-f]{8}$/);
  });

  it('adds a hash to all where none is unchanged', () => {
    expect([...k8sNames(['a_b', 'a.b', 'c']).values()].map((name) => name.replace(/[0-9a-f]{8}$/, 'HASH'))).toEqual([
      'a-b-HASH',
      'a-b-HASH',
      'c',
    ]);
  });

  it('gives different names, whatever the order', () => {
    const original = fc.string({ unit: fc.constantFrom('a', 'b', '_', '.', '-', 'A') });
    fc.assert(
      fc.property(fc.uniqueArray(original), (originals) => {
        const names = k8sNames(originals, 20);
        expect(new Set(names.values()).size).toBe(originals.length);
        expect(Object.fromEntries(k8sNames(originals.toReversed(), 20))).toEqual(Object.fromEntries(names));
      }),
    );
  });
});
