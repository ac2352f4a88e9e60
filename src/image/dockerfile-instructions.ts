import { DockerfileParser } from 'dockerfile-ast';
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

/**
 * Cuts a Dockerfile into instructions. The package finds where they begin and end; lines are joined here,
 * because its own joining keeps indented comments and blanks that BuildKit leaves out.
 */
export function readInstructions(source: SourceFile): Instructions {
  const dockerfile = DockerfileParser.parse(source.text);
  const escape = dockerfile.getEscapeCharacter() === '`' ? '`' : '\\';
  const starts = lineStartsWithCarriageReturns(source.text);
  const offsetOf = ({ line, character }: { line: number; character: number }) => (starts[line] ?? source.text.length) + character;
  const list = dockerfile.getInstructions().map((found) => {
    const span = { source, start: offsetOf(found.getRange().start), end: offsetOf(found.getRange().end) };
    const text = source.text.slice(offsetOf(found.getInstructionRange().end), span.end);
    const { line, behind } = joinLines(text, escape);
    return { keyword: found.getKeyword(), ...splitFlags(line), heredocs: behind, span };
  });
  return { list, escape };
}

/** The package ends lines at a lone carriage return as well. */
function lineStartsWithCarriageReturns(text: string): readonly number[] {
  const starts = [0];
  for (const newline of text.matchAll(/\r\n|\r|\n/g)) starts.push(newline.index + newline[0].length);
  return starts;
}

function joinLines(text: string, escape: string): { readonly line: string; readonly behind: string } {
  const lines = text.split(/\r\n|\r|\n/);
  const continued = escape === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  let joined = '';
  for (const [index, line] of lines.entries()) {
    // Comments and empty lines inside a continued instruction do not end it.
    if (index > 0 && (line.trim() === '' || line.trimStart().startsWith('#'))) continue;
    joined += line.replace(continued, '');
    if (!continued.test(line)) return { line: joined.trim(), behind: lines.slice(index + 1).join('\n') };
  }
  return { line: joined.trim(), behind: '' };
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
