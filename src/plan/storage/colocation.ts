import type { VolumePlan } from './mounts.ts';

/**
 * The volume after which the pods on one node are marked. Volumes that a service has in common are on the same node,
 * so they share one mark: with a mark for each, the scheduler may place their other users apart and find no node for it (V-05).
 */
export function colocationLeader(volume: VolumePlan, volumes: ReadonlyMap<string, VolumePlan>): VolumePlan {
  const shared = [...volumes.values()].filter((v) => !v.manyNodes && v.users.length > 1);
  const connected = new Set([volume]);
  for (const reached of connected) {
    const services = new Set(reached.users.map((user) => user.service));
    for (const other of shared) if (other.users.some((user) => services.has(user.service))) connected.add(other);
  }
  return shared.find((v) => connected.has(v)) ?? volume;
}
