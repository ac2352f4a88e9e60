import { lineStarts, positionOf, type SourceFile, type Span } from '../../diagnostics/span.ts';
import { isLiteral, isSwitch } from '../../plan/sensitive/is-literal.ts';
import { joinRanges } from '../../plan/sensitive/range.ts';
import { parsePath } from '../../source/node-tools.ts';
import { lineText, secretRanges } from '../secret-ranges.ts';
import { type Item, type ItemOutcome, outcomes } from './account.ts';

export interface SourceLine {
  readonly text: string;
  /** What of it must not be shown. */
  readonly hidden: readonly { readonly start: number; readonly end: number }[];
  /** Numbers of the items that stand on it. */
  readonly items: readonly number[];
  /** Numbers of the items whose value came through it, or reaches over it from above. */
  readonly others: readonly number[];
  /** The worst of the items; of the others where there are none. */
  readonly mark?: ItemOutcome;
}

export interface SourceText {
  readonly file: SourceFile;
  readonly lines: readonly SourceLine[];
}

/** Every file that an item stands in, in the order in which they appear, with what is to be said about each line. */
export function sourceTexts(items: readonly Item[]): readonly SourceText[] {
  const drafts = new Map<SourceFile, Draft>();
  const draftOf = (file: SourceFile): Draft => {
    const known = drafts.get(file);
    if (known) return known;
    const made: Draft = { direct: new Map(), via: new Map(), cover: [], secrets: new Map() };
    drafts.set(file, made);
    return made;
  };
  const reaching: { readonly item: number; readonly draft: Draft; readonly line: number; readonly last: number }[] = [];
  items.forEach((item, number) => {
    if (!item.place) return;
    const { source, line, last } = item.place;
    const draft = draftOf(source);
    append(draft.direct, line, number);
    if (isSecretValue(item)) for (const { span } of [item.place, ...item.via]) hide(draftOf(span.source), span);
    if (last > line && item.outcome !== 'finding') reaching.push({ item: number, draft, line, last });
    for (const place of item.via) append(draftOf(place.source).via, place.line, number);
  });
  for (const [file, draft] of drafts) for (const span of secretContents(file)) hide(draft, span);
  // The widest first, so that the narrowest has the last word.
  for (const { item, draft, line, last } of reaching.sort((a, b) => b.last - b.line - (a.last - a.line))) {
    draft.cover.length = Math.max(draft.cover.length, last + 1);
    draft.cover.fill(item, line + 1, last + 1);
  }
  return [...drafts].map(([file, draft]) => ({
    file,
    lines: lineStarts(file)
      .map((_, line) => lineOf(file, line, draft, items))
      .filter(({ text }, line, all) => text !== '' || line < all.length - 1),
  }));
}

interface Draft {
  readonly direct: Map<number, number[]>;
  readonly via: Map<number, number[]>;
  /** The item whose value reaches over a line. */
  readonly cover: (number | undefined)[];
  /** Values that became part of a Secret. */
  readonly secrets: Map<number, Span[]>;
}

function append<T>(map: Map<number, T[]>, key: number, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The plan put it into a Secret, whatever it looks like: variables, and content that stands in the file. */
function isSecretValue({ path, targets }: Item): boolean {
  if (!targets.some(({ object }) => object.kind === 'Secret')) return false;
  const steps = parsePath(path) ?? [];
  return steps[2] === 'environment' || steps.at(-1) === 'content';
}

/** Every line of a value; what stands for a value elsewhere, as an alias or a map of many values, is none. */
function hide({ secrets }: Draft, span: Span): void {
  const text = span.source.text.slice(span.start, span.end).trimEnd();
  const isScalar = /^(?:[|>]|"|')/.test(text) || !text.includes('\n');
  if (!isScalar || /^[*&[{]/.test(text)) return;
  const first = positionOf(span).line - 1;
  text.split('\n').forEach((_, i) => append(secrets, first + i, span));
}

function lineOf(file: SourceFile, line: number, draft: Draft, items: readonly Item[]): SourceLine {
  const text = lineText(file, line);
  const own = draft.direct.get(line) ?? [];
  const cover = draft.cover[line];
  const isSaid = text.trim() !== '' && !/^\s*#/.test(text);
  const others = [...(draft.via.get(line) ?? []), ...(cover !== undefined && isSaid ? [cover] : [])];
  const marked = own.length > 0 ? own : others;
  const mark = outcomes.find((outcome) => marked.some((number) => items[number]?.outcome === outcome));
  const hidden = joinRanges([...secretRanges(file, line), ...plannedSecrets(file, line, text, draft)]);
  return { text, hidden, items: own, others, ...(mark && { mark }) };
}

function plannedSecrets(file: SourceFile, line: number, text: string, { secrets }: Draft): SourceLine['hidden'] {
  const lineStart = lineStarts(file)[line] ?? 0;
  const indent = text.length - text.trimStart().length;
  return (secrets.get(line) ?? [])
    .map((span) => ({ start: Math.max(indent, span.start - lineStart), end: Math.min(text.trimEnd().length, span.end - lineStart) }))
    .filter(({ start, end }) => {
      const value = text.slice(start, end).replace(/^["']|["']$/g, '');
      return end > start && isLiteral(value) && !isSwitch(value) && !/^[|>][-+0-9]*$/.test(value);
    });
}

/**
 * What stands as `content` below the `secrets` of a file. Docker Compose rejects it, and so there is no tree that tells; but who
 * wrote it is shown the file.
 */
function secretContents(file: SourceFile): readonly Span[] {
  const found: Span[] = [];
  let isInSecrets = false;
  let inside = -1;
  lineStarts(file).forEach((start, line) => {
    const text = lineText(file, line);
    const indent = text.length - text.trimStart().length;
    if (/^\S/.test(text) && !text.startsWith('#')) isInSecrets = /^["']?secrets["']?\s*:/.test(text);
    if (inside !== -1 && (text.trim() === '' || indent > inside))
      found.push({ source: file, start: start + indent, end: start + text.length });
    else {
      const key = isInSecrets ? /(?:^|[\s{,])["']?content["']?\s*:\s*/.exec(text) : null;
      inside = key ? indent : -1;
      if (key) found.push({ source: file, start: start + key.index + key[0].length, end: start + text.length });
    }
  });
  return found;
}
