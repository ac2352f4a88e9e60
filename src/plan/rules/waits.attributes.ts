import type { AttributeRow } from '../../model/attribute-row.ts';

/** What a service waits for before it starts. */
export const waitsAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.depends_on',
    outcomes: ['differs'],
    destination: 'pod `initContainers[]`',
    difference: 'a cluster starts and stops everything at once; only waits are kept',
    rules: ['B-060', 'L-01', 'L-03', 'L-04', 'L-05', 'L-06'],
  },
  {
    attribute: 'services.*.depends_on.*.condition',
    outcomes: ['differs', 'exact'],
    destination: 'pod `initContainers[]`',
    difference: '`service_started` is not waited for; the others wait as long as it takes, where Docker Compose gives up after a failure',
    rules: ['B-061', 'L-03', 'L-04', 'L-05', 'L-05b', 'L-06', 'L-10', 'DIAG-19', 'N-16', 'N-31'],
  },
  {
    attribute: 'services.*.depends_on.*.required',
    outcomes: ['exact', 'differs'],
    destination: 'pod `initContainers[]`',
    difference: 'a wait for what is not required ends after ten minutes',
    rules: ['B-062', 'L-06'],
  },
  {
    attribute: 'services.*.depends_on.*.restart',
    outcomes: ['not-applicable'],
    destination: '',
    difference: 'acts on explicit operations of Docker Compose only; see `kubectl rollout restart`',
    rules: ['B-063'],
  },
];
