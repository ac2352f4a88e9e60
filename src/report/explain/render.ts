import type { Entry, Target } from '../../ledger/entry.ts';
import type { Conversion } from '../../pipeline.ts';
import type { KubeObject } from '../../plan/kubernetes.ts';
import { codeFrame } from '../code-frame.ts';
import { placeText } from '../diagnostics.ts';
import { type FieldSource, Provenance } from '../provenance.ts';
import { ruleText } from '../rules/rule-text.ts';
import type { StructuralDefault } from '../structural-defaults.ts';
import type { Style } from '../style.ts';
import { reportedOutcome } from '../summary.ts';
import { folded, oneLine } from '../terminal-text.ts';
import { excerpt, leafPointers } from './excerpt.ts';

export interface ExplainOptions {
  readonly style: Style;
  /** Columns. */
  readonly width: number;
}

/** From attributes of the input to the fields that they became. */
export function explainEntries(entries: readonly Entry[], conversion: Conversion, options: ExplainOptions): readonly string[] {
  const byPath = new Map<string, Entry[]>();
  for (const entry of entries) byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry]);
  return [...byPath].flatMap(([path, same], index) => [
    ...(index > 0 ? [''] : []),
    ...attributeLines(path, same, options),
    ...same.flatMap((entry) => accountLines(entry, entry.rule, options)),
    ...fieldLines(same, conversion, options),
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
function accountLines(entry: Entry, rule: string, { style, width }: ExplainOptions): readonly string[] {
  const level = entry.level === 'info' ? '' : ` (${style.severity[entry.level](entry.level)})`;
  const reason = entry.message === '' ? titleOf(entry.rule) : oneLine(entry.message);
  return [
    ...folded(`  ${style.bold(reportedOutcome(entry))}${level} ${entry.rule}${reason === '' ? '' : `: ${reason}`}`, width, 4),
    ...(entry.hint === undefined ? [] : folded(`    hint: ${oneLine(entry.hint)}`, width, 10)),
    ...(rule === entry.rule ? [] : folded(`  and so ${rule}${titleText(rule)}`, width, 4)),
  ];
}

/** What a rule is about; nothing where it is called by the attribute that stands there anyway. */
function titleOf(rule: string): string {
  const title = ruleText(rule)?.title ?? '';
  return /^[a-z_]+\b.*[.*[]/.test(title) ? '' : title;
}

function titleText(rule: string): string {
  const title = titleOf(rule);
  return title === '' ? '' : `: ${title}`;
}

/** The fields that all entries of one attribute name, each once, under their objects. */
function fieldLines(entries: readonly Entry[], { objects }: Conversion, { style, width }: ExplainOptions): readonly string[] {
  const own = new Set(entries.map(({ rule }) => rule));
  const byObject = new Map<string, Map<string, Target>>();
  for (const target of entries.flatMap(({ targets }) => targets)) {
    const id = `${target.object.kind}/${target.object.name}`;
    const fields = byObject.get(id) ?? new Map<string, Target>();
    byObject.set(id, fields);
    if (!fields.has(target.pointer)) fields.set(target.pointer, target);
  }
  return [...byObject].flatMap(([id, fields]) => {
    const object = objects.find(({ kind, metadata }) => `${kind}/${metadata.name}` === id);
    return [
      `    → ${style.bold(id)}`,
      ...[...fields.values()].flatMap(({ pointer, rule }) => {
        const because = rule === undefined || own.has(rule) ? '' : `  ${rule}${titleText(rule)}`;
        const room = width - 8;
        return [
          `      ${pointer}${style.dim(because)}`,
          ...(object ? excerpt(object, pointer, room).map((line) => `        ${style.mark(line)}`) : []),
        ];
      }),
    ];
  });
}

/** From a field of an object, or all of it, back to the lines that it came from. */
export function explainField(object: KubeObject, pointer: string, conversion: Conversion, options: ExplainOptions): readonly string[] {
  const provenance = new Provenance(conversion);
  const { style, width } = options;
  const field = pointer === '' ? '' : ` ${pointer}`;
  return [
    `${style.bold(`${object.kind}/${object.metadata.name}`)}${field}`,
    ...excerpt(object, pointer, width - 4).map((line) => `    ${style.mark(line)}`),
    ...sourceLines(provenance.sourcesOf(object, pointer), options),
    ...belowLines(object, pointer, provenance, options),
  ];
}

/** What is told of fields below: each attribute and addition once, with the fields that it shaped. */
function belowLines(object: KubeObject, pointer: string, provenance: Provenance, options: ExplainOptions): readonly string[] {
  const { style, width } = options;
  const told = new Map<string, { readonly sources: FieldSource[]; readonly pointers: Set<string> }>();
  for (const [at, sources] of provenance.below(object, pointer)) {
    for (const source of sources) {
      const id = source.kind === 'entry' ? source.entry.path : JSON.stringify(source);
      const block = told.get(id) ?? { sources: [], pointers: new Set() };
      told.set(id, block);
      block.sources.push(source);
      block.pointers.add(at.slice(pointer.length));
    }
  }
  const always = defaultsBelow(object, pointer, provenance);
  return [
    ...[...told.values()].flatMap(({ sources, pointers }) => [
      '',
      ...[...pointers].map((at) => style.bold(at)),
      ...sourceLines(sources, options),
    ]),
    ...(always.size > 0 ? ['', style.bold('always so')] : []),
    ...[...always].flatMap(([{ rule, message }, pointers]) => [
      ...folded(`  ${rule}: ${message}`, width, 4),
      ...folded(`    ${pointers.map((at) => at.slice(pointer.length)).join(' ')}`, width, 4),
    ]),
  ];
}

function defaultsBelow(object: KubeObject, pointer: string, provenance: Provenance): ReadonlyMap<StructuralDefault, readonly string[]> {
  const found = new Map<StructuralDefault, string[]>();
  for (const leaf of leafPointers(object, pointer)) {
    if (leaf === pointer) continue;
    for (const source of provenance.sourcesOf(object, leaf))
      if (source.kind === 'default') found.set(source.byDefault, [...(found.get(source.byDefault) ?? []), leaf]);
  }
  return found;
}

function sourceLines(sources: readonly FieldSource[], options: ExplainOptions): readonly string[] {
  const { style, width } = options;
  const entries = new Map<string, Extract<FieldSource, { readonly kind: 'entry' }>[]>();
  const lines: string[] = [];
  for (const source of sources) {
    if (source.kind === 'entry') entries.set(source.entry.path, [...(entries.get(source.entry.path) ?? []), source]);
    else if (source.kind === 'default')
      lines.push(...folded(`  ← always so, ${source.byDefault.rule}: ${source.byDefault.message}`, width, 4));
    else {
      const { rule, message, optOut } = source.addition;
      lines.push(...folded(`  ← added, ${rule}: ${oneLine(message)}`, width, 4));
      if (optOut !== undefined) lines.push(...folded(`    without it: ${oneLine(optOut)}`, width, 8));
    }
  }
  for (const [path, same] of entries) {
    const [first] = same;
    if (!first) continue;
    const { span } = first.entry;
    lines.push(`  ← ${style.bold(oneLine(path))}  ${style.dim(placeText(span))}`, ...codeFrame(span, style).map((line) => `  ${line}`));
    lines.push(...new Set(same.flatMap(({ entry, rule }) => accountLines(entry, rule, options))));
  }
  return lines;
}
