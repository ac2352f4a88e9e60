import type { KubeObject } from '../../plan/kubernetes.ts';
import { goJsonBytes } from '../../value/go-json.ts';
import { asMap, at, isMap } from '../json.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { isDataKey, isDnsLabel, isLabelValue, isQualifiedName, isServiceName, isSubdomain } from '../name-formats.ts';
import { type ObjectSet, violation } from '../object-set.ts';
import { objectId, type Violation } from '../violation.ts';

/** Controllers append to these names, which go into labels and host names of at most 63. */
const longestName: Readonly<Record<string, number>> = { StatefulSet: 52, CronJob: 52 };

const labelKinds = new Set(['Namespace', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);
const clusterKinds = new Set(['Namespace', 'PersistentVolume']);

function isNameFor(kind: string, name: string): boolean {
  if (kind === 'Service') return isServiceName(name);
  if (labelKinds.has(kind)) return isDnsLabel(name) && name.length <= (longestName[kind] ?? 63);
  return isSubdomain(name);
}

/** Object names by kind (G-03). */
export function* names(set: ObjectSet): Iterable<Violation> {
  for (const object of set.objects) {
    if (!isNameFor(object.kind, object.metadata.name)) yield violation(object, '/metadata/name', 'name', `not a name for a ${object.kind}`);
  }
}

/** No two objects of one kind and name; one namespace or none, and none on what belongs to the cluster (G-04). */
export function* identities(set: ObjectSet): Iterable<Violation> {
  const seen = new Set<string>();
  const ofProject = set.objects.find(({ kind }) => !clusterKinds.has(kind))?.metadata.namespace;
  for (const object of set.objects) {
    if (seen.has(objectId(object)))
      yield violation(object, '/metadata/name', 'duplicate-object', 'an earlier object has this kind and name');
    seen.add(objectId(object));
    const { namespace } = object.metadata;
    if (clusterKinds.has(object.kind)) {
      if (namespace !== undefined) yield violation(object, '/metadata/namespace', 'namespace', `a ${object.kind} has no namespace`);
      continue;
    }
    if (namespace !== undefined && !isDnsLabel(namespace))
      yield violation(object, '/metadata/namespace', 'namespace', 'not a name for a Namespace');
    if (namespace !== ofProject) yield violation(object, '/metadata/namespace', 'namespace', 'another namespace than the first object');
  }
}

function* labelsOf(object: KubeObject, map: unknown, pointer: string): Iterable<Violation> {
  for (const [key, value] of Object.entries(asMap(map))) {
    if (!isQualifiedName(key)) yield violation(object, pointerTo(pointer, key), 'label', 'not a label key');
    if (typeof value === 'string' && !isLabelValue(value)) yield violation(object, pointerTo(pointer, key), 'label', 'not a label value');
  }
}

function* annotationsOf(object: KubeObject, annotations: unknown, pointer: string): Iterable<Violation> {
  for (const key of Object.keys(asMap(annotations))) {
    if (!isQualifiedName(key.toLowerCase())) yield violation(object, pointerTo(pointer, key), 'annotation', 'not an annotation key');
  }
}

/** Keys and values of labels and the keys of annotations, wherever they stand, selectors included. */
export function* labels(set: ObjectSet): Iterable<Violation> {
  for (const object of set.objects) yield* labelsWithin(object, object, '');
}

function* labelsWithin(object: KubeObject, value: unknown, pointer: string): Iterable<Violation> {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* labelsWithin(object, item, pointerTo(pointer, i));
  if (!isMap(value) || pointer === '/data' || pointer === '/binaryData') return;
  for (const [key, item] of Object.entries(value)) {
    const here = pointerTo(pointer, key);
    if (pointer.endsWith('/metadata') && key === 'labels') yield* labelsOf(object, item, here);
    else if (pointer.endsWith('/metadata') && key === 'annotations') yield* annotationsOf(object, item, here);
    else if (key === 'matchLabels' || (object.kind === 'Service' && here === '/spec/selector')) yield* labelsOf(object, item, here);
    else yield* labelsWithin(object, item, here);
  }
}

/** Keys of ConfigMaps and Secrets. */
export function* dataKeys(set: ObjectSet): Iterable<Violation> {
  for (const object of set.objects) {
    if (object.kind !== 'ConfigMap' && object.kind !== 'Secret') continue;
    const data = asMap(object['data']);
    for (const field of ['data', 'binaryData']) {
      for (const key of Object.keys(asMap(object[field]))) {
        if (!isDataKey(key)) yield violation(object, pointerTo('', field, key), 'data-key', 'not a key for data');
        if (field === 'binaryData' && Object.hasOwn(data, key))
          yield violation(object, pointerTo('', field, key), 'data-key', 'also in data');
      }
    }
    // S-23: with client-side apply a key removed from stringData stays in data.
    if (at(object, 'stringData') !== undefined) yield violation(object, '/stringData', 'data-key', 'stringData instead of data');
  }
}

/** S-22, G-10: client-side apply puts the object into an annotation of at most 262144 bytes. */
const maxObjectBytes = 250_000;

/** Bytes of a value as Go's JSON encoder writes it. */
function jsonBytes(value: unknown): number {
  if (typeof value === 'string') return goJsonBytes(value) + 2;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + jsonBytes(item) + 1, value.length === 0 ? 2 : 1);
  if (!isMap(value)) return String(value).length;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return entries.reduce((sum, [key, item]) => sum + goJsonBytes(key) + jsonBytes(item) + 4, entries.length === 0 ? 2 : 1);
}

export function* sizes(set: ObjectSet): Iterable<Violation> {
  for (const object of set.objects) {
    const bytes = jsonBytes(object);
    if (bytes >= maxObjectBytes) yield violation(object, '', 'size', `${bytes} bytes of JSON, more than ${maxObjectBytes}`);
  }
}
