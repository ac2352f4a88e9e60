import type { FileStat, Host } from '../../source/host.ts';
import { basename, join } from '../../source/posix-path.ts';
import { isTooLarge } from '../data-objects.ts';

/** A file of the machine that becomes a key of a ConfigMap or Secret. */
export interface BoundFile {
  /** Path below the mounted directory, with `/`; the base name for a single file. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** More than this is no configuration: neither count nor size would survive as ConfigMaps (S-22). */
const maxFiles = 2000;
const maxTotalBytes = 5_000_000;
/** Files, directories and what else there is; a link to a directory above it would lead round and round. */
const maxNames = 20_000;

/** Traefik's file of accounts and private keys, which it refuses when others may read it. */
export function isKeyStore(path: string): boolean {
  return /(?:^|\/)acme[^/]*\.json$/.test(path);
}

export type DirectoryReading = { readonly files: readonly BoundFile[] } | { readonly tooLarge: true };

/** Every regular file below a directory, in the order of the paths. @throws {HostError} */
export function readDirectoryFiles(host: Host, directory: string): DirectoryReading {
  const files: BoundFile[] = [];
  let total = 0;
  let names = 0;
  const visit = (path: string, below: string, depth: number): boolean => {
    for (const name of host.readDirectory(path)) {
      if (++names > maxNames) return false;
      const child = join(path, name);
      const relative = below === '' ? name : `${below}/${name}`;
      const stat = host.stat(child);
      if (stat?.kind === 'directory') {
        if (depth >= 32 || !visit(child, relative, depth + 1)) return false;
      } else if (stat?.kind === 'file') {
        total += stat.size;
        if (total > maxTotalBytes || files.length >= maxFiles) return false;
        files.push({ path: relative, bytes: host.readFile(child), executable: stat.executable });
      }
    }
    return true;
  };
  return visit(directory, '', 0) ? { files } : { tooLarge: true };
}

/** Far more than an object holds: files that are larger are never read, for nothing but their size matters. */
const largestBoundFile = 1_000_000;

/** A single bound file; of one that no object could hold, bytes that no object could hold. @throws {HostError} */
export function readBoundFile(path: string, stat: FileStat, host: Host): BoundFile {
  const bytes = stat.size > largestBoundFile ? new Uint8Array(largestBoundFile) : host.readFile(path);
  return { path: basename(path), bytes, executable: stat.executable };
}

/** More than this in a directory that a program may write to is data, which is moved by hand. */
const maxCarriedFiles = 200;
const maxCarriedBytes = 1_000_000;

/** Whether a volume can be filled with the files through ConfigMaps. */
export function canBeCarried(files: readonly BoundFile[]): boolean {
  const total = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return (
    files.length > 0 &&
    files.length <= maxCarriedFiles &&
    total <= maxCarriedBytes &&
    files.every((file) => !isTooLarge({ key: file.path, bytes: file.bytes }, 'Secret'))
  );
}
