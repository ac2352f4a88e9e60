import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WriteError } from '../../../src/write/write-error.ts';
import { writeFileAtomically } from '../../../src/write/write-file.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'waybill-write-file-'));
});
afterEach(() => {
  chmodSync(directory, 0o755);
  rmSync(directory, { recursive: true, force: true });
});

function failureOf(path: string): unknown {
  try {
    writeFileAtomically(path, 'new');
  } catch (error) {
    return error instanceof WriteError ? error.reason : error;
  }
  return undefined;
}

describe('writeFileAtomically', () => {
  it('makes a file, replaces one, and leaves nothing else', () => {
    const path = join(directory, 'report.txt');
    writeFileAtomically(path, 'old and longer');
    writeFileAtomically(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(directory)).toEqual(['report.txt']);
  });

  it('follows a symbolic link, which stays one', () => {
    writeFileSync(join(directory, 'real'), 'old');
    symlinkSync('real', join(directory, 'link'));
    writeFileAtomically(join(directory, 'link'), 'new');
    expect(readlinkSync(join(directory, 'link'))).toBe('real');
    expect(readFileSync(join(directory, 'real'), 'utf8')).toBe('new');
  });

  it('writes to what is no regular file, and does not replace it', () => {
    writeFileAtomically('/dev/null', 'new');
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });

  it.each([
    ['a directory that is missing', 'no/such/report.txt', 'no-directory'],
    ['a directory of that name', 'taken', 'not-a-file'],
    ['a file in place of the directory', 'file/report.txt', 'not-a-directory'],
  ])('%s', (_name, path, reason) => {
    mkdirSync(join(directory, 'taken'));
    writeFileSync(join(directory, 'file'), '');
    expect(failureOf(join(directory, path))).toBe(reason);
    expect(readdirSync(directory)).toEqual(['file', 'taken']);
  });
});
