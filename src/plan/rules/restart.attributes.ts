import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const restarts: Omit<AttributeRow, 'attribute'> = {
  outcomes: ['exact', 'differs', 'refused'],
  destination: 'kind of the workload, Job `restartPolicy` and `backoffLimit`',
  difference: 'a Deployment restarts a container however it ends, and never gives up',
  rules: ['L-01', 'L-02', 'L-05b', 'L-10', 'B-196'],
};

/** When a container is started again. */
export const restartAttributes: readonly AttributeRow[] = [
  { attribute: 'services.*.restart', ...restarts, rules: ['B-070', ...restarts.rules] },
  ...rowsBelow('services.*.deploy', ['restart_policy', 'restart_policy.condition'], { ...restarts, rules: ['B-194', ...restarts.rules] }),
  ...rowsBelow('services.*.deploy.restart_policy', ['delay', 'window'], {
    outcomes: ['refused'],
    destination: '',
    difference: 'the kubelet waits 10 s to 5 min between restarts, and this cannot be set',
    rules: ['B-195'],
  }),
  {
    attribute: 'services.*.deploy.restart_policy.max_attempts',
    outcomes: ['refused', 'exact', 'differs'],
    destination: 'Job `backoffLimit`',
    difference: 'a Deployment never gives up',
    rules: ['B-196', 'L-02'],
  },
];
