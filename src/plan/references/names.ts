/** The names that texts are searched for: lower case (DNS compares so) → as given. Built once, asked once per token. */
export interface NameIndex {
  readonly byLowerCase: ReadonlyMap<string, string>;
  /** Names that differ from another one only in case. */
  readonly rivals: ReadonlySet<string>;
}

const hostToken = /^[A-Za-z0-9_.-]+$/;

/** Of names that differ only in case the first one stands for all other spellings. Names that cannot be host names are left out. */
export function nameIndex(names: Iterable<string>): NameIndex {
  const byLowerCase = new Map<string, string>();
  const rivals = new Set<string>();
  for (const name of names) {
    const lower = name.toLowerCase();
    if (!hostToken.test(name)) continue;
    if (!byLowerCase.has(lower)) byLowerCase.set(lower, name);
    else if (byLowerCase.get(lower) !== name) rivals.add(name);
  }
  return { byLowerCase, rivals };
}

/** The indexed name that a token stands for. */
export function nameOf(index: NameIndex, token: string): string | undefined {
  return index.rivals.has(token) ? token : index.byLowerCase.get(token.toLowerCase());
}
