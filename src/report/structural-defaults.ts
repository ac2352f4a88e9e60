import type { KubeObject } from '../plan/kubernetes.ts';

/** A field that every object of its kind has, whatever the input says. */
export interface StructuralDefault {
  readonly rule: string;
  readonly message: string;
}

interface Row extends StructuralDefault {
  /** Absent: every kind. */
  readonly kinds?: readonly string[];
  /** The field and all below it; `*` stands for one step. */
  readonly pointer: string;
}

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
const access = ['ServiceAccount', 'Role', 'RoleBinding'];

/** The first row that fits explains the field. */
const rows: readonly Row[] = [
  { kinds: workloads, pointer: '/kind', rule: 'L-01', message: 'the kind of workload that fits how the service runs' },
  {
    kinds: ['ConfigMap', 'Secret'],
    pointer: '/kind',
    rule: 'S-18',
    message: 'sensitive values are kept in Secrets, all others in ConfigMaps',
  },
  {
    kinds: ['ConfigMap', 'Secret'],
    pointer: '/metadata/name',
    rule: 'G-07',
    message: 'ends in a hash of the content, so that a change makes new pods',
  },
  { kinds: ['ConfigMap', 'Secret'], pointer: '/immutable', rule: 'G-07', message: 'content changes by a new name' },
  { kinds: ['Secret'], pointer: '/type', rule: 'S-01', message: 'holds plain keys and values' },
  { kinds: ['ConfigMap', 'Secret'], pointer: '/data', rule: 'S-01', message: 'values and files that the service reads' },
  { kinds: ['ConfigMap'], pointer: '/binaryData', rule: 'S-21', message: 'files that are no text' },
  { kinds: access, pointer: '', rule: 'L-05', message: 'lets the container that waits ask whether the Job is done' },
  { kinds: ['Namespace'], pointer: '', rule: 'G-04', message: 'asked for by --namespace' },
  { kinds: ['Service'], pointer: '/metadata', rule: 'N-03', message: 'every service that keeps running has a Service of its name' },
  { kinds: ['Service'], pointer: '/spec/selector', rule: 'G-05', message: 'selects the pods of the service' },
  { kinds: ['Service'], pointer: '/spec/clusterIP', rule: 'N-13', message: 'the name resolves to the pods themselves' },
  { kinds: ['Service'], pointer: '/spec/type', rule: 'N-20', message: 'how the Service is reached' },
  {
    kinds: ['Service'],
    pointer: '/spec/publishNotReadyAddresses',
    rule: 'N-15',
    message: 'pods that are not ready can be reached, as in Docker',
  },
  {
    kinds: ['Service'],
    pointer: '/spec/ports',
    rule: 'N-11',
    message: 'ports of the container: declared, of the image, or used by other services',
  },
  { kinds: ['Service'], pointer: '', rule: 'N-03', message: 'every service that keeps running has a Service of its name' },
  { kinds: ['NetworkPolicy'], pointer: '', rule: 'N-29', message: 'pods connect only where Docker networks let them' },
  { kinds: ['PersistentVolumeClaim', 'PersistentVolume'], pointer: '', rule: 'V-02', message: 'storage that outlives the pods' },
  { kinds: ['HorizontalPodAutoscaler'], pointer: '', rule: 'R-12', message: 'scales by the CPU that pods use of what they request' },
  { kinds: ['PodDisruptionBudget'], pointer: '', rule: 'R-14', message: 'a node drain takes one pod at a time' },
  { kinds: workloads, pointer: '/spec/selector', rule: 'G-05', message: 'selects the pods of the workload; never changes' },
  {
    kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
    pointer: '/spec/replicas',
    rule: 'L-26',
    message: 'one unless the input says otherwise',
  },
  {
    kinds: ['Deployment', 'DaemonSet', 'StatefulSet'],
    pointer: '/spec/strategy',
    rule: 'L-12',
    message: 'how pods are replaced: never two at a volume, no gap where a Service is',
  },
  {
    kinds: ['Deployment'],
    pointer: '/spec/progressDeadlineSeconds',
    rule: 'L-04',
    message: 'a rollout may take as long as waits and first starts do',
  },
  { kinds: ['StatefulSet'], pointer: '/spec/serviceName', rule: 'V-04', message: 'the headless Service that a StatefulSet needs' },
  {
    kinds: workloads,
    pointer: '/spec/template/metadata/labels',
    rule: 'G-05',
    message: 'what selectors of Services, policies and affinity look for',
  },
  {
    kinds: workloads,
    pointer: '/spec/jobTemplate/spec/template/metadata/labels',
    rule: 'G-05',
    message: 'what policies and affinity look for',
  },
  { kinds: workloads, pointer: '/spec/template/spec/containers/*/name', rule: 'L-01', message: 'the name of the service' },
  { pointer: '/apiVersion', rule: 'G-01', message: 'the version of the API that has this kind at the oldest cluster asked for' },
  { pointer: '/kind', rule: 'G-01', message: 'the kind of object that carries what the input says' },
  { pointer: '/metadata/name', rule: 'G-03', message: 'the name of the service or resource, as Kubernetes allows it' },
  { pointer: '/metadata/namespace', rule: 'G-04', message: 'asked for by --namespace' },
  { pointer: '/metadata/labels', rule: 'G-05', message: 'labels that every object has' },
];

/** Why an object has a field that no attribute of the input and no addition accounts for. */
export function structuralDefault(object: KubeObject, pointer: string): StructuralDefault | undefined {
  return rows.find((row) => (row.kinds === undefined || row.kinds.includes(object.kind)) && covers(row.pointer, pointer));
}

function covers(pattern: string, pointer: string): boolean {
  const steps = pattern.split('/');
  const path = pointer.split('/');
  return steps.length <= path.length && steps.every((step, at) => step === '*' || step === path[at]);
}
