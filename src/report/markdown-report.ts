import type { Entry } from '../ledger/entry.ts';
import type { Conversion } from '../pipeline.ts';
import { needsAttention } from './all-findings.ts';
import { bySubject } from './by-subject.ts';
import { placeText } from './diagnostics.ts';
import { type Finding, findingOf, findingOfEntry } from './finding.ts';
import { reportedOutcome, summarise } from './summary.ts';
import { counted, oneLine } from './terminal-text.ts';

/** The account for a pull request or a job summary: GitHub-flavoured Markdown. Text of the input cannot add markup to it. */
export function printMarkdownReport(conversion: Conversion): string {
  const findings = [...conversion.diagnostics.map(findingOf), ...conversion.entries.filter(needsAttention).map(findingOfEntry)];
  const decisions = findings.filter(({ severity }) => severity !== 'info');
  const blocks = [
    ...heading(conversion),
    ...table('Needs a decision', ['', 'Where', 'Attribute', 'What', 'Hint'], decisions.map(findingRow)),
    ...preconditions(conversion),
    ...dataMoves(conversion),
    ...[...bySubject(conversion.entries)].flatMap(([subject, entries]) => subjectBlock(subject, entries)),
    ...table(
      'Added',
      ['Rule', 'What', 'Without it'],
      conversion.additions.map(({ rule, message, optOut }) => [rule, escaped(message), optOut === undefined ? '' : code(optOut)]),
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function heading(conversion: Conversion): readonly string[] {
  if (!conversion.project) return ['# The Compose files cannot be read'];
  const { exact, differs, refused, notApplicable, objects, published } = summarise(conversion);
  const facts = [
    ['Attributes', `${exact} exact, ${differs} differ, ${refused} refused, ${notApplicable} not applicable in a cluster`],
    ['Objects', [...objects].map(([kind, number]) => counted(number, kind)).join(', ')],
    ['Public', published.length === 0 ? 'nothing' : published.map(escaped).join(', ')],
  ];
  return [
    `# ${escaped(conversion.project.name)}`,
    `${counted(conversion.objects.length, 'object')} from ${counted(conversion.project.services.size, 'service')}`,
    markdownTable(
      ['', ''],
      facts.map(([name, text]) => [`**${name}**`, text ?? '']),
    ),
  ];
}

function preconditions(conversion: Conversion): readonly string[] {
  if (conversion.preconditions.length === 0) return [];
  const lines = conversion.preconditions.flatMap(({ message, command }) => [
    `# ${oneLine(message)}`,
    ...(command === undefined ? [] : [oneLine(command)]),
  ]);
  return ['## Before you apply', fenced('sh', lines)];
}

function dataMoves(conversion: Conversion): readonly string[] {
  if (conversion.dataMoves.length === 0) return [];
  const lines = conversion.dataMoves.flatMap(({ volume, claim, commands, note }) => [
    `# ${oneLine(`${volume} → ${claim}: ${note}`)}`,
    ...commands.map(oneLine),
  ]);
  return ['## Moving the data, once the manifests have been applied', fenced('sh', lines)];
}

function subjectBlock(subject: string, entries: readonly Entry[]): readonly string[] {
  const told = entries.filter((entry) => ['differs', 'refused'].includes(reportedOutcome(entry)));
  return table(
    escaped(subject),
    ['Attribute', 'Where', 'Outcome', 'What', 'Rule'],
    told.map((entry) => [
      code(entry.path),
      code(placeText(entry.span)),
      reportedOutcome(entry),
      escaped(entry.hint === undefined ? entry.message : `${entry.message} (${entry.hint})`),
      entry.rule,
    ]),
  );
}

function findingRow({ severity, rule, span, path, message, hint }: Finding): readonly string[] {
  return [
    severity,
    span ? code(placeText(span)) : '',
    path === undefined || path === '' ? '' : code(path),
    `${escaped(message)} (${rule})`,
    hint === undefined ? '' : escaped(hint),
  ];
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [`## ${title}`, markdownTable(head, rows)];
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Text with nothing that Markdown or HTML would take for markup, on one line. */
function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/^(?=[#+-]|[0-9]+[.)])/, '\\')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;');
}

/** Code in a cell of a table, where a bar has to be escaped even inside code. */
function code(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line.replaceAll('|', '\\|')}${pad}${fence}`;
}

function fenced(language: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map((run) => run[0].length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}
