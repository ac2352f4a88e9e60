import { describe, expect, it } from 'vitest';
import type { ResolvedMount } from '../../../../src/plan/storage/mounts.ts';
import { isBelow, isWithin, mountAround, readOnlyVolumeAround } from '../../../../src/plan/storage/nesting.ts';

const base = { path: [], decision: { outcome: 'exact', rule: 'V-02', message: '' } } as const;
const outer: ResolvedMount = { ...base, type: 'claim', target: '/a', readOnly: true, volume: 'a', nocopy: false };
const inner: ResolvedMount = { ...base, type: 'memory', target: '/a/b', readOnly: false };
const dropped: ResolvedMount = { ...base, type: 'none', target: '/a/b/c', readOnly: true };

describe('nesting of mounts (V-30)', () => {
  it.each([
    ['/a/b', '/a', true],
    ['/a', '/a', false],
    ['/ab', '/a', false],
    ['/a', '/', true],
    ['/', '/', false],
  ])('%s below %s: %s', (path, directory, below) => {
    expect(isBelow(path, directory)).toBe(below);
    expect(isWithin(path, directory)).toBe(below || path === directory);
  });

  it('finds the nearest mount, of those that are mounted', () => {
    expect(mountAround('/a/b/c/d', [outer, inner, dropped])).toBe(inner);
    expect(mountAround('/x', [outer])).toBeUndefined();
  });

  it('takes a mount point in a writable mount, not in a read-only volume', () => {
    expect(readOnlyVolumeAround('/a/x', [outer, inner])).toBe(outer);
    expect(readOnlyVolumeAround('/a/b/x', [outer, inner])).toBeUndefined();
    expect(
      readOnlyVolumeAround('/a/x', [{ ...base, type: 'directory', target: '/a', readOnly: true, source: '/s', files: [] }]),
    ).toBeUndefined();
  });
});
