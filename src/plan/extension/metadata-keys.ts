import { labelDomain } from '../labels.ts';
import { isLiteral } from '../sensitive/is-literal.ts';
import { isSensitiveName } from '../sensitive/sensitive-name.ts';
import { isSensitiveValue } from '../sensitive/sensitive-value.ts';

/** The labels by which waybill knows and selects its objects (G-05). */
const ours: ReadonlySet<string> = new Set(['name', 'part-of', 'managed-by', 'instance'].map((name) => `app.kubernetes.io/${name}`));

/** A label or annotation that the user cannot set. */
export function isReserved(key: string): boolean {
  return ours.has(key) || key.startsWith(`${labelDomain}/`);
}

/** A value that no label or annotation may have (S-19). */
export function isSecret(key: string, value: string): boolean {
  return isSensitiveValue(value) || (isSensitiveName(key) && isLiteral(value));
}
