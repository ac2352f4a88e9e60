import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

const made: string[] = [];
afterEach(() => made.splice(0).forEach((path) => rmSync(path, { recursive: true, force: true })));

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'waybill-'));
  made.push(path);
  return path;
}

const yaml = JSON.stringify({
  services: {
    app: { image: 'acme/app:1', user: '0', restart: 'always', volumes: ['./all:/all'] },
    db: { image: 'acme/db:1', user: '0', restart: 'always', volumes: ['./all/db/conf:/conf'] },
  },
});
const files = { 'all/a.txt': 'a', 'all/db/note.txt': 'n', 'all/db/conf/db.conf': 'c' };

interface Filling {
  readonly script: string;
  readonly subPath: string;
  readonly paths: readonly string[];
}

/** What the first init container of a service does, and the files that it has. */
function fillingOf(service: string): Filling {
  const result = convertText(yaml, { files });
  expect(result.violations).toEqual([]);
  const workload = result.objects.find((o) => o.metadata.name === service && ['Deployment', 'StatefulSet'].includes(o.kind));
  const pod = podOf(workload ?? result.object('Deployment', service));
  const [init] = at(pod, 'initContainers') as readonly { command: string[]; volumeMounts: { name: string; subPath: string }[] }[];
  const volumes = at(pod, 'volumes') as readonly { name: string; projected?: { sources: unknown[] } }[];
  const from = volumes.find(({ name }) => name === init?.volumeMounts[1]?.name)?.projected?.sources ?? [];
  const paths = from.flatMap((source) => (at(source, 'configMap', 'items') as readonly { path: string }[]).map(({ path }) => path));
  return { script: String(init?.command[2]).replaceAll('$$', '$'), subPath: init?.volumeMounts[0]?.subPath ?? '', paths };
}

/** Runs a filling against a volume, with the files as the kubelet would show them. */
function fill({ script, subPath, paths }: Filling, root: string, volume: string): void {
  const from = directory();
  for (const path of paths) {
    mkdirSync(join(from, path, '..'), { recursive: true });
    writeFileSync(join(from, path), files[`${root}/${path}` as keyof typeof files]);
  }
  const seed = join(volume, subPath);
  mkdirSync(seed, { recursive: true });
  execFileSync('sh', ['-c', script.replaceAll('/.seed', seed).replaceAll('/.from', from)]);
}

describe('a directory of the machine in another one that a service writes to (V-05, V-15)', () => {
  it('is filled by who mounts it, and the rest by who mounts that', () => {
    const [app, db] = [fillingOf('app'), fillingOf('db')];
    expect([app.subPath, app.paths.toSorted()]).toEqual(['data', ['a.txt', 'db/note.txt']]);
    expect([db.subPath, db.paths]).toEqual(['data/db/conf', ['db.conf']]);
  });

  it.each([
    ['the part', ['db', 'app']],
    ['the whole', ['app', 'db']],
  ])('holds everything, whichever comes first: %s', (_, order) => {
    const volume = directory();
    for (const service of order) fill(fillingOf(service), service === 'db' ? 'all/db/conf' : 'all', volume);
    const found = readdirSync(join(volume, 'data'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(found.map(({ name }) => name).toSorted()).toEqual(['a.txt', 'db.conf', 'note.txt']);
  });

  it('is filled once', () => {
    const volume = directory();
    const app = fillingOf('app');
    fill(app, 'all', volume);
    writeFileSync(join(volume, 'data/a.txt'), 'changed');
    fill(app, 'all', volume);
    expect(readFileSync(join(volume, 'data/a.txt'), 'utf8')).toBe('changed');
  });

  it('says so', () => {
    const { said } = convertText(yaml, { files });
    expect(said('services.db.volumes[0]')[0]).toMatch(/^differs info V-05 .*its files are copied into it while it is empty$/);
  });
});

describe('the claim of a directory outside the project', () => {
  it.each([
    ['~/.app/data', 'app-data', '~/.app/data does not exist here'],
    ['../other', 'other', '/work/other does not exist here'],
    ['..', 'work', '/work does not exist here'],
    ['./x/y', 'x-y', './x/y does not exist here'],
  ])('%s is called the same on every machine', (source, name, message) => {
    const text = JSON.stringify({ services: { app: { image: 'a/b:1', hostname: 'app', volumes: [`${source}:/mnt/x`] } } });
    const result = convertText(text);
    expect(result.objects.filter((o) => o.kind === 'PersistentVolumeClaim').map((o) => o.metadata.name)).toEqual([name]);
    if (source !== '..') expect(result.said('services.app.volumes[0]')[0]).toContain(message);
  });
});
