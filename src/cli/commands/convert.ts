import { extname } from 'node:path';
import { App } from 'cdk8s';
import { ComposeChart } from '../../../charts/compose-chart.ts';
import { AlteredObjectError } from '../../../charts/l1.ts';
import { nodeHost } from '../../host/node-host.ts';
import { type Conversion, convert } from '../../pipeline.ts';
import type { KubeObject } from '../../plan/kubernetes.ts';
import { printJsonReport } from '../../report/json-report.ts';
import { createStyle, type Style } from '../../report/style.ts';
import { printTextReport } from '../../report/text-report.ts';
import { layOut, printStream } from '../../write/layout.ts';
import { writeDirectory } from '../../write/write-directory.ts';
import { WriteError } from '../../write/write-error.ts';
import { writeFileAtomically } from '../../write/write-file.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { internalErrorLines, messageOf } from '../failure.ts';
import { judge, type Verdict } from '../gate.ts';
import { convertOptions, type GateFlags, type InputFlags, loadInput, type TranslationFlags } from '../options.ts';
import { renderLoadErrors, renderOutcome } from '../progress.ts';
import { writeStandardError, writeStandardOutput } from '../streams.ts';
import { version } from '../version.ts';
import { writeErrorLines } from '../write-error-text.ts';

export interface ConvertFlags extends InputFlags, TranslationFlags, GateFlags {
  readonly output?: string;
  readonly report?: string;
  readonly quiet: boolean;
}

/** The command `convert`: reads, judges, writes. @returns the exit code of the process */
export async function runConvert(flags: ConvertFlags): Promise<ExitCode> {
  const style = createStyle(process.stderr.isTTY);
  const conversion = convert(loadInput(flags), convertOptions(flags), nodeHost());
  if (!conversion.project) {
    writeStandardError(renderLoadErrors(conversion.diagnostics, { style, isQuiet: flags.quiet }));
    return await report(conversion, flags) ? exitCode.refused : exitCode.refused;
  }
  return exitCode.done;
}
