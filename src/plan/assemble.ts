import { sha256Hex } from '../value/hash.ts';
import { k8sName } from '../value/kube-name.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import type { Json, WorkloadDraft } from './draft.ts';
import type { KubeObject } from './kubernetes.ts';
import { ownsPod, podMembers } from './pods/pod-of.ts';
import { guaranteedResources } from './quality-of-service.ts';
import { objectLabels, selectorLabels } from './labels.ts';
import { patchWorkload } from './patch/patch-workload.ts';
import { type Patcher, supportingSubject } from './patch/patcher.ts';
import { postOrder } from './post-order.ts';
import { cronJobsBeside } from './schedules/cron-jobs.ts';
import { scheduleFields } from './schedules/schedule-fields.ts';

const containerOrder = [
  'name',
  'image',
  'imagePullPolicy',
  'command',
  'args',
  'workingDir',
  'tty',
  'stdin',
  'ports',
  'envFrom',
  'env',
  'resources',
  'startupProbe',
  'readinessProbe',
  'livenessProbe',
  'lifecycle',
  'securityContext',
  'volumeMounts',
];
const podOrder = [
  'restartPolicy',
  'serviceAccountName',
  'automountServiceAccountToken',
  'imagePullSecrets',
  'enableServiceLinks',
  'priorityClassName',
  'hostname',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'hostUsers',
  'dnsPolicy',
  'dnsConfig',
  'hostAliases',
  'runtimeClassName',
  'shareProcessNamespace',
  'terminationGracePeriodSeconds',
  'securityContext',
  'nodeSelector',
  'tolerations',
  'affinity',
  'topologySpreadConstraints',
  'initContainers',
  'containers',
  'volumes',
];
const containerSecurityOrder = [
  'privileged',
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'allowPrivilegeEscalation',
  'readOnlyRootFilesystem',
  'capabilities',
  'seLinuxOptions',
];
const podSecurityOrder = ['fsGroup', 'fsGroupChangePolicy', 'supplementalGroups', 'seccompProfile', 'sysctls'];
const specOrder = [
  'replicas',
  'serviceName',
  'parallelism',
  'completions',
  'backoffLimit',
  'podFailurePolicy',
  'progressDeadlineSeconds',
  'minReadySeconds',
  'strategy',
];

/**
 * Puts the workloads together, in the order of the file but those that others wait for first:
 * the name of a Job holds a hash of its template, and waits hold the name (L-09).
 */
export function assembleWorkloads(context: PlanContext, patcher: Patcher): readonly KubeObject[] {
  const made = new Map<string, KubeObject>();
  const owners = inDependencyOrder(context).filter(ownsPod);
  for (const service of owners) made.set(service.key, patchWorkload(assembleWorkload(service, context), service, patcher));
  const jobs = owners.filter((s) => s.kind === 'Job');
  const others = [...context.services.values()].filter((s) => s.kind !== 'Job');
  const scheduled = [...context.services.values()].flatMap((s) =>
    cronJobsBeside(s, made.get(s.pod.owner), context).map((one) => patcher.apply(supportingSubject(one, s.key))),
  );
  return [...[...jobs, ...others].flatMap((s) => made.get(s.key) ?? []), ...scheduled];
}

/** Each service behind those that it depends on. */
export function inDependencyOrder({ services }: Pick<PlanContext, 'services'>): readonly ServicePlan[] {
  return postOrder(services.values(), ({ service }) => Object.keys(service.depends_on ?? {}).flatMap((key) => services.get(key) ?? []));
}

function assembleWorkload(service: ServicePlan, context: PlanContext): KubeObject {
  const { draft, kind } = service;
  const template = (instance: string | undefined): Json => podTemplate(service, instance, context);
  if (kind === 'Job') {
    const spec = { ...draft.spec.inOrder(specOrder), ...jobFailurePolicy(service) };
    draft.handle.name = `${k8sName(service.name, 52)}-${sha256Hex(JSON.stringify([spec, template(undefined)]), 10)}`;
    return object(service, 'batch/v1', { ...spec, template: template(draft.handle.name) }, context);
  }
  if (kind === 'CronJob') return cronJob(service, template(draft.handle.name), context);
  progressDeadline(service, context);
  const spec = {
    ...draft.spec.inOrder(specOrder),
    selector: { matchLabels: selectorLabels(context, service.name) },
    template: template(draft.handle.name),
    ...(draft.claimTemplates.length > 0 && { volumeClaimTemplates: draft.claimTemplates }),
  };
  return object(service, 'apps/v1', spec, context);
}

/** L-10: the Job of each run is named by the controller. */
function cronJob(service: ServicePlan, template: Json, context: PlanContext): KubeObject {
  const { schedule, draft } = service;
  const jobSpec = { ...draft.spec.inOrder(specOrder), ...jobFailurePolicy(service), template };
  const metadata = { labels: { ...objectLabels(context, service.name), 'app.kubernetes.io/instance': draft.handle.name } };
  return object(service, 'batch/v1', { ...(schedule && scheduleFields(schedule)), jobTemplate: { metadata, spec: jobSpec } }, context);
}

function object(service: ServicePlan, apiVersion: string, spec: Json, context: PlanContext): KubeObject {
  const { name, kind } = service.draft.handle;
  const annotations = Object.fromEntries(service.draft.annotations);
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      labels: {
        ...objectLabels(context, service.name),
        'app.kubernetes.io/instance': name,
        ...Object.fromEntries(service.draft.labels),
      },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec,
  };
}

/** L-05: `kubectl wait` fails at once while the Job does not exist yet; that must not use up the attempts of a Job that waits. */
function jobFailurePolicy(service: ServicePlan): Json {
  const { draft } = service;
  if (!draft.pod.has('serviceAccountName') || draft.pod.get('restartPolicy') !== 'Never') return {};
  const rules = draft
    .makeInitContainers(['wait'])
    .filter((c) => Array.isArray(c['args']))
    .map((c) => ({ action: 'Ignore', onExitCodes: { containerName: c['name'], operator: 'NotIn', values: [0] }, onPodConditions: [] }));
  return rules.length > 0 ? { podFailurePolicy: { rules } } : {};
}

/** How long a rollout may stand still before it counts as failed, in seconds: the default of Kubernetes, an hour for waits, and the most. */
const defaultDeadline = 600;
const waitDeadline = 3600;
const longestDeadline = 86_400;

/** L-04: a rollout whose pods may wait, start or settle for long is not a failed one; the API server wants more than `minReadySeconds`. */
function progressDeadline(service: ServicePlan, context: PlanContext): void {
  const { kind, draft } = service;
  if (kind !== 'Deployment') return;
  const budgets = podMembers(service, context).map((member) => startupBudget(member.draft));
  const budget = Math.max(...budgets);
  const settle = Number(draft.spec.get('minReadySeconds') ?? 0);
  if (budget === 0 && !draft.hasWaits && settle === 0) return;
  const wanted = Math.max(budget, draft.hasWaits ? waitDeadline : 0) + settle + defaultDeadline;
  draft.spec.set('progressDeadlineSeconds', Math.max(Math.min(longestDeadline, wanted), settle + 1), 'L-04');
}

/** The time that a startup probe gives its container, in seconds. */
function startupBudget({ container: fields }: WorkloadDraft): number {
  const startup = fields.get('startupProbe') as { periodSeconds: number; failureThreshold: number } | undefined;
  return startup ? startup.periodSeconds * startup.failureThreshold : 0;
}

function podTemplate(service: ServicePlan, instance: string | undefined, context: PlanContext): Json {
  const { draft } = service;
  const annotations = Object.fromEntries(draft.podAnnotations);
  const labels = {
    ...objectLabels(context, service.name),
    ...(instance !== undefined && { 'app.kubernetes.io/instance': instance }),
    ...Object.fromEntries(draft.podLabels),
  };
  return { metadata: { labels, ...(Object.keys(annotations).length > 0 && { annotations }) }, spec: podSpec(service, context) };
}

function podSpec(service: ServicePlan, context: PlanContext): Json {
  const { draft } = service;
  const members = podMembers(service, context);
  const init = draft.makeInitContainers(undefined, guaranteedResources(members.map((member) => member.draft)));
  const pod: Record<string, unknown> = {
    ...draft.pod.inOrder(podOrder),
    ...(!draft.podSecurity.isEmpty && { securityContext: draft.podSecurity.inOrder(podSecurityOrder) }),
    ...affinity(draft),
    ...(draft.topologySpread.length > 0 && { topologySpreadConstraints: draft.topologySpread }),
    ...(init.length > 0 && { initContainers: init }),
    containers: members.map(container),
    ...(draft.volumes.length > 0 && { volumes: draft.volumes }),
  };
  return inOrder(pod, podOrder);
}

function affinity({ podAffinity, podAntiAffinity, nodeRequirements, nodePreferences }: ServicePlan['draft']): Json {
  const nodes = {
    ...(nodeRequirements.length > 0 && {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: nodeRequirements }] },
    }),
    ...(nodePreferences.length > 0 && {
      preferredDuringSchedulingIgnoredDuringExecution: nodePreferences.map((expression) => ({
        weight: 100,
        preference: { matchExpressions: [expression] },
      })),
    }),
  };
  const all = {
    ...(Object.keys(nodes).length > 0 && { nodeAffinity: nodes }),
    ...(podAffinity.length > 0 && { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: podAffinity } }),
    ...(podAntiAffinity.length > 0 && { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: podAntiAffinity } }),
  };
  return Object.keys(all).length > 0 ? { affinity: all } : {};
}

/** The container of a service. */
export function container({ name, draft }: ServicePlan): Json {
  const fields: Record<string, unknown> = {
    name,
    ...draft.container.inOrder(containerOrder),
    ...(draft.envFrom.length > 0 && { envFrom: draft.envFrom }),
    ...(draft.env.length > 0 && { env: draft.env }),
    ...(!draft.containerSecurity.isEmpty && { securityContext: draft.containerSecurity.inOrder(containerSecurityOrder) }),
    ...(draft.mounts.length > 0 && { volumeMounts: draft.mounts }),
  };
  return inOrder(fields, containerOrder);
}

function inOrder(fields: Readonly<Record<string, unknown>>, order: readonly string[]): Json {
  const keys = Object.keys(fields);
  return Object.fromEntries([...order.filter((k) => k in fields), ...keys.filter((k) => !order.includes(k))].map((k) => [k, fields[k]]));
}
