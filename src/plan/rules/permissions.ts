import type { PlanContext, ServicePlan } from '../context.ts';
import type { ProjectRule } from '../rule.ts';

/** The group that pods get whose own is not known; any number serves, because it is a supplementary group (S-12, V-08). */
const fallbackGroup = 65532;

/** V-08, S-12: volumes and secrets that a container which is not root can use. */
export const permissionsRule: ProjectRule = {
  name: 'permissions',
  handles: [],
  apply(context) {
    const groups = new Map<string, number>();
    for (const service of context.services.values()) {
      const group = wantedGroup(service, context);
      if (group !== undefined) groups.set(service.key, group);
    }
    for (const [key, group] of groups) {
      const service = context.services.get(key);
      if (service) apply(service, sharedGroup(service, groups, context) ?? group, context);
    }
  },
};

function wantedGroup(service: ServicePlan, { project }: PlanContext): number | undefined {
  const { user, mounts, image } = service;
  const hasClaim = mounts.some((m) => m.type === 'claim');
  const startsAsRoot = user.isRoot === true || (service.service.user === undefined && image.facts?.startsAsRootAndDrops === true);
  if (hasClaim && !startsAsRoot) return user.gid !== undefined && user.gid !== 0 ? user.gid : fallbackGroup;
  if (user.isRoot === true) return undefined;
  const references = [...(service.service.secrets ?? []), ...(service.service.configs ?? [])];
  const closed = references.find((r) => r.mode !== undefined && (Number.parseInt(r.mode, 8) & 0o004) === 0);
  if (!closed) return undefined;
  const isFile = (project.secrets.get(closed.source) ?? project.configs.get(closed.source))?.file !== undefined;
  const own = isFile || closed.gid === undefined ? undefined : Number(closed.gid);
  return own ?? (user.gid !== undefined && user.gid !== 0 ? user.gid : fallbackGroup);
}

/** All consumers of one volume use one group: the first that has one (S-12). */
function sharedGroup(service: ServicePlan, groups: ReadonlyMap<string, number>, { volumes }: PlanContext): number | undefined {
  for (const mount of service.mounts) {
    if (mount.type !== 'claim') continue;
    const first = volumes.get(mount.volume)?.users.find((u) => groups.has(u.service));
    if (first) return groups.get(first.service);
  }
  return undefined;
}

function apply({ draft, key }: ServicePlan, group: number, { ledger }: PlanContext): void {
  draft.podSecurity.set('fsGroup', group, 'V-08');
  draft.podSecurity.set('fsGroupChangePolicy', 'OnRootMismatch', 'V-08');
  ledger.add({
    rule: 'V-08',
    message: `${key} gets the group ${group} for its files: a new claim belongs to root`,
    targets: [draft.podTarget('/securityContext/fsGroup')],
    optOut: 'run the container as root',
  });
}
