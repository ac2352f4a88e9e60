import type { Entry } from '../ledger/entry.ts';
import type { Conversion } from '../pipeline.ts';
import { needsAttention } from './all-findings.ts';
import { bySubject } from './by-subject.ts';
import { placeText, renderFinding } from './diagnostics.ts';
import { findingOf, findingOfEntry } from './finding.ts';
import { plainStyle, type Style } from './style.ts';
import { type ReportedOutcome, reportedOutcome } from './summary.ts';
import { renderSummary } from './summary-text.ts';
import { folded, oneLine } from './terminal-text.ts';

export interface TextReportOptions {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
  /** What is exact and what has no meaning in a cluster, too. */
  readonly isVerbose: boolean;
}

const onPaper: TextReportOptions = { style: plainStyle, width: 100, isVerbose: false };

/**
 * The whole account for people: the summary, findings with the lines that they are about, then per service what differs
 * and what is refused. What is exact appears as counts unless asked for.
 */
export function printTextReport(conversion: Conversion, given: Partial<TextReportOptions> = {}): string {
  const options = { ...onPaper, ...given };
  const { style } = options;
  const lines = [
    ...renderSummary(conversion, { preconditions: Infinity, style, width: options.width }),
    ...section('Findings', findings(conversion, options), options),
    ...[...bySubject(conversion.entries)].flatMap(([subject, entries]) => subjectLines(subject, entries, options)),
    ...section('Moving the data, once the manifests have been applied', conversion.dataMoves.flatMap(moveLines), options),
    ...section(
      'Added',
      conversion.additions.flatMap((addition) => additionLines(addition, options)),
      options,
    ),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Errors first, then warnings, then remarks; each in the order of the input. */
function findings({ diagnostics, entries }: Conversion, { style, width }: TextReportOptions): readonly string[] {
  const all = [
    ...diagnostics.map(findingOf),
    ...entries.filter((entry) => entry.level !== 'info' && needsAttention(entry)).map(findingOfEntry),
  ];
  const severities = ['error', 'warning', 'info'] as const;
  return severities.flatMap((severity) =>
    all.filter((one) => one.severity === severity).flatMap((one) => renderFinding(one, style, width - indent.length)),
  );
}

const indent = '  ';

function section(title: string, lines: readonly string[], { style }: TextReportOptions): readonly string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...lines.map((line) => `${indent}${line}`)];
}

function subjectLines(subject: string, entries: readonly Entry[], options: TextReportOptions): readonly string[] {
  const of = (outcome: ReportedOutcome): readonly Entry[] => entries.filter((entry) => reportedOutcome(entry) === outcome);
  const quiet: readonly ReportedOutcome[] = ['exact', 'not-applicable'];
  const shown = [...of('refused'), ...of('differs'), ...(options.isVerbose ? quiet.flatMap(of) : [])];
  const counts = `${of('exact').length} exact, ${of('not-applicable').length} not applicable`;
  if (shown.length === 0) return ['', `${options.style.bold(oneLine(subject))}: ${counts}`];
  return section(
    `${oneLine(subject)}: ${counts}`,
    shown.flatMap((entry) => entryLines(entry, options)),
    options,
  );
}

function entryLines(entry: Entry, { style, width }: TextReportOptions): readonly string[] {
  const level = entry.level === 'info' ? '' : ` ${style.severity[entry.level](entry.level)}`;
  const targets = [...new Set(entry.targets.map(({ object }) => `${object.kind}/${object.name}`))];
  const text = entry.message === '' ? '' : `: ${oneLine(entry.message)}`;
  return [
    ...folded(`${reportedOutcome(entry)}${level} ${style.bold(oneLine(entry.path))}${text}`, width - indent.length, 4),
    style.dim(`    ${[placeText(entry.span), entry.rule, ...(targets.length > 0 ? [`→ ${targets.join(', ')}`] : [])].join('  ')}`),
    ...(entry.hint === undefined ? [] : folded(`    hint: ${oneLine(entry.hint)}`, width - indent.length, 10)),
  ];
}

function additionLines({ rule, message, optOut }: Conversion['additions'][number], { width }: TextReportOptions): readonly string[] {
  return [
    ...folded(`${rule} ${oneLine(message)}`, width - indent.length, 4),
    ...(optOut === undefined ? [] : [`    without it: ${oneLine(optOut)}`]),
  ];
}

/** Commands are left whole, however long: they are there to be copied. */
function moveLines({ volume, claim, commands, note }: Conversion['dataMoves'][number]): readonly string[] {
  return [`# ${oneLine(`${volume} → ${claim}: ${note}`)}`, ...commands.map(oneLine), ''];
}
