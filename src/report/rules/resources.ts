import type { RuleTable } from './rule-table.ts';

/** Requests, limits, autoscaling. */
export const resourceRules: RuleTable = {
  'R-01': ['Limits and requests', 'Limits come from `deploy.resources.limits` or `cpus` and `mem_limit`; requests from reservations.'],
  'R-02': ['Units', '`50M` is `50Mi`, `1.5g` is `1536Mi`, half a CPU is `500m`.'],
  'R-03': [
    'Requests where only limits are given',
    'Kubernetes would reserve the whole limit, which Docker does not. A quarter is requested instead; `--requests` decides otherwise.',
  ],
  'R-04': ['No resources', 'Without limits and reservations the pod is the first to be evicted, and is not scaled automatically.'],
  'R-05': ['Request above limit', 'A reservation above the limit is rejected by the API.'],
  'R-06': ['cpu_shares', '1024 shares are one CPU requested: reserved, not only weighed.'],
  'R-07': ['Quality of service', 'The class of the pod decides what is evicted first; small containers that wait do not lower it.'],
  'R-08': ['Swap', 'Pods have no swap; under Docker the application may have used as much swap as memory.'],
  'R-09': ['shm_size', 'A memory volume at `/dev/shm`, which counts against the memory limit.'],
  'R-10': ['Smallest memory limit', 'Docker refuses memory limits below 6 MiB.'],
  'R-11': ['GPUs', 'A GPU is an extended resource that a device plugin offers; it is exclusive here and shared in Docker.'],
  'R-12': [
    'Autoscaling',
    'A HorizontalPodAutoscaler is added where it is sound: no volume of its own, a CPU request from the file, more than one replica possible, a port. `--hpa off` or `x-waybill: {autoscale: false}` do without.',
  ],
  'R-13': [
    'Replicas with an autoscaler',
    'Where an autoscaler decides, no number of replicas is written, so that the next apply does not reset it.',
  ],
  'R-14': [
    'Disruption budget',
    'With two replicas or more a node drain takes one pod at a time; a single pod has no budget, which would block the drain.',
  ],
  'R-15': ['Spread', 'Replicas are spread over nodes where possible.'],
};
