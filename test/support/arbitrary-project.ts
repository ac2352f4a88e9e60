import fc from 'fast-check';
import { attributes, duration, keyValues, mount, port, resources, serviceWith, text } from './arbitrary-service.ts';

/** A Compose project as files by path below its directory. */
export interface ArbitraryProject {
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

const image = fc.constantFrom(
  'acme/app:1',
  'postgres:16',
  'mysql:8',
  'redis:7',
  'nginx:1.27',
  'rabbitmq:3-management',
  'mongo',
  'traefik:v3',
  'busybox',
  'registry.example.com:5000/a/b:1.2@sha256:'.padEnd(105, '0'),
  'gcr.io/distroless/static',
);
/** Attributes whose rules look at other services. */
const other = fc.constantFrom('cache', 'job');
const path = fc.constantFrom('/a', '/a/b', '/data', '/etc/nginx', '/run/secrets/s', '/var/lib/postgresql/data', '/');
const shell = fc.constantFrom(
  'curl -f http://localhost:8080/health || exit 1',
  'pg_isready -U $$POSTGRES_USER',
  'redis-cli -a hunter2-secret ping',
  'wget -qO- http://web:80/ | grep ok',
  'test -f /tmp/ready',
  "echo '",
  '',
);
const argv = fc.oneof(shell, fc.array(text, { minLength: 1, maxLength: 3 }));
const hook = fc.record(
  { command: argv, user: fc.constantFrom('0', 'app'), privileged: fc.boolean(), environment: keyValues },
  { requiredKeys: ['command'] },
);
const environment = fc.dictionary(
  fc.constantFrom('POSTGRES_PASSWORD', 'DB_PASSWORD_FILE', 'DATABASE_URL', 'PORT', 'API_KEY', 'PEERS', 'constructor', '__proto__', 'X Y'),
  fc.constantFrom<unknown>(
    'postgres://u:pw-in-a-url@db:5432/app',
    'http://web:8080,http://cache:6379',
    '/run/secrets/s',
    'db:5432',
    'localhost:80',
    'host.docker.internal',
    '8080',
    8080,
    null,
    '$${x}',
    '$$(X)',
  ),
  { maxKeys: 4, noNullPrototype: true },
);
const condition = fc.constantFrom('service_started', 'service_healthy', 'service_completed_successfully');
const extension = fc.record(
  {
    kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'),
    schedule: fc.constantFrom<unknown>('0 3 * * *', { cron: '@daily', concurrency: 'Forbid' }, 'never'),
    liveness: fc.boolean(),
    expose: fc.constantFrom<unknown>(true, false, 'nodeport', 'gateway'),
    ingress: fc.constantFrom<unknown>({ host: 'a.example.com' }, { path: '/x', tls: true }, { port: 80 }),
    autoscale: fc.constantFrom<unknown>(false, { min: 1, max: 3 }, { cpu: 50, memory: 80 }),
    bind: fc.dictionary(path, fc.constantFrom<unknown>('pvc', 'configmap', 'image', 'hostPath', { type: 'nfs', server: 's', path: '/p' })),
    labels: fc.constantFrom({ team: 'a' }, { 'app.kubernetes.io/name': 'x' }),
    patch: fc.constantFrom<unknown>(
      [{ merge: { spec: { replicas: 2 } } }],
      [{ json: [{ op: 'remove', path: '/spec/template' }] }],
      [{ kind: 'Service', merge: { metadata: { annotations: { a: 'b' } } } }],
    ),
  },
  { requiredKeys: [] },
);

const moreAttributes: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ...attributes,
  image,
  environment: fc.oneof(attributes['environment'] ?? environment, environment),
  depends_on: fc.oneof(
    fc.uniqueArray(other, { maxLength: 2 }),
    fc.dictionary(other, fc.record({ condition, required: fc.constant(false) }, { requiredKeys: ['condition'] }), { maxKeys: 3 }),
  ),
  user: fc.constantFrom<unknown>('0', '1000', '1000:1000', 'app', 'root:root', '4294967295'),
  healthcheck: fc.record(
    {
      test: fc.oneof(
        shell,
        shell.map((line) => ['CMD-SHELL', line]),
        shell.map((line) => ['CMD', ...line.split(' ')]),
        fc.constant(['NONE']),
      ),
      interval: duration,
      timeout: duration,
      start_period: duration,
      start_interval: duration,
      retries: fc.nat(5),
    },
    { requiredKeys: ['test'] },
  ),
  volumes: fc.array(
    fc.oneof(
      mount,
      fc.tuple(fc.constantFrom('./s', './dir', 'data', '/var/run/docker.sock', '/', '..', '.'), path).map(([from, to]) => `${from}:${to}`),
    ),
    { maxLength: 4 },
  ),
  ports: fc.array(fc.oneof(port, fc.constantFrom('80:80', '443:8443', '5432:5432', '6379')), { maxLength: 3 }),
  expose: fc.constantFrom<unknown>(['80'], ['8080-8082'], ['53/udp']),
  network_mode: fc.oneof(
    fc.constantFrom('host', 'none', 'bridge'),
    other.map((name) => `service:${name}`),
  ),
  pid: fc.constantFrom('host', 'service:cache'),
  ipc: fc.constantFrom('host', 'shareable', 'service:cache'),
  volumes_from: fc.oneof(
    other.map((name) => [name]),
    other.map((name) => [`${name}:ro`]),
  ),
  links: other.map((name) => [`${name}:linked`]),
  post_start: fc.array(hook, { maxLength: 2 }),
  pre_stop: fc.array(hook, { maxLength: 2 }),
  profiles: fc.constantFrom(['debug'], []),
  restart: fc.constantFrom('no', 'always', 'on-failure', 'on-failure:3', 'unless-stopped'),
  scale: fc.nat(3),
  cap_add: fc.uniqueArray(fc.constantFrom('NET_ADMIN', 'ALL', 'CAP_SYS_TIME', 'NONSENSE'), { maxLength: 2 }),
  cap_drop: fc.constantFrom(['ALL'], ['NET_RAW'], ['all']),
  security_opt: fc.constantFrom(['no-new-privileges:true'], ['apparmor=unconfined'], ['seccomp:./profile.json'], ['label=disable']),
  read_only: fc.boolean(),
  stop_signal: fc.constantFrom('SIGINT', '9', 'NONSENSE'),
  init: fc.boolean(),
  tty: fc.boolean(),
  gpus: fc.constantFrom<unknown>('all', [{ driver: 'nvidia', count: 2 }]),
  domainname: fc.constant('example.com'),
  mem_swappiness: fc.nat(100),
  cpus: fc.constantFrom<unknown>('0.5', 2, 0),
  oom_score_adj: fc.integer({ min: -1000, max: 1000 }),
  pull_policy: fc.constantFrom('always', 'never', 'missing', 'build'),
  platform: fc.constantFrom('linux/amd64', 'linux/arm64/v8'),
  working_dir: fc.constantFrom('/app', '/'),
  'x-waybill': extension,
};

const deploy = fc.record(
  {
    mode: fc.constantFrom('replicated', 'global', 'replicated-job', 'global-job'),
    replicas: fc.constantFrom<unknown>(0, 1, 3),
    endpoint_mode: fc.constantFrom('vip', 'dnsrr'),
    placement: fc.constantFrom<unknown>(
      { constraints: ['node.role == worker', 'node.labels.disk != ssd'] },
      { preferences: [{ spread: 'node.labels.zone' }], max_replicas_per_node: 1 },
    ),
    restart_policy: fc.constantFrom<unknown>({ condition: 'none' }, { condition: 'on-failure', max_attempts: 2, window: '10s' }),
    update_config: fc.constantFrom<unknown>({ parallelism: 0 }, { order: 'start-first', parallelism: 2 }),
    resources: fc.constantFrom<unknown>(
      { limits: { cpus: '0.5', memory: '64m' } },
      { reservations: { devices: [{ capabilities: ['gpu'], count: 1 }] } },
    ),
  },
  { requiredKeys: [] },
);

/** `cache` and `job` depend on nobody, so that few projects have a cycle. */
const ofOthers = ['depends_on', 'links', 'volumes_from', 'network_mode', 'pid', 'ipc'];
const alone = Object.fromEntries(Object.entries(moreAttributes).filter(([key]) => !ofOthers.includes(key)));

const service = (all: typeof moreAttributes): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(serviceWith(all, 8), image, fc.option(deploy, { nil: undefined }))
    .map(([given, its, deployed]): Record<string, unknown> => ({ image: its, ...given, ...(deployed && { deploy: deployed }) }));

const files = {
  s: 'plain\n',
  'dir/a.conf': 'a = 1\n',
  'dir/b/password.txt': 'hunter2\n',
  'dir/Dockerfile': 'FROM alpine\nUSER 1000\nEXPOSE 8080\nHEALTHCHECK CMD wget -q http://localhost:8080/\nVOLUME /data\n',
  Dockerfile: 'FROM nginx:1.27 AS base\nARG U=app\nRUN adduser -u 1001 $U\nUSER $U\nENTRYPOINT ["/run.sh"]\nSTOPSIGNAL SIGQUIT\n',
  'one.env': 'A=file\nc1="x $A"\nNEW=${SET}-$A\nTOKEN=in-an-env-file\n',
  'two.env': "A=two\n# c\nB='$A'\n",
  'raw.env': 'RAW="x" # $A\n',
};

/** Projects of four services that refer to each other, with every attribute of which a rule knows; some are rejected. */
export const arbitraryProject: fc.Arbitrary<ArbitraryProject> = fc
  .record({ web: service(moreAttributes), db: service(moreAttributes), cache: service(alone), job: service(alone), ...resources })
  .map(({ web, db, cache, job, networks, volumes }) => {
    const sources = { s: { file: './s' }, t: { environment: 'SET' } };
    const project = { services: { web, db, cache, job }, networks, volumes, secrets: sources, configs: sources };
    return {
      files: { ...files, 'compose.yaml': JSON.stringify(project, null, 1) },
      env: { SET: 'set', EMPTY: '', PORT: '8084', A: 'process' },
    };
  });
