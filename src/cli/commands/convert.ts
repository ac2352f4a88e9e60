import { extname } from 'node:path';
import { nodeHost } from '../../host/node-host.ts';
import { type Conversion, convert } from '../../pipeline.ts';
import { printJsonReport } from '../../report/json-report.ts';
import { createStyle } from '../../report/style.ts';
import { printTextReport } from '../../report/text-report.ts';
import { layOut, printStream } from '../../write/layout.ts';
import { writeDirectory } from '../../write/write-directory.ts';
import { WriteError } from '../../write/write-error.ts';
import { writeFileAtomically } from '../../write/write-file.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { internalErrorLines } from '../failure.ts';
import { judge } from '../../gate/gate.ts';
import { invalidInputLines, type MessageOptions, outcomeLines, writeErrorLines } from '../messages.ts';
import { type GateFlags, gateOptions, type InputFlags, loadInput } from '../options.ts';
import { isColored, writeStandardError, writeStandardOutput } from '../streams.ts';
import { convertOptions, type TranslationFlags } from '../translation-flags.ts';
import { version } from '../version.ts';

export interface ConvertFlags extends InputFlags, TranslationFlags, GateFlags {
  /** A directory, or `-` for standard output. */
  readonly output?: string;
  readonly report?: string;
  readonly quiet?: boolean;
}

/** The command `convert`: reads, judges, writes. @returns the exit code of the process */
export async function runConvert(flags: ConvertFlags): Promise<ExitCode> {
  const options: MessageOptions = { style: createStyle(isColored(process.stderr)), isQuiet: flags.quiet ?? false };
  const conversion = convert(loadInput(flags), convertOptions(flags), nodeHost());
  try {
    return await judgeAndWrite(conversion, flags, options);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    writeStandardError(writeErrorLines(error));
    return exitCode.refused;
  }
}

async function judgeAndWrite(read: Conversion, flags: ConvertFlags, options: MessageOptions): Promise<ExitCode> {
  if (!read.project) {
    writeStandardError(invalidInputLines(read.diagnostics, options));
    writeReport(read, flags);
    return exitCode.refused;
  }
  const verdict = judge({ tree: read.project.tree, entries: read.entries, diagnostics: read.diagnostics }, gateOptions(flags));
  const conversion = { ...read, diagnostics: verdict.diagnostics };
  const messages = outcomeLines(conversion, verdict, options);
  if (read.violations.length > 0) {
    writeStandardError(internalErrorLines(read.violations.map((one) => `${one.object} ${one.pointer}: ${one.detail} (${one.code})`)));
    return exitCode.internal;
  }
  if (verdict.exitCode === 0) await checkObjects(conversion);
  writeReport(conversion, flags);
  if (verdict.exitCode === 0) await writeManifests(conversion, flags);
  writeStandardError(messages);
  return verdict.exitCode;
}

/** Constructs of cdk8s are large; those of a slice are gone when the next is checked. */
const checkedAtOnce = 500;

/** Every object has to survive cdk8s unaltered. @throws AlteredObjectError */
async function checkObjects(conversion: Conversion): Promise<void> {
  // cdk8s takes longer to load than a small project to convert.
  const [{ App }, { ComposeChart }] = await Promise.all([import('cdk8s'), import('../../../charts/compose-chart.ts')]);
  for (let i = 0; i < conversion.objects.length; i += checkedAtOnce) {
    new ComposeChart(new App(), 'compose', { conversion: { objects: conversion.objects.slice(i, i + checkedAtOnce) } });
  }
}

/** The report is also written when the manifests are not: it says why. @throws WriteError */
function writeReport(conversion: Conversion, { report }: ConvertFlags): void {
  if (report === undefined) return;
  const isJson = extname(report).toLowerCase() === '.json';
  writeFileAtomically(report, isJson ? printJsonReport(conversion) : printTextReport(conversion));
}

/** @throws WriteError */
async function writeManifests({ objects }: Conversion, { output }: ConvertFlags): Promise<void> {
  if (output === undefined || output === '-') await writeStandardOutput(printStream(objects));
  else writeDirectory(output, layOut(objects, { generator: `waybill ${version()}` }));
}
