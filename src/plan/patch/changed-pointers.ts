import { pointerTo } from '../../value/json-pointer.ts';
import { isEqual, isMap } from './plain.ts';

/** Where a document differs from what it was, as deep down as maps and items of equally long lists go. */
export function changedPointers(before: unknown, after: unknown, pointer = ''): readonly string[] {
  if (isEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return [pointer];
    return after.flatMap((item: unknown, i) => changedPointers(before[i], item, pointerTo(pointer, i)));
  }
  if (!isMap(before) || !isMap(after)) return [pointer];
  if (Object.keys(before).some((key) => !Object.hasOwn(after, key))) return [pointer];
  return Object.keys(after).flatMap((key) =>
    Object.hasOwn(before, key) ? changedPointers(before[key], after[key], pointerTo(pointer, key)) : [pointerTo(pointer, key)],
  );
}
