import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const replicas: Omit<AttributeRow, 'attribute'> = {
  outcomes: ['exact', 'differs'],
  destination: 'workload `spec.replicas`; HorizontalPodAutoscaler `spec.minReplicas`; Job `parallelism` and `completions`',
  difference: 'a DaemonSet runs one pod a node',
  rules: ['L-26', 'L-10', 'L-11', 'R-13'],
};
const update = 'services.*.deploy.update_config';
const rollback = 'services.*.deploy.rollback_config';

/** Replicas and how they are replaced. */
export const rolloutAttributes: readonly AttributeRow[] = [
  { attribute: 'services.*.scale', ...replicas, rules: ['B-081', ...replicas.rules] },
  { attribute: 'services.*.deploy.replicas', ...replicas, rules: ['B-182', ...replicas.rules] },
  {
    attribute: 'services.*.deploy.mode',
    outcomes: ['differs', 'exact', 'refused!'],
    destination: 'kind of the workload: Deployment, DaemonSet, Job',
    difference: '`docker compose up` ignores it; no kind runs one job on every node',
    rules: ['B-181', 'L-01', 'L-11', 'DIAG-33'],
  },
  {
    attribute: update,
    outcomes: ['differs'],
    destination: 'Deployment `spec.strategy`',
    difference: '`docker compose up` ignores it',
    rules: ['B-197', 'L-12', 'L-13'],
  },
  ...rowsBelow(update, ['parallelism', 'order'], {
    outcomes: ['differs'],
    destination: 'Deployment `spec.strategy.rollingUpdate`',
    difference: 'acts at every rollout; has no effect where old and new pods may not run together',
    rules: ['B-197', 'L-13'],
  }),
  ...rowsBelow(update, ['delay', 'monitor'], {
    outcomes: ['differs', 'exact', 'refused'],
    destination: 'workload `spec.minReadySeconds`',
    difference: 'a new pod counts as available only after the longer of the two; a Job is replaced by another one',
    rules: ['B-198'],
  }),
  ...rowsBelow(update, ['failure_action'], {
    outcomes: ['refused', 'exact'],
    destination: '',
    difference: 'a rollout that fails stalls and keeps the old pods, as with `pause`',
    rules: ['B-199'],
  }),
  ...rowsBelow(update, ['max_failure_ratio'], {
    outcomes: ['refused', 'exact'],
    destination: '',
    difference: 'a rollout that fails stalls and keeps the old pods',
    rules: ['B-200'],
  }),
  ...['', '.parallelism', '.delay', '.failure_action', '.monitor', '.max_failure_ratio', '.order'].map((below): AttributeRow => ({
    attribute: rollback + below,
    outcomes: ['refused', 'exact'],
    destination: '',
    difference: 'a rollback is a rollout like any other; settings that equal those of `update_config` hold',
    rules: ['B-201'],
  })),
];
