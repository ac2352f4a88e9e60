import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPath } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { runsToEnd } from '../draft.ts';
import { selectorLabels } from '../labels.ts';
import type { ServiceRule } from '../rule.ts';
import { restartAttributes } from './restart.attributes.ts';

/** Kubernetes counts attempts in 32 bits; Docker without a number never gives up (L-02). */
const endless = 2_147_483_647;

const backOff = 'the kubelet waits 10 s to 5 min between two starts of a container that ends, Docker 100 ms to 1 min';

/** L-02, L-09, L-11: what happens when the container ends. */
export const restartRule: ServiceRule = {
  name: 'restart',
  handles: restartAttributes,
  apply(service, context) {
    if (service.fold.into !== undefined) return accountForFolded(service, context);
    if (runsToEnd(service.kind)) jobPolicy(service, context);
    else if (service.restart.path === undefined) {
      context.ledger.add({
        rule: 'L-02',
        message: 'a container that ends is started again, also where the file names no restart policy',
        targets: [],
      });
      reportLikelyEnd(service, context);
    } else if (service.restart.policy === 'on-failure') reportLikelyEnd(service, context);
    const mayRunAgain = service.kind === 'CronJob' ? service.restart.policy === 'on-failure' : service.restart.policy !== 'no';
    if (!runsToEnd(service.kind) || mayRunAgain) context.ledger.add({ rule: 'L-02', message: backOff, targets: [] });
    accountForRestart(service, context);
    accountForPolicyBlock(service, context);
  },
};

/** Words of what is done once. */
const once =
  /(?:^|[^a-z])(?:migrat|bootstrap|provision|generat|initiali|(?:init|setup|seed|create|install|import|fixtures?|permissions?)(?![a-z]))/i;

/**
 * L-02: no restart policy, where others have one, or one for failures only, nothing that a server has, and the name of something that
 * is done once: that program ends, and would be started again for ever.
 */
function reportLikelyEnd({ key, path, service, ports, check, restart }: ServicePlan, context: PlanContext): void {
  const { project, texts, ledger, diagnostics } = context;
  const words = [key, ...(service.entrypoint ?? []), ...(service.command ?? [])];
  // What the image is known for says nothing of a program of the user's own.
  const isServer = ports.list.some(({ from }) => from !== 'table' || (service.entrypoint ?? []).length === 0);
  if (isServer || check !== undefined || !words.some((word) => once.test(word)) || texts.toFromOthers(key).length > 0) return;
  const isOneOfSome = [...project.services.values()].some((other) => other.restart !== undefined && other.restart !== 'no');
  if (!isOneOfSome && restart.path === undefined) return;
  const policy = restart.path === undefined ? 'no restart policy' : 'a restart policy for failures only';
  diagnostics.push(diagnostic('may-run-to-end', { span: ledger.spanAt(path), path: formatPath(path) }, { service: key, policy }));
}

/** L-05b: the pod starts an init container again until it succeeds, however often that takes. */
function accountForFolded({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  const message = 'an init container that fails is started again, after 10 s to 5 min';
  const targets = [draft.containerTarget('')];
  if (service.restart !== undefined) ledger.differs([...path, 'restart'], 'L-05b', message, { targets });
  if (service.deploy?.restart_policy) ledger.differs([...path, 'deploy', 'restart_policy'], 'L-05b', message, { targets });
}

/** L-05: a Job that waits must not fail for good because what it waits for is not there yet. */
function jobPolicy(plan: ServicePlan, context: PlanContext): void {
  const { draft, restart, replicas, service } = plan;
  const isScheduled = plan.kind === 'CronJob';
  const endsAnyway = restart.policy === 'no' || (isScheduled && restart.policy === 'always');
  const attempts = endsAnyway ? 0 : (restart.maxAttempts ?? endless);
  const waitsForJobs = Object.values(service.depends_on ?? {}).some((d) => d.condition === 'service_completed_successfully');
  draft.pod.set('restartPolicy', endsAnyway || waitsForJobs ? 'Never' : 'OnFailure', 'L-02');
  draft.spec.set('backoffLimit', attempts, 'L-02');
  if (replicas.count !== 1) {
    draft.spec.set('parallelism', replicas.count, 'L-11');
    draft.spec.set('completions', replicas.count, 'L-11');
  }
  if (isScheduled) return;
  const labels = Object.entries(selectorLabels(context, plan.name)).map(([key, value]) => `${key}=${value}`);
  context.ledger.add({
    rule: 'L-09',
    message: `${plan.key} is a Job named after its content: it runs again when its definition changes, and the earlier Job stays until kubectl delete job -l ${labels.join(',')}`,
    targets: [draft.target('/metadata/name')],
    optOut: 'x-waybill: {kind: Deployment} on the service',
  });
}

/** What became of the word that decides, as a Job and as anything else. */
function accountForWord({ kind, draft, restart }: ServicePlan, at: readonly (string | number)[], { ledger }: PlanContext): void {
  if (kind === 'CronJob') {
    const message =
      restart.policy === 'on-failure' ? 'a run that fails is tried again' : 'a run ends, and the next one starts by the schedule';
    return ledger.differs(at, 'L-10', message, { targets: [draft.podTarget('/restartPolicy'), draft.jobTarget('/backoffLimit')] });
  }
  if (kind === 'Job') {
    return ledger.differs(at, 'L-02', 'a Job runs to its end, and not again when the same manifests are applied', {
      targets: [draft.podTarget('/restartPolicy'), draft.jobTarget('/backoffLimit')],
    });
  }
  const targets = [draft.target('/kind')];
  if (restart.policy === 'always') return ledger.exact(at, 'L-02', targets);
  if (restart.policy === 'no')
    return ledger.differs(at, 'L-02', 'a container that ends is started again here', {
      targets,
      hint: 'x-waybill: {kind: Job} for a program that ends',
    });
  ledger.differs(at, 'L-02', 'a container that ends without a failure is started again, too', {
    targets,
    hint: 'x-waybill: {kind: Job} for a program that ends',
  });
}

function accountForRestart(service: ServicePlan, context: PlanContext): void {
  if (service.service.restart === undefined) return;
  const path = [...service.path, 'restart'];
  if (service.restart.path?.at(-1) !== 'restart') return context.ledger.differs(path, 'L-02', 'deploy.restart_policy decides');
  accountForWord(service, path, context);
  if (service.restart.maxAttempts !== undefined && !runsToEnd(service.kind))
    context.ledger.refused(path, 'B-196', neverGivesUp(service), whatEnds);
}

function accountForPolicyBlock(service: ServicePlan, context: PlanContext): void {
  const policy = service.service.deploy?.restart_policy;
  if (!policy) return;
  const { ledger } = context;
  const at = [...service.path, 'deploy', 'restart_policy'];
  if (policy.condition !== undefined) accountForWord(service, [...at, 'condition'], context);
  for (const key of ['delay', 'window'] as const) {
    if (policy[key] !== undefined)
      ledger.refused([...at, key], 'B-195', 'the kubelet waits 10 s to 5 min between restarts, and this cannot be set', {
        hint: 'let the program itself wait before it tries again',
      });
  }
  if (policy.max_attempts === undefined) return;
  if (runsToEnd(service.kind)) ledger.exact([...at, 'max_attempts'], 'B-196', [service.draft.jobTarget('/backoffLimit')]);
  else if (policy.max_attempts === 0) ledger.exact([...at, 'max_attempts'], 'B-196');
  else ledger.refused([...at, 'max_attempts'], 'B-196', neverGivesUp(service), whatEnds);
}

const whatEnds = { hint: 'x-waybill: {kind: Job} for a program that ends' };

function neverGivesUp({ kind }: ServicePlan): string {
  return `a ${kind} never gives up restarting`;
}
