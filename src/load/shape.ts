/**
 * What the canonical model looks like: the attributes of every object and the type of every value.
 * It drives the conversion of values (`values.ts`), printing as Docker Compose prints (`print-project.ts`)
 * and the suggestions for misspelt attributes (`schema.ts`).
 */
export type Shape =
  | { readonly kind: 'scalar'; readonly type: ScalarType; readonly keepZero?: boolean }
  | { readonly kind: 'list'; readonly items: Shape }
  /** A map whose keys the user chooses. */
  | { readonly kind: 'map'; readonly values: Shape }
  /** A map with known keys; `short`: the type of a value that may stand in its place. */
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>>; readonly short?: ScalarType }
  /** Words; a string is split, null is the image's own. */
  | { readonly kind: 'command' }
  /** Host names with addresses, `host=address` each, sorted. */
  | { readonly kind: 'hosts' }
  /** `x-*` and whatever else is handed through. */
  | { readonly kind: 'any' };

export type ScalarType =
  | 'string'
  /** A string where null is no value: a bare environment variable. */
  | 'nullable'
  | 'boolean'
  | 'integer'
  | 'unsigned'
  /** A number with the precision of a 32-bit float. */
  | 'float'
  /** A size: decimal digits. */
  | 'bytes'
  /** A Go duration. */
  | 'duration'
  /** Octal digits with a leading zero. */
  | 'mode'
  /** A number of devices, -1 for all. */
  | 'count';

const scalar = (type: ScalarType): Shape => ({ kind: 'scalar', type });
/** A value that counts even when it is zero, false or empty: absent is something else. */
const kept = (type: ScalarType): Shape => ({ kind: 'scalar', type, keepZero: true });
const list = (items: Shape): Shape => ({ kind: 'list', items });
const map = (values: Shape): Shape => ({ kind: 'map', values });
const object = (fields: Readonly<Record<string, Shape>>): Shape => ({ kind: 'object', fields });

const string = scalar('string');
const boolean = scalar('boolean');
const integer = scalar('integer');
const unsigned = scalar('unsigned');
const float = scalar('float');
const bytes = scalar('bytes');
const duration = scalar('duration');
const strings = list(string);
const stringMap = map(string);
const variables = map(scalar('nullable'));
const command: Shape = { kind: 'command' };
const hosts: Shape = { kind: 'hosts' };

const fileReference = object({ source: string, target: string, uid: string, gid: string, mode: kept('mode') });
const deviceRequest = object({ capabilities: strings, driver: string, count: scalar('count'), device_ids: strings, options: stringMap });
const ulimits = map({ kind: 'object', fields: { soft: integer, hard: integer }, short: 'integer' });
const hook = object({ command, user: string, privileged: boolean, working_dir: string, environment: variables });
const throttle = list(object({ path: string, rate: bytes }));

const build = object({
  context: string,
  dockerfile: string,
  dockerfile_inline: string,
  entitlements: strings,
  args: variables,
  provenance: string,
  sbom: string,
  ssh: map(scalar('nullable')),
  labels: stringMap,
  cache_from: strings,
  cache_to: strings,
  no_cache: boolean,
  no_cache_filter: strings,
  additional_contexts: stringMap,
  pull: boolean,
  extra_hosts: hosts,
  isolation: string,
  network: string,
  target: string,
  secrets: list(fileReference),
  shm_size: bytes,
  tags: strings,
  ulimits,
  platforms: strings,
  privileged: boolean,
});

const updateConfig = object({
  parallelism: kept('unsigned'),
  delay: duration,
  failure_action: string,
  monitor: duration,
  max_failure_ratio: float,
  order: string,
});

const genericResources = list(object({ discrete_resource_spec: object({ kind: kept('string'), value: kept('integer') }) }));

const deploy = object({
  mode: string,
  replicas: kept('integer'),
  labels: stringMap,
  update_config: updateConfig,
  rollback_config: updateConfig,
  resources: object({
    limits: object({ cpus: float, memory: bytes, pids: integer }),
    reservations: object({ cpus: float, memory: bytes, devices: list(deviceRequest), generic_resources: genericResources }),
  }),
  restart_policy: object({ condition: string, delay: kept('duration'), max_attempts: kept('unsigned'), window: kept('duration') }),
  placement: object({ constraints: strings, preferences: list(object({ spread: string })), max_replicas_per_node: unsigned }),
  endpoint_mode: string,
});

const mount = object({
  type: string,
  source: string,
  target: string,
  read_only: boolean,
  consistency: string,
  bind: object({ selinux: string, propagation: string, create_host_path: boolean, recursive: string }),
  volume: object({ labels: stringMap, nocopy: boolean, subpath: string }),
  tmpfs: object({ size: bytes, mode: unsigned }),
  image: object({ subpath: string }),
});

const serviceNetwork = object({
  aliases: strings,
  driver_opts: stringMap,
  gw_priority: integer,
  interface_name: string,
  ipv4_address: string,
  ipv6_address: string,
  link_local_ips: strings,
  mac_address: string,
  priority: integer,
});

const service = object({
  profiles: strings,
  annotations: stringMap,
  attach: kept('boolean'),
  build,
  develop: object({
    watch: list(
      object({
        path: kept('string'),
        action: kept('string'),
        target: string,
        exec: hook,
        include: strings,
        ignore: strings,
        initial_sync: boolean,
      }),
    ),
  }),
  blkio_config: object({
    weight: unsigned,
    weight_device: list(object({ path: string, weight: unsigned })),
    device_read_bps: throttle,
    device_read_iops: throttle,
    device_write_bps: throttle,
    device_write_iops: throttle,
  }),
  cap_add: strings,
  cap_drop: strings,
  cgroup_parent: string,
  cgroup: string,
  cpu_count: integer,
  cpu_percent: float,
  cpu_period: integer,
  cpu_quota: integer,
  cpu_rt_period: integer,
  cpu_rt_runtime: integer,
  cpus: float,
  cpuset: string,
  cpu_shares: integer,
  command,
  configs: list(fileReference),
  container_name: string,
  credential_spec: object({ config: string, file: string, registry: string }),
  depends_on: map(object({ condition: string, restart: boolean, required: kept('boolean') })),
  deploy,
  device_cgroup_rules: strings,
  devices: list(object({ source: string, target: string, permissions: string })),
  dns: strings,
  dns_opt: strings,
  dns_search: strings,
  domainname: string,
  entrypoint: command,
  provider: object({ type: string, options: map(strings) }),
  environment: variables,
  env_file: list(object({ path: string, required: kept('boolean'), format: string })),
  expose: strings,
  extends: object({ file: string, service: string }),
  external_links: strings,
  extra_hosts: hosts,
  group_add: strings,
  gpus: list(deviceRequest),
  hostname: string,
  healthcheck: object({
    test: strings,
    timeout: kept('duration'),
    interval: kept('duration'),
    retries: kept('unsigned'),
    start_period: kept('duration'),
    start_interval: kept('duration'),
    disable: boolean,
  }),
  image: string,
  init: kept('boolean'),
  ipc: string,
  isolation: string,
  labels: stringMap,
  label_file: strings,
  links: strings,
  logging: object({ driver: string, options: stringMap }),
  mem_limit: bytes,
  mem_reservation: bytes,
  memswap_limit: bytes,
  mem_swappiness: bytes,
  mac_address: string,
  models: map(object({ endpoint_var: string, model_var: string })),
  network_mode: string,
  networks: map(serviceNetwork),
  oom_kill_disable: boolean,
  oom_score_adj: integer,
  pid: string,
  pids_limit: integer,
  platform: string,
  ports: list(
    object({ name: string, mode: string, host_ip: string, target: unsigned, published: string, protocol: string, app_protocol: string }),
  ),
  privileged: boolean,
  pull_policy: string,
  pull_refresh_after: string,
  read_only: boolean,
  restart: string,
  runtime: string,
  scale: kept('integer'),
  secrets: list(fileReference),
  security_opt: strings,
  shm_size: bytes,
  stdin_open: boolean,
  stop_grace_period: kept('duration'),
  stop_signal: string,
  storage_opt: stringMap,
  sysctls: stringMap,
  tmpfs: strings,
  tty: boolean,
  ulimits,
  use_api_socket: boolean,
  user: string,
  userns_mode: string,
  uts: string,
  volumes: list(mount),
  volumes_from: strings,
  working_dir: string,
  pre_start: list(
    object({
      command,
      image: string,
      user: string,
      privileged: boolean,
      working_dir: string,
      environment: variables,
      per_replica: boolean,
    }),
  ),
  post_start: list(hook),
  pre_stop: list(hook),
});

const network = object({
  name: string,
  driver: string,
  driver_opts: stringMap,
  ipam: object({
    driver: string,
    config: list(object({ subnet: string, gateway: string, ip_range: string, aux_addresses: stringMap })),
    options: stringMap,
  }),
  external: boolean,
  internal: boolean,
  attachable: boolean,
  labels: stringMap,
  enable_ipv4: kept('boolean'),
  enable_ipv6: kept('boolean'),
});

const volume = object({ name: string, driver: string, driver_opts: stringMap, external: boolean, labels: stringMap });

const secret = object({
  name: string,
  file: string,
  environment: string,
  external: boolean,
  labels: stringMap,
  driver: string,
  driver_opts: stringMap,
  template_driver: string,
});

const config = object({
  name: string,
  file: string,
  environment: string,
  content: string,
  external: boolean,
  labels: stringMap,
  template_driver: string,
});

/** The shape of a whole model. */
export const modelShape = object({
  version: string,
  name: string,
  include: list(object({ path: strings, env_file: strings, project_directory: string })),
  services: map(service),
  networks: map(network),
  volumes: map(volume),
  secrets: map(secret),
  configs: map(config),
  models: map(object({ name: string, model: string, context_size: integer, runtime_flags: strings })),
});

/** The shape of what a key leads to; `any` where nothing is known about it. */
export function shapeBelow(shape: Shape, key: string | number): Shape {
  if (shape.kind === 'map') return shape.values;
  if (shape.kind === 'list') return shape.items;
  if (shape.kind === 'object' && typeof key === 'string' && Object.hasOwn(shape.fields, key)) return shape.fields[key] ?? { kind: 'any' };
  return { kind: 'any' };
}
