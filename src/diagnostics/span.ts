/**
 * A text that was read, with the path under which messages name it.
 * `path` is what the user would type: relative to the working directory where that is shorter, `<stdin>` for standard input.
 */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A half-open range of UTF-16 code units in a source file. */
export interface Span {
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A place as people count it: line and column from 1, the column in UTF-16 code units. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const lineStartsOf = new WeakMap<SourceFile, number[]>();

/** The offset at which each line of the source begins; computed once per source. */
export function lineStarts(source: SourceFile): readonly number[] {
  const known = lineStartsOf.get(source);
  if (known) return known;
  const starts = [0];
  for (let i = source.text.indexOf('\n'); i !== -1; i = source.text.indexOf('\n', i + 1)) starts.push(i + 1);
  lineStartsOf.set(source, starts);
  return starts;
}

/** Line and column of the first character of a span. */
export function positionOf(span: Span): Position {
  const starts = lineStarts(span.source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= span.start) low = middle;
    else high = middle - 1;
  }
  return { file: span.source.path, line: low + 1, column: span.start - (starts[low] ?? 0) + 1 };
}
