/**
 * Writes to standard output. A reader that closes the pipe early, as `head` does, is no failure.
 * @throws Error when the text cannot be written for another reason (a full disk)
 */
export function writeStandardOutput(text: string): Promise<void> {
  const stream = process.stdout;
  return new Promise((resolve, reject) => {
    stream.on('error', (error) => {
      if ('code' in error && error.code === 'EPIPE') resolve();
      else reject(error);
    });
    stream.write(text, (error) => {
      if (!error) resolve();
    });
  });
}

/** Writes lines to standard error; nobody may be listening. */
export function writeStandardError(lines: readonly string[]): void {
  if (lines.length > 0) process.stderr.write(lines.map((line) => `${line}\n`).join(''));
}
