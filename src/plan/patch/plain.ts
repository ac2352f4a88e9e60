export type PlainMap = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a key that the map has itself. */
export function own(map: PlainMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The map with one key set; its place stays where it was. */
export function withKey(map: PlainMap, key: string, value: unknown): PlainMap {
  return fromEntries(
    Object.hasOwn(map, key) ? Object.entries(map).map(([k, v]) => [k, k === key ? value : v]) : [...Object.entries(map), [key, value]],
  );
}

export function withoutKey(map: PlainMap, key: string): PlainMap {
  return fromEntries(Object.entries(map).filter(([k]) => k !== key));
}

/** Defines every key, so that `__proto__` is an ordinary one. */
export function fromEntries(entries: readonly (readonly [string, unknown])[]): PlainMap {
  return Object.fromEntries(entries);
}

/** Whether two JSON values are the same, whatever the order of keys (RFC 6902, section 4.6). */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
  if (!isMap(a)) return a === b;
  if (!isMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]));
}
