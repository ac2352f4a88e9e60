import type { Project } from '../../model/project.ts';
import { getAt, type Path } from '../../source/node-tools.ts';
import { isSensitiveName } from './sensitive-name.ts';
import { isSensitiveValue } from './sensitive-value.ts';

/** Whether the value at a path was made from a variable that is secret by its name or value (S-17). */
export function isTainted(path: Path, { tree, environment }: Pick<Project, 'tree' | 'environment'>): boolean {
  const node = getAt(tree, path);
  const variables = node?.kind === 'scalar' ? (node.variables ?? []) : [];
  return variables.some((variable) => isSensitiveVariable(variable, environment));
}

/** Whether a variable of the project is secret by its name or value. */
export function isSensitiveVariable(name: string, environment: ReadonlyMap<string, string>): boolean {
  return isSensitiveName(name) || isSensitiveValue(environment.get(name) ?? '');
}
