import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type RunOptions, type RunResult, shellCommand, temporaryProject, waybill } from './waybill.ts';

const good = `name: shop
services:
  web:
    image: nginx:1.27
    ports: ["80:80"]
    environment: {API_TOKEN: planted-9f8e7d6c5b, MODE: fast}
`;
const privileged = 'name: shop\nservices:\n  web:\n    image: nginx:1.27\n    volumes: [/var/run/docker.sock:/var/run/docker.sock]\n';
const refusedWarning =
  'name: shop\nservices:\n  web:\n    image: nginx:1.27\n    deploy: {restart_policy: {condition: any, max_attempts: 3}}\n';
const invalid = 'name: shop\nservices:\n  web:\n    imagee: nginx\n';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

function project(compose: string, more: Readonly<Record<string, string>> = {}): string {
  const { directory, remove } = temporaryProject({ 'compose.yaml': compose, ...more });
  cleanups.push(remove);
  return directory;
}

function convert(cwd: string, args: readonly string[] = [], more: Omit<RunOptions, 'cwd'> = {}): RunResult {
  return waybill(['convert', ...args], { cwd, ...more });
}

function kindsIn(yaml: string): readonly string[] {
  return parseAllDocuments(yaml).map((document) => {
    expect(document.errors).toEqual([]);
    const { kind, metadata } = document.toJS() as { readonly kind: string; readonly metadata: { readonly name: string } };
    return `${kind}/${metadata.name}`;
  });
}

describe('waybill convert', () => {
  it('standard output holds the manifests and nothing else', () => {
    const { code, stdout, stderr } = convert(project(good));
    expect(code).toBe(0);
    expect(kindsIn(stdout)).toEqual(expect.arrayContaining(['Deployment/web', 'Service/web', 'Service/web-public']));
    expect(stderr).toContain('shop: ');
    expect(stderr).not.toContain('\u001b');
  });

  it('the same input gives the same bytes in another locale and time zone', () => {
    const cwd = project(good);
    const other = { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' };
    expect(convert(cwd, [], { env: other })).toEqual(convert(cwd));
  });

  it('finds files as docker compose does, also above the working directory', () => {
    const cwd = project(good, { 'compose.override.yml': 'services: {extra: {image: busybox}}', 'deep/er/x': '' });
    expect(kindsIn(convert(join(cwd, 'deep/er')).stdout)).toContain('Deployment/extra');
  });

  it('-f - reads standard input, and several -f are merged', () => {
    const cwd = project(good, { 'more.yaml': 'services: {extra: {image: busybox}}' });
    expect(kindsIn(convert(cwd, ['-f', '-', '-f', 'more.yaml'], { input: good }).stdout)).toEqual(
      expect.arrayContaining(['Deployment/web', 'Deployment/extra']),
    );
  });

  it('--env-file, --profile, -p and --project-directory reach the loader, -n and the others the plan', () => {
    const compose =
      'services:\n  web: {image: "nginx:${TAG}", ports: ["80:80"]}\n  extra: {image: busybox, profiles: [more], env_file: ./a.env}\n';
    const cwd = project(compose, { 'my.env': 'TAG=7', 'elsewhere/a.env': 'A=1' });
    const flags = [
      '--env-file',
      'my.env',
      '--profile',
      'more',
      '-p',
      'mine',
      '--project-directory',
      'elsewhere',
      '-n',
      'prod',
      '--expose',
      'nodeport',
    ];
    const { code, stdout } = convert(cwd, ['-f', 'compose.yaml', ...flags]);
    expect(code).toBe(0);
    expect(kindsIn(stdout)).toEqual(expect.arrayContaining(['Namespace/prod', 'Deployment/extra']));
    expect(stdout).toContain('image: nginx:7');
    expect(stdout).toContain('app.kubernetes.io/part-of: mine');
    expect(stdout).toContain('type: NodePort');
  });

  it('a reader that stops early is no failure', () => {
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', `${shellCommand} convert -q | head -n 1`], {
      cwd: project(good),
      encoding: 'utf8',
    });
    expect([status, stdout, stderr]).toEqual([0, 'apiVersion: v1\n', '']);
  });
});

describe('exit codes (G-01)', () => {
  it.each<[string, string, readonly string[], number]>([
    ['a project', good, [], 0],
    ['a project, strictly', good, ['--strict'], 0],
    ['invalid input', invalid, [], 1],
    ['invalid input, forced', invalid, ['--force'], 1],
    ['no such file', good, ['-f', 'nowhere.yaml'], 1],
    ['refused at level error', privileged, [], 1],
    ['refused at level error, strictly', privileged, ['--strict'], 1],
    ['forced', privileged, ['--force'], 0],
    ['a refusal of level warning', refusedWarning, [], 0],
    ['a refusal of level warning, strictly', refusedWarning, ['--strict'], 3],
    ['accepted on the command line', refusedWarning, ['--strict', '--accept', 'B-196'], 0],
    ['accepted in the file', `${refusedWarning}    x-waybill: {accept: [B-196]}\n`, ['--strict'], 0],
    ['accepted for all services', `${refusedWarning}x-waybill: {accept: [B-196]}\n`, ['--strict'], 0],
    ['an unknown flag', good, ['--nonsense'], 2],
    ['an unknown choice', good, ['--hpa', 'sometimes'], 2],
    ['a service that is not there', good, ['compose.yaml'], 1],
    ['a flag without its value', good, ['-o'], 2],
    ['an empty value', good, ['-o', ''], 2],
    ['a namespace that cannot be', good, ['-n', 'Prod_1'], 2],
    ['a rule that is none', good, ['--accept', 'everything'], 2],
    ['a registry that is none', good, ['--registry', 'https://example.com'], 2],
  ])('%s', (_name, compose, flags, code) => {
    const { code: actual, stdout, stderr } = convert(project(compose), flags);
    expect([actual, stderr]).toEqual([code, stderr]);
    if (code === 0) expect(kindsIn(stdout)).toContain('Deployment/web');
    else expect([stdout, stderr !== '']).toEqual(['', true]);
  });

  it.each([
    ['refused', privileged, 1],
    ['not strictly translated', refusedWarning, 3],
  ])('nothing is written to a directory when something is %s', (_name, compose, code) => {
    const cwd = project(compose);
    expect(convert(cwd, ['--strict', '-o', 'k8s']).code).toBe(code);
    expect(existsSync(join(cwd, 'k8s'))).toBe(false);
  });

  it('an acceptance that matches nothing is a warning', () => {
    const { code, stderr } = convert(project(good), ['--accept', 'V-99']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning G-01: .*V-99/m);
  });

  it('-q says nothing but errors', () => {
    expect(convert(project(refusedWarning), ['-q']).stderr).toBe('');
    expect(convert(project(invalid), ['-q']).stderr).toMatch(/^compose\.yaml:4:5: error DIAG-02 /);
  });

  it('70 and nothing written when waybill itself fails', () => {
    const cwd = project(good);
    const { code, stdout, stderr } = spawnFailing(cwd);
    expect([code, stdout]).toEqual([70, '']);
    expect(stderr).toMatch(/^internal error: /);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(existsSync(join(cwd, 'k8s'))).toBe(false);
  });
});

/** A process in which printing YAML fails. */
function spawnFailing(cwd: string): RunResult {
  writeFileSync(join(cwd, 'fail.cjs'), `process.stdout.write = () => { throw new Error('planted'); };`);
  return convert(cwd, [], { env: { NODE_OPTIONS: `--require ${join(cwd, 'fail.cjs')}` } });
}

describe('-o', () => {
  it('writes the files of G-09, secrets for the owner only', () => {
    const cwd = project(good);
    expect(convert(cwd, ['-o', 'out/k8s']).code).toBe(0);
    const files = readdirSync(join(cwd, 'out/k8s'));
    expect(files).toEqual(['.waybill', '20-secrets.yaml', '30-config.yaml', '50-services.yaml', '70-workloads.yaml']);
    const modes = files.map((file) => (statSync(join(cwd, 'out/k8s', file)).mode & 0o777).toString(8));
    expect(modes).toEqual(['644', '600', '644', '644', '644']);
    expect(kindsIn(readFileSync(join(cwd, 'out/k8s/70-workloads.yaml'), 'utf8'))).toEqual(['Deployment/web']);
  });

  it('replaces what an earlier run wrote, removes what is gone, and touches nothing else', () => {
    const cwd = project(good, { 'k8s/mine.yaml': 'mine' });
    convert(cwd, ['-o', 'k8s', '-n', 'prod']);
    expect(readdirSync(join(cwd, 'k8s'))).toContain('00-namespace.yaml');
    expect(convert(cwd, ['-o', 'k8s']).code).toBe(0);
    expect(readdirSync(join(cwd, 'k8s'))).not.toContain('00-namespace.yaml');
    expect(readFileSync(join(cwd, 'k8s/mine.yaml'), 'utf8')).toBe('mine');
  });

  it.each([
    ['a foreign file', { 'k8s/70-workloads.yaml': 'mine' }, 'k8s/70-workloads.yaml'],
    ['a file in place of the directory', { k8s: 'mine' }, 'k8s'],
  ])('%s is left alone, and nothing is written', (_name, files, path) => {
    const cwd = project(good, files);
    const { code, stderr } = convert(cwd, ['-o', 'k8s']);
    expect(code).toBe(1);
    expect(stderr).toContain(path);
    expect(readFileSync(join(cwd, path), 'utf8')).toBe('mine');
    expect(existsSync(join(cwd, 'k8s/20-secrets.yaml'))).toBe(false);
  });
});

describe('--report', () => {
  it('JSON by extension, with paths relative to the working directory', () => {
    const cwd = project(good);
    convert(cwd, ['--report', 'report.json']);
    const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ project: 'shop', summary: { objects: { Deployment: 1 } } });
    expect(report.entries[0].location.file).toBe('compose.yaml');
  });

  it('text otherwise', () => {
    const cwd = project(good);
    convert(cwd, ['--report', 'report.txt']);
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).toMatch(/^service web: /m);
  });

  it.each([
    ['refused', privileged],
    ['invalid', invalid],
  ])('is written, too, when the input is %s', (_name, compose) => {
    const cwd = project(compose);
    expect(convert(cwd, ['--report', 'report.json']).code).toBe(1);
    expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).toHaveProperty('entries');
  });

  it('a link is followed, and a report that cannot be written fails before the manifests', () => {
    const cwd = project(good, { 'real.txt': '' });
    symlinkSync('real.txt', join(cwd, 'link.txt'));
    convert(cwd, ['--report', 'link.txt']);
    expect(readFileSync(join(cwd, 'real.txt'), 'utf8')).toMatch(/^service web: /m);
    const { code, stdout } = convert(cwd, ['--report', 'no/such/directory.txt']);
    expect([code, stdout]).toEqual([1, '']);
  });

  it('no secret value is shown anywhere but in the manifests (G-02)', () => {
    const cwd = project(good.replace('nginx:1.27', 'nginx').replace('MODE: fast', 'MODE: "${NONE}"'));
    const { stdout, stderr } = convert(cwd, ['--report', 'report.json']);
    expect(stdout).toContain(Buffer.from('planted-9f8e7d6c5b').toString('base64'));
    expect(stderr + readFileSync(join(cwd, 'report.json'), 'utf8')).not.toContain('planted-9f8e7d6c5b');
  });
});

describe('help and version', () => {
  const cwd = '/';
  it('--version is that of package.json', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(waybill(['--version'], { cwd })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    ['waybill', ['--help']],
    ['convert', ['convert', '--help']],
  ])('%s --help has an example', (_name, args) => {
    const { code, stdout, stderr } = waybill(args, { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ {2}\$ waybill /m);
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['convrt']],
  ])('%s is wrong usage', (_name, args) => {
    expect(waybill(args, { cwd })).toMatchObject({ code: 2, stdout: '' });
  });
});
