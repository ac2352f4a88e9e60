import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

const made: string[] = [];
afterEach(() => made.splice(0).forEach((path) => rmSync(path, { recursive: true, force: true })));

/** The script of the first init container of a service, which the kubelet hands on with `$$` folded. */
function scriptOf(service: Record<string, unknown>, files: Record<string, string>): string {
  const result = convertText(JSON.stringify({ services: { app: { restart: 'always', ...service } } }), { files });
  const workload = result.objects.find((o) => o.kind === 'Deployment' || o.kind === 'StatefulSet') ?? result.object('Deployment');
  return String(at(podOf(workload), 'initContainers', 0, 'command', 2)).replaceAll('$$', '$');
}

/** What the kubelet makes of a ConfigMap: links to a hidden directory. */
function configMapDirectory(files: Record<string, string>): string {
  const root = directory();
  const data = join(root, '..2026_11_21');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(data, path, '..'), { recursive: true });
    writeFileSync(join(data, path), text);
  }
  symlinkSync('..2026_11_21', join(root, '..data'));
  for (const name of readdirSync(data)) symlinkSync(join('..data', name), join(root, name));
  return root;
}

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'waybill-'));
  made.push(path);
  return path;
}

function run(script: string, places: Record<string, string>): void {
  const text = Object.entries(places).reduce((all, [place, path]) => all.replaceAll(place, path), script);
  execFileSync('sh', ['-c', text]);
}

describe('the copy for programs that walk a directory (V-15)', () => {
  it('holds plain files, hidden ones too, and can be made again', () => {
    const files = { 'a.py': 'a', 'sub/b.py': 'b', '.hidden': 'h' };
    const script = scriptOf({ image: 'apache/airflow:2.9', volumes: ['./d:/opt/airflow/dags:ro'] }, { 'd/a.py': 'a' });
    const copy = directory();
    const places = { '/.from': configMapDirectory(files), '/.copy': copy };
    run(script, places);
    run(script, places);
    expect(readdirSync(copy).toSorted()).toEqual(['.hidden', 'a.py', 'sub']);
    expect(readFileSync(join(copy, 'sub/b.py'), 'utf8')).toBe('b');
    expect(statSync(join(copy, 'a.py')).isFile()).toBe(true);
  });
});

describe('a file on a volume of its own (V-14)', () => {
  const service = { image: 'traefik:3', user: '0', volumes: ['./acme.json:/acme.json'] };

  it('is copied once, for its owner alone', () => {
    const script = scriptOf(service, { 'acme.json': '{"x":1}' });
    const [seed, from] = [directory(), directory()];
    writeFileSync(join(from, 'file'), '{"x":1}');
    const places = { '/.seed': seed, '/.from': from };
    run(script, places);
    expect([readFileSync(join(seed, 'acme.json'), 'utf8'), statSync(join(seed, 'acme.json')).mode & 0o777]).toEqual(['{"x":1}', 0o600]);
    writeFileSync(join(seed, 'acme.json'), '{"x":2}');
    run(script, places);
    expect(readFileSync(join(seed, 'acme.json'), 'utf8')).toBe('{"x":2}');
    expect(readdirSync(seed)).toEqual(['acme.json']);
  });

  it('starts empty where there is none', () => {
    const seed = directory();
    run(scriptOf(service, {}), { '/.seed': seed });
    expect(statSync(join(seed, 'acme.json')).size).toBe(0);
  });

  it('lies in a directory that another mount shares', () => {
    const seed = directory();
    run(scriptOf({ image: 'acme/app:1', user: '0', volumes: ['./d/x/app.db:/app.db', './d:/d'] }, {}), { '/.seed': seed });
    expect(existsSync(join(seed, 'x/app.db'))).toBe(true);
  });
});

describe('a directory that is filled (V-15 b)', () => {
  it('closes the keys of Traefik for all but their owner', () => {
    const files = { 'acme.json': '{"le":{}}', 'note.txt': 'n' };
    const script = scriptOf(
      { image: 'traefik:3', user: '0', volumes: ['./le:/le'] },
      { 'le/acme.json': files['acme.json'], 'le/note.txt': 'n' },
    );
    const seed = directory();
    const from = configMapDirectory(files);
    chmodSync(join(from, '..data', 'acme.json'), 0o664);
    run(script, { '/.seed': seed, '/.from': from });
    expect([statSync(join(seed, 'acme.json')).mode & 0o777, statSync(join(seed, 'note.txt')).mode & 0o004]).toEqual([0o600, 0o004]);
    expect(readdirSync(seed).toSorted()).toEqual(['acme.json', 'note.txt']);
  });
});
