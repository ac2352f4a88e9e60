import type { UpdateConfig } from '../../model/service.ts';
import type { Path } from '../../source/node-tools.ts';
import { parseDuration, toMilliseconds } from '../../value/duration.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { runsToEnd } from '../draft.ts';
import { specialNetwork } from '../networks.ts';
import { ownsPod, podMembers } from '../pods/pod-of.ts';
import type { ServiceRule } from '../rule.ts';
import { autoscalerBounds } from './autoscaling.ts';
import { rolloutAttributes } from './rollout.attributes.ts';

/** L-12, L-13, L-26: replicas and how they are replaced. */
export const rolloutRule: ServiceRule = {
  name: 'rollout',
  handles: rolloutAttributes,
  apply(service, context) {
    const deploy = service.service.deploy;
    if (!ownsPod(service)) return accountForGuest(service, context);
    const update = deploy?.update_config;
    if (deploy?.mode !== undefined) accountForMode(service, deploy.mode, context);
    if (service.service.scale !== undefined) accountForReplicas(service, [...service.path, 'scale'], context);
    if (deploy?.replicas !== undefined) accountForReplicas(service, [...service.path, 'deploy', 'replicas'], context);
    const recreate = service.kind === 'Deployment' ? recreateReason(service, context) : undefined;
    if (service.kind === 'Deployment') deploymentStrategy(service, recreate, context);
    for (const path of recreatePaths(service, context)) context.ledger.shapes(path, 'L-12', [service.draft.target('/spec/strategy')]);
    if (update) accountForUpdate(service, update, recreate, context);
    if (deploy?.rollback_config) accountForRollback(service, deploy.rollback_config, update, context);
    const delay = Math.max(seconds(update?.delay), seconds(update?.monitor));
    if (delay > 0 && !runsToEnd(service.kind)) service.draft.spec.set('minReadySeconds', delay, 'B-198');
  },
};

function accountForMode(service: ServicePlan, mode: string, { ledger }: PlanContext): void {
  const at = [...service.path, 'deploy', 'mode'];
  const targets = [service.draft.target('/kind')];
  if (mode === 'global-job')
    return ledger.refused(at, 'B-181', 'no kind runs one job on every node', {
      level: 'error',
      hint: 'run a DaemonSet or a Job for each node',
    });
  if (mode === 'global')
    return ledger.differs(at, 'B-181', `becomes a ${service.kind}, on nodes without taints only; docker compose up ignores the mode`, {
      targets,
    });
  if (mode === 'replicated') return ledger.exact(at, 'B-181', targets);
  ledger.differs(at, 'B-181', `becomes a ${service.kind}; docker compose up ignores the mode`, { targets });
}

function accountForReplicas(service: ServicePlan, at: Path, context: PlanContext): void {
  const { ledger } = context;
  const { kind, draft, name, replicas } = service;
  if (kind === 'CronJob') return ledger.differs(at, 'L-10', `${replicas.count} at the time of its schedule, none in between`);
  if (replicas.path?.length !== at.length) return ledger.differs(at, 'L-26', 'scale decides');
  if (kind === 'DaemonSet') return ledger.differs(at, 'L-26', 'a DaemonSet runs one pod a node');
  if (kind === 'Job') return ledger.exact(at, 'L-11', [draft.target('/spec/parallelism'), draft.target('/spec/completions')]);
  const bounds = autoscalerBounds(service, context);
  if (!bounds) return ledger.exact(at, 'L-26', [draft.target('/spec/replicas')]);
  const targets = [{ object: { kind: 'HorizontalPodAutoscaler', name }, pointer: '/spec/minReplicas' }];
  if (bounds.min === replicas.count) ledger.exact(at, 'R-13', targets);
  else ledger.differs(at, 'R-13', `the autoscaler that x-waybill asks for keeps ${bounds.min} at least`, { targets });
}

/** L-21: how the pod is replaced is said by the service that it belongs to; a container that joins one is there once. */
function accountForGuest({ service, extension, kind, path, pod }: ServicePlan, { ledger }: PlanContext): void {
  const { deploy } = service;
  if (extension.kind !== undefined && extension.kind !== kind)
    ledger.differs([...path, 'x-waybill', 'kind'], 'L-21', `the pod is that of ${pod.owner}, which is a ${kind}`);
  if (service.scale !== undefined) ledger.exact([...path, 'scale'], 'L-21');
  if (deploy?.replicas !== undefined) ledger.exact([...path, 'deploy', 'replicas'], 'L-21');
  for (const key of ['update_config', 'rollback_config', 'mode'] as const) {
    if (deploy?.[key] === undefined) continue;
    ledger.differs([...path, 'deploy', key], 'L-21', `the pod is that of ${pod.owner}, which decides how it is replaced`);
  }
}

/** L-12, L-13. */
function deploymentStrategy(service: ServicePlan, recreate: string | undefined, { ledger }: PlanContext): void {
  const { draft } = service;
  if (recreate !== undefined) return draft.spec.set('strategy', { type: 'Recreate' }, 'L-12');
  draft.spec.set('strategy', { type: 'RollingUpdate', rollingUpdate: rollingUpdate(service) }, 'L-12');
  ledger.add({
    rule: 'L-12',
    message: 'during a rollout old and new pods of a Deployment serve together, where Docker stops the old container first',
    targets: [],
  });
}

/** Why old and new pods may not run together; undefined when they may. */
function recreateReason(service: ServicePlan, context: PlanContext): string | undefined {
  const mounts = podMembers(service, context).flatMap((member) => member.mounts);
  if (mounts.some((m) => m.type === 'claim' && !m.readOnly)) return 'both would write to one volume';
  if (mounts.some((m) => m.type === 'claim')) return 'the volume is attached to one node';
  if (specialNetwork(service, context.project) === 'host') return 'both would listen on the same port of the node';
  const isSingle = service.replicas.count <= 1 && !autoscalerBounds(service, context);
  if (service.ports.isEmpty && isSingle) return 'a single worker is never run twice by Docker';
  return undefined;
}

/** The mounts and networks for whose sake a Deployment is recreated (L-12). */
function recreatePaths(service: ServicePlan, context: PlanContext): readonly Path[] {
  if (service.kind !== 'Deployment') return [];
  const mounts = podMembers(service, context).flatMap((member) => member.mounts.filter((m) => m.type === 'claim').map(({ path }) => path));
  const isOnHost = specialNetwork(service, context.project) === 'host' && service.service.network_mode !== undefined;
  return [...mounts, ...(isOnHost ? [[...service.path, 'network_mode']] : [])];
}

function rollingUpdate(service: ServicePlan): object {
  const update = service.service.deploy?.update_config;
  const parallelism = update?.parallelism ?? 1;
  const step = parallelism === 0 ? '100%' : parallelism;
  if (update) return update.order === 'start-first' ? { maxSurge: step, maxUnavailable: 0 } : { maxSurge: 0, maxUnavailable: step };
  // B-204: one pod a node leaves no node for a second one.
  if (service.service.deploy?.placement?.max_replicas_per_node === 1) return { maxSurge: 0, maxUnavailable: 1 };
  return service.ports.isEmpty ? { maxSurge: '25%', maxUnavailable: '25%' } : { maxSurge: 1, maxUnavailable: 0 };
}

function accountForUpdate(service: ServicePlan, update: UpdateConfig, recreate: string | undefined, { ledger }: PlanContext): void {
  const { draft, kind } = service;
  for (const key of ['parallelism', 'order'] as const) {
    if (update[key] === undefined) continue;
    const at = [...service.path, 'deploy', 'update_config', key];
    const targets = [draft.target(recreate === undefined ? '/spec/strategy/rollingUpdate' : '/spec/strategy')];
    if (kind !== 'Deployment')
      ledger.differs(
        at,
        'L-13',
        runsToEnd(kind) ? `a ${kind} is replaced by another one` : `a ${kind} replaces its pods one after the other`,
      );
    else if (recreate !== undefined) ledger.differs(at, 'L-13', `old pods end before new ones start: ${recreate}`, { targets });
    else if (key === 'order' && needsSpareNode(service))
      ledger.differs(at, 'L-13', 'with one pod a node, a rollout waits until there is a node without one; docker compose up ignores it', {
        level: 'warning',
        hint: 'order: stop-first',
        targets,
      });
    else ledger.differs(at, 'L-13', 'acts at every rollout; docker compose up ignores it', { targets });
  }
  for (const key of ['delay', 'monitor'] as const) {
    if (update[key] === undefined) continue;
    const at = [...service.path, 'deploy', 'update_config', key];
    if (seconds(update[key]) === 0) ledger.exact(at, 'B-198');
    else if (runsToEnd(kind)) ledger.refused(at, 'B-198', `a ${kind} is replaced by another one`, noRollout);
    else
      ledger.differs(at, 'B-198', 'a new pod counts as available only after this time', {
        targets: [draft.target('/spec/minReadySeconds')],
      });
  }
  accountForFailure(service, update, ledger);
}

const noRollout = { hint: 'x-waybill: {kind: Deployment} for a program that runs on' };

/** B-204: a new pod beside the old ones finds no place where each node has one. */
function needsSpareNode({ service }: ServicePlan): boolean {
  const { update_config: update, placement } = service.deploy ?? {};
  return update?.order === 'start-first' && placement?.max_replicas_per_node === 1;
}

function accountForFailure(service: ServicePlan, update: UpdateConfig, ledger: PlanContext['ledger']): void {
  const at = [...service.path, 'deploy', 'update_config'];
  const message = 'a rollout that fails stalls and keeps the old pods';
  const hint = { hint: `kubectl rollout undo ${service.kind.toLowerCase()}/${service.name}` };
  if (runsToEnd(service.kind)) {
    for (const [key, rule] of [
      ['failure_action', 'B-199'],
      ['max_failure_ratio', 'B-200'],
    ] as const)
      if (update[key] !== undefined) ledger.refused([...at, key], rule, `a ${service.kind} is replaced by another one`, noRollout);
    return;
  }
  if (update.failure_action === 'pause') ledger.exact([...at, 'failure_action'], 'B-199');
  else if (update.failure_action !== undefined) ledger.refused([...at, 'failure_action'], 'B-199', message, hint);
  if (update.max_failure_ratio === undefined) return;
  if (update.max_failure_ratio === 0) ledger.exact([...at, 'max_failure_ratio'], 'B-200');
  else ledger.refused([...at, 'max_failure_ratio'], 'B-200', message, hint);
}

/** B-201: a way back that is like the way forth is what Kubernetes does. */
function accountForRollback(service: ServicePlan, rollback: UpdateConfig, update: UpdateConfig | undefined, { ledger }: PlanContext): void {
  const at = [...service.path, 'deploy', 'rollback_config'];
  const keys = ['parallelism', 'delay', 'failure_action', 'monitor', 'max_failure_ratio', 'order'] as const;
  if (keys.every((key) => rollback[key] === update?.[key])) return ledger.exact(at, 'B-201');
  if (runsToEnd(service.kind)) return ledger.refused(at, 'B-201', `a ${service.kind} is replaced by another one`, noRollout);
  ledger.refused(at, 'B-201', 'a rollback is a rollout like any other', {
    hint: `kubectl rollout undo ${service.kind.toLowerCase()}/${service.name}`,
  });
}

/** Whole seconds, rounded up. */
function seconds(duration: string | undefined): number {
  const parsed = parseDuration(duration ?? '0s');
  return parsed.ok ? Math.ceil(toMilliseconds(parsed.value) / 1000) : 0;
}
