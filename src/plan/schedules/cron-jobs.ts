import type { PlanContext, ServicePlan } from '../context.ts';
import type { Json, ScheduledCommand } from '../draft.ts';
import type { KubeObject } from '../kubernetes.ts';
import { objectLabels, selectorLabels } from '../labels.ts';
import { scheduleFields } from './schedule-fields.ts';

type PlainMap = Readonly<Record<string, unknown>>;

/** What a pod that runs a command once has no use for: it serves nobody, and is not checked (H-06). */
const servingFields = ['args', 'ports', 'startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle', 'tty', 'stdin'];
const servingPodFields = ['hostname', 'topologySpreadConstraints', 'terminationGracePeriodSeconds', 'containers', 'initContainers'];

/**
 * L-10: the CronJobs that run commands of a service by a schedule: pods like those of the service, with its image, variables and
 * volumes, but none of the names that lead to it.
 * @param workload the workload whose pods hold the container of the service
 */
export function cronJobsBeside(service: ServicePlan, workload: KubeObject | undefined, context: PlanContext): readonly KubeObject[] {
  if (!workload || service.draft.scheduledCommands.length === 0) return [];
  const template = templateOf(workload);
  const podSpec = asMap(template['spec']);
  const own = (asList(podSpec['containers']) as readonly PlainMap[]).find((one) => one['name'] === service.name);
  if (!own) return [];
  return service.draft.scheduledCommands.map(({ handle, schedule, concurrency, command, user }) => {
    const labels = { ...objectLabels(context, handle.name), 'app.kubernetes.io/instance': handle.name };
    const container = {
      ...without(own, ['name', 'command', ...servingFields]),
      ...(user && { securityContext: securityOf(own, user) }),
    };
    const podLabels = { ...labels, ...Object.fromEntries(service.draft.podLabels) };
    const pod = {
      restartPolicy: 'Never',
      ...without(podSpec, ['restartPolicy', ...servingPodFields, 'affinity', 'volumes']),
      ...affinityOf(service, podSpec, context),
      ...initContainersOf(service, podSpec),
      containers: [{ name: service.name, image: own['image'], imagePullPolicy: own['imagePullPolicy'], command, ...container }],
      ...volumesOf(workload, podSpec, context),
    };
    return {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: handle.name, labels },
      spec: {
        ...scheduleFields({ schedule, ...(concurrency && { concurrency }) }),
        jobTemplate: { metadata: { labels }, spec: { backoffLimit: 0, template: { metadata: { labels: podLabels }, spec: pod } } },
      },
    };
  });
}

function securityOf(own: PlainMap, user: NonNullable<ScheduledCommand['user']>): Json {
  const security = asMap(own['securityContext']);
  return { ...(user.runAsUser === 0 ? without(security, ['runAsNonRoot']) : security), ...user };
}

function templateOf({ spec }: KubeObject): PlainMap {
  const outer = asMap(asMap(spec)['jobTemplate']);
  return asMap(asMap(outer['spec'] ?? spec)['template']);
}

/** A claim of one node is where the pods of the service are; the preference for nodes is theirs. */
function affinityOf(service: ServicePlan, podSpec: PlainMap, context: PlanContext): Json {
  const { podAntiAffinity: _apart, ...affinity } = asMap(podSpec['affinity']);
  const needsNode = service.mounts.some((mount) => mount.type === 'claim' && context.volumes.get(mount.volume)?.manyNodes !== true);
  const beside = {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: {
            matchLabels: selectorLabels(
              context,
              service.pod.owner === service.key ? service.name : (context.services.get(service.pod.owner)?.name ?? service.name),
            ),
          },
        },
      ],
    },
  };
  const all = { ...affinity, ...(needsNode && !affinity['podAffinity'] && beside) };
  return Object.keys(all).length > 0 ? { affinity: all } : {};
}

/** What the file wants done before the service starts is no part of a command that runs beside it. */
function initContainersOf({ draft }: ServicePlan, podSpec: PlainMap): Json {
  const before = new Set(draft.makeInitContainers(['pre-start']).map((one) => one['name']));
  const init = (asList(podSpec['initContainers']) as readonly PlainMap[]).filter((one) => !before.has(one['name']));
  return init.length > 0 ? { initContainers: init } : {};
}

/** The claims that a StatefulSet makes are called after their template, the StatefulSet and the number of the pod. */
function volumesOf({ spec, metadata }: KubeObject, podSpec: PlainMap, { externals }: PlanContext): Json {
  const templates = asList(asMap(spec)['volumeClaimTemplates']) as readonly PlainMap[];
  const claims = templates.map((template) => {
    const name = String(asMap(template['metadata'])['name']);
    const claimName = `${name}-${metadata.name}-0`;
    externals.add(`PersistentVolumeClaim/${claimName}`);
    return { name, persistentVolumeClaim: { claimName } };
  });
  const volumes = [...asList(podSpec['volumes']), ...claims];
  return volumes.length > 0 ? { volumes } : {};
}

function without(fields: PlainMap, names: readonly string[]): PlainMap {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function asMap(value: unknown): PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PlainMap) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
