import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { networksOf } from './networks.ts';
import type { ConvertOptions } from './options.ts';

/** What has to be known of a service before one-shots are folded. */
export interface FoldFacts {
  readonly service: Service;
  readonly isJob: boolean;
  readonly replicas: number;
  /** Others call it by its name. */
  readonly isMentioned: boolean;
  readonly sharesPod: boolean;
}

/** Which one-shots run as init containers of what waits for them (L-05b). */
export interface Folds {
  /** The dependant of each folded service. */
  readonly into: ReadonlyMap<string, string>;
  /** Why the others, which something waits for, stay Jobs: a clause without a full stop. */
  readonly refusals: ReadonlyMap<string, string>;
}

/**
 * `--jobs fold`: a one-shot that one service alone waits for runs in the pods of that service. So it does unasked where the
 * NetworkPolicy of that service keeps it from the API server, which it would ask for ever (N-31).
 */
export function planFolds(
  project: Project,
  facts: ReadonlyMap<string, FoldFacts>,
  { jobs, wait }: Pick<ConvertOptions, 'jobs' | 'wait'>,
): Folds {
  const into = new Map<string, string>();
  const refusals = new Map<string, string>();
  if (wait === 'none') return { into, refusals };
  for (const [key, dependants] of dependantsOf(project)) {
    const own = facts.get(key);
    if (!own?.isJob || (jobs !== 'fold' && !dependants.some((one) => isCutOff(facts.get(one.key), project)))) continue;
    const [only] = dependants;
    const other = only === undefined ? undefined : facts.get(only.key);
    const refusal = refusalOf(own, dependants, other);
    if (refusal !== undefined) refusals.set(key, refusal);
    else if (only) into.set(key, only.key);
  }
  return { into, refusals };
}

/** The service in whose pod a service runs in the end: a one-shot may be folded into one that is itself folded. */
export function foldedInto(key: string, { into }: Folds): string {
  let at = key;
  for (let next = into.get(at); next !== undefined; next = into.get(at)) at = next;
  return at;
}

/** Whether a service is on internal networks only. */
function isCutOff(facts: FoldFacts | undefined, { networks }: Project): boolean {
  const own = facts ? networksOf(facts) : [];
  return own.length > 0 && own.every((network) => networks.get(network)?.internal === true);
}

interface Dependant {
  readonly key: string;
  readonly isRequired: boolean;
}

/** The services that wait for the successful end of each one. */
function dependantsOf({ services }: Project): ReadonlyMap<string, readonly Dependant[]> {
  const found = new Map<string, Dependant[]>();
  for (const [key, { depends_on: dependencies }] of services)
    for (const [target, { condition, required }] of Object.entries(dependencies ?? {})) {
      if (condition !== 'service_completed_successfully') continue;
      const list = found.get(target) ?? [];
      list.push({ key, isRequired: required });
      found.set(target, list);
    }
  return found;
}

function refusalOf(
  { service, replicas, isMentioned, sharesPod }: FoldFacts,
  dependants: readonly Dependant[],
  other: FoldFacts | undefined,
): string | undefined {
  if (dependants.length !== 1)
    return `${dependants.map(({ key }) => key).join(' and ')} wait for it, and it would run once for each of them`;
  if (!other) return 'what waits for it is not in the cluster';
  if (dependants.some(({ isRequired }) => !isRequired)) return 'what waits for it starts also when it fails';
  if (replicas !== 1) return `it has ${replicas} replicas`;
  if (other.replicas === 0) return 'what waits for it has no replicas';
  if (isMentioned) return 'others call it by its name';
  if (sharesPod || other.sharesPod) return 'other containers are in the pod';
  if (hasHooks(service)) return 'an init container has no hooks';
  const missing = networksOf({ service }).filter((network) => !networksOf({ service: other.service }).includes(network));
  return missing.length > 0 ? `it is on networks that what waits for it is not on: ${missing.join(', ')}` : undefined;
}

function hasHooks({ pre_start: first = [], post_start: start = [], pre_stop: stop = [], stop_signal: signal }: Service): boolean {
  return first.length + start.length + stop.length > 0 || signal !== undefined;
}
