import type { Span } from '../diagnostics/span.ts';
import type { Range } from './template.ts';

/**
 * The place in the file of a part of a value. Quotes, escapes and folding make offsets differ between the two:
 * the part is then looked for by its text, and the whole value stands in where it was written differently.
 */
export function expressionSpan(value: Span, text: string, part: Range): Span {
  const written = value.source.text.slice(value.start, value.end);
  if (written === text) return { source: value.source, start: value.start + part.start, end: value.start + part.end };
  const wanted = text.slice(part.start, part.end);
  if (wanted === '') return value;
  const before = occurrences(text, wanted).filter((at) => at < part.start).length;
  const start = occurrences(written, wanted)[before];
  return start === undefined ? value : { source: value.source, start: value.start + start, end: value.start + start + wanted.length };
}

function occurrences(text: string, wanted: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) found.push(at);
  return found;
}
