import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';

/** Kubernetes counts attempts in 32 bits; Docker without a number never gives up (L-02). */
const endless = 2_147_483_647;

/** L-02, L-09, L-11: what happens when the container ends. */
export const restartRule: ServiceRule = {
  name: 'restart',
  handles: ['services.*.restart', 'services.*.deploy.restart_policy'],
  apply(service, context) {
    if (service.kind === 'Job') jobPolicy(service);
    accountForRestart(service, context);
    accountForPolicyBlock(service, context);
  },
};

/** L-05: a Job that waits must not fail for good because what it waits for is not there yet. */
function jobPolicy({ draft, restart, replicas, service }: ServicePlan): void {
  const attempts = restart.policy === 'no' ? 0 : (restart.maxAttempts ?? endless);
  const dependencies = Object.values(service.depends_on ?? {});
  const waitsForJobs = dependencies.some((d) => d.condition === 'service_completed_successfully');
  draft.pod.set('restartPolicy', restart.policy === 'no' || waitsForJobs ? 'Never' : 'OnFailure', 'L-02');
  draft.spec.set('backoffLimit', attempts, 'L-02');
  if (replicas.count !== 1) {
    draft.spec.set('parallelism', replicas.count, 'L-11');
    if (service.deploy?.mode === 'replicated-job') draft.spec.set('completions', replicas.count, 'L-11');
  }
}

function accountForRestart(service: ServicePlan, { ledger }: PlanContext): void {
  const { restart, service: source, kind, draft } = service;
  const path = source.restart !== undefined ? [...service.path, 'restart'] : undefined;
  if (!path) return;
  if (restart.path?.at(-1) !== 'restart') return ledger.differs(path, 'L-02', 'deploy.restart_policy decides');
  const targets = kind === 'Job' ? [draft.podTarget('/restartPolicy')] : [draft.target('/kind')];
  if (kind === 'Job') return ledger.differs(path, 'L-02', 'a Job: run to its end, and not again when the same manifests are applied', { targets });
  if (restart.policy === 'always') return ledger.exact(path, 'L-02', targets);
  ledger.differs(path, 'L-02', restart.policy === 'no' ? 'a container that ends is started again here' : 'a container that ends without a failure is started again, too', { targets });
}

function accountForPolicyBlock(service: ServicePlan, { ledger }: PlanContext): void {
  const policy = service.service.deploy?.restart_policy;
  if (!policy) return;
  const at = [...service.path, 'deploy', 'restart_policy'];
  const isJob = service.kind === 'Job';
  const targets = isJob ? [service.draft.podTarget('/restartPolicy')] : [service.draft.target('/kind')];
  if (policy.condition !== undefined) {
    if (service.restart.policy === 'always' && !isJob) ledger.exact([...at, 'condition'], 'L-02', targets);
    else ledger.differs([...at, 'condition'], 'L-02', isJob ? 'a Job: run to its end, and not again when the same manifests are applied' : 'a container that ends without a failure is started again, too', { targets });
  }
  for (const key of ['delay', 'window'] as const) {
    if (policy[key] !== undefined) ledger.refused([...at, key], 'B-195', 'the kubelet waits 10 s to 5 min between restarts, and this cannot be set');
  }
  if (policy.max_attempts !== undefined) {
    if (isJob) ledger.exact([...at, 'max_attempts'], 'B-196', [service.draft.target('/spec/backoffLimit')]);
    else ledger.refused([...at, 'max_attempts'], 'B-196', `a ${service.kind} never gives up restarting`);
  }
}
