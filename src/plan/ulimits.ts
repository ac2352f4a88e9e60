import type { Service } from '../model/service.ts';

/** Whether a container may lock as much memory as it likes: `memlock: -1` (SEC-16). */
export function locksMemory({ ulimits }: Service): boolean {
  const limit = ulimits?.['memlock'];
  return limit === -1 || (typeof limit === 'object' && limit.hard === -1);
}
