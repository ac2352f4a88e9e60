import { dropsPrivileges } from '../../image/resolve.ts';
import type { FileReference } from '../../model/service.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { isOnServer } from './claims.ts';

/** The `fsGroup` of a pod, and the rule that it comes from: V-08 for claims, S-12 for secrets and configs. */
export interface PodGroup {
  readonly gid: number;
  readonly rule: 'V-08' | 'S-12';
}

/** The group that pods get whose own is not known; any number serves, because it is a supplementary group (S-12, V-08). */
const fallbackGroup = 65532;

/** V-08, S-12: the group of every service whose files need one. Services that share a volume get the group of the first of them. */
export function podGroups(context: Pick<PlanContext, 'services' | 'volumes' | 'project'>): ReadonlyMap<string, PodGroup> {
  const wanted = new Map<string, PodGroup>();
  for (const service of context.services.values()) {
    const group = wantedGroup(service, context);
    if (group) wanted.set(service.key, group);
  }
  const leader = new Map<string, PodGroup>();
  const communities = sharingServices(context);
  for (const [key, group] of wanted) {
    const community = communities.get(key) ?? key;
    if (!leader.has(community)) leader.set(community, group);
  }
  return new Map([...wanted].map(([key, group]) => [key, { ...group, gid: leader.get(communities.get(key) ?? key)?.gid ?? group.gid }]));
}

function wantedGroup(service: ServicePlan, { project, volumes }: Pick<PlanContext, 'project' | 'volumes'>): PodGroup | undefined {
  const { user, mounts, image } = service;
  const own = user.gid !== undefined && user.gid !== 0 ? user.gid : undefined;
  // The kubelet changes no owners on NFS and SMB.
  if (mounts.some((m) => m.type === 'claim' && !isOnServer(volumes.get(m.volume) ?? {}))) {
    // Group bits would break the files that such an image protects itself: `.erlang.cookie`, PGDATA.
    const startsAsRoot = user.isRoot === true || (service.service.user === undefined && dropsPrivileges(image));
    return startsAsRoot ? undefined : { gid: own ?? fallbackGroup, rule: 'V-08' };
  }
  const references = [
    ...(service.service.secrets ?? []).map((r) => ({ ...r, kind: 'secrets' as const })),
    ...(service.service.configs ?? []).map((r) => ({ ...r, kind: 'configs' as const })),
  ];
  const given = references
    .filter((r) => project[r.kind].get(r.source)?.file === undefined)
    .map((r) => Number(r.gid))
    .find((gid) => Number.isInteger(gid) && gid > 0);
  if (given !== undefined) return { gid: given, rule: 'S-12' };
  return user.isRoot !== true && references.some(isClosed) ? { gid: own ?? fallbackGroup, rule: 'S-12' } : undefined;
}

/** Whether others than owner and group may not read the file. */
export function isClosed({ mode }: FileReference): boolean {
  return mode !== undefined && (Number.parseInt(mode, 8) & 0o004) === 0;
}

/** Services that are connected by volumes or a pod (L-21), under the name of the first of them. */
function sharingServices({ services, volumes }: Pick<PlanContext, 'services' | 'volumes'>): ReadonlyMap<string, string> {
  const root = new Map([...services.keys()].map((key) => [key, key]));
  const find = (key: string): string => {
    let at = key;
    for (let next = root.get(at); next !== undefined && next !== at; next = root.get(at)) at = next;
    return at;
  };
  for (const { key, pod } of services.values()) root.set(key, pod.owner);
  for (const { users } of volumes.values()) {
    const [first, ...others] = users;
    if (first) for (const other of others) root.set(find(other.service), find(first.service));
  }
  return new Map([...services.keys()].map((key) => [key, find(key)]));
}
