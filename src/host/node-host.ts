import { type Stats, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { cwd, env } from 'node:process';
import { type FileStat, type Host, HostError } from '../source/host.ts';
import { readStandardInput, readStream } from './read-stream.ts';

/** The file system, environment and standard input of this process. */
export function nodeHost(): Host {
  const drained = new Map<string, Uint8Array>();
  return {
    cwd: cwd(),
    env,
    homeDir: homedir(),
    readFile: (path) => guarded(path, () => readOnce(path, drained)),
    stat: (path) => guarded(path, () => statOf(path)),
    readDirectory: (path) => guarded(path, () => readdirSync(path).toSorted((a, b) => (a < b ? -1 : 1))),
    readStandardInput: () => guarded('<stdin>', readStandardInput),
  };
}

/** What came out of a pipe does not come again. */
function readOnce(path: string, drained: Map<string, Uint8Array>): Uint8Array {
  const known = drained.get(path);
  if (known) return known;
  const { bytes, isPipe } = readStream(path);
  if (isPipe) drained.set(path, bytes);
  return bytes;
}

function statOf(path: string): FileStat | undefined {
  const stats = existingStats(path);
  if (!stats) return undefined;
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
  return { kind, size: kind === 'directory' ? 0 : stats.size, executable: (stats.mode & 0o111) !== 0 };
}

/** Nothing is there either when a part of the path is no directory. */
function existingStats(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    if (reason === undefined) throw error;
    throw new HostError(reason, path);
  }
}
