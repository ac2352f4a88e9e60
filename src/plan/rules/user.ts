import type { ServiceRule } from '../rule.ts';
import { userAttributes } from './user.attributes.ts';

/** SEC-02, SEC-03: the user that the container runs as, by number. */
export const userRule: ServiceRule = {
  name: 'user',
  handles: userAttributes,
  apply({ service, path, draft, user, image }, { ledger }) {
    if (user.uid !== undefined && user.write) draft.containerSecurity.set('runAsUser', user.uid, 'SEC-02');
    if (user.gid !== undefined && user.writeGroup) draft.containerSecurity.set('runAsGroup', user.gid, 'SEC-02');
    const fields = ['runAsUser', 'runAsGroup'].filter((field) => draft.containerSecurity.has(field));
    const targets = fields.map((field) => draft.containerTarget(`/securityContext/${field}`));
    if (service.user === undefined) {
      if (user.write) {
        ledger.add({
          rule: 'SEC-03',
          message: `${path[1]} runs as number ${user.uid}, which is the user ${user.name} of its ${image.metadata ? 'image' : 'Dockerfile'}: Kubernetes cannot check a name`,
          targets,
          optOut: 'write the number after USER in the Dockerfile',
        });
      }
      return;
    }
    const at = [...path, 'user'];
    switch (user.source) {
      case 'number':
        return ledger.exact(at, 'SEC-02', targets);
      case 'name':
        return ledger.differs(
          at,
          'SEC-03',
          `Kubernetes takes numbers only: ${service.user} is ${user.uid}${user.writeGroup ? `:${user.gid}` : ''}`,
          { targets },
        );
      case 'image':
        return ledger.exact(at, 'SEC-03');
      case 'empty':
        return ledger.refused(at, 'SEC-02', 'names no user', {
          level: 'error',
          hint: 'write UID or UID:GID; a variable in it may be unset',
        });
      case 'unknown':
        return ledger.refused(at, 'SEC-03', `the number of the user ${service.user} is not known here, and Kubernetes takes numbers only`, {
          level: 'error',
          hint: 'write the number, as docker run --rm IMAGE id prints it',
        });
    }
  },
};
