import type { SourceFile, Span } from '../diagnostics/span.ts';

/** An instruction of a Dockerfile: continued lines joined, comments between them left out. */
export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  /** Leading `--name=value` words; a flag without a value has the value ''. The last of two wins. */
  readonly flags: ReadonlyMap<string, string>;
  /** What follows the flags, without heredoc bodies. */
  readonly rest: string;
  /** Lines of the heredocs behind the instruction, terminators included. */
  readonly heredocs: string;
  readonly span: Span;
}

export interface Instructions {
  readonly list: readonly Instruction[];
  /** The escape character: a backslash, or what `# escape=` says. */
  readonly escape: string;
}

/** A line without its end, and where it begins. */
interface Line {
  readonly text: string;
  readonly start: number;
}

/** Cuts a Dockerfile into instructions as BuildKit does. */
export function readInstructions(source: SourceFile): Instructions {
  const lines = linesOf(source.text);
  const escape = escapeOf(lines);
  const list: Instruction[] = [];
  for (let at = 0; at < lines.length;) {
    const first = lines[at];
    if (first === undefined || isSkipped(first.text)) {
      at += 1;
      continue;
    }
    const { text, next } = joinedLine(lines, at, escape);
    const [, keyword = '', behind = ''] = /^(\S+)([^]*)$/.exec(text) ?? [];
    const end = takesHeredocs(text) ? endOfHeredocs(lines, next, heredocsOf(behind, escape)) : next;
    const last = lines[end - 1] ?? first;
    list.push({
      keyword: keyword.toUpperCase(),
      ...splitFlags(behind.trim()),
      heredocs: lines
        .slice(next, end)
        .map((line) => line.text)
        .join('\n'),
      span: { source, start: first.start + indentOf(first.text), end: last.start + last.text.length },
    });
    at = end;
  }
  return { list, escape };
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const end of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ text: text.slice(start, end.index), start });
    start = end.index + end[0].length;
  }
  return [...lines, { text: text.slice(start), start }];
}

/** `# escape=` counts among the directives only: the first lines of the file. */
function escapeOf(lines: readonly Line[]): string {
  for (const { text } of lines) {
    const [, name, value] = /^\s*#\s*([A-Za-z]\w*)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
    if (name === undefined) break;
    if (name.toLowerCase() === 'escape') return value === '`' ? '`' : '\\';
  }
  return '\\';
}

/** Comments and empty lines; inside a continued instruction they do not end it. */
function isSkipped(line: string): boolean {
  const text = line.trimStart();
  return text === '' || text.startsWith('#');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The instruction that begins on a line, in one line, and the number of the line behind it. */
function joinedLine(lines: readonly Line[], at: number, escape: string): { readonly text: string; readonly next: number } {
  const continued = escape === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  let joined = '';
  // Comments and blank lines that follow the last line of a file which ends within an instruction are none of it.
  let next = at + 1;
  for (let i = at; i < lines.length; i++) {
    const line = lines[i]?.text ?? '';
    if (i > at && isSkipped(line)) continue;
    joined += line.replace(continued, '');
    next = i + 1;
    if (!continued.test(line)) break;
  }
  return { text: joined.trim(), next };
}

function takesHeredocs(instruction: string): boolean {
  return /^(?:onbuild\s+)?(?:run|add|copy)\b/i.test(instruction);
}

interface Heredoc {
  readonly name: string;
  /** `<<-`: tabs before its lines do not count. */
  readonly isIndented: boolean;
}

/** A word in which quotes and escapes hide blanks. */
function wordsOf(text: string, escape: string): readonly string[] {
  const word =
    escape === '`' ? /(?:[^\s"'`]|`[^]|"(?:[^"`]|`[^])*"?|'[^']*'?|`$)+/g : /(?:[^\s"'\\]|\\[^]|"(?:[^"\\]|\\[^])*"?|'[^']*'?|\\$)+/g;
  return text.match(word) ?? [];
}

function heredocsOf(text: string, escape: string): readonly Heredoc[] {
  return wordsOf(text, escape).flatMap((word) => {
    const [, dash, name = ''] = /^\d*<<(-?)([^<]+)$/.exec(word) ?? [];
    return dash === undefined ? [] : [{ name: name.replaceAll(/["']/g, ''), isIndented: dash === '-' }];
  });
}

/** The number of the line behind the last terminator; one that is missing takes the rest of the file. */
function endOfHeredocs(lines: readonly Line[], from: number, heredocs: readonly Heredoc[]): number {
  let at = from;
  for (const { name, isIndented } of heredocs) {
    while (at < lines.length && (isIndented ? lines[at]?.text.replace(/^\t+/, '') : lines[at]?.text) !== name) at += 1;
    at = Math.min(at + 1, lines.length);
  }
  return at;
}

function splitFlags(line: string): { readonly flags: ReadonlyMap<string, string>; readonly rest: string } {
  const flags = new Map<string, string>();
  let rest = line;
  for (let found = flagAtStart(rest); found; found = flagAtStart(rest)) {
    flags.set(found.name, found.value);
    rest = rest.slice(found.length).trimStart();
  }
  return { flags, rest };
}

function flagAtStart(text: string): { readonly name: string; readonly value: string; readonly length: number } | undefined {
  const found = /^--([A-Za-z][\w-]*)(?:=(\S*))?(?=\s|$)/.exec(text);
  return found
    ? { name: (found[1] ?? '').toLowerCase(), value: (found[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'), length: found[0].length }
    : undefined;
}
