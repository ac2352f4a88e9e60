import { failure, success, type Result } from './result.ts';

/** Who runs in a container. Numbers are ids, names only the image can resolve. */
export interface User {
  readonly user: number | string;
  /** Absent: the group that the image's passwd file gives the user, or 0. */
  readonly group?: number | string;
}

/** The largest id that Linux and Docker take. */
const largestId = 2 ** 31 - 1;

/** `user` or `user:group` (SEC-02). */
export function parseUser(text: string): Result<User> {
  const colon = text.indexOf(':');
  const user = parseId(colon === -1 ? text : text.slice(0, colon));
  const group = colon === -1 ? '' : text.slice(colon + 1);
  if (user === undefined) return failure('the user is empty');
  if (typeof user === 'number' && user > largestId) return failure(`user ${user} is above ${largestId}`);
  const groupId = parseId(group);
  if (typeof groupId === 'number' && groupId > largestId) return failure(`group ${groupId} is above ${largestId}`);
  return success({ user, ...(groupId !== undefined && { group: groupId }) });
}

function parseId(text: string): number | string | undefined {
  if (text === '') return undefined;
  return /^\d+$/.test(text) ? Number(text) : text;
}
