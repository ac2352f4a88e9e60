import type { Path } from '../../source/node-tools.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { Json } from '../draft.ts';
import type { Fields } from '../fields.ts';

type Reader = Pick<PlanContext, 'ledger'>;

/** Fields of a pod that need not be the same for its containers, with the attribute that sets each. */
const attributes: Readonly<Record<string, readonly string[]>> = {
  hostname: ['hostname'],
  hostAliases: ['extra_hosts'],
  dnsConfig: ['dns_search', 'dns_opt'],
  nodeSelector: ['platform', 'x-waybill'],
  runtimeClassName: ['runtime'],
  hostPID: ['pid'],
  hostIPC: ['ipc'],
  shareProcessNamespace: ['init', 'pid'],
  supplementalGroups: ['group_add'],
  sysctls: ['sysctls'],
  serviceAccountName: ['x-waybill'],
  priorityClassName: ['x-waybill'],
  tolerations: ['x-waybill'],
};

/** Fields without which a container does not run as it should. */
const vital: ReadonlySet<string> = new Set(['runtimeClassName', 'nodeSelector', 'sysctls', 'hostPID', 'hostIPC', 'serviceAccountName']);

/**
 * Takes what a container that joins a pod needs of it (L-21). What both ask for is joined where it can be; else the service that
 * the pod belongs to decides, and the account says so.
 */
export function takePodFields(owner: ServicePlan, guest: ServicePlan, context: Reader): void {
  for (const field of guest.draft.pod.names)
    if (field !== 'terminationGracePeriodSeconds') take(field, owner.draft.pod, owner, guest, context);
  for (const field of guest.draft.podSecurity.names) {
    if (field === 'seccompProfile') ownProfile(owner, guest);
    else take(field, owner.draft.podSecurity, owner, guest, context);
  }
  takeAnnotations(owner, guest, context);
}

function take(field: string, into: Fields, owner: ServicePlan, guest: ServicePlan, { ledger }: Reader): void {
  const from = guest.draft.pod.has(field) ? guest.draft.pod : guest.draft.podSecurity;
  const [own, wanted] = [into.get(field), from.get(field)];
  if (isSame(own, wanted)) return;
  const paths = pathsOf(field, guest);
  const joined = own === undefined ? wanted : join(field, own, wanted);
  if (joined !== undefined) {
    into.settle(field, joined, 'L-21');
    const message = `holds for the whole pod, and so for ${owner.key}`;
    const pointer = guest.draft.pod.has(field) ? `/${field}` : `/securityContext/${field}`;
    for (const path of paths) ledger.differs(path, 'L-21', message, { targets: [owner.draft.podTarget(pointer)] });
    return;
  }
  for (const path of paths) {
    ledger.refused(path, 'L-21', `${field} is one for the whole pod, and ${owner.key} asks for another`, {
      ...(vital.has(field) && { level: 'error' }),
      hint: `write it for ${owner.key}`,
    });
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The attributes of a service that set a field of its pod. */
function pathsOf(field: string, { service, path }: ServicePlan): readonly Path[] {
  const given = (attributes[field] ?? []).filter((name) => service[name as keyof typeof service] !== undefined);
  return given.map((name) => [...path, name]);
}

/** What satisfies both; undefined when nothing does. */
function join(field: string, own: unknown, wanted: unknown): unknown {
  switch (field) {
    case 'hostAliases':
      return joinHosts(own as readonly HostAlias[], wanted as readonly HostAlias[]);
    case 'supplementalGroups':
    case 'tolerations':
      return union(own as readonly unknown[], wanted as readonly unknown[]);
    case 'sysctls':
      return joinNamed(own as readonly Named[], wanted as readonly Named[]);
    case 'nodeSelector':
      return joinMaps(own as Json, wanted as Json);
    default:
      return undefined;
  }
}

interface HostAlias {
  readonly ip: string;
  readonly hostnames: readonly string[];
}

function joinHosts(own: readonly HostAlias[], wanted: readonly HostAlias[]): readonly HostAlias[] {
  const names = new Map(own.map(({ ip, hostnames }) => [ip, hostnames]));
  for (const { ip, hostnames } of wanted) names.set(ip, [...new Set([...(names.get(ip) ?? []), ...hostnames])]);
  return [...names].map(([ip, hostnames]) => ({ ip, hostnames }));
}

function union(own: readonly unknown[], wanted: readonly unknown[]): readonly unknown[] {
  return [...own, ...wanted.filter((item) => !own.some((known) => isSame(known, item)))];
}

interface Named {
  readonly name: string;
}

function joinNamed(own: readonly Named[], wanted: readonly Named[]): readonly unknown[] | undefined {
  const all = union(own, wanted) as readonly Named[];
  return new Set(all.map((item) => item.name)).size === all.length ? all : undefined;
}

function joinMaps(own: Json, wanted: Json): Json | undefined {
  return Object.keys(wanted).every((key) => !Object.hasOwn(own, key) || isSame(own[key], wanted[key])) ? { ...own, ...wanted } : undefined;
}

/** SEC-09: a container may have a profile of its own. */
function ownProfile(owner: ServicePlan, guest: ServicePlan): void {
  const profile = guest.draft.podSecurity.get('seccompProfile');
  if (!isSame(owner.draft.podSecurity.get('seccompProfile'), profile))
    guest.draft.containerSecurity.set('seccompProfile', profile, 'SEC-09');
}

/** The seconds that Docker gives a container to stop (B-071). */
const dockerGrace = 10;

/** L-21: the containers of a pod stop together, in the time that the slowest of them needs. */
export function settleGracePeriod(members: readonly ServicePlan[], { ledger }: Reader): void {
  const [owner] = members;
  const given = members.map(({ draft }) => draft.pod.get('terminationGracePeriodSeconds') as number | undefined);
  if (!owner || given.every((seconds) => seconds === undefined)) return;
  const longest = Math.max(...given.map((seconds) => seconds ?? dockerGrace));
  owner.draft.pod.settle('terminationGracePeriodSeconds', longest, 'L-21');
  members.forEach(({ path }, i) => {
    if (given[i] === undefined || given[i] === longest) return;
    ledger.differs([...path, 'stop_grace_period'], 'L-21', `the containers of the pod stop together, within ${longest} s`, {
      targets: [owner.draft.podTarget('/terminationGracePeriodSeconds')],
    });
  });
}

/** A key that both have keeps the value of the service that the pod belongs to. */
function takeAnnotations(owner: ServicePlan, guest: ServicePlan, { ledger }: Reader): void {
  for (const kind of ['annotations', 'podAnnotations'] as const) {
    for (const [key, value] of guest.draft[kind]) {
      const own = owner.draft[kind].get(key);
      if (own === undefined) owner.draft[kind].set(key, value);
      else if (own !== value) {
        ledger.refused(labelPath(kind, key, guest), 'L-21', `a pod has one annotation ${key}, and that of ${owner.key} is another`, {
          targets: [
            owner.draft.target(pointerTo(`${kind === 'annotations' ? '' : owner.draft.templatePointer}/metadata/annotations`, key)),
          ],
        });
      }
    }
  }
}

function labelPath(kind: 'annotations' | 'podAnnotations', key: string, { service, path }: ServicePlan): Path {
  if (kind === 'annotations') return [...path, 'deploy', 'labels', key];
  for (const attribute of ['labels', 'annotations'] as const) {
    if (Object.hasOwn(service[attribute] ?? {}, key)) return [...path, attribute, key];
  }
  return [...path, 'labels'];
}
