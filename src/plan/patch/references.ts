import { isMap, own } from './plain.ts';

/** Fields of pods by which they name other objects: the kind, and the key that holds the name. */
const fields: ReadonlyMap<string, readonly [kind: string, key: string]> = new Map([
  ['configMap', ['ConfigMap', 'name']],
  ['configMapKeyRef', ['ConfigMap', 'name']],
  ['configMapRef', ['ConfigMap', 'name']],
  ['imagePullSecrets', ['Secret', 'name']],
  ['persistentVolumeClaim', ['PersistentVolumeClaim', 'claimName']],
  ['secret', ['Secret', 'secretName']],
  ['secretKeyRef', ['Secret', 'name']],
  ['secretRef', ['Secret', 'name']],
]);

const names: ReadonlyMap<string, string> = new Map([
  ['serviceAccountName', 'ServiceAccount'],
  ['priorityClassName', 'PriorityClass'],
]);

/** The objects that an object refers to, as `Secret/name`. */
export function referencesOf(value: unknown): ReadonlySet<string> {
  return new Set(referencesBelow(value));
}

function* referencesBelow(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* referencesBelow(item);
  if (!isMap(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const kind = names.get(key);
    if (kind !== undefined && typeof item === 'string') yield `${kind}/${item}`;
    const field = fields.get(key);
    // A source of a projected volume calls its Secret `name`.
    for (const one of field ? [item].flat() : []) {
      const name = field && isMap(one) ? (own(one, field[1]) ?? own(one, 'name')) : undefined;
      if (field && typeof name === 'string') yield `${field[0]}/${name}`;
    }
    yield* referencesBelow(item);
  }
}
