import { failure, type Result, success } from '../value/result.ts';

/** Value of a variable; undefined where it has none. */
export type Lookup = (name: string) => string | undefined;

export interface Expanded {
  readonly text: string;
  /** Variables without a value that were replaced by nothing. */
  readonly unset: readonly string[];
}

/**
 * Replaces variables and takes off quotes and escapes, as BuildKit does for the arguments of most instructions:
 * `$x`, `${x}`, `${x:-d}`, `${x-d}`, `${x:+r}`, `${x+r}`, `${x:?e}`, `${x?e}`, `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}`,
 * `${x/p/r}`, `${x//p/r}`.
 */
export function expand(text: string, lookup: Lookup, escape = '\\'): Result<Expanded> {
  const expander = new Expander(text, lookup, escape);
  try {
    const value = expander.until(undefined);
    return success({ text: value, unset: [...expander.unset] });
  } catch (error) {
    if (error instanceof BadSubstitution) return failure(error.message);
    throw error;
  }
}

class BadSubstitution extends Error {}

class Expander {
  readonly unset = new Set<string>();
  readonly #text: string;
  readonly #lookup: Lookup;
  readonly #escape: string;
  #at = 0;

  constructor(text: string, lookup: Lookup, escape: string) {
    this.#text = text;
    this.#lookup = lookup;
    this.#escape = escape;
  }

  /** Everything up to a stop character, which is used up, or to the end. */
  until(stop: string | undefined, keepEscapes = false): string {
    let result = '';
    while (this.#at < this.#text.length) {
      const char = this.#next();
      if (char === stop) return result;
      if (char === '$') result += this.#variable();
      else if (char === "'") result += this.#singleQuoted();
      else if (char === '"') result += this.#doubleQuoted();
      else if (char === this.#escape) result += (keepEscapes ? char : '') + this.#next();
      else result += char;
    }
    if (stop !== undefined) throw new BadSubstitution(`no ${stop} after a variable`);
    return result;
  }

  #next(): string {
    return this.#text[this.#at++] ?? '';
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #singleQuoted(): string {
    const end = this.#text.indexOf("'", this.#at);
    if (end === -1) throw new BadSubstitution('a single quote is not closed');
    const value = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return value;
  }

  #doubleQuoted(): string {
    let result = '';
    while (this.#at < this.#text.length) {
      const char = this.#next();
      if (char === '"') return result;
      if (char === '$') result += this.#variable();
      else if (char === this.#escape && ['"', '$', this.#escape].includes(this.#peek())) result += this.#next();
      else result += char;
    }
    throw new BadSubstitution('a double quote is not closed');
  }

  #name(): string {
    const [name = ''] = /^(?:\d+|[@*#?\-$!]|[A-Za-z_]\w*)/.exec(this.#text.slice(this.#at)) ?? [];
    this.#at += name.length;
    return name;
  }

  #value(name: string): string {
    const value = this.#lookup(name);
    if (value === undefined) this.unset.add(name);
    return value ?? '';
  }

  #variable(): string {
    if (this.#peek() !== '{') {
      const name = this.#name();
      return name === '' ? '$' : this.#value(name);
    }
    this.#next();
    const name = this.#name();
    if (name === '') throw new BadSubstitution('no name in ${…}');
    const operator = this.#next();
    if (operator === '}') return this.#value(name);
    if (operator === ':') return this.#conditional(name, this.#next(), true);
    if ('-+?'.includes(operator) && operator !== '') return this.#conditional(name, operator, false);
    if (operator === '#' || operator === '%') return this.#trimmed(name, operator);
    if (operator === '/') return this.#replaced(name);
    throw new BadSubstitution(`unknown operator in \${${name}…}`);
  }

  #conditional(name: string, operator: string, emptyIsUnset: boolean): string {
    const word = this.until('}');
    const value = this.#lookup(name);
    const set = value !== undefined && !(emptyIsUnset && value === '');
    if (operator === '-') return set ? value : word;
    if (operator === '+') return set ? word : '';
    if (operator !== '?') throw new BadSubstitution(`unknown operator in \${${name}…}`);
    if (!set) throw new BadSubstitution(`${name} has no value`);
    return value;
  }

  #trimmed(name: string, operator: '#' | '%'): string {
    const word = this.until('}', true);
    const greedy = word.startsWith(operator);
    const value = this.#value(name);
    return trim(value, greedy ? word.slice(1) : word, operator === '#' ? 'start' : 'end', greedy);
  }

  #replaced(name: string): string {
    const all = this.#peek() === '/';
    if (all) this.#next();
    const pattern = this.until('/', true);
    const replacement = this.until('}', true);
    const found = new RegExp(patternSource(pattern), all ? 'gsu' : 'su');
    return this.#value(name).replace(found, () => replacement);
  }
}

/** Cuts the shortest, or when greedy the longest, part that a shell pattern matches off one end. */
function trim(value: string, pattern: string, side: 'start' | 'end', greedy: boolean): string {
  const matches = new RegExp(`^(?:${patternSource(pattern)})$`, 'su');
  const lengths = Array.from({ length: value.length + 1 }, (_, index) => (greedy ? value.length - index : index));
  for (const length of lengths) {
    const part = side === 'start' ? value.slice(0, length) : value.slice(value.length - length);
    if (matches.test(part)) return side === 'start' ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

/** A shell pattern (`*`, `?`, escapes) as the source of a regular expression. */
function patternSource(pattern: string): string {
  return pattern.replace(/\\(.)|[*?]|[\\^$.+()[\]{}|/]/gsu, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
    if (found === '*') return '.*';
    return found === '?' ? '.' : `\\${found}`;
  });
}

/** Cuts at blanks outside quotes; quotes and escapes stay in the words. */
export function splitWords(text: string, escape = '\\'): readonly string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === escape && quote !== "'") {
      word += char + text.charAt(++at);
    } else if (quote === '' && /\s/.test(char)) {
      if (word !== '') words.push(word);
      word = '';
    } else {
      if (quote === char) quote = '';
      else if (quote === '' && (char === '"' || char === "'")) quote = char;
      word += char;
    }
  }
  if (word !== '') words.push(word);
  return words;
}

/** The strings of a JSON array; undefined where the text is none and so is meant in shell form. */
export function parseExecForm(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
