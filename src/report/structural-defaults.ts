import type { KubeObject } from '../plan/kubernetes.ts';

/** A field that every object of its kind has, whatever the input says. */
export interface StructuralDefault {
  readonly rule: string;
  readonly message: string;
}

interface Row extends StructuralDefault {
  /** Absent: every kind. */
  readonly kinds?: readonly string[];
  /** The field and all below it; `*` stands for one step or the end of one. A CronJob is read as the Job that it makes. */
  readonly pointer: string;
}

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];
const jobs = ['Job', 'CronJob'];
const data = ['ConfigMap', 'Secret'];
const dockerDefault = "Docker's default, where the check says nothing else";

/** The first row that fits explains the field. */
const rows: readonly Row[] = [
  { kinds: ['Namespace'], pointer: '', rule: 'G-04', message: 'asked for by --namespace' },
  { pointer: '/metadata/namespace', rule: 'G-04', message: 'asked for by --namespace' },
  { pointer: '/apiVersion', rule: 'G-01', message: 'the version of the API that has this kind at the oldest cluster asked for' },
  { kinds: ['Deployment'], pointer: '/kind', rule: 'L-01', message: 'a service that nothing makes anything else' },
  { kinds: ['Service'], pointer: '/kind', rule: 'N-03', message: 'other pods call a service by the name of its Service' },
  { kinds: data, pointer: '/kind', rule: 'S-18', message: 'sensitive values are kept in Secrets, all others in ConfigMaps' },
  { kinds: ['NetworkPolicy'], pointer: '/kind', rule: 'N-29', message: 'pods connect only where Docker networks let them' },
  { kinds: ['PersistentVolumeClaim', 'PersistentVolume'], pointer: '/kind', rule: 'V-02', message: 'storage that outlives the pods' },
  { kinds: ['ServiceAccount', 'Role', 'RoleBinding'], pointer: '/kind', rule: 'L-05', message: 'lets a wait ask whether a Job is done' },
  { kinds: ['HorizontalPodAutoscaler'], pointer: '/kind', rule: 'R-12', message: 'scales by the CPU that pods use of what they request' },
  { kinds: ['PodDisruptionBudget'], pointer: '/kind', rule: 'R-14', message: 'a node drain takes one pod at a time' },
  { kinds: ['Ingress', 'Gateway', 'HTTPRoute'], pointer: '/kind', rule: 'N-25', message: 'requests from outside by host name' },
  { kinds: data, pointer: '/metadata/name', rule: 'G-07', message: 'ends in a hash of the content, so that a change makes new pods' },
  { kinds: ['Job'], pointer: '/metadata/name', rule: 'L-09', message: 'ends in a hash of its definition, so that a change runs it again' },
  { pointer: '/metadata/name', rule: 'G-03', message: 'the name of the service or resource, as Kubernetes allows it' },
  { pointer: '/metadata/labels/app.kubernetes.io~1*', rule: 'G-05', message: 'labels that every object has' },
  { kinds: data, pointer: '/immutable', rule: 'G-07', message: 'content changes by a new name' },
  { kinds: ['Secret'], pointer: '/type', rule: 'S-01', message: 'holds plain keys and values' },
  { kinds: ['Service'], pointer: '/spec/selector', rule: 'G-05', message: 'selects the pods of the service' },
  { kinds: ['Service'], pointer: '/spec/externalTrafficPolicy', rule: 'N-20', message: 'asked for by --external-traffic' },
  { kinds: ['NetworkPolicy'], pointer: '/spec/podSelector', rule: 'G-05', message: 'selects the pods of the service' },
  { kinds: ['NetworkPolicy'], pointer: '/spec/policyTypes/0', rule: 'N-29', message: 'what may connect to the pods' },
  { kinds: workloads, pointer: '/spec/selector', rule: 'G-05', message: 'selects the pods of the workload; never changes' },
  {
    kinds: workloads,
    pointer: '/spec/template/metadata/labels/app.kubernetes.io~1*',
    rule: 'G-05',
    message: 'what selectors of Services, policies and affinity look for',
  },
  { kinds: ['Deployment', 'StatefulSet'], pointer: '/spec/replicas', rule: 'L-26', message: 'one, where nothing is written' },
  {
    kinds: ['Deployment'],
    pointer: '/spec/strategy',
    rule: 'L-12',
    message: 'no gap where a Service leads to the pods, and never two where a single worker runs',
  },
  { kinds: jobs, pointer: '/spec/backoffLimit', rule: 'L-02', message: 'not again after a failure, where nothing else is written' },
  {
    kinds: jobs,
    pointer: '/spec/template/spec/restartPolicy',
    rule: 'L-02',
    message: 'not again after a failure, where nothing else is written',
  },
  ...['enableServiceLinks', 'automountServiceAccountToken'].map((field) => ({
    kinds: workloads,
    pointer: `/spec/template/spec/${field}`,
    rule: 'G-06',
    message: 'a container sees in its environment and files only what the Compose file gives it',
  })),
  ...['/spec/template/spec', '/spec/template/spec/containers/*'].map((place) => ({
    kinds: workloads,
    pointer: `${place}/securityContext/seccompProfile`,
    rule: 'SEC-09',
    message: 'the seccomp profile that Docker applies by default, too',
  })),
  { kinds: workloads, pointer: '/spec/template/spec/imagePullSecrets', rule: 'L-30', message: 'asked for by --image-pull-secret' },
  { kinds: workloads, pointer: '/spec/template/spec/containers/*/name', rule: 'L-01', message: 'the name of the service' },
  {
    kinds: workloads,
    pointer: '/spec/template/spec/containers/*/*Probe/successThreshold',
    rule: 'H-07',
    message: 'one success is enough, as in Docker',
  },
  ...['periodSeconds', 'timeoutSeconds', 'failureThreshold'].map((field) => ({
    kinds: workloads,
    pointer: `/spec/template/spec/containers/*/*Probe/${field}`,
    rule: 'H-07',
    message: dockerDefault,
  })),
  { kinds: workloads, pointer: '/spec/template/spec/volumes/*/name', rule: 'V-01', message: 'joins a volume to its mounts' },
  {
    kinds: workloads,
    pointer: '/spec/template/spec/volumes/*/projected/defaultMode',
    rule: 'S-13',
    message: 'files that all may read, as Docker mounts them',
  },
];

/** A row with its pointer cut into steps. */
const table = rows.map((row) => ({ row, steps: row.pointer.split('/') }));

/** Why an object has a field that no attribute of the input and no addition accounts for. */
export function structuralDefault(object: KubeObject, pointer: string): (StructuralDefault & { readonly pointer: string }) | undefined {
  const path = (object.kind === 'CronJob' ? pointer.replace(/^\/spec\/jobTemplate(?=\/)/, '') : pointer).split('/');
  return table.find(({ row, steps }) => (row.kinds === undefined || row.kinds.includes(object.kind)) && covers(steps, path))?.row;
}

function covers(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length <= path.length && pattern.every((step, at) => fits(step, path[at] ?? ''));
}

function fits(pattern: string, step: string): boolean {
  const [before = '', after] = pattern.split('*');
  return after === undefined ? pattern === step : step.startsWith(before) && step.endsWith(after);
}
