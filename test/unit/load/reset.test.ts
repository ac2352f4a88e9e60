import { describe, expect, it } from 'vitest';
import { applyResets, resetsOfService, takeResets } from '../../../src/load/reset.ts';
import type { MapNode } from '../../../src/source/node.ts';
import { toPlain } from '../../../src/source/node-tools.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';

function tree(text: string): MapNode {
  const [document] = readYaml({ path: 'x.yaml', text }).documents;
  if (!document) throw new Error('no document');
  return document;
}

function json(node: MapNode): unknown {
  return JSON.parse(JSON.stringify(toPlain(node)));
}

describe('!reset and !override (A-42, A-43)', () => {
  it.each([
    ['a key goes', '{a: !reset 1, b: 2}', '{a: 9, b: 9, c: 9}', { b: 2 }, { b: 9, c: 9 }],
    ['a key deep below', '{a: {b: !reset null}}', '{a: {b: 1, c: 2}}', { a: {} }, { a: { c: 2 } }],
    ['an override replaces', '{a: !override {b: 1}}', '{a: {c: 2}, d: 1}', { a: { b: 1 } }, { d: 1 }],
    ['tags inside an override', '{a: !override {b: !reset 1, c: [!reset 1, 2]}}', '{a: 1}', { a: { c: [2] } }, {}],
    ['an item of a list', '{a: [!reset 1, 2]}', '{a: [1]}', { a: [2] }, { a: [1] }],
    ['nothing', '{a: 1}', '{a: 2}', { a: 1 }, { a: 2 }],
    ['a key that is not there', '{a: {b: !reset 1}}', '{a: 5}', { a: {} }, { a: 5 }],
  ])('%s', (_case, text, earlier, document, rest) => {
    const taken = takeResets(tree(text));
    expect(json(taken.document)).toEqual(document);
    expect(json(applyResets(tree(earlier), taken.resets))).toEqual(rest);
  });

  it('leaves a document without tags as it is', () => {
    const document = tree('{a: {b: [1]}}');
    expect(takeResets(document).document).toBe(document);
  });

  it('finds what a service resets in its base', () => {
    const { resets } = takeResets(tree('{services: {a: {ports: !reset []}, b: !override {}}}'));
    expect(json(applyResets(tree('{ports: [1], image: i}'), resetsOfService(resets, 'a')))).toEqual({ image: 'i' });
    expect(resetsOfService(resets, 'b')).toBeUndefined();
  });
});
