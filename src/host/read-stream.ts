import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Larger than any file that a Compose project is made of, in bytes: what is larger would take minutes and gigabytes to read as YAML. */
export const largestFile = 32 * 1024 * 1024;

/** A pipe may be empty for so long, in milliseconds, before it counts as one that nobody writes to. */
const patience = 2000;
const pause = 5;
const pieceSize = 64 * 1024;

/** Why a file that can be opened is not read; `code` is that of a system error. */
class NotReadError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * The bytes of a file, or of a pipe, as `<(command)` of a shell is one. Never waits for a pipe that nobody writes to, and never reads
 * a device without an end: their codes are ETIMEDOUT and EFBIG.
 * @throws Error with a `code`
 */
export function readStream(path: string): { readonly bytes: Uint8Array; readonly isPipe: boolean } {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const stats = fstatSync(handle);
    if (stats.isDirectory()) throw new NotReadError('EISDIR');
    if (stats.isFile() && stats.size > largestFile) throw new NotReadError('EFBIG');
    const isPipe = stats.isFIFO();
    return { bytes: readToEnd(handle, { isPipe, patience }), isPipe };
  } finally {
    closeSync(handle);
  }
}

interface Waiting {
  /** No byte at the beginning means that the writer has yet to come. */
  readonly isPipe: boolean;
  /** In milliseconds. */
  readonly patience: number;
}

/** All of standard input, for which a user may take any time. @throws Error with a `code` */
export function readStandardInput(): Uint8Array {
  return readToEnd(0, { isPipe: false, patience: Infinity });
}

function readToEnd(handle: number, { isPipe, patience: longest }: Waiting): Uint8Array {
  const pieces: Buffer[] = [];
  let length = 0;
  let waited = 0;
  for (;;) {
    const piece = readPiece(handle);
    if (piece === undefined || (piece.length === 0 && isPipe && length === 0)) {
      if (waited >= longest) throw new NotReadError('ETIMEDOUT');
      sleep(pause);
      waited += pause;
      continue;
    }
    if (piece.length === 0) return Buffer.concat(pieces, length);
    waited = 0;
    pieces.push(piece);
    length += piece.length;
    if (length > largestFile) throw new NotReadError('EFBIG');
  }
}

/** Undefined where there is nothing yet. */
function readPiece(handle: number): Buffer | undefined {
  const piece = Buffer.allocUnsafe(pieceSize);
  try {
    return piece.subarray(0, readSync(handle, piece, 0, pieceSize, null));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined;
    throw error;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
