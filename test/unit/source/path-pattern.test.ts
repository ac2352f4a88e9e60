import { describe, expect, it } from 'vitest';
import type { Path } from '../../../src/source/node-tools.ts';
import { matchesPath, pathPattern } from '../../../src/source/path-pattern.ts';

describe('path patterns', () => {
  it.each<[string, Path, boolean]>([
    ['services.*.ports[].target', ['services', 'web', 'ports', 0, 'target'], true],
    ['services.*.ports[].target', ['services', 'a.b', 'ports', 12, 'target'], true],
    ['services.*.ports[].target', ['services', 'web', 'ports', '0', 'target'], false],
    ['services.*.ports[].target', ['services', 'web', 'ports', 0], false],
    ['services.*.ports[].target', ['services', 'web', 'ports', 0, 'target', 'x'], false],
    ['services.*', ['services', 0], false],
    ['services.*', ['volumes', 'a'], false],
    ['a[][]', ['a', 0, 1], true],
    ['[].a', [0, 'a'], true],
    ['services.*.x-*', ['services', 'web', 'x-any.thing'], true],
    ['services.*.x-*', ['services', 'web', 'y'], false],
    ['a.b+c', ['a', 'b+c'], true],
    ['a.b*(c', ['a', 'bbb(c'], true],
  ])('%s and %j: %s', (pattern, path, expected) => {
    expect(matchesPath(pathPattern(pattern), path)).toBe(expected);
  });
});
