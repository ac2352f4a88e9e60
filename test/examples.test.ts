import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../src/host/node-host.ts';
import { type Conversion, convert } from '../src/pipeline.ts';
import type { Host } from '../src/source/host.ts';
import { layOut } from '../src/write/layout.ts';

const root = join(import.meta.dirname, '..', 'examples');
const isUpdate = process.env['WAYBILL_UPDATE'] === '1';

/** A variant of an example: the folder of its expected manifests and how it is converted. */
const variants = [
  { system: 'messenger', expected: 'expected', profiles: [], envFiles: [] },
  { system: 'auth-server', expected: 'expected', profiles: [], envFiles: [] },
  { system: 'escashop', expected: 'expected', profiles: [], envFiles: [] },
  { system: 'escashop', expected: 'expected-monitoring', profiles: ['monitoring', 'logging'], envFiles: ['.env.production'] },
  { system: 'profile-doctor', expected: 'expected', profiles: [], envFiles: [] },
  { system: 'dreamscape', expected: 'expected', profiles: [], envFiles: [] },
];

function convertExample({ system, profiles, envFiles }: (typeof variants)[number]): Conversion {
  const host: Host = { ...nodeHost(), cwd: join(root, system), env: {} };
  return convert({ files: ['compose.yaml'], profiles, envFiles }, {}, host);
}

describe.each(variants)('examples/$system/$expected', (variant) => {
  const conversion = convertExample(variant);
  const files = layOut(conversion.objects, { generator: 'waybill' });
  const folder = join(root, variant.system, variant.expected);

  it('converts without force: no error, no gap, nothing that the API would reject', () => {
    expect(conversion.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    expect(conversion.entries.filter((e) => e.level === 'error' || e.outcome === 'not-translated')).toEqual([]);
    expect(conversion.violations).toEqual([]);
  });

  it('gives the reviewed manifests', () => {
    if (isUpdate) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      for (const file of files) writeFileSync(join(folder, file.path), file.text);
    }
    const reviewed = existsSync(folder) ? readdirSync(folder).sort() : [];
    expect(files.map((file) => file.path)).toEqual(reviewed);
    for (const file of files) expect(file.text).toBe(readFileSync(join(folder, file.path), 'utf8'));
  });

  it('shows no secret outside Secrets', () => {
    const secrets = conversion.objects
      .filter((o) => o.kind === 'Secret')
      .flatMap((o) => Object.values((o['data'] ?? {}) as Record<string, string>));
    const rest = JSON.stringify([
      conversion.objects.filter((o) => o.kind !== 'Secret'),
      conversion.entries.map((e) => e.message),
      conversion.additions,
      conversion.preconditions,
    ]);
    const values = secrets.map((value) => Buffer.from(value, 'base64').toString('utf8').trim()).filter((value) => value.length >= 8);
    expect(values.length).toBeGreaterThan(0);
    expect(values.filter((value) => rest.includes(value))).toEqual([]);
  });
});
