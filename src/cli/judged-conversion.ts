import type { Verdict } from '../gate/gate.ts';
import { judge } from '../gate/gate.ts';
import { nodeHost } from '../host/node-host.ts';
import { type Conversion, convert } from '../pipeline.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { internalErrorLines } from './failure.ts';
import { invalidInputLines, type MessageOptions, outcomeLines } from './messages.ts';
import { type GateFlags, gateOptions, type InputFlags, loadInput } from './options.ts';
import { type ProgressLine, progressLine } from './progress.ts';
import { convertOptions, type TranslationFlags } from './translation-flags.ts';

/** A conversion and what has to be said about it. */
export interface JudgedConversion {
  readonly conversion: Conversion;
  /** Absent when the input was invalid. */
  readonly verdict?: Verdict;
  readonly exitCode: ExitCode;
  /** For standard error. */
  readonly messages: readonly string[];
}

/** Reads, translates, judges, and has cdk8s prove every object: all that `convert` and `check` have in common. */
export async function judgedConversion(
  flags: InputFlags & TranslationFlags & GateFlags,
  options: MessageOptions,
): Promise<JudgedConversion> {
  const progress = progressLine(process.stderr, options.isQuiet);
  try {
    return await convertAndJudge(flags, options, progress);
  } finally {
    progress?.erase();
  }
}

async function convertAndJudge(
  flags: InputFlags & TranslationFlags & GateFlags,
  options: MessageOptions,
  progress: ProgressLine | undefined,
): Promise<JudgedConversion> {
  const read = convert(loadInput(flags), convertOptions(flags), nodeHost(), progress && { onProgress: progress.listener });
  if (!read.project) {
    return { conversion: read, exitCode: exitCode.refused, messages: invalidInputLines(read.diagnostics, options) };
  }
  const verdict = judge({ tree: read.project.tree, entries: read.entries, diagnostics: read.diagnostics }, gateOptions(flags));
  const conversion = { ...read, diagnostics: verdict.diagnostics };
  if (read.violations.length > 0) {
    const details = read.violations.map((one) => `${one.object} ${one.pointer}: ${one.detail} (${one.code})`);
    return { conversion, verdict, exitCode: exitCode.internal, messages: internalErrorLines(details) };
  }
  if (verdict.exitCode === 0) await checkObjects(conversion, progress);
  return { conversion, verdict, exitCode: verdict.exitCode, messages: outcomeLines(conversion, verdict, options) };
}

/** Constructs of cdk8s are large; those of a slice are gone when the next is checked. */
const checkedAtOnce = 500;

/** Every object has to survive cdk8s unaltered. @throws AlteredObjectError */
async function checkObjects({ objects }: Conversion, progress: ProgressLine | undefined): Promise<void> {
  // cdk8s takes longer to load than a small project to convert.
  const [{ App }, { ComposeChart }] = await Promise.all([import('cdk8s'), import('../../charts/compose-chart.ts')]);
  for (let i = 0; i < objects.length; i += checkedAtOnce) {
    progress?.listener('prove', i, objects.length);
    new ComposeChart(new App(), 'compose', { conversion: { objects: objects.slice(i, i + checkedAtOnce) } });
  }
}
