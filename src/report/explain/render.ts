import type { Addition, Entry, Target } from '../../ledger/entry.ts';
import type { Conversion } from '../../pipeline.ts';
import type { KubeObject } from '../../plan/kubernetes.ts';
import { valueAt } from '../../value/json-pointer.ts';
import { printYaml } from '../../write/yaml.ts';
import { codeFrame } from '../code-frame.ts';
import { placeText } from '../diagnostics.ts';
import { maskedObject } from '../masked-object.ts';
import { type FieldSource, Provenance } from '../provenance.ts';
import { ruleText } from '../rules/rule-text.ts';
import type { Style } from '../style.ts';
import { reportedOutcome } from '../summary.ts';
import { folded, oneLine } from '../terminal-text.ts';

export interface ExplainOptions {
  readonly style: Style;
  /** Columns. */
  readonly width: number;
}

/** Lines of an excerpt shown at most. */
const longestExcerpt = 12;

/** From attributes of the input to the fields that they became. */
export function explainEntries(entries: readonly Entry[], conversion: Conversion, options: ExplainOptions): readonly string[] {
  const byPath = new Map<string, Entry[]>();
  for (const entry of entries) {
    const known = byPath.get(entry.path);
    if (known) known.push(entry);
    else byPath.set(entry.path, [entry]);
  }
  return [...byPath].flatMap(([path, same], index) => [
    ...(index > 0 ? [''] : []),
    ...attributeLines(path, same, options),
    ...same.flatMap((entry) => [...accountLines(entry, options), ...targetLines(entry.targets, conversion, options)]),
  ]);
}

function attributeLines(path: string, [first]: readonly Entry[], { style }: ExplainOptions): readonly string[] {
  if (!first) return [];
  return [
    `${style.bold(oneLine(path))}  ${style.dim(placeText(first.span))}`,
    ...codeFrame(first.span, style),
    ...first.via.map((span) => style.dim(`   by way of ${placeText(span)}`)),
  ];
}

/** The outcome, the rule, the reason and the hint of one entry. */
function accountLines(entry: Entry, { style, width }: ExplainOptions): readonly string[] {
  const level = entry.level === 'info' ? '' : ` (${style.severity[entry.level](entry.level)})`;
  const message = entry.message === '' ? (ruleText(entry.rule)?.title ?? 'as written') : oneLine(entry.message);
  return [
    ...folded(`  ${style.bold(reportedOutcome(entry))}${level} ${entry.rule}: ${message}`, width, 4),
    ...(entry.hint === undefined ? [] : folded(`    hint: ${oneLine(entry.hint)}`, width, 10)),
  ];
}

function targetLines(targets: readonly Target[], { objects }: Conversion, options: ExplainOptions): readonly string[] {
  return targets.flatMap(({ object, pointer }) => {
    const found = objects.find(({ kind, metadata }) => kind === object.kind && metadata.name === object.name);
    return [
      `    → ${options.style.bold(`${object.kind}/${object.name}`)} ${pointer}`,
      ...(found ? excerpt(found, pointer).map((line) => `        ${options.style.mark(line)}`) : []),
    ];
  });
}

/** From a field of an object back to the lines that it came from. */
export function explainField(object: KubeObject, pointer: string, conversion: Conversion, options: ExplainOptions): readonly string[] {
  const provenance = new Provenance(conversion);
  const { style } = options;
  const lines = [
    `${style.bold(`${object.kind}/${object.metadata.name}`)} ${pointer}`,
    ...excerpt(object, pointer).map((line) => `    ${style.mark(line)}`),
    ...provenance.sourcesOf(object, pointer).flatMap((source) => sourceLines(source, options)),
  ];
  for (const [at, sources] of provenance.below(object, pointer)) {
    lines.push('', style.bold(at), ...sources.flatMap((source) => sourceLines(source, options)));
  }
  return lines;
}

function sourceLines(source: FieldSource, options: ExplainOptions): readonly string[] {
  switch (source.kind) {
    case 'entry':
      return [
        `  ← ${options.style.bold(oneLine(source.entry.path))}  ${options.style.dim(placeText(source.entry.span))}`,
        ...codeFrame(source.entry.span, options.style).map((line) => `  ${line}`),
        ...accountLines(source.entry, options),
      ];
    case 'addition':
      return additionLines(source.addition, options);
    case 'default':
      return folded(`  ← always so, ${source.byDefault.rule}: ${source.byDefault.message}`, options.width, 4);
  }
}

function additionLines({ rule, message, optOut }: Addition, { width }: ExplainOptions): readonly string[] {
  return [
    ...folded(`  ← added, ${rule}: ${oneLine(message)}`, width, 4),
    ...(optOut === undefined ? [] : [`    without it: ${oneLine(optOut)}`]),
  ];
}

/** What stands at a pointer, as YAML without secrets. */
function excerpt(object: KubeObject, pointer: string): readonly string[] {
  const value = valueAt(maskedObject(object), pointer);
  if (value === undefined) return [];
  const name = pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  const shown = pointer === '' ? (value as KubeObject) : new Map([[/^[0-9]+$/.test(name) ? '-' : name, value]]);
  const lines = printYaml(shown).trimEnd().split('\n');
  return lines.length <= longestExcerpt
    ? lines
    : [...lines.slice(0, longestExcerpt - 1), `… ${lines.length - longestExcerpt + 1} more lines`];
}
