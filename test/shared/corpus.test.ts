import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../../src/host/node-host.ts';
import { convert, type Conversion } from '../../src/pipeline.ts';
import type { Host } from '../../src/source/host.ts';
import { printStream } from '../../src/write/layout.ts';
import { OfficialSchema } from '../support/official-schema.ts';

const shared = process.env['WAYBILL_SHARED'];

interface Case {
  readonly compose?: readonly string[];
  readonly env_file?: readonly string[];
  readonly profiles?: readonly string[];
  readonly env?: Readonly<Record<string, string | number>>;
}

function convertCase(folder: string): Conversion {
  const given = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case;
  const env = Object.fromEntries(Object.entries(given.env ?? {}).map(([name, value]) => [name, String(value)]));
  const host: Host = { ...nodeHost(), cwd: folder, env };
  return convert({ files: given.compose ?? [], envFiles: given.env_file ?? [], profiles: given.profiles ?? [] }, {}, host);
}

describe.skipIf(shared === undefined)('corpus (skipped unless WAYBILL_SHARED names its folder)', () => {
  const root = resolve(shared ?? '.');
  const cases =
    shared === undefined
      ? []
      : readdirSync(join(root, 'corpus'), { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [e.name] : []));
  const schemas = shared === undefined ? [] : ['1.28', '1.34'].map((version) => new OfficialSchema(join(root, 'schemas'), version));

  it.each(cases)('%s: converts to objects that the API takes, and accounts for every attribute', (name) => {
    const folder = join(root, 'corpus', name);
    const first = convertCase(folder);
    expect(first.violations).toEqual([]);
    expect(first.entries.filter((e) => e.outcome === 'not-translated').map((e) => e.path)).toEqual([]);
    for (const schema of schemas) expect(first.objects.flatMap((object) => schema.check(object))).toEqual([]);
    expect(printStream(convertCase(folder).objects)).toBe(printStream(first.objects));
    if (first.project === undefined) expect(first.diagnostics.some((d) => d.severity === 'error')).toBe(true);
  });
});
