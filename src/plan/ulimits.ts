import type { ServicePlan } from './context.ts';

/**
 * Whether a container is given the capability to lock as much memory as it likes: `memlock: -1` (SEC-16). It serves root only:
 * a process that is not root has no capability but those of its program's file.
 */
export function locksMemory({ service, user }: Pick<ServicePlan, 'service' | 'user'>): boolean {
  return user.isRoot !== false && asksToLockMemory(service);
}

export function asksToLockMemory(service: ServicePlan['service']): boolean {
  const limit = service.ulimits?.['memlock'];
  return !locksNothing(service) && (limit === -1 || (typeof limit === 'object' && limit.hard === -1));
}

/** Whether Elasticsearch or OpenSearch is told to lock no memory, whatever the limit. */
export function locksNothing({ environment }: ServicePlan['service']): boolean {
  return environment?.['bootstrap.memory_lock'] === 'false';
}
