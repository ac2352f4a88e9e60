import fc from 'fast-check';

const name = fc.constantFrom('a', 'B', 'c1', 'D_e');
export const text = fc.constantFrom(
  'x',
  '',
  '1',
  '1.10',
  'true',
  'yes',
  'a b',
  'é',
  '$$x',
  '${SET}',
  '${SET:-d}',
  '${NO:-d}',
  '${NO-}',
  '${EMPTY:-e}',
  '${EMPTY+p}',
  '$SET-$SET',
  '0022',
  '~',
  'null',
  'a=b',
  "it's",
  '2024-01-01',
);
const scalar = fc.oneof(text, fc.constantFrom<unknown>(null, true, false, 0, 5, 1.5, -3, 1e21, 1e-7));
export const keyValues = fc.oneof(
  fc.dictionary(name, scalar, { maxKeys: 4 }),
  fc.uniqueArray(
    fc.oneof(
      name,
      fc.tuple(name, text).map(([key, value]) => `${key}=${value}`),
    ),
    { maxLength: 4 },
  ),
);
const strings = (...values: readonly string[]): fc.Arbitrary<unknown> => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 });
const size = fc.constantFrom<unknown>('64m', '1g', '1.5GiB', '512kb', '100', 4096);
export const duration = fc.constantFrom('5s', '1m30s', '0s', '100ms', '1h', '2d');
export const command = fc.oneof(
  fc.constantFrom('run', 'a "b c" \'d\' e\\ f', 'x && y', 'z > q', ''),
  fc.array(text, { maxLength: 3 }),
  fc.constant(null),
);
export const port = fc.oneof(
  fc.constantFrom<unknown>(
    80,
    '81',
    '8080:80',
    '127.0.0.1:82:82',
    '53:53/udp',
    '9000-9002:9000-9002',
    '7000-7002:70',
    '[::1]:83:83',
    '${PORT}:84',
    '85/TCP',
  ),
  fc.record(
    {
      target: fc.constantFrom<unknown>(80, '81'),
      published: fc.constantFrom<unknown>('8080', 8081),
      protocol: fc.constantFrom('tcp', 'udp'),
      mode: fc.constantFrom('host', 'ingress'),
    },
    { requiredKeys: ['target'] },
  ),
);
export const mount = fc.oneof(
  fc.constantFrom('/anon', './b:/b', '../c:/c:ro', '/d:/d:z', 'data:/data', 'data:/e:nocopy', '~/f:/f', '/g:/h/../i/:rw,rshared'),
  fc.record(
    {
      type: fc.constantFrom('bind'),
      source: fc.constantFrom('./b', '/x'),
      target: fc.constantFrom('/b', '/y/'),
      read_only: fc.boolean(),
      bind: fc.constantFrom({ create_host_path: false }, { propagation: 'shared' }),
    },
    { requiredKeys: ['type', 'source', 'target'] },
  ),
  fc.record(
    { type: fc.constant('tmpfs'), target: fc.constantFrom('/t', '/b'), tmpfs: fc.constantFrom({ size: 10 }, { size: '1m', mode: 448 }) },
    { requiredKeys: ['type', 'target'] },
  ),
  fc.record(
    {
      type: fc.constant('volume'),
      source: fc.constant('data'),
      target: fc.constantFrom('/v', '/data'),
      volume: fc.constantFrom({ nocopy: true }, { subpath: 's' }),
    },
    { requiredKeys: ['type', 'source', 'target'] },
  ),
);
export const fileReference = fc.oneof(
  fc.constantFrom('s', 't'),
  fc.record(
    {
      source: fc.constantFrom('s', 't'),
      target: fc.constantFrom('s', '/abs', 'u'),
      mode: fc.constantFrom<unknown>(256, '0440', 440),
      uid: fc.constant('5'),
    },
    { requiredKeys: ['source'] },
  ),
);
const reservations = fc.record({ cpus: fc.constantFrom('0.5', '0.25'), memory: fc.constantFrom('64m', '1g') }, { requiredKeys: [] });
const limits = fc.record(
  { cpus: fc.constantFrom('0.5', '2', '0.25'), memory: fc.constantFrom('64m', '1g'), pids: fc.constantFrom(5) },
  { requiredKeys: [] },
);

/** Values of the attributes of a service as Docker Compose takes them, with other services `db` and `cache`. */
export const attributes: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  annotations: keyValues,
  build: fc.oneof(
    fc.constantFrom('.', './dir', 'https://example.com/x.git#main'),
    fc.record(
      {
        context: fc.constantFrom('.', '../up'),
        dockerfile: text,
        args: keyValues,
        labels: keyValues,
        target: text,
        cache_from: strings('p', 'q'),
        tags: strings('p', 'q'),
        shm_size: size,
        extra_hosts: strings('h=1.1.1.1', 'k=::1'),
      },
      { requiredKeys: [] },
    ),
  ),
  cap_add: strings('A', 'B', 'C'),
  command,
  container_name: fc.constantFrom('name1', 'name2'),
  cpu_shares: fc.constantFrom<unknown>(5, '6', 0),
  depends_on: fc.oneof(
    strings('db', 'cache'),
    fc.dictionary(
      fc.constantFrom('db', 'cache'),
      fc.record(
        { condition: fc.constantFrom('service_started', 'service_healthy'), restart: fc.boolean(), required: fc.boolean() },
        { requiredKeys: ['condition'] },
      ),
    ),
  ),
  deploy: fc.record(
    {
      replicas: fc.constantFrom<unknown>(1, '1'),
      labels: keyValues,
      resources: fc.record({ limits, reservations }, { requiredKeys: [] }),
      restart_policy: fc.record(
        { condition: fc.constantFrom('any', 'none'), delay: duration, max_attempts: fc.nat(3) },
        { requiredKeys: [] },
      ),
      update_config: fc.record(
        { parallelism: fc.nat(2), order: fc.constantFrom('start-first', 'stop-first'), delay: duration },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  ),
  devices: fc.uniqueArray(fc.constantFrom('/dev/a', '/dev/a:/dev/b', '/dev/c:/dev/d:r'), { maxLength: 2 }),
  dns: fc.oneof(fc.constant('1.1.1.1'), strings('8.8.8.8', '1.1.1.1')),
  entrypoint: command,
  env_file: fc.oneof(
    fc.constantFrom('one.env'),
    fc.array(
      fc.oneof(
        fc.constantFrom('one.env', 'two.env'),
        fc.record({ path: fc.constantFrom('one.env', 'none.env'), required: fc.constant(false) }),
        fc.constant({ path: 'raw.env', format: 'raw' }),
      ),
      { maxLength: 3 },
    ),
  ),
  environment: keyValues,
  expose: fc.array(fc.constantFrom<unknown>(80, '80', '81/udp', '90-92'), { maxLength: 3 }),
  extra_hosts: fc.oneof(
    strings('h=1.1.1.1', 'k:2.2.2.2', 'l=[::1]'),
    fc.dictionary(name, fc.constantFrom<unknown>('1.1.1.1', ['1.1.1.1', '::1'])),
  ),
  healthcheck: fc.record(
    {
      test: fc.oneof(fc.constantFrom<unknown>('curl x', ['CMD', 'a'], ['NONE'])),
      interval: duration,
      timeout: duration,
      retries: fc.constantFrom<unknown>(3, '4'),
      disable: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  hostname: text,
  init: fc.constantFrom<unknown>(true, 'false', 'yes'),
  labels: keyValues,
  links: strings('db', 'cache:alias'),
  logging: fc.record(
    { driver: fc.constantFrom('d', 'e'), options: fc.dictionary(name, fc.constantFrom<unknown>('v', 1, null)) },
    { requiredKeys: [] },
  ),
  networks: fc.oneof(
    strings('n1', 'n2', 'default'),
    fc.dictionary(
      fc.constantFrom('n1', 'n2'),
      fc.oneof(
        fc.constant(null),
        fc.record({ aliases: strings('p', 'q'), priority: fc.nat(3), ipv4_address: fc.constant('1.2.3.4') }, { requiredKeys: [] }),
      ),
    ),
  ),
  ports: fc.array(port, { maxLength: 4 }),
  privileged: fc.constantFrom<unknown>(true, 'no', 'TRUE'),
  restart: fc.constantFrom('always', 'on-failure:3', ''),
  secrets: fc.array(fileReference, { maxLength: 3 }),
  configs: fc.array(fileReference, { maxLength: 3 }),
  shm_size: size,
  stop_grace_period: duration,
  sysctls: keyValues,
  tmpfs: fc.oneof(fc.constant('/tmp1'), strings('/tmp1', '/tmp2')),
  ulimits: fc.dictionary(fc.constantFrom('nofile', 'core'), fc.constantFrom<unknown>(5, '6', { soft: 1, hard: 2 })),
  user: text,
  volumes: fc.array(mount, { maxLength: 4 }),
  'x-own': scalar,
};

/** Services with up to `most` of the attributes. */
export function serviceWith(all: Readonly<Record<string, fc.Arbitrary<unknown>>>, most: number): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(all, { requiredKeys: [] }).chain((drawn) => {
    const names = Object.keys(drawn);
    return fc
      .subarray(names, { maxLength: Math.min(most, names.length) })
      .map((keys) => Object.fromEntries(keys.map((key) => [key, drawn[key]])));
  });
}

/** Networks `n1` and `n2`, and the volume `data`. */
export const resources = {
  networks: fc.constantFrom<unknown>(
    { n1: null, n2: { driver: 'd', labels: ['a=1'] } },
    { n1: { name: 'own', external: true }, n2: { internal: true } },
  ),
  volumes: fc.constantFrom<unknown>(
    { data: null },
    { data: { driver: 'd', driver_opts: { o: 1 } } },
    { data: { external: true, name: 'own' } },
  ),
};
