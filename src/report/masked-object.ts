import { commandSecrets } from '../plan/sensitive/command-secrets.ts';
import { isLiteral, isSwitch, redacted } from '../plan/sensitive/is-literal.ts';
import { isSensitiveName } from '../plan/sensitive/sensitive-name.ts';
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
  if (Array.isArray(value)) return (value.every((item) => typeof item === 'string') ? maskWords(value) : value).map(maskText);
  if (typeof value !== 'object' || value === null) return value;
  const hidden = isSensitiveVariable(value) ? { ...value, value: redacted } : value;
  return Object.fromEntries(Object.entries(hidden).map(([key, one]) => [key, maskText(one)]));
}

/** `{name: DB_PASSWORD, value: …}`, which only a patch puts there. */
function isSensitiveVariable(value: object): boolean {
  if (!('name' in value) || !('value' in value) || typeof value.name !== 'string' || typeof value.value !== 'string') return false;
  return isSensitiveName(value.name) && isLiteral(value.value) && !isSwitch(value.value);
}

/** The words of a command: what follows an option, or the name of a program, may be a secret only there. */
function maskWords(words: readonly string[]): readonly string[] {
  const secrets = commandSecrets(words);
  return words.map((text, i) => {
    const found = secrets.find(({ word }) => word === i);
    return found && isLiteral(text.slice(found.start)) ? `${text.slice(0, found.start)}${redacted}` : text;
  });
}
