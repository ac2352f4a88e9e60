import { codes } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Conversion } from '../pipeline.ts';
import { renderBriefly, renderFinding } from '../report/diagnostics.ts';
import { needsAttention } from '../report/all-findings.ts';
import { type Finding, findingOf, findingOfEntry, identity } from '../report/finding.ts';
import { createStyle, type Style } from '../report/style.ts';
import { renderSummary } from '../report/summary-text.ts';
import { counted } from '../report/terminal-text.ts';
import type { WriteError, WriteFailure } from '../write/write-error.ts';
import type { Verdict } from '../gate/gate.ts';
import { isColored, terminalWidth } from './streams.ts';

export interface MessageOptions {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
  /** Errors only. */
  readonly isQuiet: boolean;
  /** Nothing is to be written, and the account says everything but the verdict. */
  readonly isCheck?: boolean;
}

/** How messages look on standard error. */
export function messageOptions({ quiet }: { readonly quiet?: boolean }): MessageOptions {
  return { style: createStyle(isColored(process.stderr)), width: terminalWidth(process.stderr), isQuiet: quiet ?? false };
}

/** Findings of one rule that are shown; the report has them all. */
const shownPerRule = 4;

/** Preconditions shown in the summary, which is to fit a screen. */
const shownPreconditions = 8;

/** What is wrong with an input that could not be read. */
export function invalidInputLines(diagnostics: readonly Diagnostic[], options: MessageOptions): readonly string[] {
  const errors = diagnostics.filter((one) => one.severity === 'error').length;
  return [...findingLines(diagnostics.map(findingOf), options), options.style.bold(`${counted(errors, 'error')}: nothing was written`)];
}

/** What was found, what needs attention, and what was made of the project. */
export function outcomeLines(conversion: Conversion, verdict: Verdict, options: MessageOptions): readonly string[] {
  if (options.isCheck && !options.isQuiet) return verdictLines(verdict, options);
  const findings = [...verdict.diagnostics.map(findingOf), ...conversion.entries.filter(needsAttention).map(findingOfEntry)];
  const blocking = new Set([...verdict.blockingDiagnostics.map(findingOf), ...verdict.blockingEntries.map(findingOfEntry)].map(identity));
  const shown = options.isQuiet ? findings.filter((finding) => blocking.has(identity(finding))) : findings;
  return [
    ...findingLines(shown, { ...options, isQuiet: false }),
    ...(options.isQuiet || verdict.exitCode !== 0
      ? []
      : renderSummary(conversion, { preconditions: shownPreconditions, style: options.style, width: options.width })),
    ...verdictLines(verdict, options),
  ];
}

function findingLines(findings: readonly Finding[], { style, width, isQuiet }: MessageOptions): readonly string[] {
  const lines: string[] = [];
  const seen = new Map<string, number>();
  for (const finding of findings) {
    if (finding.severity === 'info' || (isQuiet && finding.severity !== 'error')) continue;
    const count = (seen.get(finding.rule) ?? 0) + 1;
    seen.set(finding.rule, count);
    if (finding.severity === 'error') lines.push(...renderFinding(finding, style, width));
    else if (count <= shownPerRule)
      lines.push(...(count === 1 ? renderFinding(finding, style, width) : renderBriefly(finding, style, width)));
  }
  for (const [rule, count] of seen) {
    const hidden = count - Math.max(shownPerRule, findings.filter((one) => one.rule === rule && one.severity === 'error').length);
    if (hidden > 0) lines.push(style.dim(`${counted(hidden, 'more finding')} under ${rule}: --report FILE lists them`));
  }
  return lines;
}

function verdictLines(
  { exitCode, blockingEntries, blockingDiagnostics, passed }: Verdict,
  { style, isQuiet }: MessageOptions,
): readonly string[] {
  if (exitCode === 0) return passed > 0 && !isQuiet ? [`${counted(passed, 'error')} let pass by --force or an acceptance`] : [];
  const rules = [...new Set([...blockingDiagnostics.map((one) => codes[one.code].rule), ...blockingEntries.map((entry) => entry.rule)])];
  const number = counted(blockingEntries.length + blockingDiagnostics.length, exitCode === 1 ? 'error' : 'untranslated attribute');
  const accept = rules.map((rule) => `--accept ${rule}`).join(' ');
  return [style.bold(`${number}: nothing was written`), `  to write all the same: ${accept}`];
}

const failureTexts: Readonly<Record<WriteFailure, string>> = {
  'not-a-directory': 'is a file, and a directory is needed there',
  symlink: 'is a symbolic link, which is not followed',
  'not-a-file': 'is no file',
  'foreign-file': 'was not written by waybill and is left alone; move it away or choose another directory',
  busy: 'is written by another run of waybill right now',
  'no-directory': 'cannot be written: its directory does not exist',
  'no-permission': 'may not be written',
  'no-space': 'cannot be written: no space left',
  failed: 'cannot be written',
};

/** Why files could not be written; everything is as it was. */
export function writeErrorLines({ reason, path, cause }: WriteError): readonly string[] {
  const detail = reason === 'failed' && cause instanceof Error ? ` (${cause.message})` : '';
  return [`error: ${path} ${failureTexts[reason]}${detail}: nothing was written`];
}
