import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Conversion } from '../src/pipeline.ts';
import type { KubeObject } from '../src/plan/kubernetes.ts';
import { formatPath, leaves } from '../src/source/node-tools.ts';
import { printStream } from '../src/write/layout.ts';
import { accountText, convertFixture, fixturesIn } from './support/fixtures.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), 'fixtures');

/** Writes what a conversion gives into `expected/`, to be read before it is kept. */
const isUpdate = process.env['WAYBILL_UPDATE'] === '1';

/** Shorter values are found by chance in any text. */
const leastSecretLength = 6;

describe.each(fixturesIn(root))('%s', (name) => {
  const directory = join(root, name);
  const result = convertFixture(directory);
  const manifests = printStream(result.objects);
  const account = accountText(result);

  it('gives the expected manifests', () => expectFile(join(directory, 'expected/manifests.yaml'), manifests));

  it('gives the expected account', () => expectFile(join(directory, 'expected/account.txt'), account));

  it('gives objects that the API server takes', () => expect(result.violations).toEqual([]));

  it('accounts for every attribute (G-01)', () => expect(unaccounted(result)).toEqual([]));

  it('gives the same text again', () => {
    const again = convertFixture(directory);
    expect([printStream(again.objects), accountText(again)]).toEqual([manifests, account]);
  });

  it('shows secret values in Secrets alone (S-01, G-02)', () => {
    const others = printStream(result.objects.filter((o) => o.kind !== 'Secret'));
    expect(secretValues(result.objects).filter((value) => others.includes(value) || account.includes(value))).toEqual([]);
  });
});

function expectFile(path: string, text: string): void {
  if (isUpdate) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : `${path} is missing`);
}

function unaccounted({ project, entries }: Conversion): readonly string[] {
  if (!project) return [];
  const covered = new Set(entries.filter((e) => e.outcome !== 'not-translated').map((e) => e.path));
  return [...leaves(project.tree)]
    .filter((leaf) => !leaf.segments.some((_, i) => covered.has(formatPath(leaf.segments.slice(0, i + 1)))))
    .map((leaf) => leaf.path);
}

function secretValues(objects: readonly KubeObject[]): readonly string[] {
  return objects
    .filter((o) => o.kind === 'Secret')
    .flatMap((o) => Object.values(o['data'] ?? {}))
    .map((value) => Buffer.from(String(value), 'base64').toString('utf8').trim())
    .filter((value) => value.length >= leastSecretLength);
}
