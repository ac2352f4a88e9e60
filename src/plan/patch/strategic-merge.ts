import { type FieldRow, kinds, types } from '../../generated/kubernetes-1.28.mjs';
import type { Path } from '../../source/node-tools.ts';
import { mergeKeys } from './merge-keys.ts';
import { PatchError } from './patch-error.ts';
import { isMap, own, type PlainMap, withKey, withoutKey } from './plain.ts';

/** What stands at a place of the patch: its type, where the API knows it. */
interface Place {
  readonly path: Path;
  readonly type: string | undefined;
}

/**
 * Applies a strategic merge patch as the API server does: maps are merged, lists replaced but those whose items have a key,
 * `null` deletes, `$patch` directs. New items are put behind those that are there, so that the containers of an object keep
 * their positions; `kubectl patch` puts them before.
 * @throws {PatchError} with the path in the patch
 */
export function strategicMerge(object: PlainMap, patch: PlainMap): PlainMap {
  const kind = `${String(object['apiVersion'])}/${String(object['kind'])}`;
  const merged = mergeMap(object, patch, { path: [], type: Object.hasOwn(kinds, kind) ? kinds[kind]?.type : undefined });
  if (merged === undefined) throw new PatchError(['$patch'], 'an object cannot be deleted by a patch');
  return merged;
}

/** @returns undefined when the patch deletes the map */
function mergeMap(original: PlainMap, patch: PlainMap, place: Place): PlainMap | undefined {
  const directive = own(patch, '$patch');
  const body = withoutKey(patch, '$patch');
  if (directive === 'delete') return undefined;
  if (directive === 'replace') return mergeKeysOf({}, body, place);
  if (directive !== undefined && directive !== 'merge') throw unknownDirective([...place.path, '$patch']);
  return mergeKeysOf(original, body, place);
}

function mergeKeysOf(original: PlainMap, patch: PlainMap, place: Place): PlainMap {
  const retained = own(patch, '$retainKeys');
  let merged = Array.isArray(retained)
    ? Object.keys(original).reduce((map, key) => (retained.includes(key) ? map : withoutKey(map, key)), original)
    : original;
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$retainKeys') continue;
    const path = [...place.path, key];
    if (key.startsWith('$')) throw unknownDirective(path);
    const next = value === null ? undefined : mergeValue(own(merged, key), value, path, fieldOf(place.type, key), `${place.type}.${key}`);
    merged = next === undefined ? withoutKey(merged, key) : withKey(merged, key, next);
  }
  return merged;
}

function mergeValue(original: unknown, patch: unknown, path: Path, field: FieldRow | undefined, listName: string): unknown {
  if (Array.isArray(patch)) {
    const key = mergeKeys.get(listName);
    if (key === undefined) return patch;
    return mergeList(Array.isArray(original) ? original : [], patch, key, { path, type: field?.type });
  }
  if (!isMap(patch)) return patch;
  const below = { path, type: field?.isMap ? undefined : field?.type };
  return mergeMap(isMap(original) ? original : {}, patch, below);
}

function mergeList(original: readonly unknown[], patch: readonly unknown[], key: string, place: Place): readonly unknown[] {
  const isReplace = patch.some((item) => isMap(item) && own(item, '$patch') === 'replace');
  const items = [...(isReplace ? [] : original)];
  patch.forEach((item, i) => {
    const path = [...place.path, i];
    if (!isMap(item)) throw new PatchError(path, 'expected a map');
    const directive = own(item, '$patch');
    const id = own(item, key);
    if (id === undefined) {
      if (directive === 'replace') return;
      throw new PatchError(path, `the items of this list are told apart by ${key}, which is missing`);
    }
    const at = items.findIndex((one) => isMap(one) && own(one, key) === id);
    if (directive === 'delete') {
      if (at === -1) throw new PatchError(path, `there is no item with this ${key} that could be deleted`);
      items.splice(at, 1);
      return;
    }
    if (directive !== undefined && directive !== 'merge' && directive !== 'replace') throw unknownDirective([...path, '$patch']);
    const known = at === -1 ? undefined : items[at];
    const merged = mergeKeysOf(isMap(known) ? known : {}, withoutKey(item, '$patch'), { path, type: place.type });
    if (at === -1) items.push(merged);
    else items[at] = merged;
  });
  return items;
}

function fieldOf(type: string | undefined, key: string): FieldRow | undefined {
  const fields = type !== undefined && Object.hasOwn(types, type) ? types[type] : undefined;
  return fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function unknownDirective(path: Path): PatchError {
  return new PatchError(path, 'no directive that is known here: $patch is delete, replace or merge; $retainKeys is a list');
}
