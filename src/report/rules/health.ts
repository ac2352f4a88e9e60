import type { RuleTable } from './rule-table.ts';

/** From health checks to probes. */
export const healthRules: RuleTable = {
  'H-01': [
    'The effective check',
    'The check of the Compose file over that of the image, field by field, then the defaults of the engine: 30 s interval and timeout, 3 retries. `disable: true` and `NONE` mean no probe at all.',
  ],
  'H-02': [
    'Checks of images',
    'The check of an image is read from its Dockerfile, from `--image-metadata`, or from the table of well-known images; of any other image it cannot be seen.',
  ],
  'H-03': ['No check', 'A service without a check is ready once its process runs, as in Compose.'],
  'H-04': [
    'Readiness and liveness',
    'A health check becomes a readiness probe. A liveness probe, which restarts the container, is added where a restart does no harm: not for services that own data. `--liveness` decides otherwise.',
  ],
  'H-05': [
    'Liveness',
    'The liveness probe tolerates twice the failures of the readiness probe, so that a pod leaves the Service first and is restarted later.',
  ],
  'H-06': ['Probes of Jobs', 'Pods of Jobs have no probes, and no probe names a host.'],
  'H-07': [
    'Timing',
    'Interval, timeout and retries become `periodSeconds`, `timeoutSeconds` and `failureThreshold`, always written out; fractions of a second are rounded up.',
  ],
  'H-08': [
    'When checks run',
    'Docker waits one interval before the first check and measures from the end of the last one; the kubelet checks at once and on a fixed period.',
  ],
  'H-09': [
    'Start-up',
    '`start_period` becomes a startup probe. For services that own data its budget is a day: a restart during the first initialisation would corrupt them.',
  ],
  'H-10': [
    'Recognising a check',
    'A check that only calls a known client is recognised also behind `|| exit 1`, redirections and `sh -c`; anything with other operators is run as it is.',
  ],
  'H-11': [
    'Checks that run a command',
    'A command is run in the container; a line of shell through `/bin/sh -c`, for which the image needs a shell.',
  ],
  'H-12': [
    'Checks over the network',
    'A check becomes httpGet, tcpSocket or grpc only when it calls its own container on a port that is known to be reachable from outside; a server bound to the loopback address would fail otherwise.',
  ],
  'H-13': ['curl', '`curl -f` becomes httpGet; without `-f` curl succeeds on errors, so the command stays.'],
  'H-14': ['wget', 'wget becomes httpGet; `--spider` sends HEAD, the kubelet GET.'],
  'H-15': [
    'Host header',
    'The Host header of the URL is sent, because virtual hosts and allowed-host lists reject the address of the pod.',
  ],
  'H-16': ['nc and gRPC', '`nc -z` becomes tcpSocket, `grpc_health_probe` becomes grpc.'],
  'H-17': [
    'Clients of databases',
    'Checks by `pg_isready`, `redis-cli` and their like stay commands: they ask more than whether a port is open.',
  ],
  'H-18': [
    'Variables in checks',
    'Variables of a URL are replaced where their values are known and no secrets; otherwise the shell of the container does it.',
  ],
  'H-19': [
    'Checks of other services',
    'A check that calls another service makes readiness depend on it; one that calls its own name needs the name before the pod is ready.',
  ],
  'H-20': ['Credentials in checks', 'Credentials of a check are kept out of the pod where the shell can read them from the environment.'],
};
