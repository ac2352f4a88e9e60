import { describe, expect, it } from 'vitest';
import { postOrder } from '../../../src/plan/post-order.ts';

function order(graph: Readonly<Record<string, string>>): string {
  return postOrder(Object.keys(graph), (one) => (graph[one] ?? '').split('')).join('');
}

describe('postOrder', () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['each behind what it leads to', { a: 'bc', b: 'c', c: '' }, 'cba'],
    ['in the given order where nothing leads', { b: '', a: '' }, 'ba'],
    ['a circle', { a: 'b', b: 'a' }, 'ba'],
    ['itself', { a: 'a' }, 'a'],
    ['what no start names', { a: 'x' }, 'xa'],
  ])('%s', (_name, graph, expected) => expect(order(graph)).toBe(expected));

  it('a chain of 100,000', () => {
    expect(postOrder([0], (n) => (n < 100_000 ? [n + 1] : [])).length).toBe(100_001);
  });
});
