import type { RuleTable } from './rule-table.ts';

/** Kinds, restarts, waits, hooks, placement. */
export const lifecycleRules: RuleTable = {
  'L-01': [
    'Kind of workload',
    'DaemonSet for global services, Job for what runs once, CronJob for what is scheduled, StatefulSet for what owns a volume, else Deployment. `x-waybill: {kind: …}` decides otherwise.',
  ],
  'L-02': ['Restart', 'Pods of Deployments are always restarted; Jobs run to their end. The back-off is 10 s to 5 min.'],
  'L-03': [
    'Start order',
    '`service_started` promises no more than a started process, and nothing is emitted; `--wait all` waits up to two minutes for the port.',
  ],
  'L-04': ['Waiting for health', '`service_healthy` becomes an init container that waits until a ready pod answers.'],
  'L-05': [
    'Waiting for the end',
    '`service_completed_successfully` becomes an init container that asks the API for the end of the Job, with rights to nothing else; `--jobs fold` runs the one-shot inside what waits for it.',
  ],
  'L-05b': [
    'Folded one-shots',
    'With `--jobs fold` a one-shot runs as an init container of the only service that waits for it: at every start of its pods, and without rights in the cluster.',
  ],
  'L-06': ['Optional dependencies', '`required: false` waits for a while and goes on.'],
  'L-07': ['Containers that wait', 'They run a small image without privileges.'],
  'L-08': ['Cycles', 'A cycle of dependencies is an error.'],
  'L-09': ['Jobs', 'The name of a Job ends in a hash of its template: applied again unchanged, it does not run again.'],
  'L-10': ['Schedules', 'Labels of ofelia and swarm-cronjob, and `x-waybill: {schedule: …}`, become a CronJob.'],
  'L-11': ['Replicated jobs', '`replicated-job` runs as many pods as it has replicas.'],
  'L-12': [
    'How pods are replaced',
    'Never two at one volume or port; without a gap where a Service is; otherwise as Kubernetes does by default.',
  ],
  'L-13': ['update_config', 'Parallelism and order become the surge and unavailability of the rollout.'],
  'L-15': ['Stop signal', 'A signal other than that of the image is sent by a preStop hook, which needs a shell.'],
  'L-16': ['Time for hooks', 'The time of hooks counts as part of the grace period.'],
  'L-17': ['post_start', 'Runs with the start of the container; a failure restarts it.'],
  'L-18': ['pre_stop', 'Runs at every stop; a failure does not keep the container from stopping.'],
  'L-20': [
    'init',
    'The pause container of the pod reaps zombies, so the application is not process 1, and containers of the pod see each other.',
  ],
  'L-21': [
    'Several containers in a pod',
    '`network_mode: service:X` puts both containers into one pod; what belongs to the pod comes from X.',
  ],
  'L-22': ['Shared processes', '`pid: service:X` and `ipc: service:X` put both containers into one pod.'],
  'L-23': ['Placement', 'Constraints are preferred, because nodes may lack the labels; `--strict-placement` requires them.'],
  'L-24': ['Spread', 'Preferences become topology spread constraints.'],
  'L-26': ['Replicas', '`scale` or `deploy.replicas`, else one.'],
  'L-27': ['Command and entrypoint', '`entrypoint` is the command of the container, `command` its arguments.'],
  'L-30': [
    'Images',
    'Built images must be pushed before; `latest` is always pulled; `--registry`, `--image` and `--image-pull-secret` say where images come from.',
  ],
};
