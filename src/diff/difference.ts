import type { KubeObject } from '../plan/kubernetes.ts';
import { maskedObject } from '../report/masked-object.ts';
import { type FieldChange, fieldChanges } from './field-changes.ts';
import { identity, type ObjectPair, pairObjects } from './pair-objects.ts';
import { type RefusedChange, refusedChanges } from './refused-changes.ts';

/** What becomes of one object; values of secrets are masked. */
export interface ObjectDifference {
  readonly what: 'added' | 'removed' | 'changed' | 'renamed';
  /** `ConfigMap web-env-0123456789`; for an object that goes, its old name. */
  readonly object: string;
  /** The old name of what is renamed. */
  readonly formerly?: string;
  readonly changes: readonly FieldChange[];
  readonly refused: readonly RefusedChange[];
}

/** What applying new manifests in place of old ones would change. */
export interface Difference {
  readonly objects: readonly ObjectDifference[];
  /** Commands that remove what nothing makes any more; claims, which hold data, apart. */
  readonly cleanUp: readonly { readonly command: string; readonly losesData: boolean }[];
}

/** Compares two sets of manifests, object by object and field by field. */
export function difference(before: readonly KubeObject[], after: readonly KubeObject[]): Difference {
  const pairs = pairObjects(before, after);
  return {
    objects: pairs.flatMap(objectDifference),
    cleanUp: pairs.flatMap((pair) => (isLeftBehind(pair) && pair.before ? [cleanUp(pair.before)] : [])),
  };
}

function objectDifference({ before, after }: ObjectPair): readonly ObjectDifference[] {
  if (!before) return after ? [{ what: 'added', object: identity(after), changes: [], refused: [] }] : [];
  if (!after) return [{ what: 'removed', object: identity(before), changes: [], refused: [] }];
  const changes = fieldChanges(before, after);
  if (changes.length === 0) return [];
  const refused = refusedChanges(before, after, changes);
  const isRenamed = before.metadata.name !== after.metadata.name;
  return [
    {
      what: isRenamed ? 'renamed' : 'changed',
      object: identity(after),
      ...(isRenamed && { formerly: identity(before) }),
      changes: maskedChanges(before, after, changes),
      refused,
    },
  ];
}

/** Where masking makes both sides equal, the fact that they differ is all that is told. */
function maskedChanges(before: KubeObject, after: KubeObject, changes: readonly FieldChange[]): readonly FieldChange[] {
  const told = new Map(fieldChanges(maskedObject(before), maskedObject(after)).map((change) => [change.path, change]));
  const hidden = { before: '<redacted>', after: '<redacted, another value>' };
  return changes.map(({ path }) => told.get(path) ?? { path, ...hidden });
}

/** What is renamed leaves its former object in the cluster, too. */
function isLeftBehind({ before, after }: ObjectPair): boolean {
  return before !== undefined && before.metadata.name !== after?.metadata.name;
}

function cleanUp({ kind, metadata }: KubeObject): Difference['cleanUp'][number] {
  const { namespace } = metadata as { readonly namespace?: string };
  const losesData = kind === 'PersistentVolumeClaim' || kind === 'PersistentVolume' || kind === 'Namespace';
  return {
    command: `kubectl delete ${kind.toLowerCase()}/${metadata.name}${namespace === undefined ? '' : ` -n ${namespace}`}`,
    losesData,
  };
}
