import { ruleIdOf } from '../../gate/gate.ts';
import type { Conversion } from '../../pipeline.ts';
import type { KubeObject } from '../../plan/kubernetes.ts';
import { formatPath, parsePath } from '../../source/node-tools.ts';

/** What a person asks about. */
export type Subject =
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'line'; readonly file: string; readonly line: number }
  | { readonly kind: 'object'; readonly object: KubeObject; readonly pointer: string }
  | { readonly kind: 'path'; readonly path: string };

/** Short names that kubectl knows (`kubectl api-resources`). */
const shortNames: Readonly<Record<string, string>> = {
  cm: 'configmap',
  deploy: 'deployment',
  ds: 'daemonset',
  cj: 'cronjob',
  hpa: 'horizontalpodautoscaler',
  ing: 'ingress',
  netpol: 'networkpolicy',
  ns: 'namespace',
  pdb: 'poddisruptionbudget',
  pv: 'persistentvolume',
  pvc: 'persistentvolumeclaim',
  sa: 'serviceaccount',
  sts: 'statefulset',
  svc: 'service',
};

/**
 * Reads `PATH`, `FILE:LINE`, `Kind/name`, `Kind/name/pointer` or a rule id. The name of an object may lack its hash where that
 * is clear. @returns nothing when it is none of these in this project
 */
export function parseSubject(text: string, { objects }: Pick<Conversion, 'objects'>): Subject | undefined {
  const rule = ruleIdOf(text);
  if (rule !== undefined) return { kind: 'rule', rule };
  const [, file, line] = /^(.+?):([0-9]+)(?::[0-9]+)?$/.exec(text) ?? [];
  if (file !== undefined && line !== undefined) return { kind: 'line', file: file.replace(/^(?:\.\/)+/, ''), line: Number(line) };
  const [, kind, name, pointer = ''] = /^([A-Za-z]+)\/([^/]+)(\/.*)?$/.exec(text) ?? [];
  if (kind !== undefined && name !== undefined) {
    const object = findObject(kind, name, objects);
    if (object) return { kind: 'object', object, pointer: pointer.replace(/\/$/, '') };
  }
  const path = parsePath(text);
  return path && { kind: 'path', path: formatPath(path) };
}

function findObject(kind: string, name: string, objects: readonly KubeObject[]): KubeObject | undefined {
  const lower = kind.toLowerCase();
  const wanted = Object.hasOwn(shortNames, lower) ? shortNames[lower] : lower;
  const ofKind = objects.filter((object) => [object.kind.toLowerCase(), `${object.kind.toLowerCase()}s`].includes(wanted ?? lower));
  const exact = ofKind.find((object) => object.metadata.name === name);
  if (exact) return exact;
  const hashed = ofKind.filter((object) => object.metadata.name.replace(/-[0-9a-f]{10}$/, '') === name);
  return hashed.length === 1 ? hashed[0] : undefined;
}
