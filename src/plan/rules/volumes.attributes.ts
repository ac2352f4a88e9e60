import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const item = 'services.*.volumes';
/** What can be said about a mount, whichever attribute asks for it. */
const mountRules =
  'A-71 B-121 B-231 DIAG-14 DIAG-35 N-05 N-07 N-09 N-39 S-12 S-22 S-28 V-01 V-02 V-04 V-05 V-08 V-09 V-10 V-12 V-13 V-14 V-15 V-16 V-19 V-20 V-21 V-22 V-26 V-27 V-30'.split(
    ' ',
  );

/** What is mounted into a container. */
export const volumesAttributes: readonly AttributeRow[] = [
  {
    attribute: item,
    outcomes: ['exact', 'differs', 'refused!'],
    destination: 'pod `volumes`, container `volumeMounts`',
    difference:
      'named volumes become claims, files ConfigMaps or Secrets, other directories claims; paths of the host are refused without `--allow-host-path`; `x-waybill.bind` decides otherwise',
    rules: ['B-120', ...mountRules],
  },
  {
    attribute: `${item}[].type`,
    outcomes: ['differs', 'refused!'],
    destination: 'kind of the volume',
    difference: '`npipe` and `cluster` have no counterpart',
    rules: ['B-121', 'V-01'],
  },
  {
    attribute: `${item}[].source`,
    outcomes: ['differs'],
    destination: 'pod `volumes[]`: name of the claim or the ConfigMap',
    difference:
      'a path of the machine is read while converting; one of the node is mounted where `--allow-host-path` or `x-waybill.bind` says so',
    rules: ['B-122', 'V-13'],
  },
  { attribute: `${item}[].target`, outcomes: ['exact'], destination: 'container `volumeMounts[].mountPath`', rules: ['B-123', 'V-30'] },
  { attribute: `${item}[].read_only`, outcomes: ['exact'], destination: 'container `volumeMounts[].readOnly`', rules: ['B-124', 'V-24'] },
  {
    attribute: `${item}[].consistency`,
    outcomes: ['not-applicable'],
    destination: '',
    difference: 'a cache of Docker Desktop',
    rules: ['B-125'],
  },
  ...rowsBelow(item, ['[].bind', '[].bind.create_host_path'], {
    outcomes: ['not-applicable', 'differs', 'exact'],
    destination: 'pod `volumes[].hostPath.type`',
    difference: 'acts only where a path of the node is mounted',
    rules: ['B-126'],
  }),
  {
    attribute: `${item}[].bind.propagation`,
    outcomes: ['not-applicable', 'differs', 'exact'],
    destination: 'container `volumeMounts[].mountPropagation`',
    difference: 'acts only where a path of the node is mounted',
    rules: ['B-127'],
  },
  {
    attribute: `${item}[].bind.recursive`,
    outcomes: ['not-applicable', 'refused'],
    destination: '',
    difference: 'acts only where a path of the node is mounted, and Kubernetes 1.28 has no field for it',
    rules: ['B-128'],
  },
  {
    attribute: `${item}[].bind.selinux`,
    outcomes: ['not-applicable'],
    destination: '',
    difference: 'the kubelet labels volumes for the pod',
    rules: ['B-129'],
  },
  ...rowsBelow(item, ['[].volume', '[].volume.nocopy'], {
    outcomes: ['exact'],
    destination: 'no init container that copies files of the image',
    rules: ['B-130', 'V-09'],
  }),
  {
    attribute: `${item}[].volume.subpath`,
    outcomes: ['differs'],
    destination: 'container `volumeMounts[].subPath`',
    difference: 'the directory is made when it is missing, where Docker fails',
    rules: ['B-131', 'V-07'],
  },
  {
    attribute: `${item}[].volume.labels`,
    outcomes: ['differs', 'refused'],
    destination: 'PersistentVolumeClaim `metadata.annotations`',
    difference: 'labels of Docker are free text, as annotations are',
    rules: ['B-132'],
  },
  ...rowsBelow(item, ['[].tmpfs', '[].tmpfs.size'], {
    outcomes: ['differs'],
    destination: 'pod `volumes[].emptyDir` of medium Memory, `sizeLimit`',
    difference: 'counts against the memory limit of the pod',
    rules: ['B-133', 'V-12'],
  }),
  {
    attribute: `${item}[].tmpfs.mode`,
    outcomes: ['differs', 'exact'],
    destination: '',
    difference: 'the mode is 01777 and cannot be set',
    rules: ['B-134', 'V-12'],
  },
  ...rowsBelow(item, ['[].image', '[].image.subpath'], {
    outcomes: ['differs', 'refused!'],
    destination: 'pod `initContainers[]`, `volumes[].emptyDir`',
    difference: 'an init container copies the files out of the image, which needs the program cp',
    rules: ['B-135', 'V-26'],
  }),
  {
    attribute: 'services.*.volumes_from',
    outcomes: ['differs', 'exact', 'refused', 'refused!'],
    destination: 'the mounts of the other service, container `volumeMounts`',
    difference:
      'claims are shared on one node; anonymous volumes are shared within one pod only, and containers outside the project cannot be named',
    rules: ['B-136', 'DIAG-31', ...mountRules],
  },
  {
    attribute: 'services.*.tmpfs',
    outcomes: ['differs', 'refused!'],
    destination: 'pod `volumes[].emptyDir` of medium Memory',
    difference: 'counts against the memory limit of the pod; mode, owner and flags cannot be set',
    rules: ['B-137', 'V-12', 'V-01', 'V-30'],
  },
  {
    attribute: 'services.*.shm_size',
    outcomes: ['exact', 'differs'],
    destination: 'pod `volumes[].emptyDir` of medium Memory at `/dev/shm`',
    difference: 'counts against the memory limit of the pod',
    rules: ['B-138', 'R-09', 'L-22'],
  },
];
