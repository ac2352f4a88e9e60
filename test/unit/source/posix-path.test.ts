import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basename, clean, dirname, isAbsolute, join, relative } from '../../../src/source/posix-path.ts';

const anyPath = fc.string({ unit: fc.constantFrom('a', 'b', '.', '/', '..') });
const absolute = anyPath.map((path) => `/${path}`);

describe('paths', () => {
  it.each([
    ['', '.'],
    ['a//b', 'a/b'],
    ['/../a', '/a'],
    ['../../a/..', '../..'],
    ['/', '/'],
    ['a/../..', '..'],
    ['./a/', 'a'],
    ['/a/b/../../..', '/'],
  ])('clean(%j) = %j', (path, expected) => {
    expect(clean(path)).toBe(expected);
  });

  it.each([
    ['/a/b', '/a', 'b'],
    ['/a', '/', 'a'],
    ['/', '/', '/'],
    ['a', '.', 'a'],
    ['', '.', '.'],
    ['/a/b/', '/a/b', 'b'],
    ['a/../b', '.', 'b'],
  ])('%j has the directory %j and the name %j', (path, directory, name) => {
    expect(dirname(path)).toBe(directory);
    expect(basename(path)).toBe(name);
  });

  it.each([
    ['/a/b', '/a/c', '../c'],
    ['/a', '/a', '.'],
    ['/', '/a/b', 'a/b'],
    ['/a/b', '/', '../..'],
  ])('from %s to %s is %s', (from, to, expected) => {
    expect(relative(from, to)).toBe(expected);
  });

  it('joins', () => {
    expect([join('a', 'b'), join('/a', '../b'), join('', 'a'), join(), join('', ''), join('a', '/b')]).toEqual([
      'a/b',
      '/b',
      'a',
      '',
      '',
      'a/b',
    ]);
  });

  it('cleans as Node normalizes, but for the trailing slash', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        expect(clean(path)).toBe(posix.normalize(path).replace(/(?<=.)\/$/, ''));
      }),
    );
  });

  it('cleaning twice changes nothing, and keeps what is absolute', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        expect(clean(clean(path))).toBe(clean(path));
        expect(isAbsolute(clean(path))).toBe(isAbsolute(path));
      }),
    );
  });

  it('relative leads back', () => {
    fc.assert(
      fc.property(absolute, absolute, (from, to) => {
        expect(join(from, relative(from, to))).toBe(clean(to));
      }),
    );
  });
});
