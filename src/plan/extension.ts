import type { JsonMap } from '../model/service.ts';

/** What `x-waybill` of a service says. */
export interface Extension {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job';
  readonly liveness?: boolean;
  readonly expose?: boolean;
  /** `false` forbids an autoscaler. */
  readonly autoscale?: false | Autoscale;
  readonly seed?: boolean;
}

export interface Autoscale {
  readonly min?: number;
  readonly max?: number;
  /** Target in percent of the request. */
  readonly cpu?: number;
  readonly memory?: number;
}

/** What `x-waybill` of a volume says. */
export interface VolumeExtension {
  /** A byte size as in Compose: `10g`. */
  readonly size?: string;
  /** Storage class. */
  readonly class?: string;
  /** `rwx`: pods on several nodes may mount it, which the class must offer (V-06). */
  readonly access?: 'rwo' | 'rwx';
}

/** An item of an `x-waybill` block that says nothing this tool understands. */
export interface ExtensionProblem {
  readonly key: string;
  readonly known: readonly string[];
}

const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'] as const;
const serviceKeys = ['accept', 'autoscale', 'expose', 'kind', 'liveness', 'seed'];
const volumeKeys = ['access', 'class', 'size'];

/** Reads `x-waybill` of a service; what it cannot use is a problem, not a guess. */
export function readExtension(block: JsonMap | undefined): { extension: Extension; problems: readonly ExtensionProblem[] } {
  if (!block) return { extension: {}, problems: [] };
  const problems: ExtensionProblem[] = Object.keys(block)
    .filter((key) => !serviceKeys.includes(key))
    .map((key) => ({ key, known: serviceKeys }));
  const kind = kinds.find((k) => k === block['kind']);
  if (block['kind'] !== undefined && !kind) problems.push({ key: 'kind', known: kinds });
  const autoscale = readAutoscale(block['autoscale'], problems);
  return {
    extension: {
      ...(kind && { kind }),
      ...booleans(block, ['liveness', 'expose', 'seed'], problems),
      ...(autoscale !== undefined && { autoscale }),
    },
    problems,
  };
}

/** Reads `x-waybill` of a volume. */
export function readVolumeExtension(block: JsonMap | undefined): { extension: VolumeExtension; problems: readonly ExtensionProblem[] } {
  if (!block) return { extension: {}, problems: [] };
  const problems: ExtensionProblem[] = Object.keys(block)
    .filter((key) => !volumeKeys.includes(key) || typeof block[key] !== 'string')
    .map((key) => ({ key, known: volumeKeys }));
  const size = block['size'];
  const storageClass = block['class'];
  const access = block['access'];
  if (typeof access === 'string' && access !== 'rwo' && access !== 'rwx') problems.push({ key: 'access', known: ['rwo', 'rwx'] });
  return {
    extension: {
      ...(typeof size === 'string' && { size }),
      ...(typeof storageClass === 'string' && { class: storageClass }),
      ...((access === 'rwo' || access === 'rwx') && { access }),
    },
    problems,
  };
}

function booleans<K extends string>(block: JsonMap, keys: readonly K[], problems: ExtensionProblem[]): Partial<Record<K, boolean>> {
  const out: Partial<Record<K, boolean>> = {};
  for (const key of keys) {
    const value = block[key];
    if (typeof value === 'boolean') out[key] = value;
    else if (value !== undefined) problems.push({ key, known: ['true', 'false'] });
  }
  return out;
}

function readAutoscale(value: unknown, problems: ExtensionProblem[]): false | Autoscale | undefined {
  if (value === undefined || value === false) return value;
  if (value === true) return {};
  if (typeof value !== 'object' || value === null) {
    problems.push({ key: 'autoscale', known: ['false', '{min, max, cpu, memory}'] });
    return undefined;
  }
  const known = ['min', 'max', 'cpu', 'memory'] as const;
  const out: { -readonly [K in keyof Autoscale]: Autoscale[K] } = {};
  for (const [key, number] of Object.entries(value)) {
    const field = known.find((k) => k === key);
    if (field && typeof number === 'number' && Number.isInteger(number) && number > 0) out[field] = number;
    else problems.push({ key: `autoscale.${key}`, known });
  }
  return out;
}
