import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const device: Omit<AttributeRow, 'attribute'> = {
  outcomes: ['refused!', 'differs', 'exact'],
  destination: 'pod `volumes[].hostPath` and container `securityContext`, with `--devices privileged`',
  difference: 'a pod cannot open devices of its node without a device plugin or full privileges',
  rules: ['B-166', 'SEC-18', 'R-11'],
};

/** Devices of the node. */
export const devicesAttributes: readonly AttributeRow[] = [
  { attribute: 'services.*.devices', ...device },
  ...rowsBelow('services.*.devices', ['[].source', '[].target', '[].permissions'], device),
  {
    attribute: 'services.*.device_cgroup_rules',
    outcomes: ['refused!', 'differs', 'exact'],
    destination: 'container `securityContext.privileged`, with `--devices privileged`',
    difference: 'a pod has no device rules of its own',
    rules: ['B-165'],
  },
];
