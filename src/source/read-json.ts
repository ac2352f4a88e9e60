/** A JSON value as `JSON.parse` gives it, but that objects have no prototype: any key is legal. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type JsonReading =
  | {
      readonly ok: true;
      readonly value: JsonValue;
      /** Where an object or list of the value begins and ends. */ readonly placeOf: (value: object) => Range;
    }
  | { readonly ok: false; readonly offset: number; /** A clause. */ readonly reason: string };

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Deeper nesting is no file that a program wrote for people. */
const maxDepth = 200;

/** Reads JSON (RFC 8259) with the place of what is wrong with it. */
export function readJson(text: string): JsonReading {
  const reader = new Reader(text);
  try {
    const value = reader.document();
    return { ok: true, value, placeOf: (part) => reader.places.get(part) ?? { start: 0, end: text.length } };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ok: false, offset: error.offset, reason: error.message };
  }
}

class Unreadable extends Error {
  readonly offset: number;
  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

class Reader {
  readonly places = new WeakMap<object, Range>();
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonValue {
    const value = this.#value();
    this.#skip();
    if (this.#at < this.#text.length) throw this.#wrong('something follows the value');
    return value;
  }

  #value(): JsonValue {
    this.#skip();
    const first = this.#text[this.#at];
    if (first === undefined) throw this.#wrong('the file ends where a value is expected');
    if (first === '{') return this.#nested('}', Object.create(null) as Record<string, JsonValue>, (map) => this.#entry(map));
    if (first === '[') return this.#nested(']', [] as JsonValue[], (list) => void list.push(this.#value()));
    if (first === '"') return this.#string();
    const literal = this.#take(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (literal === undefined) throw this.#wrong('no value begins here');
    return JSON.parse(literal) as JsonValue;
  }

  #nested<T extends object>(close: string, into: T, item: (into: T) => void): T {
    const start = this.#at++;
    if (++this.#depth > maxDepth) throw this.#wrong('it is nested too deeply');
    this.#skip();
    if (this.#text[this.#at] !== close) {
      item(into);
      for (this.#skip(); this.#text[this.#at] === ','; this.#skip()) {
        this.#at++;
        item(into);
      }
      if (this.#text[this.#at] !== close) throw this.#wrong(`a comma or ${close} is missing`);
    }
    this.#at++;
    this.#depth--;
    this.places.set(into, { start, end: this.#at });
    return into;
  }

  #entry(map: Record<string, JsonValue>): void {
    this.#skip();
    if (this.#text[this.#at] !== '"') throw this.#wrong('a name in double quotes is missing');
    const name = this.#string();
    this.#skip();
    if (this.#text[this.#at] !== ':') throw this.#wrong('a colon is missing');
    this.#at++;
    map[name] = this.#value();
  }

  #string(): string {
    const text = this.#take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
    if (text === undefined) throw this.#wrong('the string is not well-formed');
    return JSON.parse(text) as string;
  }

  #skip(): void {
    this.#take(/[ \t\r\n]+/y);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #wrong(reason: string): Unreadable {
    return new Unreadable(this.#at, reason);
  }
}
