import { type Conversion, convert } from '../../src/pipeline.ts';
import type { KubeObject } from '../../src/plan/kubernetes.ts';
import type { ConvertOptions } from '../../src/plan/options.ts';
import { memoryHost } from './memory-host.ts';

export interface ConvertTextOptions {
  readonly options?: Partial<ConvertOptions>;
  /** Further files, relative to the directory of the Compose file. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly profiles?: readonly string[];
}

/** A conversion, with the objects at hand by kind and name. */
export interface ConvertedText extends Conversion {
  /** The object of that kind, the one of that name where it is given. @throws when there is none, or more than one. */
  readonly object: (kind: string, name?: string) => KubeObject;
  /** Outcome, level, rule and message of all that is said about a path. */
  readonly said: (path: string) => readonly string[];
}

/** Converts the text of one Compose file, which stands in `/work/shop` and so gives the project the name `shop`. */
export function convertText(yaml: string, { options = {}, files = {}, env = {}, profiles = [] }: ConvertTextOptions = {}): ConvertedText {
  const host = memoryHost({ 'compose.yaml': yaml, ...files }, { cwd: '/work/shop', env });
  const result = convert({ files: ['compose.yaml'], envFiles: [], profiles }, options, host);
  return {
    ...result,
    object: (kind, name) => {
      const found = result.objects.filter((o) => o.kind === kind && (name === undefined || o.metadata.name === name));
      const [only] = found;
      if (only && found.length === 1) return only;
      throw new Error(
        `${found.length} objects are ${kind} ${name ?? ''}; there are ${result.objects.map((o) => `${o.kind}/${o.metadata.name}`).join(', ')}`,
      );
    },
    said: (path) => result.entries.filter((e) => e.path === path).map((e) => `${e.outcome} ${e.level} ${e.rule} ${e.message}`.trimEnd()),
  };
}

/** The value at a path of keys and indices in an object: `at(deployment, 'spec', 'template', 'spec', 'containers', 0)`. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (node, step) => (typeof node === 'object' && node !== null && Object.hasOwn(node, step) ? Reflect.get(node, step) : undefined),
    value,
  );
}

/** The pod's spec of a workload. */
export function podOf(workload: KubeObject): unknown {
  return at(workload, 'spec', 'template', 'spec');
}

/** The service's own container of a workload. */
export function containerOf(workload: KubeObject): unknown {
  return at(podOf(workload), 'containers', 0);
}
