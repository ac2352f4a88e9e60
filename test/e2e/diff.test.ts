import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryProject, waybill } from './waybill.ts';

const compose = (image: string): string => `name: shop
services:
  web: {image: "${image}", environment: {DB_PASSWORD: planted-9f8e7d6c5b}}
`;

let project: ReturnType<typeof temporaryProject>;
beforeEach(() => {
  project = temporaryProject({ 'compose.yaml': compose('nginx:1.27') });
});
afterEach(() => project.remove());

function run(...args: readonly string[]): ReturnType<typeof waybill> {
  return waybill(args, { cwd: project.directory });
}

describe('waybill diff', () => {
  it('exit code 0 for what was just written, 3 for a change, 1 for a refused project', () => {
    expect(run('convert', '-o', 'k8s').code).toBe(0);
    expect(run('diff', 'k8s').code).toBe(0);
    writeFileSync(join(project.directory, 'compose.yaml'), compose('nginx:1.28'));
    const { code, stdout } = run('diff', 'k8s');
    expect(code).toBe(3);
    expect(stdout).toContain('/spec/template/spec/containers/[name=web]/image: "nginx:1.27" → "nginx:1.28"');
    expect(run('diff', 'k8s', '-q').stdout).toBe('');
    writeFileSync(join(project.directory, 'compose.yaml'), 'services: {web: {imag: a}}');
    expect(run('diff', 'k8s').code).toBe(1);
  });

  it('S-20: shows no value of a Secret', () => {
    expect(run('convert', '-o', 'k8s').code).toBe(0);
    writeFileSync(join(project.directory, 'compose.yaml'), compose('nginx:1.27').replace('9f8e7d6c5b', '0000000000'));
    for (const format of ['text', 'json']) {
      const { code, stdout, stderr } = run('diff', 'k8s', '--format', format);
      expect(code).toBe(3);
      expect(stdout + stderr).not.toMatch(/planted|cGxhbnRlZ/);
    }
  });

  it.each([[[]], [['k8s', '--cluster']], [['--nonsense']]])('wrong usage: %j', (args) => {
    expect(run('diff', ...args).code).toBe(2);
  });

  it('a directory that is not there, or holds no manifests', () => {
    expect(run('diff', 'nothing').code).toBe(1);
    mkdirSync(join(project.directory, 'bad'));
    writeFileSync(join(project.directory, 'bad/a.yaml'), 'a: [');
    const { code, stderr } = run('diff', 'bad');
    expect(code).toBe(1);
    expect(stderr).toContain('bad/a.yaml:1');
  });

  it.each([
    [0, 0],
    [1, 3],
    [2, 1],
  ])('--cluster: kubectl diff ending with %i gives %i', (status, code) => {
    const bin = join(project.directory, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\ngrep -q 'kind: Deployment' || exit 9\necho "$*"\nexit ${status}\n`);
    chmodSync(join(bin, 'kubectl'), 0o755);
    const path = `${bin}:${process.env['PATH'] ?? ''}`;
    const result = waybill(['diff', '--cluster'], { cwd: project.directory, env: { PATH: path } });
    expect(result).toMatchObject({ code, stdout: 'diff -f -\n' });
  });
});
