import type { ImageUser, UserNumbers } from './dockerfile-facts.ts';

/** Reads the argument of USER: numbers count as they are, names through the users and groups that RUN lines created. */
export function resolveUser(raw: string, users: ReadonlyMap<string, UserNumbers>, groups: ReadonlyMap<string, number>): ImageUser {
  const [user = '', group = ''] = raw.split(':');
  const known = isNumber(user) ? [...users.values()].find(({ uid }) => uid === Number(user)) : users.get(user);
  const uid = isNumber(user) ? Number(user) : user === 'root' ? 0 : known?.uid;
  // The own group of a user mostly carries the same name.
  const ownGid = known?.gid ?? groups.get(user) ?? (uid === 0 ? 0 : undefined);
  const gid = group === '' ? ownGid : isNumber(group) ? Number(group) : group === 'root' ? 0 : groups.get(group);
  return {
    raw,
    ...(!isNumber(user) && { name: user }),
    ...(group !== '' && !isNumber(group) && { groupName: group }),
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  };
}

function isNumber(text: string): boolean {
  return /^\d{1,10}$/.test(text);
}
