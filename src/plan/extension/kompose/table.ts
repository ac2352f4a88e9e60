import type { KubeObject } from '../../kubernetes.ts';
import { escapeDollar } from '../../escape.ts';
import type { PlainMap } from '../../patch/plain.ts';
import { type KomposeChange, type KomposeLabel, ofContainer, ofPod, type Refusal } from './label.ts';
import { commandWords, probeOf } from './probes.ts';

const key = (path: string, read: (value: string) => unknown = (value) => value, needs?: string): KomposeLabel => ({
  as: 'key',
  path: path.split('.'),
  read,
  ...(needs !== undefined && { needs }),
});
const refused = (reason: string, hint?: string): KomposeLabel => ({ as: 'refused', reason, ...(hint !== undefined && { hint }) });
const inWords =
  (words: Readonly<Record<string, unknown>>) =>
  (value: string): unknown => {
    const word = value.toLowerCase();
    return Object.hasOwn(words, word) ? words[word] : value;
  };

const kinds = { deployment: 'Deployment', daemonset: 'DaemonSet', statefulset: 'StatefulSet' };
const types = { nodeport: 'nodeport', loadbalancer: 'loadbalancer', clusterip: 'none', headless: 'none' };
const policies = { allow: 'Allow', forbid: 'Forbid', replace: 'Replace' };

const workload = {};
const jobs = {
  accepts: ({ kind }: KubeObject) => kind === 'Job' || kind === 'CronJob',
  missing: 'the service is no Job',
  hint: 'x-waybill: {kind: Job}',
};
const publicService = {
  kind: 'Service',
  accepts: ({ spec }: KubeObject) => ['LoadBalancer', 'NodePort'].includes(String(Reflect.get(Object(spec), 'type'))),
  missing: 'no Service of it is reached from outside',
};

const quantity = (resource: string, part: string): KomposeLabel => ({
  as: 'change',
  target: workload,
  message: `the ${part} of ephemeral storage of the container`,
  read: (value) =>
    /^[0-9]+(\.[0-9]+)?([KMGTPE]i|[kMGTPE])?$/.test(value)
      ? (object, name) => ofContainer(object, name, { resources: { [resource]: { 'ephemeral-storage': value } } })
      : { reason: 'no quantity of Kubernetes', hint: 'write it as 1Gi' },
});

const probe = (kind: 'readiness' | 'liveness'): KomposeLabel => ({
  as: 'change',
  target: workload,
  message: `part of the ${kind} probe`,
  read: (_, labels) => {
    const found = probeOf(kind, labels);
    return 'reason' in found ? found : (object, name) => ofContainer(object, name, { [`${kind}Probe`]: found.probe });
  },
});

const initContainer: KomposeLabel = {
  as: 'change',
  target: workload,
  message: 'part of an init container',
  read: (_, labels) => {
    const image = labels.get('kompose.init.containers.image');
    if (image === undefined || image === '') return { reason: 'an init container needs an image', hint: 'kompose.init.containers.image' };
    const text = labels.get('kompose.init.containers.command');
    const command = text === undefined ? [] : commandWords(text);
    if (!command) return { reason: 'the command of the init container is no command' };
    const given = labels.get('kompose.init.containers.name');
    return (object, name) => {
      const container = { name: given ?? `${name}-init`, image, ...(command.length > 0 && { command: command.map(escapeDollar) }) };
      return ofPod(object, { initContainers: [container] });
    };
  },
};

function choice(words: readonly string[], change: (word: string) => KomposeChange) {
  return (value: string): KomposeChange | Refusal => {
    const word = words.find((one) => one.toLowerCase() === value.toLowerCase());
    return word === undefined ? { reason: `none of ${words.join(', ')}` } : change(word);
  };
}

function integer(value: string, change: (number: number) => KomposeChange): KomposeChange | Refusal {
  return /^[0-9]{1,9}$/.test(value) ? change(Number(value)) : { reason: 'no number' };
}

const jobSpec = (object: KubeObject, spec: PlainMap): PlainMap => ({ spec: object.kind === 'CronJob' ? { jobTemplate: { spec } } : spec });

/** The ports of a Service with one of them at a port of the nodes. */
function atNodePort(object: KubeObject, nodePort: number): PlainMap {
  const ports: unknown = Reflect.get(Object(object['spec']), 'ports');
  const first: unknown = Array.isArray(ports) ? ports[0] : undefined;
  return { spec: { ports: [{ port: Reflect.get(Object(first), 'port'), nodePort }] } };
}

const probeFields = {
  readiness: ['disable', 'test', 'interval', 'timeout', 'retries', 'start_period', 'http_get_path', 'http_get_port', 'tcp_port'],
  liveness: ['http_get_path', 'http_get_port', 'tcp_port'],
} as const;

/** Every label that Kompose 1.38 reads on a service, and what it stands for. */
export const komposeLabels: ReadonlyMap<string, KomposeLabel> = new Map<string, KomposeLabel>([
  ['kompose.controller.type', key('kind', inWords(kinds))],
  ['kompose.service.type', key('expose', inWords(types))],
  ['kompose.service.expose', key('ingress', hostOf)],
  ['kompose.service.expose.tls-secret', key('ingress.tls', inWords({ true: true }), 'kompose.service.expose')],
  ['kompose.service.expose.ingress-class-name', key('ingress.class', (value) => value, 'kompose.service.expose')],
  ['kompose.serviceaccount-name', key('serviceAccount')],
  ['kompose.hpa.replicas.min', key('autoscale.min')],
  ['kompose.hpa.replicas.max', key('autoscale.max')],
  ['kompose.hpa.cpu', key('autoscale.cpu', withoutPercent)],
  ['kompose.hpa.memory', key('autoscale.memory', withoutPercent)],
  ['kompose.cronjob.schedule', key('schedule.cron')],
  ['kompose.cronjob.concurrency_policy', key('schedule.concurrency', inWords(policies), 'kompose.cronjob.schedule')],
  [
    'kompose.cronjob.backoff_limit',
    {
      as: 'change',
      target: jobs,
      message: 'how often the Job is tried again',
      read: (value) => integer(value, (backoffLimit) => (object) => jobSpec(object, { backoffLimit })),
    },
  ],
  ['kompose.volume.type', { as: 'key', path: ['bind'], read: bindsAs }],
  ['kompose.volume.size', { as: 'volume', key: 'size' }],
  ['kompose.volume.storage-class-name', { as: 'volume', key: 'class' }],
  [
    'kompose.image-pull-policy',
    {
      as: 'change',
      target: workload,
      message: 'the pull policy of the container',
      read: choice(
        ['Always', 'IfNotPresent', 'Never'],
        (imagePullPolicy) => (object, name) => ofContainer(object, name, { imagePullPolicy }),
      ),
    },
  ],
  [
    'kompose.image-pull-secret',
    {
      as: 'change',
      target: workload,
      message: 'a Secret that the image is pulled with',
      read: (name) => (object) => ofPod(object, { imagePullSecrets: [{ name }] }),
    },
  ],
  [
    'kompose.security-context.fsgroup',
    {
      as: 'change',
      target: workload,
      message: 'the group that volumes belong to',
      read: (value) => integer(value, (fsGroup) => (object) => ofPod(object, { securityContext: { fsGroup } })),
    },
  ],
  [
    'kompose.service.nodeport.port',
    {
      as: 'change',
      target: { ...publicService, hint: 'kompose.service.type: nodeport, and one published port' },
      message: 'the port of the nodes of the first published port',
      read: (value) => integer(value, (nodePort) => (object) => atNodePort(object, nodePort)),
    },
  ],
  [
    'kompose.service.external-traffic-policy',
    {
      as: 'change',
      target: publicService,
      message: 'which nodes take traffic from outside',
      read: choice(['Cluster', 'Local'], (externalTrafficPolicy) => () => ({ spec: { externalTrafficPolicy } })),
    },
  ],
  ['kompose.ephemeral-storage.request', quantity('requests', 'request')],
  ['kompose.ephemeral-storage.limit', quantity('limits', 'limit')],
  ['kompose.init.containers.name', initContainer],
  ['kompose.init.containers.image', initContainer],
  ['kompose.init.containers.command', initContainer],
  ...(['readiness', 'liveness'] as const).flatMap((kind) =>
    probeFields[kind].map((field): [string, KomposeLabel] => [`kompose.service.healthcheck.${kind}.${field}`, probe(kind)]),
  ),
  ['kompose.volume.subpath', refused('a path in a volume is said where the volume is mounted', 'volume: {subpath: PATH} on the mount')],
  ['kompose.volume.selector', refused('claims are bound by their class', 'a patch of the claim at the top level of x-waybill')],
  [
    'kompose.service.group',
    refused('services are not put into one pod by a label', 'network_mode: service:NAME puts a service into the pod of another'),
  ],
  [
    'kompose.service.name_override',
    refused('objects are called after their service', 'rename the service, or give it an alias in networks'),
  ],
  [
    'kompose.controller.port.expose',
    refused('a Deployment takes no port of its nodes', 'deploy: {mode: global} and mode: host on the port'),
  ],
]);

/** Labels that Kompose reads on a volume. */
export const komposeVolumeLabels: ReadonlyMap<string, KomposeLabel> = new Map<string, KomposeLabel>(
  ['kompose.volume.size', 'kompose.volume.storage-class-name', 'kompose.volume.selector'].flatMap((name) => {
    const label = komposeLabels.get(name);
    return label ? [[name, label]] : [];
  }),
);

function withoutPercent(value: string): string {
  return value.replace(/%$/, '');
}

/** `true`, or hosts with paths, of which one can be had. */
function hostOf(value: string): unknown {
  if (value === 'true') return {};
  if (value === 'false' || value === '') return false;
  const [first = ''] = value.split(',').map((part) => part.trim());
  const slash = first.indexOf('/');
  return slash === -1 ? { host: first } : { host: first.slice(0, slash), path: first.slice(slash) };
}

const bindWords: Readonly<Record<string, string>> = { persistentvolumeclaim: 'pvc', configmap: 'configmap', hostpath: 'hostPath' };

/** The same decision for every bind mount of the service. */
function bindsAs(value: string, service: { readonly volumes?: readonly { readonly type: string; readonly target?: string }[] }): unknown {
  const word = inWords(bindWords)(value);
  return Object.fromEntries(
    (service.volumes ?? []).flatMap(({ type, target }) => (type === 'bind' && target !== undefined ? [[target, word]] : [])),
  );
}
