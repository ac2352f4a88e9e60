import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const timing = 'rounded up to whole seconds; the kubelet checks at once and on a fixed period';

/** Health checks. */
export const probesAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.healthcheck',
    outcomes: ['exact', 'differs'],
    destination: 'container `readinessProbe`, `startupProbe`, `livenessProbe`',
    difference: 'pods that are not ready leave their Service; a Job is not probed; `--liveness` decides about restarts',
    rules: ['B-064', 'H-01', 'H-04', 'H-05', 'H-06'],
  },
  {
    attribute: 'services.*.healthcheck.test',
    outcomes: ['exact', 'differs', 'refused', 'refused!'],
    destination: 'container `readinessProbe`: `exec`, `httpGet`, `tcpSocket` or `grpc`',
    difference: 'simple network checks become probes of the kubelet; shell lines need a shell in the image; secrets move into a Secret',
    rules: [
      'B-064',
      ...['H-01', 'H-10', 'H-11', 'H-12', 'H-13', 'H-14', 'H-15', 'H-16', 'H-17', 'H-18', 'H-19', 'H-20'],
      ...['DIAG-17', 'ENV-11', 'S-19', 'N-05', 'N-07', 'N-09', 'N-39'],
    ],
  },
  {
    attribute: 'services.*.healthcheck.interval',
    outcomes: ['exact', 'differs', 'refused'],
    destination: 'container `readinessProbe.periodSeconds`',
    difference: timing,
    rules: ['B-065', 'H-07', 'H-08', 'H-02'],
  },
  {
    attribute: 'services.*.healthcheck.timeout',
    outcomes: ['exact', 'differs', 'refused'],
    destination: 'container `readinessProbe.timeoutSeconds`',
    difference: `${timing}; 30 s where nothing is said`,
    rules: ['B-066', 'H-07', 'H-02'],
  },
  {
    attribute: 'services.*.healthcheck.retries',
    outcomes: ['exact', 'differs', 'refused'],
    destination: 'container `readinessProbe.failureThreshold`',
    difference: 'keeps the time until a container counts as unhealthy',
    rules: ['B-067', 'H-07', 'H-02'],
  },
  ...rowsBelow('services.*.healthcheck', ['start_period', 'start_interval'], {
    outcomes: ['differs', 'exact', 'refused'],
    destination: 'container `startupProbe`',
    difference: 'the kubelet kills a container that does not start in time, so that it gets a day where it is not restarted anyway',
    rules: ['B-068', 'H-09', 'H-02'],
  }),
  { attribute: 'services.*.healthcheck.disable', outcomes: ['exact'], destination: 'no probes', rules: ['B-069', 'H-01'] },
];
