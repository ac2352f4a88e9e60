import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile, Span } from '../diagnostics/span.ts';
import { expandEscapes } from './dotenv-escapes.ts';
import type { Environment, Variable } from './environment.ts';
import { expressionSpan } from './expression-span.ts';
import { interpolateText, longestText } from './template.ts';

export { parseRawEnv } from './raw-env.ts';

export interface DotenvEntry {
  readonly name: string;
  /** undefined: a bare key that the lookup does not know. */
  readonly value: string | undefined;
  /** Where the value stands, quotes included; for a bare key the key. */
  readonly span: Span;
  readonly keySpan: Span;
  /** Names of the variables that the value was made from, sorted. */
  readonly variables: readonly string[];
}

export interface DotenvResult {
  /** In order of appearance; a repeated key appears again, the last one wins. */
  readonly entries: readonly DotenvEntry[];
  /** Reading stops at the first syntax error. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads an env file in Compose's own dialect.
 * @param lookup what the values may refer to; it comes before the keys of the file itself
 * @param earlier keys of env files that were read before; they come after the keys of the file itself
 */
export function parseDotenv(source: SourceFile, lookup: Environment, earlier?: Environment): DotenvResult {
  const reader = new DotenvReader(source, lookup, earlier);
  reader.read();
  return { entries: reader.entries, diagnostics: reader.diagnostics };
}

// Blanks that are no line end are counted as the reference counts them.
const between = /(?:[\s\u0085]+|#[^\n]*)*/y;
const exportWord = /export(?=\s)[\t\v\f\r \u0085\u00a0]*/y;
const keyCharacters = /[\p{L}\p{N}_.[\]\-\t\v\f\r \u0085\u00a0]*/uy;
const blanks = /[\t\v\f\r \u0085\u00a0]*/y;
const restOfLine = /[^\n]*/y;
const doubleQuoted = /"[^"\\]*(?:\\[^][^"\\]*)*"/y;
const singleQuoted = /'[^'\\]*(?:\\[^][^'\\]*)*'/y;

class DotenvReader {
  readonly entries: DotenvEntry[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: SourceFile;
  readonly #text: string;
  readonly #lookup: Environment;
  readonly #earlier: Environment | undefined;
  readonly #own = new Map<string, Variable>();
  #at = 0;

  constructor(source: SourceFile, lookup: Environment, earlier: Environment | undefined) {
    this.#source = source;
    this.#text = source.text;
    this.#lookup = lookup;
    this.#earlier = earlier;
  }

  read(): void {
    if (this.#text.startsWith('\uFEFF')) this.#at = 1;
    for (;;) {
      this.#take(between);
      if (this.#at >= this.#text.length || !this.#statement()) return;
    }
  }

  /** @returns whether reading can go on */
  #statement(): boolean {
    this.#take(exportWord);
    const keyStart = this.#at;
    const key = this.#take(keyCharacters);
    const name = key.trimEnd();
    const keySpan = this.#span(keyStart, keyStart + name.length);
    const separator = this.#text[this.#at];
    if (separator !== undefined && separator !== '=' && separator !== ':' && separator !== '\n') {
      const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
      return this.#fail('dotenv-key', this.#span(this.#at, this.#at + character.length), { character });
    }
    if (/\s/.test(name)) return this.#fail('dotenv-key', keySpan, {});
    if (separator === undefined && name !== '') this.diagnostics.push(diagnostic('dotenv-last-line', { span: keySpan }, { name }));
    if (separator === undefined || separator === '\n') return this.#inherit(name, keySpan);
    this.#at++;
    this.#take(blanks);
    return this.#value(name, keySpan);
  }

  #inherit(name: string, keySpan: Span): boolean {
    if (name === '') return true;
    const variable = this.#lookup.get(name);
    this.#add({
      name,
      value: variable?.value,
      span: keySpan,
      keySpan,
      variables: variable ? [...new Set([name, ...(variable.variables ?? [])])].toSorted() : [],
    });
    return true;
  }

  #value(name: string, keySpan: Span): boolean {
    const quote = this.#text[this.#at];
    const start = this.#at;
    if (quote !== '"' && quote !== "'") {
      const value = (this.#take(restOfLine).split(' #')[0] ?? '').replace(/[\s\u0085]+$/, '');
      const span = this.#span(start, start + value.length);
      if (/^#\s/.test(value)) this.diagnostics.push(diagnostic('dotenv-comment-value', { span }, { name }));
      return this.#interpolated(name, value, keySpan, span);
    }
    const written = this.#take(quote === '"' ? doubleQuoted : singleQuoted);
    if (written === '') return this.#fail('dotenv-quote', this.#span(start, this.#endOfLine(start)), { quote });
    const content = written.slice(1, -1).replaceAll(`\\${quote}`, quote);
    const span = this.#span(start, this.#at);
    if (quote === '"') return this.#interpolated(name, expandEscapes(content), keySpan, span);
    return this.#add({ name, value: content, span, keySpan, variables: [] });
  }

  #interpolated(name: string, text: string, keySpan: Span, span: Span): boolean {
    const result = interpolateText(text, {
      get: (wanted) => this.#lookup.get(wanted) ?? this.#own.get(wanted) ?? this.#earlier?.get(wanted),
    });
    const { value, variables, unset, unused, error } = result;
    if (error?.kind === 'too-long') return this.#fail('interpolation-too-long', span, { longest: longestText });
    if (error) {
      const code = error.kind === 'invalid' ? 'interpolation-invalid' : 'variable-required';
      return this.#fail(code, expressionSpan(span, text, error), { name: error.name, message: error.message });
    }
    for (const { name: missing, ...range } of unset) {
      this.diagnostics.push(diagnostic('variable-unset', { span: expressionSpan(span, text, range) }, { name: missing }));
    }
    for (const range of unused) this.diagnostics.push(diagnostic('default-unused', { span: expressionSpan(span, text, range) }));
    return this.#add({ name, value, span, keySpan, variables });
  }

  #add(entry: DotenvEntry): boolean {
    if (entry.name === '') {
      this.diagnostics.push(diagnostic('dotenv-key-empty', { span: entry.span }));
      return true;
    }
    this.entries.push(entry);
    if (entry.value !== undefined) this.#own.set(entry.name, { value: entry.value, variables: entry.variables });
    return true;
  }

  #fail(code: Diagnostic['code'], span: Span, data: Diagnostic['data']): boolean {
    this.diagnostics.push(diagnostic(code, { span }, data));
    return false;
  }

  /** What matches at the current place, which moves behind it. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #endOfLine(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end === -1 ? this.#text.length : end;
  }

  #span(start: number, end: number): Span {
    return { source: this.#source, start, end };
  }
}
