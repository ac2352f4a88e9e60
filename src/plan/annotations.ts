import type { Project } from '../model/project.ts';
import type { StringMap } from '../model/service.ts';
import type { Path } from '../source/node-tools.ts';
import { isSensitiveName } from './sensitive/sensitive-name.ts';
import { isSensitiveValue } from './sensitive/sensitive-value.ts';
import { isTainted } from './sensitive/taint.ts';

export interface ObjectAnnotations {
  readonly annotations: Readonly<Record<string, string>>;
  /** Keys of labels that no annotation can hold: not legal, or with a secret as value (S-20). */
  readonly refused: readonly string[];
}

/** Labels of a volume, secret, config or network, which stand at a path, as annotations: free text (B-132, B-228, B-234, B-243, B-253). */
export function objectAnnotations(labels: StringMap | undefined, at: Path, project: Project): ObjectAnnotations {
  const entries = Object.entries(labels ?? {});
  const isKept = ([key, value]: readonly [string, string]): boolean =>
    isAnnotationKey(key) && !isSensitiveValue(value) && !(isSensitiveName(key) && value !== '') && !isTainted([...at, key], project);
  return {
    annotations: Object.fromEntries(entries.filter(isKept)),
    refused: entries.filter((entry) => !isKept(entry)).map(([key]) => key),
  };
}

/** A qualified name: an optional DNS prefix, and at most 63 characters. */
export function isAnnotationKey(key: string): boolean {
  return (
    /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(key) &&
    key.length < 316
  );
}
