import { pointerTo } from '../src/value/json-pointer.ts';

export function isJsonMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function definedKeys(map: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(map).filter((key) => map[key] !== undefined);
}

/**
 * The JSON pointer of the first value that is not the same in both; the order of keys does not matter, and a key whose
 * value is undefined counts as absent. Undefined if they are the same.
 */
export function firstDifference(actual: unknown, expected: unknown, pointer = ''): string | undefined {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let i = 0; i < Math.max(actual.length, expected.length); i++) {
      const found = firstDifference(actual[i], expected[i], pointerTo(pointer, i));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isJsonMap(expected) && isJsonMap(actual)) {
    for (const key of new Set([...definedKeys(expected), ...definedKeys(actual)])) {
      const found = firstDifference(ownValue(actual, key), ownValue(expected, key), pointerTo(pointer, key));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return Object.is(actual, expected) ? undefined : pointer;
}

function ownValue(map: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
