import type { Deploy } from '../../model/service.ts';
import { parseDuration, toMilliseconds } from '../../value/duration.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';

/** L-13, L-26: replicas and how they are replaced. */
export const rolloutRule: ServiceRule = {
  name: 'rollout',
  handles: ['services.*.scale', 'services.*.deploy.replicas', 'services.*.deploy.update_config', 'services.*.deploy.rollback_config', 'services.*.deploy.mode'],
  apply(service, context) {
    const { ledger } = context;
    const { draft, kind, path } = service;
    const deploy = service.service.deploy;
    if (deploy?.mode !== undefined) accountForMode(service, deploy.mode, context);
    if (service.replicas.path) accountForReplicas(service, context);
    if (kind === 'Deployment') deploymentStrategy(service, deploy?.update_config, context);
    else if (deploy?.update_config) ledger.differs([...path, 'deploy', 'update_config'], 'L-13', `a ${kind} replaces its pods in its own way`);
    if (deploy?.rollback_config) {
      ledger.refused([...path, 'deploy', 'rollback_config'], 'B-201', 'a rollback is a rollout like any other', { hint: 'kubectl rollout undo' });
    }
    const delay = Math.max(seconds(deploy?.update_config?.delay), seconds(deploy?.update_config?.monitor));
    if (delay > 0 && kind !== 'Job') draft.spec.set('minReadySeconds', delay, 'B-198');
  },
};

function accountForMode(service: ServicePlan, mode: string, { ledger }: PlanContext): void {
  const at = [...service.path, 'deploy', 'mode'];
  if (mode === 'global-job') return ledger.refused(at, 'B-181', 'no kind runs one job on every node', { level: 'error', hint: 'run a DaemonSet or a Job for each node' });
  ledger.differs(at, 'B-181', `becomes a ${service.kind}; docker compose up ignores the mode`, { targets: [service.draft.target('/kind')] });
}

function accountForReplicas(service: ServicePlan, { ledger }: PlanContext): void {
  const at = service.replicas.path;
  if (!at) return;
  if (service.kind === 'DaemonSet') ledger.differs(at, 'L-26', 'a DaemonSet runs one pod a node');
  else ledger.exact(at, 'L-26', [service.draft.target(service.kind === 'Job' ? '/spec/parallelism' : '/spec/replicas')]);
}

/** L-12, L-13. */
function deploymentStrategy(service: ServicePlan, update: Deploy['update_config'], { ledger }: PlanContext): void {
  const { draft, path } = service;
  const at = [...path, 'deploy', 'update_config'];
  const targets = [draft.target('/spec/strategy')];
  const recreate = recreateReason(service);
  if (recreate !== undefined) {
    draft.spec.set('strategy', { type: 'Recreate' }, 'L-12');
    if (update) ledger.differs(at, 'L-13', `old pods end before new ones start: ${recreate}`, { targets });
    return;
  }
  draft.spec.set('strategy', { type: 'RollingUpdate', rollingUpdate: rollingUpdate(service, update) }, 'L-12');
  if (!update) return;
  for (const key of Object.keys(update)) accountForUpdate(service, key, update, targets, ledger);
}

/** Why old and new pods may not run together; undefined when they may. */
function recreateReason(service: ServicePlan): string | undefined {
  if (service.mounts.some((m) => m.type === 'claim' && !m.readOnly)) return 'both would write to one volume';
  if (service.mounts.some((m) => m.type === 'claim')) return 'the volume is attached to one node';
  if (service.service.network_mode === 'host') return 'both would listen on the same port of the node';
  if (service.ports.isEmpty && service.replicas.count <= 1) return 'a single worker is never run twice by Docker';
  return undefined;
}

function rollingUpdate(service: ServicePlan, update: Deploy['update_config']): object {
  const parallelism = update?.parallelism ?? 1;
  const step = parallelism === 0 ? '100%' : parallelism;
  if (!update) return service.ports.isEmpty ? { maxSurge: '25%', maxUnavailable: '25%' } : { maxSurge: 1, maxUnavailable: 0 };
  return update.order === 'start-first' ? { maxSurge: step, maxUnavailable: 0 } : { maxSurge: 0, maxUnavailable: step };
}

function accountForUpdate(service: ServicePlan, key: string, update: NonNullable<Deploy['update_config']>, targets: ReturnType<ServicePlan['draft']['target']>[], ledger: PlanContext['ledger']): void {
  const at = [...service.path, 'deploy', 'update_config', key];
  if (key === 'parallelism' || key === 'order') return ledger.differs(at, 'L-13', 'acts at every rollout; docker compose up ignores it', { targets });
  if (key === 'delay' || key === 'monitor') {
    return ledger.differs(at, 'B-198', 'a new pod counts only after this time', { targets: [service.draft.target('/spec/minReadySeconds')] });
  }
  if (key === 'failure_action' && update.failure_action === 'pause') return ledger.exact(at, 'B-199');
  if (key === 'max_failure_ratio' && Number(update.max_failure_ratio) === 0) return ledger.exact(at, 'B-200');
  ledger.refused(at, key === 'failure_action' ? 'B-199' : 'B-200', 'a rollout that fails stalls and keeps the old pods', { hint: 'kubectl rollout undo' });
}

function seconds(duration: string | undefined): number {
  const parsed = parseDuration(duration ?? '0s');
  return parsed.ok ? Math.ceil(toMilliseconds(parsed.value) / 1000) : 0;
}
