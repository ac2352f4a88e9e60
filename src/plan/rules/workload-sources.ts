import type { Path } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { originOf } from '../extension/effective.ts';
import { ownsClaim } from '../kinds.ts';
import { ownsPod, podMembers } from '../pods/pod-of.ts';
import { projectIndex } from '../project-index.ts';
import type { ProjectRule } from '../rule.ts';

/** L-01, L-04, L-10, V-04: which attributes decide what kind of workload a service is, and what follows from that. */
export const workloadSourcesRule: ProjectRule = {
  name: 'workload-sources',
  handles: [],
  apply(context) {
    for (const service of context.services.values()) {
      if (!ownsPod(service)) continue;
      for (const path of kindPaths(service, context)) shapeKind(service, path, context);
      if (service.schedule) shapeSchedule(service, service.schedule, context);
      shapeDeadline(service, context);
    }
  },
};

function shapeKind({ draft }: ServicePlan, path: Path, { ledger }: PlanContext): void {
  ledger.shapes(path, 'L-01', [draft.target('/kind')]);
  const governing = draft.spec.get('serviceName');
  if (typeof governing === 'string')
    ledger.shapes(path, 'V-04', [draft.target('/spec/serviceName'), { object: { kind: 'Service', name: governing }, pointer: '/spec' }]);
}

/** The attributes that decide, as `decideKind` reads them; none for a Deployment. */
function kindPaths(service: ServicePlan, context: PlanContext): readonly Path[] {
  const { key, kind, path, extension, service: source } = service;
  if (extension.kind) return [originOf(key, 'kind', context.project)];
  switch (kind) {
    case 'CronJob':
      return service.schedule ? [service.schedule.path] : [];
    case 'DaemonSet':
      return [[...path, 'deploy', 'mode']];
    case 'Job':
      if (source.deploy?.mode === 'replicated-job') return [[...path, 'deploy', 'mode']];
      return [...waitingFor(key, context), ...(service.restart.policy === 'no' && service.restart.path ? [service.restart.path] : [])];
    case 'StatefulSet':
      return podMembers(service, context).flatMap((member) => claimsOf(member, service, context));
    case 'Deployment':
      return [];
  }
}

function waitingFor(key: string, { project, services }: PlanContext): readonly Path[] {
  const waiting = projectIndex(project).awaited.get(key) ?? [];
  return waiting.flatMap((one) => {
    const service = services.get(one);
    return service ? [[...service.path, 'depends_on', key, 'condition']] : [];
  });
}

/** The mounts of a container that are claims of the StatefulSet's own. */
function claimsOf(member: ServicePlan, owner: ServicePlan, { volumes }: PlanContext): readonly Path[] {
  return member.mounts.flatMap((mount) =>
    mount.type === 'claim' && !mount.readOnly && ownsClaim({ ...owner, volumes }, mount.volume) ? [mount.path] : [],
  );
}

function shapeSchedule(
  { draft }: ServicePlan,
  { path, schedule, concurrency }: NonNullable<ServicePlan['schedule']>,
  { ledger }: PlanContext,
): void {
  const fields = ['schedule', ...(schedule.timeZone === undefined ? [] : ['timeZone']), ...(concurrency ? ['concurrencyPolicy'] : [])];
  if (draft.kind === 'CronJob')
    ledger.shapes(
      path,
      'L-10',
      fields.map((field) => draft.target(`/spec/${field}`)),
    );
}

/** L-04: what a rollout has to be given time for. */
function shapeDeadline(service: ServicePlan, context: PlanContext): void {
  if (service.kind !== 'Deployment') return;
  const settling = (['delay', 'monitor'] as const).flatMap((key) =>
    service.service.deploy?.update_config?.[key] === undefined ? [] : [[...service.path, 'deploy', 'update_config', key]],
  );
  const others = podMembers(service, context).flatMap(({ path, draft, check, service: source }) => [
    ...(draft.hasWaits ? Object.keys(source.depends_on ?? {}).map((key) => [...path, 'depends_on', key, 'condition']) : []),
    ...(draft.container.has('startupProbe')
      ? [check?.test.origin === 'image' ? [...path, source.build === undefined ? 'image' : 'build'] : [...path, 'healthcheck', 'test']]
      : []),
  ]);
  for (const path of [...settling, ...others]) context.ledger.shapes(path, 'L-04', [service.draft.target('/spec/progressDeadlineSeconds')]);
}
