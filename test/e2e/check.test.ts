import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonReport } from '../../src/report/json-report.ts';
import { temporaryProject, waybill } from './waybill.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

function project(compose: string): string {
  const { directory, remove } = temporaryProject({ 'compose.yaml': compose });
  cleanups.push(remove);
  return directory;
}

const secret = 'planted-9f8e7d6c5b';
const good = `name: shop
services:
  web: {image: "nginx:1.27", ports: ["80:80"], environment: {API_TOKEN: ${secret}}}
`;
const refused = `name: shop
services:
  web: {image: "nginx:1.27", volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}
`;
const untranslated = 'name: shop\nservices:\n  web: {image: "nginx:1.27", mac_address: "02:42:ac:11:00:02"}\n';

describe('waybill check', () => {
  it.each([
    ['a good project', good, [], 0],
    ['something refused', refused, [], 1],
    ['something refused and accepted', refused, ['--accept', 'V-19', '--accept', 'DIAG-30'], 0],
    ['something refused and forced', refused, ['--force'], 0],
    ['an untranslated attribute', untranslated, [], 0],
    ['an untranslated attribute with --strict', untranslated, ['--strict'], 3],
    ['an invalid file', 'services: {web: {imag: a}}', [], 1],
  ] as const)('G-01: %s', (_, compose, args, code) => {
    const cwd = project(compose);
    expect(waybill(['check', ...args], { cwd }).code).toBe(code);
    expect(waybill(['convert', ...args], { cwd }).code).toBe(code);
  });

  it.each(['text', 'json', 'sarif', 'markdown', 'html', 'github'])('S-20: %s shows no secret', (format) => {
    const { code, stdout, stderr } = waybill(['check', '--format', format], { cwd: project(good) });
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain(secret);
    expect(stdout + stderr).not.toContain(btoa(secret));
  });

  it('an invalid input is reported in every format', () => {
    const cwd = project('services:\n  web: {imag: a}\n');
    const report = JSON.parse(waybill(['check', '--format', 'json'], { cwd }).stdout) as JsonReport;
    expect(report.project).toBeNull();
    expect(report.diagnostics.find(({ severity }) => severity === 'error')?.location).toEqual({ file: 'compose.yaml', line: 2, column: 9 });
    expect(waybill(['check', '--format', 'github'], { cwd }).stdout).toMatch(/^::error file=compose.yaml,line=2,col=9/m);
    expect(waybill(['check'], { cwd }).stderr).toContain('compose.yaml:2:9');
  });

  it('what is exact is listed only when asked for', () => {
    const cwd = project(good);
    const image = /exact .*services\.web\.image/;
    expect(waybill(['check'], { cwd }).stdout).not.toMatch(image);
    expect(waybill(['check', '-v'], { cwd }).stdout).toMatch(image);
    expect(waybill(['check', '-q'], { cwd }).stdout).toBe('');
  });

  it('an acceptance that matches nothing is a warning', () => {
    const { stdout } = waybill(['check', '--accept', 'V-19', '--format', 'json'], { cwd: project(good) });
    expect((JSON.parse(stdout) as JsonReport).diagnostics.map(({ code }) => code)).toContain('acceptance-unused');
  });
});

describe('waybill convert --report', () => {
  it.each([
    ['a.json', [], /^\{\n {2}"version": 1/],
    ['a.sarif', [], /"\$schema"/],
    ['a.md', [], /^# shop/],
    ['a.html', [], /^<!doctype html>/i],
    ['a.txt', [], /^shop: /],
    ['a', ['--report-format', 'sarif'], /"\$schema"/],
  ])('%s %j', (name, args, form) => {
    const cwd = project(good);
    expect(waybill(['convert', '-o', 'k8s', '--report', name, ...args], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, name), 'utf8')).toMatch(form);
  });
});
