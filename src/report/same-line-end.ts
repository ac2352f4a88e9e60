import { positionOf, type Span } from '../diagnostics/span.ts';

/** The column behind the last character of a span, where it ends on the line that it begins on. */
export function sameLineEnd(span: Span): number | undefined {
  const start = positionOf(span);
  const end = positionOf({ ...span, start: Math.max(span.end, span.start) });
  return end.line === start.line && end.column > start.column ? end.column : undefined;
}
