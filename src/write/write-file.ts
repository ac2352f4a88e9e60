import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { attempt, statOf } from './transaction.ts';
import { WriteError, writeErrorOf } from './write-error.ts';

/**
 * Writes a text file whole or not at all: beside its place first, then by renaming. A symbolic link is followed; what is no
 * regular file (`/dev/stderr`, a pipe) is written to directly.
 * @throws WriteError
 */
export function writeFileAtomically(path: string, text: string): void {
  try {
    const target = statOf(path)?.isSymbolicLink() ? realpathSync(path) : path;
    const stat = statOf(target);
    if (stat && !stat.isFile()) writeFileSync(target, text);
    else replaceFile(target, text);
  } catch (error) {
    const isLost = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw isLost ? new WriteError('no-directory', path, { cause: error }) : writeErrorOf(error, path);
  }
}

function replaceFile(path: string, text: string): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.new`);
  try {
    const handle = openSync(temporary, 'wx', 0o644);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
  } catch (error) {
    attempt(() => rmSync(temporary, { force: true }));
    throw error;
  }
}
