import { describe, expect, it } from 'vitest';
import { Fields } from '../../../src/plan/fields.ts';
import { InternalError } from '../../../src/plan/internal-error.ts';

describe('Fields', () => {
  it('prints fields in the order given, the others by name', () => {
    const fields = new Fields('pod');
    fields.set('z', 1, 'R-01');
    fields.set('b', 2, 'R-01');
    fields.set('a', 3, 'R-01');
    expect(Object.keys(fields.inOrder(['z', 'missing']))).toEqual(['z', 'a', 'b']);
  });

  it('takes the same value twice and refuses two rules that disagree', () => {
    const fields = new Fields('pod');
    fields.set('hostNetwork', true, 'N-33');
    fields.set('hostNetwork', true, 'B-105');
    expect(() => fields.set('hostNetwork', false, 'B-105')).toThrow(InternalError);
    expect(fields.get('hostNetwork')).toBe(true);
  });
});
