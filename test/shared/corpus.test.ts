import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../../src/host/node-host.ts';
import { convert, type Conversion } from '../../src/pipeline.ts';
import type { Host } from '../../src/source/host.ts';
import type { ConvertOptions } from '../../src/plan/options.ts';
import { printStream } from '../../src/write/layout.ts';
import { contradictions } from '../support/attribute-rows.ts';
import { accountText } from '../support/fixtures.ts';
import { OfficialSchema } from '../support/official-schema.ts';
import { shownSecrets } from '../support/shown-secrets.ts';

const shared = process.env['WAYBILL_SHARED'];

interface Case {
  readonly compose?: readonly string[];
  readonly env_file?: readonly string[];
  readonly profiles?: readonly string[];
  readonly env?: Readonly<Record<string, string | number>>;
}

function convertCase(folder: string, options: Partial<ConvertOptions> = {}): Conversion {
  const given = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case;
  const env = Object.fromEntries(Object.entries(given.env ?? {}).map(([name, value]) => [name, String(value)]));
  const host: Host = { ...nodeHost(), cwd: folder, env };
  return convert({ files: given.compose ?? [], envFiles: given.env_file ?? [], profiles: given.profiles ?? [] }, options, host);
}

describe.skipIf(shared === undefined)('corpus (skipped unless WAYBILL_SHARED names its folder)', () => {
  const root = resolve(shared ?? '.');
  const cases =
    shared === undefined
      ? []
      : readdirSync(join(root, 'corpus'), { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [e.name] : []));
  const schemas = shared === undefined ? [] : ['1.28', '1.34'].map((version) => new OfficialSchema(join(root, 'schemas'), version));

  describe.each(cases)('%s', (name) => {
    const folder = join(root, 'corpus', name);
    const first = convertCase(folder);

    it('converts, or says why it does not', () => {
      expect(first.violations).toEqual([]);
      expect(first.project !== undefined || first.diagnostics.some((d) => d.severity === 'error')).toBe(true);
    });

    it('accounts for every attribute as the table of attributes says', () => {
      expect(first.entries.filter((e) => e.outcome === 'not-translated').map((e) => e.path)).toEqual([]);
      expect(contradictions(first.entries)).toEqual([]);
    });

    it('gives objects that Kubernetes 1.28 and 1.34 take', () => {
      for (const schema of schemas) expect(first.objects.flatMap((object) => schema.check(object))).toEqual([]);
    });

    it('gives the same bytes again', () => {
      const again = convertCase(folder);
      expect([printStream(again.objects), accountText(again)]).toEqual([printStream(first.objects), accountText(first)]);
    });

    it('shows no value of a Secret elsewhere', () => expect(shownSecrets(first, accountText(first))).toEqual([]));
  });

  it.each(cases)('%s: with every newer field, and all that is closed opened, gives objects that the newest API takes', (name) => {
    const options = {
      minVersion: 34,
      harden: true,
      devices: 'privileged',
      allowUnsafeSysctls: true,
      strictPlacement: true,
      drain: 5,
    } as const;
    const { objects, violations } = convertCase(join(root, 'corpus', name), options);
    expect(violations).toEqual([]);
    expect(objects.flatMap((object) => schemas.at(-1)?.check(object) ?? [])).toEqual([]);
  });
});
