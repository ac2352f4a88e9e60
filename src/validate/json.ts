import { pointerTo } from '../value/json-pointer.ts';

export type JsonMap = Readonly<Record<string, unknown>>;

const empty: JsonMap = Object.freeze({});

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a map; an empty one for anything else, for what has the wrong type is the schema check's to report. */
export function asMap(value: unknown): JsonMap {
  return isMap(value) ? value : empty;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value under a path of keys; undefined where there is none. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) found = isMap(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found;
}

/** The items of a list as maps, each with its pointer. */
export function items(value: unknown, pointer: string): { readonly item: JsonMap; readonly pointer: string }[] {
  return asList(value).map((item, i) => ({ item: asMap(item), pointer: pointerTo(pointer, i) }));
}
