import type { Project } from '../../model/project.ts';
import { specialNetwork } from '../networks.ts';
import { type Join, networkHolder, wantedJoins, wantedPod } from './joins.ts';

/** The containers that run in one pod. */
export interface Pod {
  /** The service that gives the pod its name, its kind, and every field that belongs to the pod. */
  readonly owner: string;
  /** Value of `app.kubernetes.io/name` on the pod. */
  readonly name: string;
  /** Services whose containers are in it, in their order: the owner first. */
  readonly members: readonly string[];
}

/** Which containers share a pod (L-21, L-22). */
export interface Pods {
  readonly byService: ReadonlyMap<string, Omit<Pod, 'name'>>;
  /** What each service asks for, with the reason where it cannot be had. */
  readonly joins: ReadonlyMap<string, readonly Join[]>;
  /** The service whose network each uses, in the end. */
  readonly networkOf: (service: string) => string;
}

/** What has to be known of a service before pods are made. */
export interface PodFacts {
  /** Ends by itself, or at times: it has a pod of its own. */
  readonly isJob: boolean;
  readonly isOnEveryNode: boolean;
  readonly replicas: number;
}

/** Puts services that enter each other's namespaces into one pod, in the end that of a service that enters none. */
export function planPods(project: Project, facts: ReadonlyMap<string, PodFacts>): Pods {
  const wanted = new Map([...project.services.keys()].map((key) => [key, wantedJoins(key, project)]));
  const joins = new Map([...wanted].map(([key, list]) => [key, list.map((join) => withRefusal(key, join, { project, facts, wanted }))]));
  const next = new Map([...joins].flatMap(([key, list]) => list.filter((join) => !join.refusal).map((join) => [key, join.to] as const)));
  const ownerOf = (key: string): string => {
    let at = key;
    for (let to = next.get(at); to !== undefined; to = next.get(at)) at = to;
    return at;
  };
  const members = new Map<string, string[]>();
  for (const key of facts.keys()) {
    const owner = ownerOf(key);
    const list = members.get(owner) ?? [owner];
    if (owner !== key) list.push(key);
    members.set(owner, list);
  }
  const byService = new Map([...facts.keys()].map((key) => [key, { owner: ownerOf(key), members: members.get(ownerOf(key)) ?? [key] }]));
  const networkOf = (key: string): string => {
    const join = joins.get(key)?.find(({ attribute, refusal }) => attribute === 'network_mode' && !refusal);
    return join ? networkOf(join.to) : key;
  };
  return { byService, joins, networkOf };
}

interface Given {
  readonly project: Project;
  readonly facts: ReadonlyMap<string, PodFacts>;
  readonly wanted: ReadonlyMap<string, readonly Join[]>;
}

function withRefusal(key: string, join: Join, given: Given): Join {
  const refusal = refusalOf(key, join, given);
  return refusal ? { ...join, refusal } : join;
}

function refusalOf(key: string, join: Join, { project, facts, wanted }: Given): Join['refusal'] {
  const [own, other] = [facts.get(key), facts.get(join.to)];
  if (!own || !other) return { reason: `nothing in the cluster is ${join.to}` };
  if (leadsTo(join.to, key, wanted)) return { reason: `${join.to} enters a namespace of ${key} in turn` };
  const rivals = (wanted.get(key) ?? []).filter(({ to }) => wantedPod(to, project) !== wantedPod(join.to, project));
  if (rivals.length > 0) {
    return {
      reason: `a container is in one pod: ${[join, ...rivals].map(({ to }) => to).join(' and ')} are in two`,
      hint: 'enter the namespaces of one service',
    };
  }
  for (const [name, { isJob, replicas }] of [
    [key, own],
    [join.to, other],
  ] as const) {
    if (isJob) {
      return {
        reason: `${name} is a program that ends, and a Job has a pod of its own`,
        hint: 'x-waybill: {kind: Deployment} for a program that runs on',
      };
    }
    if (replicas !== 1) return { reason: `${name} has ${replicas} replicas, and only one container can be joined`, hint: 'replicas: 1' };
  }
  if (own.isOnEveryNode && !other.isOnEveryNode) return { reason: `${key} runs on every node, and ${join.to} does not` };
  if (specialNetwork(wantedNetwork(key, project), project) !== specialNetwork(wantedNetwork(join.to, project), project)) {
    return { reason: `a pod has one network, and ${join.to} is on another one than ${key}`, hint: `network_mode: service:${join.to}` };
  }
  return undefined;
}

function wantedNetwork(key: string, project: Project): { readonly service: NonNullable<ReturnType<Project['services']['get']>> } {
  return { service: project.services.get(networkHolder(key, project)) ?? {} };
}

function leadsTo(from: string, to: string, wanted: Given['wanted']): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (const at of open) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(wanted.get(at) ?? []).map((join) => join.to));
  }
  return false;
}
