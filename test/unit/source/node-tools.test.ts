import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPath, getAt, leaves, parsePath, toPlain, type Path } from '../../../src/source/node-tools.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';

function tree(text: string) {
  const [document] = readYaml({ path: 'x', text }).documents;
  if (!document) throw new Error('no document');
  return document;
}

const paths: readonly [Path, string][] = [
  [[], ''],
  [['services'], 'services'],
  [['services', 'web', 'ports', 0, 'target'], 'services.web.ports[0].target'],
  [['services', 'a.b', 'x'], 'services["a.b"].x'],
  [['a.b'], '["a.b"]'],
  [['x', '0'], 'x.0'],
  [['x', 0, 1], 'x[0][1]'],
  [['', 'a'], '[""].a'],
  [['a', 'b]"c'], 'a["b]\\"c"]'],
  [['labels', 'app.kubernetes.io/name'], 'labels["app.kubernetes.io/name"]'],
  [['é', '*', '$x'], 'é.*.$x'],
];

describe('paths', () => {
  it.each(paths)('%j prints as %s and back', (path, text) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });

  it.each(['.', '.a', 'a.', 'a..b', 'a[', 'a[x]', 'a[0', 'a.[0]', 'a["b]', '[0]a', 'a b', 'a["\\x"]'])('%j is no path', (text) => {
    expect(parsePath(text)).toBeUndefined();
  });

  it('round-trips any path', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.nat())), (path) => {
        expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '.', '[', ']', '"', '0', '\\', ' ') }), (text) => {
        const path = parsePath(text);
        if (path) expect(parsePath(formatPath(path))).toEqual(path);
      }),
    );
  });
});

describe('getAt', () => {
  const root = tree('a: [x, {b: y}]\n"0": z\n');

  it.each<[Path, unknown]>([
    [['a', 0], 'x'],
    [['a', 1, 'b'], 'y'],
    [['0'], 'z'],
    [[0], 'z'],
    [['a', 5], undefined],
    [['a', 'b'], undefined],
    [['a', 0, 'x'], undefined],
    [['toString'], undefined],
  ])('%j', (path, expected) => {
    const node = getAt(root, path);
    expect(node && toPlain(node)).toEqual(expected);
  });
});

describe('leaves', () => {
  it('names scalars, nulls and empty collections in order', () => {
    const root = tree('services:\n  "a.b":\n    ports: [80, {}]\n    x: []\n    y:\nname: n\n');
    expect([...leaves(root)].map(({ path }) => path)).toEqual([
      'services["a.b"].ports[0]',
      'services["a.b"].ports[1]',
      'services["a.b"].x',
      'services["a.b"].y',
      'name',
    ]);
  });

  it('prints the same paths as formatPath, also below a start', () => {
    const root = tree('"a.b": [1]\nc: {d: 2}\n');
    for (const leaf of leaves(root)) expect(leaf.path).toBe(formatPath(leaf.segments));
    expect([...leaves(root, ['services', 'x'])].map(({ path }) => path)).toEqual(['services.x["a.b"][0]', 'services.x.c.d']);
  });
});
