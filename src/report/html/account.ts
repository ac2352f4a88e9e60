import { positionOf, type SourceFile, type Span } from '../../diagnostics/span.ts';
import type { Level, Target } from '../../ledger/entry.ts';
import type { Conversion } from '../../pipeline.ts';
import { parsePath } from '../../source/node-tools.ts';
import { findingOf } from '../finding.ts';
import { type ReportedOutcome, reportedOutcome } from '../summary.ts';
import { keyPlaces } from './key-places.ts';

/** What a line can be marked with, from the worst to the best. */
export const outcomes = ['refused', 'finding', 'differs', 'not-applicable', 'exact'] as const satisfies readonly (
  | ReportedOutcome
  | 'finding'
)[];
export type ItemOutcome = (typeof outcomes)[number];

/** An entry or a diagnostic as the page tells it. */
export interface Item {
  readonly outcome: ItemOutcome;
  readonly level: Level;
  readonly rule: string;
  /** Empty for a diagnostic about no attribute. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
  /** The service that it is about. */
  readonly service?: string;
  /** Absent for a diagnostic about no place. */
  readonly place?: ItemPlace;
  /** Further places: anchors, bases, files that were overridden. */
  readonly via: readonly ItemPlace[];
  readonly targets: readonly Target[];
}

/** Lines of a source, from 0. */
export interface ItemPlace {
  readonly source: SourceFile;
  /** Where it is marked: that of the key, where there is one. */
  readonly line: number;
  /** The last line of the value. */
  readonly last: number;
  /** The value. */
  readonly span: Span;
}

/** All diagnostics, then all entries, in the order of the input. */
export function itemsOf(conversion: Pick<Conversion, 'project' | 'entries' | 'diagnostics'>): readonly Item[] {
  const keys = keyPlaces(conversion.project?.tree);
  const found = conversion.diagnostics.map((one): Item => {
    const { severity, rule, span, path, message, hint, related } = findingOf(one);
    return {
      outcome: 'finding',
      level: severity,
      rule,
      path: path ?? '',
      message,
      ...(hint !== undefined && { hint }),
      ...serviceIn(path ?? ''),
      ...(span && { place: placeOf(span) }),
      via: related.map((other) => placeOf(other.span)),
      targets: [],
    };
  });
  const entries = conversion.entries.map((entry): Item => {
    const key = keys(entry.path);
    return {
      outcome: reportedOutcome(entry),
      level: entry.level,
      rule: entry.rule,
      path: entry.path,
      message: entry.message,
      ...(entry.hint !== undefined && { hint: entry.hint }),
      ...serviceIn(entry.path),
      place: placeOf(entry.span, key),
      via: entry.via.map((span) => placeOf(span)),
      targets: entry.targets,
    };
  });
  return [...found, ...entries];
}

function serviceIn(path: string): { readonly service?: string } {
  const [area, name] = parsePath(path) ?? [];
  return area === 'services' && name !== undefined ? { service: String(name) } : {};
}

function placeOf(span: Span, key?: Span): ItemPlace {
  const { source } = span;
  const line = positionOf(span).line - 1;
  const end = source.text.slice(span.start, span.end).trimEnd().length;
  const last = positionOf({ source, start: span.start + Math.max(0, end - 1), end: span.end }).line - 1;
  const keyLine = key && key.source === source && key.start <= span.start ? positionOf(key).line - 1 : line;
  return { source, line: Math.min(line, keyLine), last, span };
}
