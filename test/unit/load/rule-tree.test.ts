import { describe, expect, it } from 'vitest';
import { type Rewriter, type Visitor, rewrite, ruleTree, visit } from '../../../src/load/rule-tree.ts';
import { makeScalar } from '../../../src/load/make-node.ts';
import type { MapNode } from '../../../src/source/node.ts';
import { formatPath, toPlain } from '../../../src/source/node-tools.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';

function tree(text: string): MapNode {
  const [document] = readYaml({ path: 'x.yaml', text }).documents;
  if (!document) throw new Error('no document');
  return document;
}

const document = tree('{s: {a: {p: [1, 2], q: 3}, b: {p: [4], x: 5}}, t: {p: [6]}}');

describe('tables of path patterns', () => {
  it.each([
    ['s.*.p[]', ['s.a.p[0]', 's.a.p[1]', 's.b.p[0]']],
    ['s.*', ['s.a', 's.b']],
    ['s.a.q', ['s.a.q']],
    ['*.p[]', ['t.p[0]']],
    ['s.*.p.z', []],
  ])('%s', (pattern, expected) => {
    const seen: string[] = [];
    visit(document, ruleTree<Visitor<undefined>>({ [pattern]: (_node, path) => void seen.push(formatPath(path)) }), undefined);
    expect(seen).toEqual(expected);
  });

  it('rewrites children before parents, removes, and shares what did not change', () => {
    const order: string[] = [];
    const note =
      (result: (node: Parameters<Rewriter<undefined>>[0]) => ReturnType<Rewriter<undefined>>): Rewriter<undefined> =>
      (node, path) => {
        order.push(formatPath(path));
        return result(node);
      };
    const rules = ruleTree<Rewriter<undefined>>({
      's.a': note((node) => node),
      's.a.p[]': note((node) => (node.kind === 'scalar' && node.value === 1 ? undefined : makeScalar('two', node))),
      's.a.q': note(() => undefined),
    });
    const rewritten = rewrite(document, rules, undefined);
    expect(rewritten && JSON.parse(JSON.stringify(toPlain(rewritten)))).toEqual({
      s: { a: { p: ['two'] }, b: { p: [4], x: 5 } },
      t: { p: [6] },
    });
    expect(order.at(-1)).toBe('s.a');
    expect(rewritten?.kind === 'map' && rewritten.entries.get('t')?.value).toBe(document.entries.get('t')?.value);
    expect(rewrite(document, ruleTree<Rewriter<undefined>>({ 's.*': (node) => node }), undefined)).toBe(document);
  });
});
