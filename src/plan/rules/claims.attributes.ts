import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

/** `volumes`. */
export const claimsAttributes: readonly AttributeRow[] = [
  {
    attribute: 'volumes',
    outcomes: ['differs', 'exact', 'refused!', 'not-applicable'],
    destination: 'PersistentVolumeClaim, or StatefulSet `volumeClaimTemplates`',
    difference: 'a Docker volume has no size: a claim asks for `x-waybill.size`, `--storage-size` or 1Gi; unused volumes are left out',
    rules: ['V-01', 'V-02', 'V-03', 'V-04', 'V-20', 'V-21', 'V-22', 'V-23', 'B-231', 'DIAG-36'],
  },
  {
    attribute: 'volumes.*.name',
    outcomes: ['exact', 'differs'],
    destination: 'PersistentVolumeClaim `metadata.name`',
    difference: 'characters that an object name cannot have become `-`',
    rules: ['B-230', 'G-03'],
  },
  {
    attribute: 'volumes.*.driver',
    outcomes: ['exact', 'refused!'],
    destination: '',
    difference: '`local` is what a claim is; plugins of Docker do not exist in a cluster',
    rules: ['B-231'],
  },
  {
    attribute: 'volumes.*.driver_opts',
    outcomes: ['differs', 'exact', 'refused', 'refused!'],
    destination: 'PersistentVolume `spec.nfs`, `spec.mountOptions`; claim `spec.resources.requests.storage`',
    difference: 'NFS exports, sizes, binds and tmpfs are understood; the storage class decides everything else',
    rules: ['B-232', 'V-02', 'V-20', 'V-21', 'V-22'],
  },
  ...rowsBelow('volumes.*', ['external', 'external.name'], {
    outcomes: ['differs'],
    destination: 'pod `volumes[].persistentVolumeClaim.claimName`',
    difference: 'the claim must exist, with its content in the directory `data`',
    rules: ['V-23', 'B-233'],
  }),
  {
    attribute: 'volumes.*.labels',
    outcomes: ['differs', 'refused'],
    destination: 'PersistentVolumeClaim `metadata.annotations`',
    difference: 'labels of Docker are free text, as annotations are',
    rules: ['B-234'],
  },
];
