import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeErrorOf } from './write-error.ts';

/**
 * What is at a path, without following a link; undefined if there is nothing.
 * @throws WriteError
 */
export function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw writeErrorOf(error, path);
  }
}

/** For cleaning up, where a second failure must not hide the first. */
export function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // What cannot be cleaned up stays: a hidden file or an empty directory.
  }
}

/** A second name for a file; a copy on file systems without hard links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

/** The name of the file that a hidden file of some run stands for; undefined for any other. */
export function temporaryOf(name: string): string | undefined {
  return /^\.(.+)\.\d+\.(?:new|old)$/.exec(name)?.[1];
}

/** Changes to an output directory that can be taken back until `finish`. */
export class Transaction {
  readonly #directory: string;
  readonly #temporary: string[] = [];
  readonly #madeDirectories: string[] = [];
  readonly #undo: (() => void)[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Makes a directory with those above it. */
  makeDirectory(path: string): void {
    if (statOf(path)) return;
    const parent = dirname(path);
    if (parent !== path) this.makeDirectory(parent);
    mkdirSync(path);
    this.#madeDirectories.push(path);
  }

  /** Hidden, and of no extension that kubectl reads. */
  #temporaryName(path: string, use: string): string {
    const name = join(this.#directory, dirname(path), `.${path.split('/').at(-1) ?? ''}.${process.pid}.${use}`);
    this.#temporary.push(name);
    return name;
  }

  /**
   * Writes a new file beside its later place; it has its mode before it has its content.
   * @returns the action that puts it there
   */
  stage(path: string, text: string, mode: number): () => void {
    const temporary = this.#temporaryName(path, 'new');
    const handle = openSync(temporary, 'wx', mode);
    try {
      const bytes = Buffer.from(text, 'utf8');
      for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    const restore = this.#keep(path);
    return () => {
      renameSync(temporary, join(this.#directory, path));
      this.#undo.push(restore);
    };
  }

  /** @returns the action that removes what is at a path */
  stageRemoval(path: string): () => void {
    const restore = this.#keep(path);
    return () => {
      rmSync(join(this.#directory, path));
      this.#undo.push(restore);
    };
  }

  /** Keeps what is at a path under another name, and gives the action that brings it back. */
  #keep(path: string): () => void {
    const target = join(this.#directory, path);
    if (!statOf(target)) return () => rmSync(target, { force: true });
    const kept = this.#temporaryName(path, 'old');
    linkOrCopy(target, kept);
    return () => renameSync(kept, target);
  }

  /**
   * Takes every action back and leaves nothing of its own.
   * @param last what is done before the directories go that were made
   */
  rollBack(last: () => void = () => undefined): void {
    for (const restore of this.#undo.reverse()) attempt(restore);
    this.finish();
    last();
    for (const path of this.#madeDirectories.reverse()) attempt(() => rmdirSync(path));
  }

  /** Gives up what was kept: there is no way back. */
  finish(): void {
    for (const path of this.#temporary) attempt(() => rmSync(path, { force: true }));
  }
}
