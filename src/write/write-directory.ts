import { readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockDirectory } from './directory-lock.ts';
import type { OutputFile } from './layout.ts';
import { isOutputPath, parseRecord, printRecord, recordName } from './output-record.ts';
import { attempt, statOf, temporaryOf, Transaction } from './transaction.ts';
import { uninterrupted } from './uninterrupted.ts';
import { WriteError, writeErrorOf } from './write-error.ts';

export interface WriteDirectoryOptions {
  /** Replaces files that waybill did not write, and follows a symbolic link as output directory. */
  readonly force?: boolean;
}

/** Paths relative to the output directory, in the order of their names. */
export interface WrittenDirectory {
  readonly written: readonly string[];
  /** Files of an earlier run that this one does not have. */
  readonly removed: readonly string[];
}

function checkDirectory(path: string, followsLinks: boolean): void {
  const stat = statOf(path);
  if (!stat || stat.isDirectory()) return;
  if (!stat.isSymbolicLink()) throw new WriteError('not-a-directory', path);
  if (!followsLinks) throw new WriteError('symlink', path);
}

/** The directories between the output directory and a file in it, outermost first. */
function parentsOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_name, i) => names.slice(0, i + 1).join('/'));
}

function readRecord(directory: string): string[] {
  const path = join(directory, recordName);
  const stat = statOf(path);
  if (!stat) return [];
  if (!stat.isFile()) throw new WriteError('not-a-file', path);
  try {
    return parseRecord(readFileSync(path, 'utf8'));
  } catch (error) {
    throw writeErrorOf(error, path);
  }
}

function checkTarget(directory: string, path: string, own: ReadonlySet<string>, force: boolean): void {
  for (const parent of parentsOf(path)) checkDirectory(join(directory, parent), false);
  const target = join(directory, path);
  const stat = statOf(target);
  if (!stat) return;
  if (!stat.isFile() && !stat.isSymbolicLink()) throw new WriteError('not-a-file', target);
  if (!own.has(path) && !force) throw new WriteError('foreign-file', target);
}

/** Whether a file of an earlier run can be removed: it is still a file, and no link leads out of the directory. */
function isRemovable(directory: string, path: string): boolean {
  if (parentsOf(path).some((parent) => !statOf(join(directory, parent))?.isDirectory())) return false;
  const stat = statOf(join(directory, path));
  return stat !== undefined && !stat.isDirectory();
}

function removeEmptyParents(directory: string, removed: readonly string[]): void {
  const parents = new Set(removed.flatMap(parentsOf));
  for (const parent of [...parents].sort().reverse()) attempt(() => rmdirSync(join(directory, parent)));
}

/**
 * Writes the files into a directory, which is made if need be, and removes those of an earlier run that are no longer
 * among them. A record in the directory tells its own files from others, which are never touched. All or nothing: new
 * files are complete beside the old ones before the first takes its place, and an error brings the old ones back.
 * @throws WriteError with nothing changed
 */
export function writeDirectory(directory: string, files: readonly OutputFile[], options: WriteDirectoryOptions = {}): WrittenDirectory {
  const force = options.force ?? false;
  const paths = files.map((file) => file.path).sort();
  const illegal = paths.find((path, i) => !isOutputPath(path) || path === paths[i + 1]);
  if (illegal !== undefined) throw new WriteError('failed', illegal);
  checkDirectory(directory, force);
  const own = new Set(readRecord(directory));
  for (const path of paths) checkTarget(directory, path, own, force);
  const current = new Set(paths);
  const removed = [...own].filter((path) => !current.has(path) && isRemovable(directory, path)).sort();

  return uninterrupted(() => replaceFiles(directory, files, { own, removed }));
}

/** What an earlier run wrote, and which of it goes. */
interface Earlier {
  readonly own: ReadonlySet<string>;
  readonly removed: readonly string[];
}

function replaceFiles(directory: string, files: readonly OutputFile[], { own, removed }: Earlier): WrittenDirectory {
  const paths = files.map((file) => file.path).sort();
  const transaction = new Transaction(directory);
  let place = directory;
  let unlock = (): void => undefined;
  try {
    transaction.makeDirectory(directory);
    unlock = lockDirectory(directory);
    if (printRecord(readRecord(directory)) !== printRecord(own)) throw new WriteError('busy', directory);
    removeLeftovers(directory, [recordName, ...own, ...paths]);
    // The record first names old and new files, so that a run cut short leaves none that the next takes for foreign.
    const steps = [{ path: recordName, apply: transaction.stage(recordName, printRecord([...own, ...paths]), 0o644) }];
    for (const { path, text, mode } of files) {
      place = join(directory, path);
      transaction.makeDirectory(dirname(place));
      steps.push({ path, apply: transaction.stage(path, text, mode) });
    }
    for (const path of removed) steps.push({ path, apply: transaction.stageRemoval(path) });
    for (const step of steps) {
      place = join(directory, step.path);
      step.apply();
    }
  } catch (error) {
    transaction.rollBack(unlock);
    throw writeErrorOf(error, place);
  }
  transaction.finish();
  removeEmptyParents(directory, removed);
  attempt(() => writeFinalRecord(directory, paths));
  unlock();
  return { written: paths, removed };
}

/** What a run that was killed left beside its files. */
function removeLeftovers(directory: string, paths: readonly string[]): void {
  const names = new Set(paths);
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    attempt(() => {
      for (const name of readdirSync(join(directory, folder))) {
        const path = temporaryOf(name);
        if (path !== undefined && names.has(folder === '.' ? path : `${folder}/${path}`)) rmSync(join(directory, folder, name));
      }
    });
  }
}

/** Shortens the record to the present files; should it fail, the longer one does no harm. */
function writeFinalRecord(directory: string, paths: readonly string[]): void {
  const transaction = new Transaction(directory);
  try {
    transaction.stage(recordName, printRecord(paths), 0o644)();
  } finally {
    transaction.finish();
  }
}
