import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../src/host/node-host.ts';
import { convert } from '../src/pipeline.ts';
import { convertFixture, fixturesIn } from './support/fixtures.ts';
import { accountFaults, deadTargets, fieldsWithoutSource } from './support/provenance-checks.ts';

const examples = ['messenger', 'auth-server', 'escashop', 'profile-doctor', 'dreamscape'].map((system) => ({
  name: `examples/${system}`,
  convert: () => {
    const host = { ...nodeHost(), cwd: join(import.meta.dirname, '..', 'examples', system), env: {} };
    return convert({ files: ['compose.yaml'], profiles: ['*'], envFiles: [] }, {}, host);
  },
}));
const root = join(import.meta.dirname, 'fixtures');
const fixtures = fixturesIn(root).map((name) => ({ name, convert: () => convertFixture(join(root, name)) }));

describe('the account leads both ways', () => {
  it.each([...examples, ...fixtures])('$name', ({ convert: conversionOf }) => {
    const conversion = conversionOf();
    expect(accountFaults(conversion)).toEqual([]);
    expect(deadTargets(conversion)).toEqual([]);
    expect(fieldsWithoutSource(conversion)).toEqual([]);
  });
});
