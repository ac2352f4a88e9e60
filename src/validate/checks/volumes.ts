import { asList, asMap, asString, items, type JsonMap } from '../json.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { isDnsLabel } from '../name-formats.ts';
import { type ObjectSet, type PodSite, violation } from '../object-set.ts';
import type { Violation } from '../violation.ts';

function claimTemplates(pod: PodSite): string[] {
  if (pod.object.kind !== 'StatefulSet') return [];
  return asList(asMap(pod.object['spec'])['volumeClaimTemplates']).flatMap(
    (claim) => asString(asMap(asMap(claim)['metadata'])['name']) ?? [],
  );
}

/** A path that stays below the directory it is relative to. */
function isInnerPath(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.split('/').includes('..');
}

/** Every volume has a name and exactly one source. */
export function* volumes(set: ObjectSet): Iterable<Violation> {
  for (const pod of set.pods) {
    for (const { item: volume, pointer } of items(pod.spec['volumes'], pointerTo(pod.pointer, 'volumes'))) {
      const { name, ...sources } = volume;
      if (!isDnsLabel(asString(name) ?? '')) yield violation(pod.object, pointerTo(pointer, 'name'), 'volume', 'not a name for a volume');
      if (Object.keys(sources).length !== 1) yield violation(pod.object, pointer, 'volume', 'not one source');
      yield* itemPaths(pod, volume, pointer);
    }
  }
}

/** The files that a volume of ConfigMaps and Secrets is told to show: below its root, modes in range, no two in one place. */
function* itemPaths(pod: PodSite, volume: JsonMap, pointer: string): Iterable<Violation> {
  const taken = new Set<string>();
  for (const { source, at } of itemSources(volume, pointer)) {
    yield* modeProblems(pod, source, 'defaultMode', at);
    for (const { item, pointer: here } of items(source['items'], pointerTo(at, 'items'))) {
      const path = asString(item['path']) ?? '';
      if (!isInnerPath(path) || path.startsWith('..'))
        yield violation(pod.object, pointerTo(here, 'path'), 'volume', 'not a path below the volume');
      if (taken.has(path)) yield violation(pod.object, pointerTo(here, 'path'), 'volume', 'an earlier item has this path');
      taken.add(path);
      yield* modeProblems(pod, item, 'mode', here);
    }
  }
}

function* modeProblems(pod: PodSite, map: JsonMap, field: string, pointer: string): Iterable<Violation> {
  const mode = map[field];
  if (typeof mode === 'number' && (mode < 0 || mode > 0o777))
    yield violation(pod.object, pointerTo(pointer, field), 'volume', 'not permission bits');
}

/** ConfigMaps, Secrets and the like in a volume, with their pointers. */
function itemSources(volume: JsonMap, pointer: string): { readonly source: JsonMap; readonly at: string }[] {
  const direct = ['configMap', 'secret', 'downwardAPI', 'projected'].filter((kind) => volume[kind] !== undefined);
  const inner = items(asMap(volume['projected'])['sources'], pointerTo(pointer, 'projected', 'sources'));
  return [
    ...direct.map((kind) => ({ source: asMap(volume[kind]), at: pointerTo(pointer, kind) })),
    ...inner.flatMap(({ item, pointer: at }) => Object.keys(item).map((kind) => ({ source: asMap(item[kind]), at: pointerTo(at, kind) }))),
  ];
}

/** Mounts name a volume of the pod, an absolute path without colon, and a path inside the volume. */
export function* mounts(set: ObjectSet): Iterable<Violation> {
  for (const { pod, container, pointer } of set.containers) {
    const known = new Set([...items(pod.spec['volumes'], '').map(({ item }) => item['name']), ...claimTemplates(pod)]);
    for (const { item: mount, pointer: here } of items(container['volumeMounts'], pointerTo(pointer, 'volumeMounts'))) {
      if (!known.has(mount['name'])) yield violation(pod.object, pointerTo(here, 'name'), 'mount', 'no such volume in the pod');
      const path = asString(mount['mountPath']) ?? '';
      if (!path.startsWith('/') || path.includes(':'))
        yield violation(pod.object, pointerTo(here, 'mountPath'), 'mount', 'not an absolute path without colon');
      const { subPath, subPathExpr } = mount;
      if (typeof subPath === 'string' && !isInnerPath(subPath))
        yield violation(pod.object, pointerTo(here, 'subPath'), 'mount', 'not a path below the volume');
      if (subPath !== undefined && subPathExpr !== undefined)
        yield violation(pod.object, pointerTo(here, 'subPathExpr'), 'mount', 'beside subPath');
    }
  }
}
