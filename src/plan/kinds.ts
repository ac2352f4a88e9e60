import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Path } from '../source/node-tools.ts';
import type { Replicas, Restart } from './context.ts';
import type { WorkloadKind } from './draft.ts';
import type { Extension } from './extension.ts';
import type { PortSet } from './ports.ts';
import { projectIndex } from './project-index.ts';
import type { EffectiveHealthcheck } from './probes/effective-healthcheck.ts';
import type { OwnSchedule } from './schedules/own-schedule.ts';
import type { ResolvedMount, VolumePlan } from './storage/mounts.ts';

/** L-02: `deploy.restart_policy.condition` where the block exists, else `restart`, else `no`. */
export function effectiveRestart(key: string, service: Service): Restart {
  const path: Path = ['services', key];
  const policy = service.deploy?.restart_policy;
  if (policy) {
    const condition = policy.condition ?? 'any';
    return {
      policy: condition === 'none' ? 'no' : condition === 'on-failure' ? 'on-failure' : 'always',
      ...(isLimit(policy.max_attempts) && { maxAttempts: policy.max_attempts }),
      path: [...path, 'deploy', 'restart_policy'],
    };
  }
  if (service.restart === undefined) return { policy: 'no', path: undefined };
  const [word, attempts] = service.restart.split(':');
  const restartPath = [...path, 'restart'];
  const maxAttempts = attempts === undefined ? undefined : Number(attempts);
  if (word === 'on-failure') return { policy: 'on-failure', ...(isLimit(maxAttempts) && { maxAttempts }), path: restartPath };
  return { policy: word === 'no' || word === '' ? 'no' : 'always', path: restartPath };
}

/** To the engine 0 attempts are as many as it takes. */
function isLimit(attempts: number | undefined): attempts is number {
  return attempts !== undefined && attempts > 0;
}

/** L-26. */
export function effectiveReplicas(key: string, service: Service): Replicas {
  if (service.scale !== undefined) return { count: service.scale, path: ['services', key, 'scale'] };
  const replicas = service.deploy?.replicas;
  return replicas === undefined ? { count: 1, path: undefined } : { count: replicas, path: ['services', key, 'deploy', 'replicas'] };
}

export interface KindFacts {
  readonly key: string;
  readonly service: Service;
  readonly extension: Extension;
  readonly schedule: OwnSchedule | undefined;
  readonly restart: Restart;
  readonly replicas: Replicas;
  readonly check: EffectiveHealthcheck | undefined;
  readonly ports: PortSet;
  readonly mounts: readonly ResolvedMount[];
  readonly volumes: ReadonlyMap<string, VolumePlan>;
  readonly isMentioned: boolean;
  /** What is known of the image speaks of a server, and another program runs. */
  readonly runsClient: boolean;
}

/** L-01, first match. */
export function decideKind(facts: KindFacts, project: Project): WorkloadKind {
  const { service, extension } = facts;
  if (extension.kind) return extension.kind;
  if (facts.schedule) return 'CronJob';
  if (service.deploy?.mode === 'global') return 'DaemonSet';
  if (service.deploy?.mode === 'replicated-job' || isAwaitedToComplete(facts.key, project) || isOneShot(facts)) return 'Job';
  return facts.mounts.some((mount) => mount.type === 'claim' && !mount.readOnly && ownsClaim(facts, mount.volume))
    ? 'StatefulSet'
    : 'Deployment';
}

/** Whether another service waits for its successful end. */
export function isAwaitedToComplete(key: string, project: Project): boolean {
  return projectIndex(project).awaited.has(key);
}

/** `restart: "no"` in so many words, and nothing that only a server has; never `on-failure`, which queue workers use. */
function isOneShot({ service, restart, ports, check, isMentioned, runsClient }: KindFacts): boolean {
  const isClosed = ports.isEmpty || (runsClient && (service.ports ?? []).length + (service.expose ?? []).length === 0);
  return restart.policy === 'no' && restart.path !== undefined && isClosed && check === undefined && !isMentioned;
}

/** V-04: a volume that only this service writes and nobody else sees can be a claim of its own. */
export function ownsClaim(
  { service, replicas, volumes, key }: Pick<KindFacts, 'service' | 'replicas' | 'volumes' | 'key'>,
  volume: string,
): boolean {
  const plan = volumes.get(volume);
  return (
    plan !== undefined &&
    plan.users.every((u) => u.service === key && u.writable) &&
    replicas.count <= 1 &&
    !plan.named &&
    !plan.external &&
    !plan.manyNodes &&
    service.hostname === undefined
  );
}
