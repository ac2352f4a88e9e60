import type { Project } from '../model/project.ts';
import { getAt, type Path } from '../source/node-tools.ts';
import { shellQuote } from './hooks.ts';
import { commandSecrets } from './sensitive/command-secrets.ts';
import { isLiteral, isSwitch } from './sensitive/is-literal.ts';
import { sensitiveSubstrings } from './sensitive/sensitive-substrings.ts';
import { isSensitiveVariable } from './sensitive/taint.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The secret parts of the words of one command, by word (S-19, S-17).
 * @param first position of the first word in the list at `path`
 */
export function secretRanges(words: readonly string[], path: Path, project: Project, first = 0): readonly (readonly Range[])[] {
  const byOption = commandSecrets(words);
  return words.map((word, i) => {
    if (word === '') return [];
    const ranges = [
      ...byOption.filter((s) => s.word === i),
      ...sensitiveSubstrings(word),
      ...taintedRanges(word, first + i, path, project),
    ];
    return withoutOverlap(ranges.filter((r) => r.end > r.start));
  });
}

/** Whether any word of a command holds a secret (S-19). */
export function hasSecrets(words: readonly string[], path: Path, project: Project): boolean {
  return secretRanges(words, path, project).some((ranges) => ranges.length > 0);
}

/** The parts of a word that are the values of sensitive variables, or the defaults that stand in for them. */
function taintedRanges(word: string, index: number, path: Path, { tree, environment }: Project): readonly Range[] {
  const item = getAt(tree, [...path, index]) ?? getAt(tree, path);
  if (item?.kind !== 'scalar') return [];
  const written = item.span.source.text.slice(item.span.start, item.span.end);
  return (item.variables ?? []).flatMap((name) => {
    if (!isSensitiveVariable(name, environment)) return [];
    return [environment.get(name) ?? '', ...defaultsOf(name, written)]
      .filter((value) => !isSwitch(value) && isLiteral(value))
      .flatMap((value) => occurrences(word, value));
  });
}

/** `${NAME:-default}` in a text as it is written. */
function defaultsOf(name: string, written: string): readonly string[] {
  return [...written.matchAll(/\$\{(\w+):?-([^{}$]*)\}/g)].flatMap(([, variable, value]) =>
    variable === name && value !== undefined ? [value] : [],
  );
}

function occurrences(word: string, value: string): readonly Range[] {
  const found: Range[] = [];
  for (let at = word.indexOf(value); at !== -1; at = word.indexOf(value, at + value.length))
    found.push({ start: at, end: at + value.length });
  return found;
}

function withoutOverlap(ranges: readonly Range[]): readonly Range[] {
  const out: { start: number; end: number }[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else out.push({ start: range.start, end: range.end });
  }
  return out;
}

/** Gives secrets that stand in arguments the names of variables: `ARG_1`, `ARG_2` …; equal secrets get one (S-19). */
export class ArgumentSecrets {
  readonly #names = new Map<string, string>();
  readonly #taken: ReadonlySet<string>;

  /** @param taken names of variables that the container has anyway */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  get entries(): readonly { readonly name: string; readonly value: string }[] {
    return [...this.#names].map(([value, name]) => ({ name, value }));
  }

  /** An argument in which the kubelet puts the secrets; every other `$` is doubled (ENV-11). */
  argument(word: string, ranges: readonly Range[]): string {
    return replace(
      word,
      ranges,
      (text) => text.replaceAll('$', '$$$$'),
      (secret) => `$(${this.#nameOf(secret)})`,
    );
  }

  /** A shell line in which the shell reads the secrets from its environment; undefined when a part cannot be told from the quoting around it. */
  shellLine(line: string, ranges: readonly Range[]): string | undefined {
    if (ranges.some((r) => /['"\\$`]/.test(line.slice(r.start, r.end)))) return undefined;
    return replace(
      line,
      ranges,
      (text) => text,
      (secret, start) => quoted(this.#nameOf(secret), quoteAt(line, start)),
    );
  }

  /** The words of an exec command as a shell line that reads the secrets from its environment. */
  wordsAsShellLine(words: readonly string[], ranges: readonly (readonly Range[])[]): string {
    const parts = words.map((word, i) => {
      const found = ranges[i] ?? [];
      return found.length === 0 ? plainWord(word) : this.shellWord(word, found);
    });
    return `exec ${parts.join(' ')}`;
  }

  /** One word of a shell line, quoted, in which the shell reads the secrets from its environment. */
  shellWord(word: string, ranges: readonly Range[]): string {
    if (ranges.length === 0) return shellQuote(word);
    return replace(
      word,
      ranges,
      (text) => (text === '' ? '' : shellQuote(text)),
      (secret) => `"$${this.#nameOf(secret)}"`,
    );
  }

  #nameOf(secret: string): string {
    const known = this.#names.get(secret);
    if (known !== undefined) return known;
    let n = this.#names.size + 1;
    while (this.#taken.has(`ARG_${n}`) || [...this.#names.values()].includes(`ARG_${n}`)) n++;
    const name = `ARG_${n}`;
    this.#names.set(secret, name);
    return name;
  }
}

function plainWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : shellQuote(word);
}

function replace(
  text: string,
  ranges: readonly Range[],
  plain: (text: string) => string,
  secret: (text: string, start: number) => string,
): string {
  let out = '';
  let at = 0;
  for (const { start, end } of ranges) {
    out += plain(text.slice(at, start)) + secret(text.slice(start, end), start);
    at = end;
  }
  return out + plain(text.slice(at));
}

/** The quotes of a POSIX shell that are open at a position. */
function quoteAt(line: string, position: number): '' | '"' | "'" {
  let open: '' | '"' | "'" = '';
  for (let i = 0; i < position; i++) {
    const char = line[i];
    if (char === '\\' && open !== "'") i++;
    else if (open === '' && (char === '"' || char === "'")) open = char;
    else if (char === open) open = '';
  }
  return open;
}

function quoted(name: string, open: '' | '"' | "'"): string {
  if (open === '"') return `\${${name}}`;
  return open === "'" ? `'"$${name}"'` : `"$${name}"`;
}
