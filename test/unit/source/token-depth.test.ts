import { Parser } from 'yaml';
import { describe, expect, it } from 'vitest';
import { tooDeepAt } from '../../../src/source/token-depth.ts';

const tokens = (text: string) => [...new Parser().parse(text)];

describe('depth of YAML before it is read (A-07)', () => {
  it.each([
    ['[[[1]]]', 4, undefined],
    ['[[[1]]]', 3, 3],
    ['a:\n  b:\n    c: 1\n', 4, undefined],
    ['a:\n  b:\n    c: 1\n', 2, 12],
    ['? [[1]]\n: 2\n', 3, 4],
    ['', 0, undefined],
  ])('%j', (text, limit, offset) => expect(tooDeepAt(tokens(text), limit)).toBe(offset));

  it('takes brackets without number', () => {
    expect(tooDeepAt(tokens('['.repeat(50_000)), 500)).toBe(500);
  });
});
