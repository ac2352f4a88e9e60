import type { AttributeRow } from '../../model/attribute-row.ts';

/** Settings of the kernel. */
export const kernelAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.sysctls',
    outcomes: ['exact', 'refused!', 'differs'],
    destination: 'pod `securityContext.sysctls`',
    difference: 'hold for the whole pod; the kubelet refuses pods with others than the safe ones unless it is told to allow them',
    rules: ['B-173', 'SEC-17'],
    since: '1.29',
  },
  ...['services.*.ulimits', 'services.*.ulimits.*.soft', 'services.*.ulimits.*.hard'].map((attribute): AttributeRow => ({
    attribute,
    outcomes: ['refused', 'differs'],
    destination: 'container `securityContext.capabilities.add`: `IPC_LOCK` for `memlock: -1`',
    difference: 'there is no field for limits; the container gets those of the runtime of the node',
    rules: ['B-174', 'SEC-16'],
  })),
];
