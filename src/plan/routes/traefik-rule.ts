/** A condition on a request: `Host(`a`, `b`)`; `negated` with `!` before it. */
export interface Matcher {
  readonly name: string;
  /** One of them has to match. */
  readonly values: readonly string[];
  readonly negated: boolean;
}

/** Conditions that all have to hold. */
export type Alternative = readonly Matcher[];

/** Deeper nesting, or more alternatives, is no rule that anybody wrote. */
const mostNested = 50;
const mostAlternatives = 200;

/**
 * Reads a rule of Traefik's routers: matchers joined by `&&`, which binds stronger, and `||`, with `!` and parentheses.
 * @returns its alternatives, one of which has to hold; undefined where the text is no such rule
 */
export function parseTraefikRule(text: string): readonly Alternative[] | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  const reader = new Reader(tokens);
  const rule = reader.either(0, false);
  return rule && reader.isAtEnd ? rule : undefined;
}

type Token = { readonly kind: 'mark' | 'name' | 'value'; readonly text: string };

const tokenAt = /\s*(?:(&&|\|\||[!(),])|([A-Za-z]+)|`([^`]*)`|"((?:[^"\\]|\\.)*)"|'([^']*)')/y;

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const source = text.trimEnd();
  let at = 0;
  while (at < source.length) {
    tokenAt.lastIndex = at;
    const match = tokenAt.exec(source);
    if (!match) return undefined;
    at = tokenAt.lastIndex;
    const [, mark, name, raw, quoted, single] = match;
    if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'value', text: raw ?? single ?? (quoted ?? '').replaceAll(/\\(.)/g, '$1') });
  }
  return tokens;
}

/** Recursive descent; a negation is carried down to the matchers, so that what comes back is free of it. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  either(depth: number, negated: boolean): readonly Alternative[] | undefined {
    return this.#joined('||', negated ? product : union, () => this.#all(depth, negated));
  }

  #all(depth: number, negated: boolean): readonly Alternative[] | undefined {
    return this.#joined('&&', negated ? union : product, () => this.#one(depth, negated));
  }

  #joined(mark: string, join: Join, read: () => readonly Alternative[] | undefined): readonly Alternative[] | undefined {
    let found = read();
    while (found && this.#take(mark)) {
      const next = read();
      found = next && join(found, next);
      if (found && found.length > mostAlternatives) return undefined;
    }
    return found;
  }

  #one(depth: number, negated: boolean): readonly Alternative[] | undefined {
    if (depth > mostNested) return undefined;
    if (this.#take('!')) return this.#one(depth + 1, !negated);
    if (this.#take('(')) {
      const inner = this.either(depth + 1, negated);
      return this.#take(')') ? inner : undefined;
    }
    return this.#matcher(negated);
  }

  #matcher(negated: boolean): readonly Alternative[] | undefined {
    const name = this.#tokens[this.#at];
    if (name?.kind !== 'name') return undefined;
    this.#at += 1;
    if (!this.#take('(')) return undefined;
    const values: string[] = [];
    do {
      const value = this.#tokens[this.#at];
      if (value?.kind !== 'value') return undefined;
      values.push(value.text);
      this.#at += 1;
    } while (this.#take(','));
    return this.#take(')') ? [[{ name: name.text, values, negated }]] : undefined;
  }

  #take(mark: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'mark' || token.text !== mark) return false;
    this.#at += 1;
    return true;
  }
}

type Join = (a: readonly Alternative[], b: readonly Alternative[]) => readonly Alternative[];

const union: Join = (a, b) => [...a, ...b];
const product: Join = (a, b) => a.flatMap((left) => b.map((right) => [...left, ...right]));
