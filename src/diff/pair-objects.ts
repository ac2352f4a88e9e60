import type { KubeObject } from '../plan/kubernetes.ts';

/** What became of an object between two sets of manifests. */
export interface ObjectPair {
  /** Absent: the object is new. */
  readonly before?: KubeObject;
  /** Absent: nothing makes the object any more. */
  readonly after?: KubeObject;
}

/** Kinds whose names end in a hash of their content (G-07, L-09). */
const hashedKinds: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'Job']);

/** Objects of the same kind, namespace and name belong together; of what is left over, those whose names differ in the hash only. */
export function pairObjects(before: readonly KubeObject[], after: readonly KubeObject[]): readonly ObjectPair[] {
  const old = new Map(before.map((object) => [identity(object), object]));
  const made = new Set(after.map(identity));
  const orphans = before.filter((object) => !made.has(identity(object)));
  const renamed = new Map<KubeObject, KubeObject>();
  for (const object of after) {
    if (old.has(identity(object))) continue;
    const [first, ...others] = orphans.filter((one) => hashedKinds.has(one.kind) && unhashed(one) === unhashed(object));
    if (first && others.length === 0 && ![...renamed.values()].includes(first)) renamed.set(object, first);
  }
  const gone = orphans.filter((object) => ![...renamed.values()].includes(object));
  return [
    ...after.map((object) => {
      const pair = old.get(identity(object)) ?? renamed.get(object);
      return pair ? { before: pair, after: object } : { after: object };
    }),
    ...gone.map((object) => ({ before: object })),
  ];
}

/** `ConfigMap prod/web-env-0123456789` */
export function identity({ kind, metadata }: KubeObject): string {
  const { namespace } = metadata as { readonly namespace?: string };
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${metadata.name}`;
}

function unhashed(object: KubeObject): string {
  return identity(object).replace(/-[0-9a-f]{10}$/, '');
}
