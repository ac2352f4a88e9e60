import { absolutePath, byteSize, cron, hostName, objectName, ruleId, text, timeZone, urlPath } from './formats.ts';
import { patchShape } from './patch-shape.ts';
import { annotations, labels, podKeys } from './pod-keys.ts';
import type { Field, MapShape, Shape } from './shape.ts';

const boolean: Shape = { type: 'boolean' };
const positive: Shape = { type: 'integer', minimum: 1 };
const either = (...of: readonly Shape[]): Shape => ({ type: 'either', of });
const word = (...words: readonly string[]): Shape => ({ type: 'word', words });

const autoscale: MapShape = {
  type: 'map',
  fields: {
    min: { shape: positive, meaning: 'the least number of pods', examples: ['2'] },
    max: { shape: positive, meaning: 'the greatest number of pods, above `min`', examples: ['6'] },
    cpu: { shape: positive, meaning: 'the use of CPU that is aimed at, in percent of the request', examples: ['70'] },
    memory: { shape: positive, meaning: 'the use of memory that is aimed at, in percent of the request', examples: ['80'] },
  },
};

const schedule: MapShape = {
  type: 'map',
  required: ['cron'],
  fields: {
    cron: { shape: cron, meaning: 'five fields as in crontab, or a word such as `@daily`', examples: ['0 3 * * *', '"@daily"'] },
    concurrency: {
      shape: word('Allow', 'Forbid', 'Replace'),
      meaning: 'what happens when it is time and the last run has not ended',
      examples: ['Forbid'],
    },
    timeZone: {
      shape: timeZone,
      meaning: 'the time zone of the schedule, by its name in the time zone database',
      examples: ['Europe/Berlin'],
    },
  },
};

const ingress: MapShape = {
  type: 'map',
  fields: {
    host: { shape: hostName, meaning: 'the host', examples: ['shop.example.com'] },
    path: { shape: urlPath, meaning: 'the beginning of the paths that lead to the service', examples: ['/api'] },
    tls: {
      shape: either(boolean, objectName),
      meaning: 'HTTPS: `true` with the Secret `<service>-tls`, a name with that Secret',
      examples: ['true', 'shop-tls'],
    },
    class: { shape: objectName, meaning: 'the class of the Ingress', examples: ['nginx'] },
    port: {
      shape: { type: 'integer', minimum: 1, maximum: 65535 },
      meaning: 'the port of the container that requests go to',
      examples: ['8080'],
    },
  },
};

const bind: MapShape = {
  type: 'map',
  required: ['type'],
  fields: {
    type: {
      shape: word('pvc', 'configmap', 'image', 'hostPath', 'nfs'),
      meaning: 'a claim, a ConfigMap of the files, what the image has there, a path of the node, or an NFS export',
      examples: ['hostPath'],
    },
    path: {
      shape: absolutePath,
      meaning: 'a path of the node (that of the mount unless given), or the exported one',
      examples: ['/srv/media'],
    },
    server: { shape: text, meaning: 'the NFS server', examples: ['nfs.example.com'] },
  },
  conditions: [
    {
      when: [{ field: 'type', is: ['nfs'] }],
      demands: [
        { field: 'server', isPresent: true },
        { field: 'path', isPresent: true },
      ],
      says: 'server and path with the type nfs',
    },
    { when: [{ field: 'server', isPresent: true }], demands: [{ field: 'type', is: ['nfs'] }], says: 'server with the type nfs only' },
    {
      when: [{ field: 'path', isPresent: true }],
      demands: [{ field: 'type', is: ['hostPath', 'nfs'] }],
      says: 'path with the types hostPath and nfs only',
    },
  ],
};

const accept: Field = {
  shape: either(ruleId, { type: 'list', of: ruleId }),
  meaning: 'rules whose errors are accepted, here and below',
  examples: ['[V-19]', 'V-19'],
  judgedElsewhere: true,
};

const patches = (of: Shape, meaning: string, example: string): Field => ({
  shape: { type: 'list', of },
  meaning,
  examples: [example],
});

const host = (value: string): unknown => {
  const slash = value.indexOf('/');
  return slash === -1 ? { host: value } : { host: value.slice(0, slash), path: value.slice(slash) };
};

const hostAndPath = {
  type: 'text',
  says: 'a host name, with or without a path',
  pattern: `${(hostName.pattern ?? '').slice(0, -1)}(/.*)?$`,
} as const satisfies Shape;

/** What `x-waybill` of a service may say. */
export const serviceShape: MapShape = {
  type: 'map',
  fields: {
    kind: {
      shape: word('Deployment', 'StatefulSet', 'DaemonSet', 'Job'),
      meaning: 'the kind of the workload, whatever the attributes of the service suggest',
      examples: ['StatefulSet'],
    },
    schedule: {
      shape: either(cron, schedule),
      meaning: 'makes a CronJob of the service',
      examples: ['0 3 * * *', '{cron: "0 3 * * *", concurrency: Forbid, timeZone: Europe/Berlin}'],
      convert: (value) => (typeof value === 'string' ? { cron: value } : value),
    },
    liveness: { shape: boolean, meaning: 'whether pods whose health check fails are restarted', examples: ['false'] },
    expose: {
      shape: either(boolean, word('loadbalancer', 'nodeport', 'ingress', 'gateway', 'none')),
      meaning:
        'how published ports are reached from outside: `true` as `--expose` says, also for a data store, `false` or `none` not at all, a word as `--expose` with that word',
      examples: ['true', 'false', 'nodeport'],
    },
    ingress: {
      shape: either({ type: 'boolean' }, hostAndPath, ingress),
      meaning: 'how an Ingress leads to the service; `true` leaves everything to flags and labels, `false` says nothing',
      examples: ['true', 'shop.example.com/api', '{host: shop.example.com, path: /api, tls: true, class: nginx, port: 8080}'],
      convert: (value) => (value === false ? undefined : value === true ? {} : typeof value === 'string' ? host(value) : value),
    },
    autoscale: {
      shape: either(boolean, autoscale),
      meaning: 'the autoscaler of the service; `false` forbids one, `true` demands one',
      examples: ['false', 'true', '{min: 2, max: 6, cpu: 70}'],
      convert: (value) => (value === true ? {} : value),
    },
    seed: { shape: boolean, meaning: 'whether new volumes are filled with what the image has at their paths', examples: ['false'] },
    bind: {
      shape: {
        type: 'record',
        keys: absolutePath,
        values: either(word('pvc', 'configmap', 'image', 'hostPath'), bind),
      },
      meaning: 'what becomes of bind mounts, by their path in the container',
      examples: ['{/data: pvc}', '{/media: {type: nfs, server: nfs.example.com, path: /media}}'],
      convert: (value) =>
        new Map(
          Object.entries(value as Readonly<Record<string, unknown>>).map(([path, how]) => [
            path,
            typeof how === 'string' ? { type: how } : how,
          ]),
        ),
    },
    ...podKeys,
    patch: patches(
      patchShape,
      'changes of emitted objects, applied last',
      '[{merge: {spec: {template: {spec: {terminationGracePeriodSeconds: 90}}}}}]',
    ),
    accept,
  },
};

/** What `x-waybill` at the top level may say. */
export const projectShape: MapShape = {
  type: 'map',
  fields: {
    ...podKeys,
    patch: patches(
      { ...patchShape, required: ['kind'] },
      'changes of emitted objects, applied last but before those of services',
      '[{kind: Deployment, merge: {spec: {revisionHistoryLimit: 3}}}]',
    ),
    accept,
  },
};

/** What `x-waybill` of a volume may say. */
export const volumeShape: MapShape = {
  type: 'map',
  fields: {
    size: { shape: byteSize, meaning: 'the size of the claim', examples: ['10g', '500Mi'] },
    class: { shape: objectName, meaning: 'the StorageClass of the claim', examples: ['fast-ssd'] },
    access: {
      shape: word('rwo', 'rwx'),
      meaning: 'whether pods of several nodes may mount it (`rwx`, which the class must offer)',
      examples: ['rwx'],
    },
    labels: { ...labels, meaning: 'labels of the claim' },
    annotations: { ...annotations, meaning: 'annotations of the claim' },
  },
};

/** Where a block may stand, and what it may say there. */
export const blockShapes = { project: projectShape, service: serviceShape, volume: volumeShape } as const;
