import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeDollar } from '../../../src/plan/escape.ts';
import { kubeletExpand } from './probes/kubelet-expand.ts';

describe('escapeDollar (ENV-11)', () => {
  it.each([
    ['no dollar', 'no dollar'],
    ['$USER and ${USER} and a$', '$USER and ${USER} and a$'],
    ['echo $(date)', 'echo $$(date)'],
    ['echo $$', 'echo $$$$'],
    ['$A $(b)', '$$A $$(b)'],
    ['', ''],
  ])('%j becomes %j', (text, escaped) => {
    expect(escapeDollar(text)).toBe(escaped);
  });

  it('is undone by the kubelet for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '(', ')', 'A', '{', '}', ' ', 'é') }), (text) => {
        expect(kubeletExpand(escapeDollar(text))).toBe(text);
      }),
    );
  });
});
