import { lstatSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './transaction.ts';
import { WriteError, writeErrorOf } from './write-error.ts';

/** Beside the record while a run writes; without an extension that kubectl reads. */
export const lockName = '.waybill.lock';

/** No run writes for so long: an older lock is one of a run that was killed, in milliseconds. */
const longest = 60_000;

/**
 * Takes a directory for one run.
 * @returns what gives it back
 * @throws WriteError `busy` while another run writes there
 */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, lockName);
  if (!tryLock(path)) {
    if (isHeld(path)) throw new WriteError('busy', directory);
    attempt(() => rmSync(path));
    if (!tryLock(path)) throw new WriteError('busy', directory);
  }
  return () => attempt(() => rmSync(path));
}

/** A link that leads nowhere is made and says who made it in one step, which a file is not. */
function tryLock(path: string): boolean {
  try {
    symlinkSync(String(process.pid), path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return false;
    // A file system without links goes without a lock; what else is wrong with it shows when the first file is written.
    if (code === 'EPERM' || code === 'ENOSYS' || code === 'EOPNOTSUPP' || code === 'ENOTSUP') return true;
    throw writeErrorOf(error, path);
  }
}

/** Whether the run that made the lock is still there. */
function isHeld(path: string): boolean {
  try {
    if (Date.now() - lstatSync(path).mtimeMs > longest) return false;
    const holder = Number(readlinkSync(path));
    return Number.isSafeInteger(holder) && holder > 0 && holder !== process.pid && isAlive(holder);
  } catch {
    return false;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
