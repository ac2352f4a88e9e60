import { dropsPrivileges } from '../../image/resolve.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { podMembers } from '../pods/pod-of.ts';
import type { ProjectRule } from '../rule.ts';
import { podGroups } from '../storage/pod-group.ts';

/** V-08, S-12: volumes and secrets that a container which is not root can use. */
export const permissionsRule: ProjectRule = {
  name: 'permissions',
  handles: [],
  apply(context) {
    for (const [key, { gid, rule }] of podGroups(context)) {
      const service = context.services.get(key);
      if (!service) continue;
      service.draft.podSecurity.set('fsGroup', gid, rule);
      if (rule === 'V-08') service.draft.podSecurity.set('fsGroupChangePolicy', 'OnRootMismatch', rule);
      context.ledger.add({
        rule,
        message:
          rule === 'V-08'
            ? `${key} gets the group ${gid} for its files: a new claim belongs to root`
            : `${key} gets the group ${gid}, which its secrets and configs belong to`,
        targets: ['fsGroup', ...(rule === 'V-08' ? ['fsGroupChangePolicy'] : [])].map((field) =>
          service.draft.podTarget(`/securityContext/${field}`),
        ),
        optOut: rule === 'V-08' ? 'run the container as root' : 'leave gid and mode out',
      });
    }
    for (const service of context.services.values()) warnOwnFiles(service, context);
  },
};

/** V-08, L-21: the group of a pod also changes the volumes of a program that wants the rights of its files to be its own. */
function warnOwnFiles(service: ServicePlan, context: PlanContext): void {
  const { mounts, image, draft } = service;
  const given = podMembers(service, context).find((member) => member !== service && member.draft.podSecurity.has('fsGroup'));
  const hasClaim = mounts.some((mount) => mount.type === 'claim');
  if (!given || draft.podSecurity.has('fsGroup') || !hasClaim || service.service.user !== undefined || !dropsPrivileges(image)) return;
  context.ledger.differs([...service.path, 'image'], 'L-21', `its volumes get the group of ${given.key}, as all of the pod do`, {
    level: 'warning',
    hint: `user: "0" for ${given.key}, if its program can run as root`,
    targets: [draft.podTarget('/securityContext/fsGroup')],
  });
}
