/** The options that a recogniser accepts; any other makes the check stay a command (H-12). */
export interface OptionTable {
  /** Options without a value, as spelled (`-s`, `--silent`), and the name under which they are found. */
  readonly flags: ReadonlyMap<string, string>;
  /** Options with a value. */
  readonly valued: ReadonlyMap<string, string>;
  /** Whether `--name=value` is legal: GNU programs take it, curl does not. */
  readonly joinedByEquals: boolean;
}

export interface ClientOptions {
  /** Every accepted option that was given, with its values in order; a flag has none. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
}

/** Reads the words behind a program's name. @returns undefined when an option is not in the table or lacks its value */
export function readOptions(words: readonly string[], table: OptionTable): ClientOptions | undefined {
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-' || !word.startsWith('-')) {
      operands.push(word);
      continue;
    }
    const found = word.startsWith('--') ? readLong(word, rest, table) : readCluster(word, rest, table);
    if (!found) return undefined;
    for (const { name, value } of found) {
      const values = given.get(name) ?? [];
      if (value !== undefined) values.push(value);
      given.set(name, values);
    }
  }
  return { given, operands };
}

interface FoundOption {
  readonly name: string;
  readonly value?: string;
}

function readLong(word: string, rest: string[], table: OptionTable): FoundOption[] | undefined {
  const equals = table.joinedByEquals ? word.indexOf('=') : -1;
  const spelling = equals === -1 ? word : word.slice(0, equals);
  const flag = table.flags.get(spelling);
  if (flag !== undefined) return equals === -1 ? [{ name: flag }] : undefined;
  const name = table.valued.get(spelling);
  const value = equals === -1 ? undefined : word.slice(equals + 1);
  return name === undefined ? undefined : withValue(name, value, rest);
}

/** One-letter options written together, the last one perhaps with its value: `-fsSm5`. */
function readCluster(word: string, rest: string[], table: OptionTable): FoundOption[] | undefined {
  const found: FoundOption[] = [];
  for (let at = 1; at < word.length; at++) {
    const spelling = `-${word.charAt(at)}`;
    const flag = table.flags.get(spelling);
    if (flag !== undefined) {
      found.push({ name: flag });
      continue;
    }
    const name = table.valued.get(spelling);
    const last = name === undefined ? undefined : withValue(name, word.slice(at + 1) || undefined, rest);
    return last && [...found, ...last];
  }
  return found;
}

function withValue(name: string, joined: string | undefined, rest: string[]): FoundOption[] | undefined {
  const value = joined ?? rest.shift();
  return value === undefined ? undefined : [{ name, value }];
}
