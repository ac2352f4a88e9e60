/** The words of a string command. */
export interface CommandWords {
  readonly words: readonly string[];
  /** What the splitter threw away, with its place in the text in UTF-16 code units (DIAG-20). */
  readonly discarded?: { readonly text: string; readonly offset: number };
}

export type CommandResult =
  | { readonly ok: true; readonly value: CommandWords }
  /** The offset is that of the quote or parenthesis in question. */
  | { readonly ok: false; readonly reason: string; readonly offset: number };

type Quote = '"' | "'" | '`' | '$(';

/**
 * Splits a string command into words as Docker Compose does: like a shell that runs nothing.
 * What stands behind an unquoted operator is lost.
 */
export function splitCommand(text: string): CommandResult {
  const splitter = new Splitter(text);
  return splitter.split();
}

class Splitter {
  readonly #text: string;
  readonly #words: string[] = [];
  #word = '';
  /** Where the word began, be it with an empty pair of quotes; undefined between words. */
  #wordStart: number | undefined;
  /** What opened and where; `'` and `"` inside backticks may be open at the same time. */
  readonly #open = new Map<Quote, number>();

  constructor(text: string) {
    this.#text = text;
  }

  split(): CommandResult {
    let at = 0;
    while (at < this.#text.length) {
      const char = String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
      if (char === '\\' && !this.#open.has("'")) {
        if (at + 1 === this.#text.length) return { ok: false, reason: 'nothing behind the last backslash', offset: at };
        const next = String.fromCodePoint(this.#text.codePointAt(at + 1) ?? 0);
        this.#append(next, at);
        at += 1 + next.length;
        continue;
      }
      if (/[;&|<>]/.test(char) && this.#open.size === 0) return this.#cut(char, at);
      if (char === '(' && !this.#opensSubstitution()) {
        if (!this.#has("'", '"', '`')) return { ok: false, reason: 'unquoted parenthesis', offset: at };
      }
      this.#take(char, at);
      at += char.length;
    }
    return this.#finish();
  }

  #take(char: string, at: number): void {
    if (/[ \t\r\n]/.test(char)) {
      if (this.#open.size > 0) this.#append(char, at);
      else this.#endWord();
    } else if (char === '"' && !this.#has("'", '$(')) this.#toggleQuote(char, at);
    else if (char === "'" && !this.#has('"', '$(')) this.#toggleQuote(char, at);
    else {
      if (char === '`' && !this.#has("'", '"', '$(')) this.#toggle('`', at);
      if (char === '(' && this.#opensSubstitution()) this.#open.set('$(', at);
      // A closing parenthesis that nothing opened opens, as in the reference.
      if (char === ')' && !this.#has("'", '"', '`')) this.#toggle('$(', at);
      this.#append(char, at);
    }
  }

  /** Whether a `(` at this place makes the `$` before it a command substitution. */
  #opensSubstitution(): boolean {
    return this.#open.size === 0 && this.#word.endsWith('$');
  }

  #toggleQuote(quote: '"' | "'", at: number): void {
    this.#wordStart ??= at;
    this.#toggle(quote, at);
  }

  #toggle(quote: Quote, at: number): void {
    if (!this.#open.delete(quote)) this.#open.set(quote, at);
  }

  #has(...quotes: readonly Quote[]): boolean {
    return quotes.some((quote) => this.#open.has(quote));
  }

  #append(char: string, at: number): void {
    this.#wordStart ??= at;
    this.#word += char;
  }

  #endWord(): void {
    if (this.#wordStart !== undefined) {
      this.#words.push(this.#word);
      this.#word = '';
    }
    this.#wordStart = undefined;
  }

  #cut(operator: string, at: number): CommandResult {
    // `2>file`: the number belongs to the redirection, and so does any word that begins with a digit.
    const dropped = operator === '>' && /^\d/.test(this.#word);
    const offset = dropped ? (this.#wordStart ?? at) : at;
    if (dropped) this.#wordStart = undefined;
    this.#endWord();
    return { ok: true, value: { words: this.#words, discarded: { text: this.#text.slice(offset), offset } } };
  }

  #finish(): CommandResult {
    this.#endWord();
    const unclosed = [...this.#open].at(-1);
    if (!unclosed) return { ok: true, value: { words: this.#words } };
    const [quote, offset] = unclosed;
    return { ok: false, reason: quote === '$(' ? 'unmatched parenthesis' : `${quote} is never closed`, offset };
  }
}
