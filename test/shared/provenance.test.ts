import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../../src/host/node-host.ts';
import { convert, type Conversion } from '../../src/pipeline.ts';
import type { ConvertOptions } from '../../src/plan/options.ts';
import { accountFaults, deadTargets, fieldsWithoutSource } from '../support/provenance-checks.ts';

const shared = process.env['WAYBILL_SHARED'];

interface Case {
  readonly compose?: readonly string[];
  readonly env_file?: readonly string[];
  readonly profiles?: readonly string[];
  readonly env?: Readonly<Record<string, string | number>>;
}

const choices: readonly (readonly [string, Partial<ConvertOptions>])[] = [
  ['by default', {}],
  ['with everything that can be asked for', { wait: 'all', hpa: 'all', liveness: 'always', harden: true, isolate: true, jobs: 'fold' }],
  ['with secrets elsewhere and routes by name', { secrets: 'external', expose: 'ingress', domain: 'example.com', namespace: 'shop' }],
];

describe.skipIf(shared === undefined)(
  'the account of real projects leads both ways (skipped unless WAYBILL_SHARED names their folder)',
  () => {
    const corpus = join(resolve(shared ?? '.'), 'corpus');
    const cases =
      shared === undefined ? [] : readdirSync(corpus, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [e.name] : []));

    function convertCase(name: string, options: Partial<ConvertOptions>): Conversion {
      const cwd = join(corpus, name);
      const given = JSON.parse(readFileSync(join(cwd, 'case.json'), 'utf8')) as Case;
      const env = Object.fromEntries(Object.entries(given.env ?? {}).map(([key, value]) => [key, String(value)]));
      const input = { files: given.compose ?? [], envFiles: given.env_file ?? [], profiles: given.profiles ?? [] };
      return convert(input, options, { ...nodeHost(), cwd, env });
    }

    describe.each(cases)('%s', (name) => {
      it.each(choices)('%s', (_, options) => {
        const conversion = convertCase(name, options);
        expect(accountFaults(conversion)).toEqual([]);
        expect(deadTargets(conversion)).toEqual([]);
        expect(fieldsWithoutSource(conversion)).toEqual([]);
      });
    });
  },
);
