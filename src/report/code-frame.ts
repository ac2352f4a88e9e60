import { positionOf, type Span } from '../diagnostics/span.ts';
import { redacted } from '../plan/sensitive/is-literal.ts';
import { lineText, secretRanges } from './secret-ranges.ts';
import { padBelow, printable, textWidth } from './terminal-text.ts';
import type { Style } from './style.ts';

/** Characters of a source line shown at most, around what is pointed at. */
const longestLine = 120;

interface Shown {
  readonly text: string;
  /** Of what is pointed at, in `text`. */
  readonly start: number;
  readonly end: number;
}

/**
 * The source line of a span with a mark below it, secret values hidden:
 * ```
 *  12 |     image: postgres
 *     |            ^^^^^^^^
 * ```
 */
export function codeFrame(span: Span, style: Style): readonly string[] {
  const { line, column } = positionOf(span);
  const text = lineText(span.source, line - 1);
  const start = Math.min(column - 1, text.length);
  const end = Math.min(start + Math.max(span.end - span.start, 1), Math.max(text.trimEnd().length, start + 1));
  const shown = shortened(hidden(text, secretRanges(span.source, line - 1), start, end));
  const number = String(line);
  const marks = Math.max(1, textWidth(shown.text.slice(shown.start, shown.end)));
  return [
    `${style.dim(` ${number} |`)} ${printable(shown.text)}`,
    `${style.dim(` ${' '.repeat(number.length)} |`)} ${padBelow(shown.text.slice(0, shown.start))}${style.mark('^'.repeat(marks))}`,
  ];
}

/** The line with its secrets replaced; a place inside one becomes the whole replacement. */
function hidden(text: string, ranges: readonly { readonly start: number; readonly end: number }[], start: number, end: number): Shown {
  let result = '';
  let done = 0;
  let newStart: number | undefined;
  let newEnd: number | undefined;
  const keep = (until: number): void => {
    if (newStart === undefined && start >= done && start < until) newStart = result.length + start - done;
    if (newStart !== undefined && newEnd === undefined && end > done && end <= until) newEnd = result.length + end - done;
    result += text.slice(done, until);
    done = until;
  };
  for (const range of ranges) {
    keep(range.start);
    if (newStart === undefined && start < range.end) newStart = result.length;
    result += redacted;
    if (newStart !== undefined && newEnd === undefined && end <= range.end) newEnd = result.length;
    done = range.end;
  }
  keep(text.length);
  const from = newStart ?? result.length;
  return { text: result, start: from, end: newEnd ?? Math.max(result.length, from) };
}

/** Only the part of a long line that holds what is pointed at. */
function shortened(shown: Shown): Shown {
  if (shown.text.length <= longestLine) return shown;
  const from = Math.max(0, Math.min(shown.start - longestLine / 3, shown.text.length - longestLine));
  const to = Math.min(shown.text.length, from + longestLine);
  const cut = Math.floor(from);
  const head = cut > 0 ? '…' : '';
  const text = head + shown.text.slice(cut, to) + (to < shown.text.length ? '…' : '');
  const move = (at: number): number => Math.min(Math.max(at - cut, 0) + head.length, text.length);
  return { text, start: move(shown.start), end: Math.max(move(shown.end), move(shown.start)) };
}
