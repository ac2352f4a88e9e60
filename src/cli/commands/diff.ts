import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { difference } from '../../diff/difference.ts';
import { ManifestError, readManifests } from '../../diff/manifest.ts';
import { printDifference } from '../../diff/print-difference.ts';
import type { KubeObject } from '../../plan/kubernetes.ts';
import { createStyle } from '../../report/style.ts';
import { printStream } from '../../write/layout.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { judgedConversion } from '../judged-conversion.ts';
import { messageOptions } from '../messages.ts';
import type { GateFlags, InputFlags } from '../options.ts';
import { isColored, writeStandardError, writeStandardOutput } from '../streams.ts';
import type { TranslationFlags } from '../translation-flags.ts';

export interface DiffFlags extends InputFlags, TranslationFlags, GateFlags {
  readonly format: 'text' | 'json';
  /** Against what runs, through `kubectl diff`. */
  readonly cluster?: boolean;
  readonly quiet?: boolean;
}

/** The command `diff`: what a new run would change. @returns the exit code of the process */
export async function runDiff(folder: string | undefined, flags: DiffFlags): Promise<ExitCode> {
  if ((folder === undefined) !== (flags.cluster ?? false)) {
    writeStandardError(['error: say what to compare with: a directory or file of manifests, or --cluster']);
    return exitCode.usage;
  }
  const { conversion, exitCode: code, messages } = await judgedConversion(flags, { ...messageOptions(flags), isCheck: true });
  if (code !== exitCode.done) {
    writeStandardError(messages);
    return code;
  }
  if (folder === undefined) return clusterDiff(conversion.objects);
  try {
    return await compare(readFolder(folder), conversion.objects, flags);
  } catch (error) {
    if (!(error instanceof ManifestError) && !(error instanceof Error && 'code' in error)) throw error;
    writeStandardError([`error: ${error.message}`]);
    return exitCode.refused;
  }
}

async function compare(before: readonly KubeObject[], after: readonly KubeObject[], { format, quiet }: DiffFlags): Promise<ExitCode> {
  const found = difference(before, after);
  const lines = printDifference(found, createStyle(isColored(process.stdout)));
  const text = format === 'json' ? `${JSON.stringify(found, undefined, 2)}\n` : lines.map((line) => `${line}\n`).join('');
  if (!quiet) await writeStandardOutput(text);
  return found.objects.length === 0 ? exitCode.done : exitCode.different;
}

/** Every manifest of a directory, as `kubectl apply -f` finds them: not in folders below. @throws ManifestError */
function readFolder(path: string): readonly KubeObject[] {
  if (!statSync(path).isDirectory()) return readManifests(readFileSync(path, 'utf8'), path);
  const names = readdirSync(path)
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .toSorted();
  return names.flatMap((name) => readManifests(readFileSync(join(path, name), 'utf8'), join(path, name)));
}

/** `kubectl diff` masks the values of Secrets; it ends with 1 where there is a difference, and above on a failure. */
function clusterDiff(objects: readonly KubeObject[]): Promise<ExitCode> {
  return new Promise((resolve) => {
    const child = spawn('kubectl', ['diff', '-f', '-'], { stdio: ['pipe', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      writeStandardError([`error: kubectl cannot be run: ${error.message}`]);
      resolve(exitCode.refused);
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(printStream(objects));
    child.on('close', (status) => resolve(status === 0 ? exitCode.done : status === 1 ? exitCode.different : exitCode.refused));
  });
}
