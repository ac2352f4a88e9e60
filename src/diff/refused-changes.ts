import type { KubeObject } from '../plan/kubernetes.ts';
import { parseQuantity } from '../validate/quantity.ts';
import type { FieldChange } from './field-changes.ts';

/** A change that the API server will not make (G-10), and the command after which it can be applied. */
export interface RefusedChange {
  readonly path: string;
  readonly reason: string;
  readonly command?: string;
}

interface Row {
  readonly kinds: readonly string[];
  /** The fields that cannot change. */
  readonly fields: RegExp;
  readonly applies?: (change: FieldChange) => boolean;
  readonly reason: string;
  readonly command?: (name: string) => string;
}

const remove =
  (kind: string, flags = '') =>
  (name: string): string =>
    `kubectl delete ${kind}/${name}${flags}`;

/** Fields that are fixed once an object exists; source: validation of updates in the Kubernetes API server, 1.28 to 1.34. */
const rows: readonly Row[] = [
  {
    kinds: ['Deployment'],
    fields: /^\/spec\/selector\//,
    reason: 'a selector never changes; the pods stop until the Deployment is applied again',
    command: remove('deployment'),
  },
  {
    kinds: ['DaemonSet'],
    fields: /^\/spec\/selector\//,
    reason: 'a selector never changes; the pods stop until the DaemonSet is applied again',
    command: remove('daemonset'),
  },
  {
    kinds: ['StatefulSet'],
    fields:
      /^\/spec\/(?!replicas|ordinals|template|updateStrategy|persistentVolumeClaimRetentionPolicy|minReadySeconds|revisionHistoryLimit)/,
    reason: 'only replicas, template and update strategy of a StatefulSet can change; the pods keep running and are adopted again',
    command: remove('statefulset', ' --cascade=orphan'),
  },
  {
    kinds: ['Job'],
    fields: /^\/spec\/(?:template|selector|completions|completionMode|backoffLimitPerIndex|podFailurePolicy)/,
    reason: 'a Job never changes; deleted and applied, it runs again',
    command: remove('job'),
  },
  {
    kinds: ['PersistentVolumeClaim'],
    fields: /^\/spec\/resources\/requests\/storage$/,
    applies: ({ before, after }) => (parseQuantity(after) ?? 0) < (parseQuantity(before) ?? 0),
    reason: 'a claim never shrinks: keep the size, or move the data to a new claim',
  },
  {
    kinds: ['PersistentVolumeClaim'],
    fields: /^\/spec\/(?!resources\/requests\/storage$)/,
    reason: 'a claim changes in size only: keep it, or move the data to a new claim',
  },
  {
    kinds: ['PersistentVolume'],
    fields: /^\/spec\/(?:nfs|csi|hostPath|local)/,
    reason: 'the source of a volume never changes; the data stay where they are',
    command: remove('persistentvolume'),
  },
  {
    kinds: ['Service'],
    fields: /^\/spec\/clusterIP$/,
    reason: 'a Service does not change between headless and not',
    command: remove('service'),
  },
  {
    kinds: ['ConfigMap'],
    fields: /^\/(?:data|binaryData|immutable)/,
    reason: 'the data of an immutable ConfigMap never change',
    command: remove('configmap'),
  },
  {
    kinds: ['Secret'],
    fields: /^\/(?:data|stringData|immutable)/,
    reason: 'the data of an immutable Secret never change',
    command: remove('secret'),
  },
  { kinds: ['Secret'], fields: /^\/type$/, reason: 'the type of a Secret never changes', command: remove('secret') },
  { kinds: ['RoleBinding'], fields: /^\/roleRef/, reason: 'the role of a binding never changes', command: remove('rolebinding') },
];

/** The changes of one object that a cluster refuses; none for an object that gets a new name. */
export function refusedChanges(before: KubeObject, after: KubeObject, changes: readonly FieldChange[]): readonly RefusedChange[] {
  if (before.metadata.name !== after.metadata.name) return [];
  return changes.flatMap((change) => {
    const row = rows.find(
      ({ kinds, fields, applies }) => kinds.includes(after.kind) && fields.test(change.path) && (applies?.(change) ?? true),
    );
    if (!row || (isData(change) && before['immutable'] !== true)) return [];
    return [{ path: change.path, reason: row.reason, ...(row.command && { command: row.command(after.metadata.name) }) }];
  });
}

function isData({ path }: FieldChange): boolean {
  return /^\/(?:data|binaryData|stringData|immutable)/.test(path);
}
