import type { RuleTable } from './rule-table.ts';

/** Volumes and bind mounts. */
export const volumeRules: RuleTable = {
  'V-01': ['One mount a path', 'A path in the container has one mount; an explicit volume wins over a secret or config there.'],
  'V-02': [
    'Named volumes',
    'A named volume becomes a PersistentVolumeClaim of the default class, for one node at a time, of the size of `x-waybill.size` or `--storage-size`: Compose knows no size.',
  ],
  'V-03': [
    'Claims stay',
    'A claim outlives its workload. A Deployment with one replaces its pod instead of rolling, because the new pod could not have the volume.',
  ],
  'V-04': [
    'StatefulSet',
    'A volume that one service alone writes makes it a StatefulSet, unless it has a hostname, which a StatefulSet would overwrite.',
  ],
  'V-05': ['Shared volumes', 'One volume of several services stays one claim; their pods are placed on the same node.'],
  'V-06': [
    'Volumes for many nodes',
    '`ReadWriteMany` only by `x-waybill: {access: rwx}`: few storage classes offer it, and others leave the claim pending.',
  ],
  'V-07': ['Below the root of the volume', 'A directory of the volume is mounted: databases refuse a root that holds `lost+found`.'],
  'V-08': [
    'Permissions',
    'A new volume belongs to root. `fsGroup` lets a user that is not root write; images that start as root and change hands themselves need none.',
  ],
  'V-09': [
    'Content of the image',
    'Docker fills an empty volume with the files of the image. Where that content is known, an init container copies it; `x-waybill: {seed: true}` asks for it elsewhere.',
  ],
  'V-10': [
    'Anonymous volumes',
    'An anonymous volume is not mounted, so that the files of the image stay; what is written there is lost when the container restarts.',
  ],
  'V-11': [
    'Volumes of the image',
    'A data directory of an image without a volume is lost with its pod; it gets a volume that outlives restarts of the container only.',
  ],
  'V-12': ['tmpfs', 'A volume in memory, which counts against the memory limit of the pod; its options but for the size have no field.'],
  'V-13': [
    'Bind mounts',
    'What a bind mount is for decides: files and read-only directories are carried, source code of development is dropped, data become a claim, paths of the system are refused.',
  ],
  'V-14': ['Files', 'A file is carried in a ConfigMap, or in a Secret where it holds a secret; it cannot be written.'],
  'V-15': [
    'Directories',
    'A read-only directory is carried file by file; a writable one becomes a claim. First-level names are symbolic links, so that programs that walk the directory may see files twice.',
  ],
  'V-16': ['Missing sources', 'Docker makes a directory of a missing source; for a target that looks like a file that is a mistake.'],
  'V-17': ['Changes of files', 'A change of a carried file makes new pods.'],
  'V-19': [
    'The Docker socket',
    'Nodes have no Docker API. Reverse proxies become an Ingress, schedulers CronJobs, builders kaniko; dashboards have charts of their own.',
  ],
  'V-20': ['NFS', 'An NFS volume becomes a PersistentVolume and a claim; nodes must resolve the server.'],
  'V-21': ['Volume drivers', 'Drivers of Docker have no meaning in a cluster; a CSI driver takes their place.'],
  'V-22': ['Local driver with options', 'A bind or tmpfs by `driver_opts` is treated as the bind mount or tmpfs that it is.'],
  'V-23': ['External volumes', 'The claim must exist before the manifests are applied.'],
  'V-24': ['Read-only', '`ro` makes the mount read-only, not the volume.'],
  'V-25': ['A volume twice', 'One volume with several mounts.'],
  'V-26': ['Images as volumes', 'An init container copies the files of the image, which needs `cp` in it.'],
  'V-27': ['volumes_from', 'The mounts of the other service, as they are.'],
  'V-30': ['Mounts in mounts', 'A directory may be mounted inside another mount; a file inside a read-only mount may not, and joins it.'],
  'V-32': ['Writable layer', 'What a container writes outside volumes survives a restart in Docker, and does not here.'],
};
