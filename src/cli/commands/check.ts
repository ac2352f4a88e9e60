import { printReport } from '../../report/print-report.ts';
import type { ReportFormat } from '../../report/report-format.ts';
import { createStyle } from '../../report/style.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { judgedConversion } from '../judged-conversion.ts';
import { messageOptions } from '../messages.ts';
import type { GateFlags, InputFlags } from '../options.ts';
import { isColored, terminalWidth, writeStandardError, writeStandardOutput } from '../streams.ts';
import type { TranslationFlags } from '../translation-flags.ts';
import { version } from '../version.ts';

export interface CheckFlags extends InputFlags, TranslationFlags, GateFlags {
  readonly format: ReportFormat;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** The command `check`: everything that `convert` does but write manifests; the account goes to standard output. @returns the exit code of the process */
export async function runCheck(flags: CheckFlags): Promise<ExitCode> {
  const { conversion, verdict, exitCode: code, messages } = await judgedConversion(flags, { ...messageOptions(flags), isCheck: true });
  if (code === exitCode.internal || !verdict) {
    writeStandardError(messages);
    if (flags.format === 'text' || code === exitCode.internal) return code;
  }
  const text = {
    style: createStyle(isColored(process.stdout)),
    width: terminalWidth(process.stdout),
    isVerbose: flags.verbose ?? false,
  };
  const report = await printReport(conversion, flags.format, { version: version(), text, ...(verdict && { verdict }) });
  if (!(flags.quiet && flags.format === 'text')) await writeStandardOutput(report);
  if (verdict) writeStandardError(messages);
  return code;
}
