/**
 * - `not-a-directory`: a file is where a directory is needed
 * - `symlink`: the output directory, or a directory in it, is a symbolic link
 * - `not-a-file`: a directory or device has the name of a file to write
 * - `foreign-file`: a file that waybill did not write has the name of one to write
 * - `busy`: another run writes into the directory
 * - `no-directory`: the directory of a file does not exist
 * - `no-permission`, `no-space`, `failed`: what the system said
 */
export type WriteFailure =
  | 'not-a-directory'
  | 'symlink'
  | 'not-a-file'
  | 'foreign-file'
  | 'busy'
  | 'no-directory'
  | 'no-permission'
  | 'no-space'
  | 'failed';

/** Nothing was changed: what was in the directory before is still there. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
  readonly reason: WriteFailure;
  readonly path: string;
  constructor(reason: WriteFailure, path: string, options?: ErrorOptions) {
    super(`${path}: ${reason}`, options);
    this.reason = reason;
    this.path = path;
  }
}

const failureOf: Readonly<Record<string, WriteFailure>> = {
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  ENOTDIR: 'not-a-directory',
  EISDIR: 'not-a-file',
};

/** What a failed system call amounts to. */
export function writeErrorOf(cause: unknown, path: string): WriteError {
  if (cause instanceof WriteError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return new WriteError((Object.hasOwn(failureOf, code) ? failureOf[code] : undefined) ?? 'failed', path, { cause });
}
