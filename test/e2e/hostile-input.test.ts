import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunResult, temporaryProject, waybill } from './waybill.ts';

const project = temporaryProject;
let remove = (): void => undefined;
afterEach(() => remove());

function folder(files: Readonly<Record<string, string>>): string {
  const made = project(files);
  ({ remove } = made);
  return made.directory;
}

/** An error of the user: said in words, with exit code 1, and nothing on standard output. */
function expectRefusal({ code, stdout, stderr }: RunResult): void {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/error/);
  expect(stderr).not.toMatch(/internal error|^ {4}at /m);
}

const web = (attributes: string): string => `name: p\nservices: {web: {image: 'acme/app:1', user: '0', ${attributes}}}\n`;

describe('files that are none, in a real file system', () => {
  const oddFiles: Readonly<Record<string, (path: string) => void>> = {
    'a pipe that nobody writes to': (path) => void spawnSync('mkfifo', [path]),
    'a device without an end': (path) => symlinkSync('/dev/zero', path),
    'a directory': (path) => mkdirSync(path),
    'a link to itself': (path) => symlinkSync('odd', path),
    'a link to nothing': (path) => symlinkSync('nothing', path),
    '100 MB of nothing': (path) => {
      writeFileSync(path, '');
      truncateSync(path, 100_000_000);
    },
  };

  it.each(Object.entries(oddFiles))('%s as Compose file, as env file, and as what is extended', (_what, make) => {
    const cwd = folder({ 'env.yaml': web('env_file: odd'), 'extends.yaml': web('extends: {file: odd, service: a}') });
    make(join(cwd, 'odd'));
    for (const file of ['odd', 'env.yaml', 'extends.yaml']) expectRefusal(waybill(['convert', '-f', file], { cwd }));
  });
});

describe('projects that reach outside', () => {
  it('include and extends may lead anywhere that can be read, as in Docker Compose', () => {
    const cwd = folder({
      'project/compose.yaml': web('extends: {file: ../outside/base.yaml, service: base}'),
      'outside/base.yaml': 'services: {base: {environment: {DB_PASSWORD: hunter2-outside}}}\n',
      'project/passwd.yaml': 'name: p\ninclude: [/etc/passwd]\nservices: {}\n',
    });
    const { code, stderr } = waybill(['check', '-f', 'compose.yaml'], { cwd: join(cwd, 'project') });
    expect(code).toBe(0);
    expect(stderr).not.toContain('hunter2');
    expectRefusal(waybill(['convert', '-f', 'passwd.yaml'], { cwd: join(cwd, 'project') }));
  });
});

describe('input that is made to take long', () => {
  const many = (count: number, make: (i: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('\n');
  const doubling = `A0=xxxxxxxxxx\n${many(40, (i) => `A${i + 1}=\${A${i}}\${A${i}}`)}\n`;
  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['variables of variables', { 'compose.yaml': web("hostname: '${A40}'"), '.env': doubling }, 1],
    ['variables of variables in an env file', { 'compose.yaml': web('env_file: e'), e: doubling }, 1],
    ['aliases of aliases', { 'compose.yaml': `a: &a0 [x, x]\n${many(40, (i) => `b${i}: &a${i + 1} [*a${i}, *a${i}]`)}\n` }, 1],
    ['10,000 brackets', { 'compose.yaml': `services: ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}` }, 1],
    ['a key of 1 MB', { 'compose.yaml': web(`environment: {? ${'k'.repeat(1_000_000)} : v}`) }, 1],
    [
      'a word of 300 kB',
      { 'compose.yaml': web(`command: [run, ${'a'.repeat(300_000)}], healthcheck: {test: [CMD, x, ${'b'.repeat(300_000)}]}`) },
      1,
    ],
    ['UTF-16', { 'compose.yaml': Buffer.from(`\ufeff${web('scale: 2')}`, 'utf16le').toString('latin1') }, 1],
    ['old Macintosh line ends', { 'compose.yaml': web('scale: 2').replaceAll('\n', '\r') }, 0],
    ['a byte order mark and CRLF', { 'compose.yaml': `\ufeff${web('scale: 2').replaceAll('\n', '\r\n')}` }, 0],
    ['NUL', { 'compose.yaml': web('hostname: "a\u0000b"') }, 1],
  ])('%s', (_what, files, code) => {
    const cwd = folder(files);
    const result = waybill(['convert', '-f', 'compose.yaml'], { cwd });
    expect(result.stderr).not.toMatch(/internal error|^ {4}at /m);
    expect(result.code).toBe(code);
  });

  it('a chain of 3,000 services that wait for each other', () => {
    const service = (i: number): string =>
      `  s${i}: {image: 'acme/a:1', healthcheck: {test: [CMD, x]}, depends_on: {s${i + 1}: {condition: service_healthy}}}`;
    const cwd = folder({
      'compose.yaml': `name: p\nservices:\n${many(3000, service)}\n  s3000: {image: 'acme/a:1', healthcheck: {test: [CMD, x]}}\n`,
    });
    const { code, stderr } = waybill(['convert', '-q', '-o', 'out'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
  });
});
