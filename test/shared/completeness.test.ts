import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attributeTable } from '../../src/plan/attribute-table.ts';
import { type Schema, schemaPaths } from '../support/schema-paths.ts';

const shared = process.env['WAYBILL_SHARED'];

describe.skipIf(shared === undefined)('upstream schemas (skipped unless WAYBILL_SHARED names their folder)', () => {
  const pathsOf = (name: string): ReadonlySet<string> =>
    schemaPaths(JSON.parse(readFileSync(join(resolve(shared ?? '.'), 'schemas', name), 'utf8')) as Schema);
  const attributes = attributeTable()
    .map(({ row }) => row.attribute)
    .filter((attribute) => attribute !== 'x-*');

  it.each([
    ['compose-spec.json', 344],
    ['compose-go.json', 353],
  ])('%s: each of %d attributes has exactly one row', (name, count) => {
    const paths = [...pathsOf(name)];
    expect(paths).toHaveLength(count);
    expect(paths.filter((path) => attributes.filter((attribute) => attribute === path).length !== 1)).toEqual([]);
  });

  it('no row is about an attribute that neither has', () => {
    const known = new Set([...pathsOf('compose-spec.json'), ...pathsOf('compose-go.json')]);
    expect(attributes.filter((attribute) => !known.has(attribute))).toEqual([]);
  });
});
