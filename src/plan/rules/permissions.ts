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
        targets: [service.draft.podTarget('/securityContext/fsGroup')],
        optOut: rule === 'V-08' ? 'run the container as root' : 'leave gid and mode out',
      });
    }
  },
};
