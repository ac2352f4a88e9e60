import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryProject, waybill } from './waybill.ts';

const compose = "name: p\nservices: {web: {image: 'acme/app:1', user: '0', environment: {A: b}}}\n";
let cwd = '';
let remove = (): void => undefined;
beforeEach(() => ({ directory: cwd, remove } = temporaryProject({ 'compose.yaml': compose })));
afterEach(() => remove());

/** Everything below a directory, links as what they are. */
function tree(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() ? `${path}: ${readFileSync(path, 'utf8')}` : path;
    })
    .toSorted();
}

describe('output that cannot be written: exit code 1, one line, and everything as it was', () => {
  it.each<[string, readonly string[], () => void, RegExp]>([
    ['a file in the place of the directory', ['-o', 'out'], () => writeFileSync(join(cwd, 'out'), 'mine'), /out is a file/],
    ['a link in the place of the directory', ['-o', 'out'], () => symlinkSync('.', join(cwd, 'out')), /out is a symbolic link/],
    ['a directory below a file', ['-o', 'compose.yaml/out'], () => undefined, /compose\.yaml/],
    [
      'a foreign file with a name of ours',
      ['-o', 'out'],
      () => {
        mkdirSync(join(cwd, 'out'));
        writeFileSync(join(cwd, 'out/30-config.yaml'), 'mine');
        for (const name of ['30-configuration.yaml', '60-workloads.yaml', '50-workloads.yaml', '40-services.yaml']) {
          writeFileSync(join(cwd, 'out', name), 'mine');
        }
      },
      /was not written by waybill/,
    ],
    ['a report in a missing directory', ['-o', 'out', '--report', 'no/report.json'], () => undefined, /no\/report\.json .*does not exist/],
    ['a report in the place of a directory', ['--report', 'reports/'], () => mkdirSync(join(cwd, 'reports')), /reports\//],
    ['a full disk', ['-o', '/dev/full/out'], () => undefined, /\/dev\/full/],
    ['a report on a full disk', ['--report', '/dev/full'], () => undefined, /no space left/],
    [
      'another run',
      ['-o', 'out'],
      () => {
        mkdirSync(join(cwd, 'out'));
        symlinkSync(String(process.pid), join(cwd, 'out/.waybill.lock'));
      },
      /another run/,
    ],
  ])('%s', (_what, args, prepare, said) => {
    prepare();
    const before = tree(cwd);
    const { code, stdout, stderr } = waybill(['convert', ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/internal error|^ {4}at /m);
    expect(tree(cwd)).toEqual(before);
  });

  it('into the directory of the project itself: beside its files, and again', () => {
    for (let run = 0; run < 2; run++) expect(waybill(['convert', '-o', '.', '-q'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'compose.yaml'), 'utf8')).toBe(compose);
    expect(readdirSync(cwd).filter((name) => /\.(?:new|old|lock)$/.test(name))).toEqual([]);
  });
});
