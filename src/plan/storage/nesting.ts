import { join } from '../../source/posix-path.ts';
import { isSystemPath } from './host-paths.ts';
import type { ResolvedMount } from './mounts.ts';

/** Whether a path lies below a directory; both cleaned. */
export function isBelow(path: string, directory: string): boolean {
  return path !== directory && path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** Whether a path is a directory or lies below it. */
export function isWithin(path: string, directory: string): boolean {
  return path === directory || isBelow(path, directory);
}

/** The mount in which a path lies: the one with the longest target above it. */
export function mountAround(target: string, mounts: readonly ResolvedMount[]): ResolvedMount | undefined {
  return mounts
    .filter((mount) => mount.type !== 'none' && isBelow(target, mount.target))
    .reduce<ResolvedMount | undefined>(
      (nearest, mount) => (nearest && nearest.target.length >= mount.target.length ? nearest : mount),
      undefined,
    );
}

/** V-30: a volume that is mounted read-only takes no mount points; directories of ConfigMaps and Secrets are filled in another way. */
export function readOnlyVolumeAround(target: string, mounts: readonly ResolvedMount[]): ResolvedMount | undefined {
  const around = mountAround(target, mounts);
  if (!around?.readOnly || around.type === 'directory' || around.type === 'file') return undefined;
  // The mount point is there where it is a directory that every node has.
  const isGiven = around.type === 'hostPath' && isSystemPath(join(around.hostPath, target.slice(around.target.length + 1)));
  return isGiven ? undefined : around;
}
