import type { Json } from '../draft.ts';
import type { VolumePlan } from './mounts.ts';

/** V-02: one node at a time; the class is the cluster's default unless the file names one. */
export function claimSpec(volume: VolumePlan): Json {
  return {
    accessModes: [volume.manyNodes ? 'ReadWriteMany' : 'ReadWriteOnce'],
    ...(isOnServer(volume)
      ? { storageClassName: '', volumeName: volume.claimName }
      : volume.storageClass !== undefined && { storageClassName: volume.storageClass }),
    resources: { requests: { storage: volume.size } },
  };
}

/** Whether its data lies on a file server, and was there before the cluster. */
export function isOnServer({ nfs, smb }: Pick<VolumePlan, 'nfs' | 'smb'>): boolean {
  return nfs !== undefined || smb !== undefined;
}

/** V-07: never the root of a claim, where file systems keep a `lost+found`; an NFS export is what the file says that it is. */
export function claimSubPath(volume: VolumePlan, below: string | undefined): string | undefined {
  if (isOnServer(volume)) return below;
  return below === undefined ? 'data' : `data/${below}`;
}
