import type { ServicePlan } from './context.ts';

/**
 * Whether a container is given the capability to lock as much memory as it likes: `memlock: -1` (SEC-16). It serves root only:
 * a process that is not root has no capability but those of its program's file.
 */
export function locksMemory({ service, user }: Pick<ServicePlan, 'service' | 'user'>): boolean {
  return user.isRoot !== false && asksToLockMemory(service);
}

export function asksToLockMemory({ ulimits }: ServicePlan['service']): boolean {
  const limit = ulimits?.['memlock'];
  return limit === -1 || (typeof limit === 'object' && limit.hard === -1);
}
