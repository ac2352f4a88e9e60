import { redacted } from '../plan/sensitive/is-literal.ts';
import { mask } from '../plan/sensitive/mask.ts';
import type { KubeObject } from '../plan/kubernetes.ts';

/** The object without a secret value (S-20): those of a Secret by where they stand, all others by their looks. */
export function maskedObject(object: KubeObject): KubeObject {
  const masked = maskText(object) as KubeObject;
  if (object.kind !== 'Secret') return masked;
  const hidden = Object.entries(masked).map(([key, value]) => [key, key === 'data' || key === 'stringData' ? hideAll(value) : value]);
  return Object.fromEntries(hidden) as KubeObject;
}

function hideAll(values: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(values ?? {}).map((key) => [key, redacted]));
}

function maskText(value: unknown): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map(maskText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskText(one)]));
}
