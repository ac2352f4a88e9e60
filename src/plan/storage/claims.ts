import type { Json } from '../draft.ts';
import type { VolumePlan } from './mounts.ts';

/** V-02: one node at a time; the class is the cluster's default unless the file names one. */
export function claimSpec(volume: VolumePlan): Json {
  return {
    accessModes: [volume.nfs ? 'ReadWriteMany' : 'ReadWriteOnce'],
    ...(volume.nfs ? { storageClassName: '', volumeName: volume.claimName } : volume.storageClass !== undefined && { storageClassName: volume.storageClass }),
    resources: { requests: { storage: volume.size } },
  };
}
