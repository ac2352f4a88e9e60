import { positionOf, type Span } from '../../diagnostics/span.ts';
import type { Entry } from '../../ledger/entry.ts';
import type { Conversion } from '../../pipeline.ts';
import type { Node } from '../../source/node.ts';
import { formatPath, parsePath, type Path } from '../../source/node-tools.ts';

/** Entries of a path and of everything below it; where there is none, those of the nearest attribute around it. */
export function entriesAtPath(path: string, entries: readonly Entry[]): readonly Entry[] {
  const below = entries.filter((entry) => entry.path === path || isBelow(entry.path, path));
  if (below.length > 0) return below;
  const segments = parsePath(path) ?? [];
  for (let length = segments.length - 1; length > 0; length--) {
    const above = entries.filter((entry) => entry.path === formatPath(segments.slice(0, length)));
    if (above.length > 0) return above;
  }
  return [];
}

function isBelow(path: string, ancestor: string): boolean {
  return path.startsWith(`${ancestor}.`) || path.startsWith(`${ancestor}[`);
}

/**
 * Entries about a line: of values and keys that stand on it, also on the way to a value (anchors, bases, overridden files);
 * else of the smallest value that covers it.
 */
export function entriesAtLine(file: string, line: number, { entries, project }: Pick<Conversion, 'entries' | 'project'>): readonly Entry[] {
  const isHere = (span: Span): boolean => span.source.path === file && positionOf(span).line === line;
  const here = entries.filter((entry) => [entry.span, ...entry.via].some(isHere));
  if (here.length > 0) return here;
  const keys = project ? [...keysAt(project.tree, [], isHere)] : [];
  const ofKeys = keys.flatMap((path) => entriesAtPath(formatPath(path), entries));
  if (ofKeys.length > 0) return [...new Set(ofKeys)];
  const covering = entries.filter((entry) => covers(entry.span, file, line));
  const smallest = Math.min(...covering.map(({ span }) => span.end - span.start));
  return covering.filter(({ span }) => span.end - span.start === smallest);
}

function* keysAt(node: Node, path: Path, isHere: (span: Span) => boolean): Generator<Path> {
  if (node.kind === 'list') for (const [index, item] of node.items.entries()) yield* keysAt(item, [...path, index], isHere);
  if (node.kind !== 'map') return;
  for (const [key, { keySpan, value }] of node.entries) {
    if (isHere(keySpan)) yield [...path, key];
    else yield* keysAt(value, [...path, key], isHere);
  }
}

function covers(span: Span, file: string, line: number): boolean {
  if (span.source.path !== file || positionOf(span).line > line) return false;
  return positionOf({ ...span, start: Math.max(span.end - 1, span.start) }).line >= line;
}
