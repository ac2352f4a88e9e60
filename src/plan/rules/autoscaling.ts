import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPath } from '../../source/node-tools.ts';
import { itemWhere, pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { runsToEnd } from '../draft.ts';
import { originOf } from '../extension/effective.ts';
import type { Autoscale } from '../extension.ts';
import { objectLabels, selectorLabels } from '../labels.ts';
import { specialNetwork } from '../networks.ts';
import type { ServiceRule } from '../rule.ts';
import { servesData } from '../storage/data-directories.ts';
import { givenResources, resourceAmounts } from './resources.ts';

/** What share of its CPU request a pod may use before another one is started, in percent. */
const cpuTarget = 70;

/** R-12…R-15: replicas, autoscaler, disruption budget and spread. */
export const autoscalingRule: ServiceRule = {
  name: 'autoscaling',
  handles: [],
  apply(service, context) {
    reportUnsound(service, context);
    const bounds = autoscalerBounds(service, context);
    if (bounds) emitAutoscaler(service, bounds, context);
    else replicas(service);
    const least = bounds?.min ?? service.replicas.count;
    const most = bounds?.max ?? service.replicas.count;
    if (service.kind !== 'Deployment' && service.kind !== 'StatefulSet') return;
    if (least >= 2) emitDisruptionBudget(service, context);
    if (most >= 2 && service.draft.podAffinity.length === 0) spread(service, context);
  },
};

function replicas({ kind, draft, replicas: { count } }: ServicePlan): void {
  if (kind === 'DaemonSet' || runsToEnd(kind)) return;
  draft.spec.set('replicas', count, 'L-26');
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly cpu: number;
  readonly memory?: number;
}

/** an autoscaler that is asked for by name and cannot work is an error. */
function reportUnsound(service: ServicePlan, context: PlanContext): void {
  const wanted = service.extension.autoscale;
  const reason = wanted ? unsoundReason(service, wanted, context) : undefined;
  if (reason === undefined) return;
  const at = originOf(service.key, 'autoscale', context.project);
  context.diagnostics.push(
    diagnostic('autoscale-unsound', { span: context.ledger.spanAt(at), path: formatPath(at) }, { service: service.key, reason }),
  );
}

/** the bounds of the autoscaler, or undefined when there is to be none. */
export function autoscalerBounds(service: ServicePlan, context: PlanContext): Bounds | undefined {
  const wanted = service.extension.autoscale;
  if (wanted === false) return undefined;
  if (wanted === undefined && !isWantedByMode(service, context)) return undefined;
  if (unsoundReason(service, wanted, context) !== undefined) return undefined;
  const min = wanted?.min ?? Math.max(1, service.replicas.count);
  return {
    min,
    max: wanted?.max ?? 3 * min,
    cpu: wanted?.cpu ?? cpuTarget,
    ...(wanted?.memory !== undefined && { memory: wanted.memory }),
  };
}

function isWantedByMode(service: ServicePlan, { options }: PlanContext): boolean {
  return options.hpa === 'all' || (options.hpa === 'auto' && !service.ports.isEmpty);
}

/** Why an autoscaler would not work. */
function unsoundReason(service: ServicePlan, wanted: Autoscale | undefined, context: PlanContext): string | undefined {
  if (service.kind !== 'Deployment') return `a ${service.kind} is not scaled`;
  if (service.pod.members.length > 1) return `its pod has the containers of ${service.pod.members.join(', ')}`;
  if (service.mounts.some((m) => m.type === 'claim' && !m.readOnly)) return 'its pods would write to one volume';
  if (servesData(service, context)) return 'each of its pods would have data of its own';
  if (service.draft.volumes.some((volume) => volume['hostPath'] !== undefined)) return 'its pods would share files of the node';
  if (specialNetwork(service, context.project) === 'host') return 'its pods would need one port of the node';
  if (!wanted && service.replicas.path !== undefined && service.replicas.count <= 1) return 'the file asks for at most one replica';
  const { requests } = resourceAmounts(givenResources(service), context.options.requests);
  if (requests['cpu'] === undefined || requests['cpu'] === '0m' || requests['cpu'] === '0')
    return 'it has no CPU request to measure against';
  if (wanted?.memory !== undefined && (requests['memory'] ?? '0') === '0') return 'it has no memory request to measure against';
  const min = wanted?.min ?? Math.max(1, service.replicas.count);
  if ((wanted?.max ?? 3 * min) <= min) return 'max is not greater than min';
  return undefined;
}

function emitAutoscaler(service: ServicePlan, bounds: Bounds, context: PlanContext): void {
  const name = context.names.take('HorizontalPodAutoscaler', service.name);
  const metric = (resource: string, averageUtilization: number): object => ({
    type: 'Resource',
    resource: { name: resource, target: { type: 'Utilization', averageUtilization } },
  });
  const spec = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.name },
    minReplicas: bounds.min,
    maxReplicas: bounds.max,
    metrics: [metric('cpu', bounds.cpu), ...(bounds.memory === undefined ? [] : [metric('memory', bounds.memory)])],
    behavior: { scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] } },
  };
  context.objects.push({
    service: service.key,
    object: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, labels: objectLabels(context, service.name) },
      spec,
    },
  });
  context.ledger.add({
    rule: 'R-12',
    message: `${service.key} is scaled between ${bounds.min} and ${bounds.max} pods by its CPU use${oneInCompose(service)}`,
    targets: [{ object: { kind: 'HorizontalPodAutoscaler', name }, pointer: '/spec' }],
    optOut: service.extension.autoscale ? 'leave out autoscale under x-waybill' : '--hpa off, or x-waybill: {autoscale: false}',
  });
  context.ledger.require({ rule: 'R-12', message: 'metrics-server runs in the cluster', command: 'kubectl top nodes' });
  if (bounds.min < 2) return;
  context.ledger.require({
    rule: 'R-13',
    message: `a Deployment ${service.name} that exists already has no replicas in its last-applied annotation, or it drops to one pod once`,
    command: `kubectl apply edit-last-applied deployment/${service.name}`,
  });
}

/** What forbids a second container in Docker Compose, and nothing in a cluster. */
function oneInCompose({ service }: ServicePlan): string {
  const reasons = [
    ...(service.container_name === undefined ? [] : ['container_name']),
    ...((service.ports ?? []).some((p) => p.published !== undefined) ? ['a published port'] : []),
  ];
  return reasons.length === 0 ? '' : `; in Docker Compose ${reasons.join(' and ')} would forbid a second container`;
}

/** never for a single pod, whose node could then not be drained. */
function emitDisruptionBudget(service: ServicePlan, context: PlanContext): void {
  const name = context.names.take('PodDisruptionBudget', service.name);
  const spec = {
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    selector: { matchLabels: selectorLabels(context, service.name) },
  };
  context.objects.push({
    service: service.key,
    object: { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, labels: objectLabels(context, service.name) }, spec },
  });
  context.ledger.add({
    rule: 'R-14',
    message: `a drain of nodes takes one pod of ${service.key} at a time`,
    targets: [{ object: { kind: 'PodDisruptionBudget', name }, pointer: '/spec' }],
  });
}

/** */
function spread(service: ServicePlan, context: PlanContext): void {
  const constraint = {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorLabels(context, service.name) },
  };
  service.draft.spread(constraint);
  context.ledger.add({
    rule: 'R-15',
    message: `the pods of ${service.key} prefer different nodes`,
    targets: [service.draft.podTarget(pointerTo('/topologySpreadConstraints', itemWhere('topologyKey', constraint.topologyKey)))],
  });
}
