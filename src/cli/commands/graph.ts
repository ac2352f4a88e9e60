import { nodeHost } from '../../host/node-host.ts';
import { convert } from '../../pipeline.ts';
import { printMermaid } from '../../report/topology/mermaid.ts';
import type { Topology } from '../../report/topology/model.ts';
import { printSvg } from '../../report/topology/svg.ts';
import { topologyOf } from '../../report/topology/topology.ts';
import { WriteError } from '../../write/write-error.ts';
import { writeFileAtomically } from '../../write/write-file.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { invalidInputLines, messageOptions, writeErrorLines } from '../messages.ts';
import { type InputFlags, loadInput } from '../options.ts';
import { writeStandardError, writeStandardOutput } from '../streams.ts';
import { convertOptions, type TranslationFlags } from '../translation-flags.ts';

/** What a picture can be printed as, by the names of the flag. */
const printers = { mermaid: printMermaid, svg: printSvg } as const satisfies Readonly<Record<string, (topology: Topology) => string>>;

export type GraphFormat = keyof typeof printers;

export interface GraphFlags extends InputFlags, TranslationFlags {
  readonly format?: GraphFormat;
  /** A file, or `-` for standard output. */
  readonly output?: string;
}

/** The command `graph`: draws what the project becomes, also where something is refused. @returns the exit code of the process */
export async function runGraph(flags: GraphFlags): Promise<ExitCode> {
  const conversion = convert(loadInput(flags), convertOptions(flags), nodeHost());
  const topology = topologyOf(conversion);
  if (!topology) {
    writeStandardError(invalidInputLines(conversion.diagnostics, messageOptions({})));
    return exitCode.refused;
  }
  const text = printers[flags.format ?? formatOf(flags.output)](topology);
  try {
    if (flags.output === undefined || flags.output === '-') await writeStandardOutput(text);
    else writeFileAtomically(flags.output, text);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    writeStandardError(writeErrorLines(error));
    return exitCode.refused;
  }
  return exitCode.done;
}

function formatOf(output: string | undefined): GraphFormat {
  return output?.toLowerCase().endsWith('.svg') === true ? 'svg' : 'mermaid';
}
