import type { WriteStream } from 'node:tty';
import { writeErrorOf } from '../write/write-error.ts';

/** Colours belong on a terminal only; `NO_COLOR` and `FORCE_COLOR` decide otherwise (no-color.org, force-color.org). */
export function isColored(stream: Pick<WriteStream, 'isTTY'>): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return stream.isTTY && TERM !== 'dumb';
}

/** Columns to write in: those of the terminal, within what can be read; 100 where there is none. */
export function terminalWidth({ columns, isTTY }: Pick<WriteStream, 'isTTY'> & { readonly columns?: number }): number {
  return isTTY && columns !== undefined ? Math.min(Math.max(columns, 60), 140) : 100;
}

/**
 * Writes to standard output. A reader that closes the pipe early, as `head` does, is no failure.
 * @throws WriteError
 */
export function writeStandardOutput(text: string): Promise<void> {
  const stream = process.stdout;
  return new Promise((resolve, reject) => {
    stream.once('error', (error) => {
      if ('code' in error && error.code === 'EPIPE') resolve();
      else reject(writeErrorOf(error, '<stdout>'));
    });
    stream.write(text, (error) => {
      if (!error) resolve();
    });
  });
}

/** Writes lines to standard error. */
export function writeStandardError(lines: readonly string[]): void {
  if (lines.length > 0) process.stderr.write(lines.map((line) => `${line}\n`).join(''));
}
