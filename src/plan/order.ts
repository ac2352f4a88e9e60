import type { KubeObject } from './kubernetes.ts';

/** Groups of kinds in the order in which they are applied, each a file of the output directory (G-09). */
export const groups = [
  { name: '00-namespace', kinds: ['Namespace'] },
  { name: '10-rbac', kinds: ['ServiceAccount', 'Role', 'RoleBinding'] },
  { name: '20-secrets', kinds: ['Secret'] },
  { name: '30-config', kinds: ['ConfigMap'] },
  { name: '40-storage', kinds: ['PersistentVolume', 'PersistentVolumeClaim'] },
  { name: '50-services', kinds: ['Service'] },
  { name: '60-jobs', kinds: ['Job', 'CronJob'] },
  { name: '70-workloads', kinds: ['StatefulSet', 'Deployment', 'DaemonSet'] },
  { name: '80-scaling', kinds: ['HorizontalPodAutoscaler', 'PodDisruptionBudget'] },
  { name: '90-network', kinds: ['NetworkPolicy', 'Ingress', 'Gateway', 'HTTPRoute'] },
] as const;

/** By group; inside a group by kind, then in the order in which the objects were made. */
export function inApplyOrder(objects: readonly KubeObject[]): readonly KubeObject[] {
  const rank = new Map<string, number>(groups.flatMap((group) => group.kinds as readonly string[]).map((kind, i) => [kind, i]));
  return objects
    .map((object, i) => ({ object, i }))
    .sort((a, b) => (rank.get(a.object.kind) ?? rank.size) - (rank.get(b.object.kind) ?? rank.size) || a.i - b.i)
    .map(({ object }) => object);
}
