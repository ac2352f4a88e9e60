import type { Conversion } from '../../pipeline.ts';
import { printReport } from '../../report/print-report.ts';
import { formatOfFile, type ReportFormat } from '../../report/report-format.ts';
import { layOut, printStream } from '../../write/layout.ts';
import { writeDirectory } from '../../write/write-directory.ts';
import { WriteError } from '../../write/write-error.ts';
import { writeFileAtomically } from '../../write/write-file.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { type JudgedConversion, judgedConversion } from '../judged-conversion.ts';
import { messageOptions, writeErrorLines } from '../messages.ts';
import type { GateFlags, InputFlags } from '../options.ts';
import { writeStandardError, writeStandardOutput } from '../streams.ts';
import type { TranslationFlags } from '../translation-flags.ts';
import { version } from '../version.ts';

export interface ConvertFlags extends InputFlags, TranslationFlags, GateFlags {
  /** A directory, or `-` for standard output. */
  readonly output?: string;
  readonly report?: string;
  readonly reportFormat?: ReportFormat;
  readonly quiet?: boolean;
}

/** The command `convert`: reads, judges, writes. @returns the exit code of the process */
export async function runConvert(flags: ConvertFlags): Promise<ExitCode> {
  const judged = await judgedConversion(flags, messageOptions(flags));
  try {
    if (judged.exitCode !== exitCode.internal) await writeReport(judged, flags);
    if (judged.exitCode === exitCode.done) await writeManifests(judged.conversion, flags);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    writeStandardError(writeErrorLines(error));
    return exitCode.refused;
  }
  writeStandardError(judged.messages);
  return judged.exitCode;
}

/** The report is also written when the manifests are not: it says why. @throws WriteError */
async function writeReport({ conversion, verdict }: JudgedConversion, { report, reportFormat }: ConvertFlags): Promise<void> {
  if (report === undefined) return;
  const format = reportFormat ?? formatOfFile(report);
  writeFileAtomically(report, await printReport(conversion, format, { version: version(), ...(verdict && { verdict }) }));
}

/** @throws WriteError */
async function writeManifests({ objects, builds }: Conversion, { output }: ConvertFlags): Promise<void> {
  if (output === undefined || output === '-') await writeStandardOutput(printStream(objects));
  else writeDirectory(output, layOut(objects, { generator: `waybill ${version()}`, builds }));
}
