import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const cpuLimit: Omit<AttributeRow, 'attribute'> = {
  outcomes: ['exact', 'differs'],
  destination: 'container `resources.limits.cpu`',
  difference: 'without a reservation part of the limit is requested, by `--requests`',
  rules: ['R-01', 'R-02', 'R-03', 'G-08'],
};
const memoryLimit: Omit<AttributeRow, 'attribute'> = {
  outcomes: ['exact', 'differs'],
  destination: 'container `resources.limits.memory`',
  difference: 'without a reservation part of the limit is requested, by `--requests`; pods have no swap',
  rules: ['R-01', 'R-02', 'R-03', 'R-08', 'R-10', 'G-08'],
};
const memoryRequest: Omit<AttributeRow, 'attribute'> = {
  outcomes: ['differs', 'exact'],
  destination: 'container `resources.requests.memory`',
  difference: 'a soft limit becomes a request, which the scheduler guarantees',
  rules: ['R-01', 'R-02', 'R-05', 'B-190', 'B-157'],
};

/** CPU and memory. */
export const resourcesAttributes: readonly AttributeRow[] = [
  { attribute: 'services.*.cpus', ...cpuLimit, rules: ['B-150', ...cpuLimit.rules] },
  ...rowsBelow('services.*', ['cpu_quota', 'cpu_period'], { ...cpuLimit, rules: ['B-151', ...cpuLimit.rules] }),
  { attribute: 'services.*.deploy.resources.limits.cpus', ...cpuLimit, rules: ['B-186', ...cpuLimit.rules] },
  {
    attribute: 'services.*.cpu_shares',
    outcomes: ['differs', 'exact'],
    destination: 'container `resources.requests.cpu`',
    difference: 'a relative weight becomes a request, which also reserves capacity on a node',
    rules: ['B-152', 'R-01', 'R-06'],
  },
  {
    attribute: 'services.*.deploy.resources.reservations.cpus',
    outcomes: ['exact', 'differs'],
    destination: 'container `resources.requests.cpu`',
    difference: 'no more than the limit is requested',
    rules: ['B-189', 'R-01', 'R-05'],
  },
  { attribute: 'services.*.mem_limit', ...memoryLimit, rules: ['B-156', ...memoryLimit.rules] },
  { attribute: 'services.*.deploy.resources.limits.memory', ...memoryLimit, rules: ['B-187', ...memoryLimit.rules] },
  { attribute: 'services.*.mem_reservation', ...memoryRequest },
  { attribute: 'services.*.deploy.resources.reservations.memory', ...memoryRequest },
  {
    attribute: 'services.*.memswap_limit',
    outcomes: ['refused', 'exact'],
    destination: '',
    difference: 'pods have no swap; a limit without swap is what they have',
    rules: ['B-158', 'R-08'],
  },
  {
    attribute: 'services.*.mem_swappiness',
    outcomes: ['refused', 'exact'],
    destination: '',
    difference: 'pods have no swap; `0` is what they have',
    rules: ['B-159', 'R-08'],
  },
];
