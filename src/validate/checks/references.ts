import { asMap, asString, items, type JsonMap } from '../json.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { type ObjectSet, type PodSite, violation } from '../object-set.ts';
import type { Violation } from '../violation.ts';

interface Reference {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim' | 'ServiceAccount';
  readonly name: string;
  readonly pointer: string;
  /** Keys that the object must have, with the pointers of the places that name them. */
  readonly keys: readonly { readonly key: string; readonly pointer: string }[];
}

function reference(kind: Reference['kind'], map: JsonMap, nameField: string, pointer: string, keys: Reference['keys'] = []): Reference[] {
  if (map['optional'] === true) return [];
  return [{ kind, name: asString(map[nameField]) ?? '', pointer: pointerTo(pointer, nameField), keys }];
}

function itemKeys(source: JsonMap, pointer: string): Reference['keys'] {
  return items(source['items'], pointerTo(pointer, 'items')).map(({ item, pointer: here }) => ({
    key: asString(item['key']) ?? '',
    pointer: pointerTo(here, 'key'),
  }));
}

function fileReferences(source: JsonMap, secretField: string, pointer: string): Reference[] {
  const found: Reference[] = [];
  const { configMap, secret } = source;
  if (configMap !== undefined) {
    const here = pointerTo(pointer, 'configMap');
    found.push(...reference('ConfigMap', asMap(configMap), 'name', here, itemKeys(asMap(configMap), here)));
  }
  if (secret !== undefined) {
    const here = pointerTo(pointer, 'secret');
    found.push(...reference('Secret', asMap(secret), secretField, here, itemKeys(asMap(secret), here)));
  }
  return found;
}

function volumeReferences(pod: PodSite): Reference[] {
  return items(pod.spec['volumes'], pointerTo(pod.pointer, 'volumes')).flatMap(({ item: volume, pointer }) => {
    const claim = volume['persistentVolumeClaim'];
    const projected = items(asMap(volume['projected'])['sources'], pointerTo(pointer, 'projected', 'sources'));
    return [
      ...fileReferences(volume, 'secretName', pointer),
      ...(claim === undefined
        ? []
        : reference('PersistentVolumeClaim', asMap(claim), 'claimName', pointerTo(pointer, 'persistentVolumeClaim'))),
      ...projected.flatMap((source) => fileReferences(source.item, 'name', source.pointer)),
    ];
  });
}

function environmentReferences(container: JsonMap, pointer: string): Reference[] {
  const whole = items(container['envFrom'], pointerTo(pointer, 'envFrom')).flatMap(({ item, pointer: here }) => [
    ...(item['configMapRef'] === undefined
      ? []
      : reference('ConfigMap', asMap(item['configMapRef']), 'name', pointerTo(here, 'configMapRef'))),
    ...(item['secretRef'] === undefined ? [] : reference('Secret', asMap(item['secretRef']), 'name', pointerTo(here, 'secretRef'))),
  ]);
  const single = items(container['env'], pointerTo(pointer, 'env')).flatMap(({ item, pointer: here }) => {
    const { configMapKeyRef, secretKeyRef } = asMap(item['valueFrom']);
    return [
      ...(configMapKeyRef === undefined
        ? []
        : keyReference('ConfigMap', asMap(configMapKeyRef), pointerTo(here, 'valueFrom', 'configMapKeyRef'))),
      ...(secretKeyRef === undefined ? [] : keyReference('Secret', asMap(secretKeyRef), pointerTo(here, 'valueFrom', 'secretKeyRef'))),
    ];
  });
  return [...whole, ...single];
}

function keyReference(kind: 'ConfigMap' | 'Secret', map: JsonMap, pointer: string): Reference[] {
  return reference(kind, map, 'name', pointer, [{ key: asString(map['key']) ?? '', pointer: pointerTo(pointer, 'key') }]);
}

function podReferences(pod: PodSite): Reference[] {
  const account = pod.spec['serviceAccountName'];
  const pulls = items(pod.spec['imagePullSecrets'], pointerTo(pod.pointer, 'imagePullSecrets'));
  return [
    ...(account === undefined || account === 'default' ? [] : reference('ServiceAccount', pod.spec, 'serviceAccountName', pod.pointer)),
    ...pulls.flatMap(({ item, pointer }) => reference('Secret', item, 'name', pointer)),
    ...volumeReferences(pod),
  ];
}

/** What pods refer to is there, with the keys they ask for. */
export function* references(set: ObjectSet): Iterable<Violation> {
  for (const pod of set.pods) yield* unresolved(set, pod, podReferences(pod));
  for (const { pod, container, pointer } of set.containers) yield* unresolved(set, pod, environmentReferences(container, pointer));
}

function* unresolved(set: ObjectSet, pod: PodSite, found: readonly Reference[]): Iterable<Violation> {
  for (const { kind, name, pointer, keys } of found) {
    if (!set.exists(kind, name)) yield violation(pod.object, pointer, 'reference', `no ${kind} ${name}`);
    const target = set.find(kind, name);
    if (!target) continue;
    const present = new Set([...Object.keys(asMap(target['data'])), ...Object.keys(asMap(target['binaryData']))]);
    for (const { key, pointer: here } of keys) {
      if (!present.has(key)) yield violation(pod.object, here, 'reference', `${kind} ${name} has no key ${key}`);
    }
  }
}
