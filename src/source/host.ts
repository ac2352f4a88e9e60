/**
 * All that the library ever asks of the outside world. Paths are absolute POSIX paths.
 * The command line gives it Node's file system, tests and browsers an in-memory one.
 */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  /** The bytes of a regular file. @throws {HostError} */
  readFile(path: string): Uint8Array;
  /** What a path is after following symbolic links; undefined where nothing is. @throws {HostError} when it cannot be looked at */
  stat(path: string): FileStat | undefined;
  /** The names in a directory, sorted by code unit. @throws {HostError} */
  readDirectory(path: string): readonly string[];
  /** All of standard input. @throws {HostError} */
  readStandardInput(): Uint8Array;
}

export interface FileStat {
  readonly kind: 'file' | 'directory' | 'other';
  /** Bytes; 0 for a directory. */
  readonly size: number;
  /** Whether any execute bit is set. */
  readonly executable: boolean;
}

/** Why the outside world refused: `ENOENT`, `EACCES`, `EISDIR`, `ELOOP`, `EFBIG` for more than can be read, `ETIMEDOUT` for an idle pipe … */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly reason: string;
  readonly path: string;
  constructor(reason: string, path: string) {
    super(`${reason}: ${path}`);
    this.reason = reason;
    this.path = path;
  }
}
