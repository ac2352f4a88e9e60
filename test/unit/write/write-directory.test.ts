import {
  chmodSync,
  existsSync,
  lstatSync,
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutputFile } from '../../../src/write/layout.ts';
import { parseRecord } from '../../../src/write/output-record.ts';
import { Transaction } from '../../../src/write/transaction.ts';
import { writeDirectory } from '../../../src/write/write-directory.ts';
import { writeErrorOf, type WriteFailure } from '../../../src/write/write-error.ts';

let root: string;
let out: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waybill-write-'));
  out = join(root, 'out');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function file(path: string, text = `${path}\n`, mode = 0o644): OutputFile {
  return { path, text, mode };
}

function failure(reason: WriteFailure, path: string): Error {
  return expect.objectContaining({ name: 'WriteError', reason, path }) as Error;
}

/** Every path below the output directory with its content; directories end in `/`. */
function contents(directory = out): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(directory.length + 1);
    return entry.isDirectory() ? [`${name}/`, ''] : [name, entry.isFile() ? readFileSync(path, 'utf8') : ''];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

describe('writeDirectory', () => {
  it('makes the directory with those above it and records its files under a name that kubectl passes by', () => {
    out = join(root, 'a/b/out');
    expect(writeDirectory(out, [file('b.yaml'), file('a.yaml', '')])).toEqual({ written: ['a.yaml', 'b.yaml'], removed: [] });
    expect(Object.keys(contents()).sort()).toEqual(['.waybill', 'a.yaml', 'b.yaml']);
    expect(parseRecord(readFileSync(join(out, '.waybill'), 'utf8'))).toEqual(['a.yaml', 'b.yaml']);
    expect(contents()).toMatchObject({ 'a.yaml': '', 'b.yaml': 'b.yaml\n' });
  });

  it('replaces what an earlier run wrote, removes what is no longer there, and leaves other files alone', () => {
    writeDirectory(out, [file('a.yaml', 'old'), file('b.yaml'), file('sub/deep/c.yaml'), file('sub/d.yaml')]);
    writeFileSync(join(out, 'mine.yaml'), 'mine');
    writeFileSync(join(out, 'sub/mine.txt'), 'mine');
    expect(writeDirectory(out, [file('a.yaml', 'new')])).toEqual({
      written: ['a.yaml'],
      removed: ['b.yaml', 'sub/d.yaml', 'sub/deep/c.yaml'],
    });
    const { '.waybill': record, ...rest } = contents();
    expect(rest).toEqual({ 'a.yaml': 'new', 'mine.yaml': 'mine', 'sub/': '', 'sub/mine.txt': 'mine' });
    expect(parseRecord(record ?? '')).toEqual(['a.yaml']);
  });

  it('gives the same bytes for the same files', () => {
    writeDirectory(out, [file('a.yaml'), file('b.yaml')]);
    const first = contents();
    writeDirectory(out, [file('b.yaml'), file('a.yaml')]);
    expect(contents()).toEqual(first);
  });

  it('keeps files of secrets from other users, also over a file that was open to them', () => {
    writeDirectory(out, [file('20-secrets.yaml', 'x', 0o600)]);
    chmodSync(join(out, '20-secrets.yaml'), 0o644);
    writeDirectory(out, [file('20-secrets.yaml', 'y', 0o600), file('30-config.yaml')]);
    expect(statSync(join(out, '20-secrets.yaml')).mode & 0o777).toBe(0o600);
    expect(statSync(join(out, '30-config.yaml')).mode & 0o777).toBe(0o644 & ~process.umask());
  });

  it('refuses to replace a file of someone else and changes nothing, unless told to', () => {
    mkdirSync(out);
    writeFileSync(join(out, 'b.yaml'), 'mine');
    const before = contents();
    expect(() => writeDirectory(out, [file('a.yaml'), file('b.yaml')])).toThrow(failure('foreign-file', join(out, 'b.yaml')));
    expect(contents()).toEqual(before);
    writeDirectory(out, [file('a.yaml'), file('b.yaml')], { force: true });
    expect(contents()).toMatchObject({ 'b.yaml': 'b.yaml\n' });
  });

  it('leaves everything as it was when a later file cannot be written', () => {
    writeDirectory(out, [file('a.yaml', 'old'), file('stale.yaml')]);
    const before = contents();
    const tooLong = `${'x'.repeat(250)}.yaml`;
    expect(() => writeDirectory(out, [file('a.yaml', 'new'), file('new/b.yaml'), file(tooLong)])).toThrow(
      failure('failed', join(out, tooLong)),
    );
    expect(contents()).toEqual(before);
    expect(() => writeDirectory(join(root, 'fresh/er'), [file(tooLong)])).toThrow(failure('failed', join(root, 'fresh/er', tooLong)));
    expect(existsSync(join(root, 'fresh'))).toBe(false);
  });

  it.each([
    ['a file', () => writeFileSync(out, 'x'), 'not-a-directory'],
    ['a link to a directory', () => symlinkSync(root, out), 'symlink'],
    ['a link to nothing', () => symlinkSync(join(root, 'nothing'), out), 'symlink'],
  ] as const)('refuses %s as output directory', (_what, prepare, reason) => {
    prepare();
    const before = contents(root);
    expect(() => writeDirectory(out, [file('a.yaml')])).toThrow(failure(reason, out));
    expect(contents(root)).toEqual(before);
  });

  it('follows a link to a directory when told to', () => {
    mkdirSync(join(root, 'real'));
    symlinkSync(join(root, 'real'), out);
    writeDirectory(out, [file('a.yaml')], { force: true });
    expect(contents(join(root, 'real'))).toHaveProperty('a.yaml');
  });

  it('refuses a directory under a file', () => {
    writeFileSync(out, 'x');
    expect(() => writeDirectory(join(out, 'in'), [file('a.yaml')])).toThrow(failure('not-a-directory', join(out, 'in')));
  });

  it('refuses a directory in the place of a file, and a link in the place of a directory, with force too', () => {
    mkdirSync(join(out, 'a.yaml'), { recursive: true });
    symlinkSync(root, join(out, 'sub'));
    expect(() => writeDirectory(out, [file('a.yaml')], { force: true })).toThrow(failure('not-a-file', join(out, 'a.yaml')));
    expect(() => writeDirectory(out, [file('sub/b.yaml')], { force: true })).toThrow(failure('symlink', join(out, 'sub')));
  });

  it('replaces a link in the place of its own file and not what the link leads to', () => {
    writeDirectory(out, [file('a.yaml')]);
    rmSync(join(out, 'a.yaml'));
    writeFileSync(join(root, 'victim'), 'victim');
    symlinkSync(join(root, 'victim'), join(out, 'a.yaml'));
    writeDirectory(out, [file('a.yaml', 'new')]);
    expect(readFileSync(join(root, 'victim'), 'utf8')).toBe('victim');
    expect(lstatSync(join(out, 'a.yaml')).isFile()).toBe(true);
  });

  it('believes no record that names places outside the directory', () => {
    mkdirSync(join(out, 'in'), { recursive: true });
    writeFileSync(join(root, 'victim'), 'victim');
    symlinkSync(root, join(out, 'link'));
    writeFileSync(
      join(out, '.waybill'),
      ['../victim', join(root, 'victim'), 'link/victim', 'in', '', '.', '..', 'a\\..\\b', '.waybill'].join('\n'),
    );
    expect(writeDirectory(out, [file('a.yaml')]).removed).toEqual([]);
    expect(readFileSync(join(root, 'victim'), 'utf8')).toBe('victim');
    expect(existsSync(join(out, 'in'))).toBe(true);
  });

  it.each(['../a', '/a', 'a//b', 'a/', '', '.waybill', 'a/./b', 'a\\b', 'c:a', 'a\nb'])('writes no file named %j', (path) => {
    expect(() => writeDirectory(out, [file(path)])).toThrow(failure('failed', path));
    expect(existsSync(out)).toBe(false);
  });

  it('writes no two files of one name', () => {
    expect(() => writeDirectory(out, [file('a.yaml', '1'), file('a.yaml', '2')])).toThrow(failure('failed', 'a.yaml'));
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not write', () => {
    mkdirSync(out, { mode: 0o555 });
    expect(() => writeDirectory(out, [file('a.yaml')])).toThrow(failure('no-permission', out));
  });
});

describe('Transaction', () => {
  it('brings back replaced, removed and new files', () => {
    writeDirectory(out, [file('a.yaml', 'old'), file('b.yaml')]);
    const before = contents();
    const transaction = new Transaction(out);
    const steps = [transaction.stage('a.yaml', 'new', 0o644), transaction.stage('c.yaml', 'c', 0o644), transaction.stageRemoval('b.yaml')];
    for (const step of steps) step();
    expect(contents()).toMatchObject({ 'a.yaml': 'new', 'c.yaml': 'c' });
    expect(existsSync(join(out, 'b.yaml'))).toBe(false);
    transaction.rollBack();
    expect(contents()).toEqual(before);
  });
});

describe('writeErrorOf', () => {
  it.each([
    ['EACCES', 'no-permission'],
    ['EROFS', 'no-permission'],
    ['ENOSPC', 'no-space'],
    ['EIO', 'failed'],
    ['constructor', 'failed'],
  ] as const)('takes %s for %s', (code, reason) => {
    expect(writeErrorOf(Object.assign(new Error('x'), { code }), 'p')).toMatchObject({ reason, path: 'p' });
  });
});
