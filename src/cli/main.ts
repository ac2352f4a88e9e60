#!/usr/bin/env node
import { CommanderError } from 'commander';
import { exitCode } from './exit-code.ts';
import { createProgram } from './program.ts';

async function main(): Promise<void> {
  // A reader that closes the pipe early, as `head` does, is no failure; failures to write manifests are seen where it is done.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    await createProgram().parseAsync(process.argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage;
      return;
    }
    const [{ internalErrorLines, messageOf }, { writeStandardError }] = await Promise.all([import('./failure.ts'), import('./streams.ts')]);
    writeStandardError(internalErrorLines([messageOf(error)], error));
    process.exitCode = exitCode.internal;
  }
}

await main();
