import type { Entry } from '../ledger/entry.ts';
import type { Conversion } from '../pipeline.ts';
import { parsePath } from '../source/node-tools.ts';
import { placeText, renderFinding } from './diagnostics.ts';
import { findingOf } from './finding.ts';
import { plainStyle } from './style.ts';
import { type ReportedOutcome, reportedOutcome } from './summary.ts';
import { renderSummary } from './summary-text.ts';
import { oneLine } from './terminal-text.ts';

/** The whole account for people: the summary, findings, then per service what differs and what is refused; exact only as counts. */
export function printTextReport(conversion: Conversion): string {
  const lines = [
    ...renderSummary(conversion, { preconditions: Infinity, style: plainStyle }),
    ...section(
      'Findings',
      conversion.diagnostics.flatMap((one) => renderFinding(findingOf(one), plainStyle)),
    ),
    ...[...bySubject(conversion.entries)].flatMap(([subject, entries]) => renderSubject(subject, entries)),
    ...section('Added', conversion.additions.flatMap(renderAddition)),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : titled(title, lines);
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return ['', title, ...lines.map((line) => `  ${line}`)];
}

/** Entries by the service that they are about, or by the part of the file; in the order of the input. */
function bySubject(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const subjects = new Map<string, Entry[]>();
  for (const entry of entries) {
    const [area, name] = parsePath(entry.path) ?? [];
    const subject = area === 'services' && name !== undefined ? `service ${name}` : String(area ?? entry.path);
    const known = subjects.get(subject);
    if (known) known.push(entry);
    else subjects.set(subject, [entry]);
  }
  return subjects;
}

function renderSubject(subject: string, entries: readonly Entry[]): readonly string[] {
  const of = (outcome: ReportedOutcome): readonly Entry[] => entries.filter((entry) => reportedOutcome(entry) === outcome);
  const title = `${oneLine(subject)}: ${of('exact').length} exact, ${of('not-applicable').length} not applicable`;
  return titled(title, [...of('refused'), ...of('differs')].flatMap(renderEntry));
}

function renderEntry(entry: Entry): readonly string[] {
  const level = entry.level === 'info' ? '' : ` (${entry.level})`;
  return [
    `${reportedOutcome(entry)}${level} ${oneLine(entry.path)}: ${oneLine(entry.message)}`,
    `    ${placeText(entry.span)} ${entry.rule}`,
    ...(entry.hint === undefined ? [] : [`    hint: ${oneLine(entry.hint)}`]),
  ];
}

function renderAddition({ rule, message, optOut }: Conversion['additions'][number]): readonly string[] {
  return [`${rule} ${oneLine(message)}`, ...(optOut === undefined ? [] : [`    without it: ${oneLine(optOut)}`])];
}
