import { shortestFloat32 } from '../source/go-number.ts';
import type { Path } from '../source/node-tools.ts';
import { matchesPath, pathPattern, type PathPattern } from '../source/path-pattern.ts';
import { float, int, type ResolvedScalar } from '../source/scalar.ts';

export type CastType = 'integer' | 'number' | 'boolean';

/** Paths whose strings become another type after interpolation, by type. */
const castPaths: readonly { readonly type: CastType; readonly paths: readonly string[] }[] = [
  {
    type: 'integer',
    paths: [
      'services.*.cpu_count',
      'services.*.cpu_period',
      'services.*.cpu_quota',
      'services.*.cpu_rt_period',
      'services.*.cpu_rt_runtime',
      'services.*.cpu_shares',
      'services.*.oom_score_adj',
      'services.*.pids_limit',
      'services.*.scale',
      'services.*.deploy.replicas',
      'services.*.deploy.update_config.parallelism',
      'services.*.deploy.rollback_config.parallelism',
      'services.*.deploy.restart_policy.max_attempts',
      'services.*.deploy.placement.max_replicas_per_node',
      'services.*.healthcheck.retries',
      'services.*.ports[].target',
      'services.*.ulimits.*',
      'services.*.ulimits.*.soft',
      'services.*.ulimits.*.hard',
    ],
  },
  {
    type: 'number',
    paths: [
      'services.*.cpus',
      'services.*.cpu_percent',
      'services.*.deploy.update_config.max_failure_ratio',
      'services.*.deploy.rollback_config.max_failure_ratio',
    ],
  },
  {
    type: 'boolean',
    paths: [
      'services.*.init',
      'services.*.privileged',
      'services.*.read_only',
      'services.*.stdin_open',
      'services.*.tty',
      'services.*.oom_kill_disable',
      'services.*.depends_on.*.required',
      'services.*.depends_on.*.restart',
      'services.*.healthcheck.disable',
      'services.*.volumes[].read_only',
      'services.*.volumes[].volume.nocopy',
      'networks.*.external',
      'networks.*.internal',
      'networks.*.attachable',
      'networks.*.enable_ipv4',
      'networks.*.enable_ipv6',
      'volumes.*.external',
      'secrets.*.external',
      'configs.*.external',
    ],
  },
];

const patterns: readonly { readonly type: CastType; readonly pattern: PathPattern }[] = castPaths.flatMap(({ type, paths }) =>
  paths.map((path) => ({ type, pattern: pathPattern(path) })),
);

/** The last keys of the patterns: a quick way to see that a path has no cast. */
const lastKeys = new Set(patterns.map(({ pattern }) => pattern.text.slice(pattern.text.lastIndexOf('.') + 1)));

/** What the strings at a path become; undefined where they stay strings. */
export function castTypeAt(path: Path): CastType | undefined {
  const last = path.at(-1);
  if (typeof last !== 'string' || (!lastKeys.has(last) && path[2] !== 'ulimits')) return undefined;
  return patterns.find(({ pattern }) => matchesPath(pattern, path))?.type;
}

/** Words that are booleans in YAML 1.1 only: accepted, and worth a warning. */
export function isOldBoolean(text: string): boolean {
  return /^(?:y|yes|on|n|no|off)$/i.test(text);
}

/** The text as a value of the type, read as Go's `strconv` does; undefined where it is none. */
export function castText(text: string, type: CastType, path: Path): ResolvedScalar | undefined {
  if (type === 'boolean') return castBoolean(text);
  if (type === 'integer') return castInteger(text);
  // Go takes an underscore between two digits of a float, not of an integer.
  const digits = text.replaceAll(/(?<=\d)_(?=\d)/g, '');
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits)) return undefined;
  // `cpus` is a 32-bit float in Compose.
  const value = path.at(-1) === 'cpus' ? shortestFloat32(Number(digits)) : Number(digits);
  return Number.isFinite(value) ? float(value) : undefined;
}

function castInteger(text: string): ResolvedScalar | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return value >= -(2n ** 63n) && value < 2n ** 63n ? int(value) : undefined;
}

function castBoolean(text: string): ResolvedScalar | undefined {
  if (/^(?:true|y|yes|on)$/i.test(text)) return { value: true, text: 'true', type: 'bool' };
  if (/^(?:false|n|no|off)$/i.test(text)) return { value: false, text: 'false', type: 'bool' };
  return undefined;
}
