import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../../../src/host/node-host.ts';
import { convert } from '../../../src/pipeline.ts';
import { attributeTable } from '../../../src/plan/attribute-table.ts';
import { contradictions } from '../../support/attribute-rows.ts';
import { convertFixture, fixturesIn } from '../../support/fixtures.ts';
import { schemaPaths, type Schema } from '../../support/schema-paths.ts';

const root = join(import.meta.dirname, '../../..');
const { composeSchema } = (await import(join(root, 'scripts/compose-schema.mjs'))) as { readonly composeSchema: () => Schema };
const rows = attributeTable().map(({ row }) => row);
const attributes = rows.map((row) => row.attribute).filter((attribute) => attribute !== 'x-*');

describe('the table of attributes', () => {
  it('has one row for every attribute of the schema that files are checked with, and no other', () => {
    const paths = schemaPaths(composeSchema());
    expect(paths.size).toBe(353);
    expect([...paths].filter((path) => !attributes.includes(path))).toEqual([]);
    expect(attributes.filter((attribute) => !paths.has(attribute))).toEqual([]);
  });

  it('names no attribute twice', () => {
    expect(attributes.filter((attribute, i) => attributes.indexOf(attribute) !== i)).toEqual([]);
  });

  it('names rules by their ids, an outcome at least, and versions that are newer than 1.28', () => {
    const id = /^(?:[ABGHSRVNLT]|ENV|SEC|DIAG)-\d{2,3}b?$/;
    expect(
      rows.filter(({ rules }) => rules.length === 0 || new Set(rules).size < rules.length || !rules.every((rule) => id.test(rule))),
    ).toEqual([]);
    expect(rows.filter(({ outcomes }) => outcomes.length === 0 || new Set(outcomes).size < outcomes.length)).toEqual([]);
    expect(rows.filter(({ since }) => since !== undefined && !/^1\.(?:29|3[0-4])$/.test(since))).toEqual([]);
  });

  it('says what is different wherever something is', () => {
    expect(rows.filter(({ outcomes, difference }) => outcomes.join() !== 'exact' && difference === undefined)).toEqual([]);
    expect(rows.filter(({ outcomes, destination }) => outcomes.includes('exact') && outcomes.length === 1 && destination === '')).toEqual(
      [],
    );
  });

  it('is what docs/conversion.md shows (node scripts/conversion-table.mjs --write mends it)', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['scripts/conversion-table.mjs'], { cwd: root, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });
});

describe('the table of attributes holds for what conversions say', () => {
  const fixtures = join(root, 'test/fixtures');

  it.each(fixturesIn(fixtures))('%s', (name) => {
    expect(contradictions(convertFixture(join(fixtures, name)).entries)).toEqual([]);
  });

  const examples = join(root, 'examples');

  it.each(readdirSync(examples).filter((name) => existsSync(join(examples, name, 'compose.yaml'))))('examples/%s', (name) => {
    const host = { ...nodeHost(), cwd: join(examples, name), env: {} };
    expect(contradictions(convert({ files: ['compose.yaml'], envFiles: [], profiles: ['*'] }, {}, host).entries)).toEqual([]);
  });
});
