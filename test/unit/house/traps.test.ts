import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixturesIn } from '../../support/fixtures.ts';

const cases = fixturesIn(join(import.meta.dirname, '../../fixtures')).map((path) => path.split('/').at(-1) ?? '');
const traps = Array.from({ length: 33 }, (_, i) => `t-${String(i + 1).padStart(2, '0')}`);

describe('the traps of the contract', () => {
  it.each(traps)('%s has a fixture', (trap) => {
    expect(cases.filter((name) => name.startsWith(`${trap}-`)).length).toBeGreaterThan(0);
  });

  it('no fixture is named after a trap that the contract does not know', () => {
    expect(cases.filter((name) => /^t-\d+/.test(name) && !traps.includes(name.slice(0, 4)))).toEqual([]);
  });
});
