import type { Node } from '../source/node.ts';
import { basename } from '../source/posix-path.ts';
import { interpolateNode } from './interpolate.ts';
import { type LoadContext, fail } from './load-context.ts';
import { childOf } from './make-node.ts';
import type { ProjectEnvironment } from './project-environment.ts';

export interface ProjectName {
  readonly name: string;
  readonly source: 'flag' | 'environment' | 'file' | 'directory';
}

export interface ProjectNameInput {
  readonly flag?: string | undefined;
  readonly environment: ProjectEnvironment;
  /** The documents of all files, as read. */
  readonly documents: readonly Node[];
  readonly directory: string;
}

/** Lowercase letters, digits, `-` and `_`, a letter or digit first: what else a text holds is left out. */
export function normalizeProjectName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

/** The name of the project. @throws {DiagnosticError} for a name that cannot be one */
export function projectName(input: ProjectNameInput, context: LoadContext): ProjectName {
  if (input.flag !== undefined && input.flag !== '') return { name: checked(input.flag, '--project-name'), source: 'flag' };
  const variable = input.environment.get('COMPOSE_PROJECT_NAME')?.value;
  if (variable !== undefined && variable !== '') return { name: checked(variable, 'COMPOSE_PROJECT_NAME'), source: 'environment' };
  const written = input.documents
    .flatMap((document) => childOf(document, 'name') ?? [])
    .filter((node) => node.kind === 'scalar' && node.text !== '');
  const last = written.at(-1);
  if (last) {
    const { node, diagnostics } = interpolateNode(last, input.environment, ['name']);
    context.findings.takeAll(diagnostics);
    const name = node.kind === 'scalar' ? normalizeProjectName(node.text) : '';
    if (name === '') fail('project-name-empty', { span: last.span, path: ['name'] });
    return { name, source: 'file' };
  }
  const name = normalizeProjectName(basename(input.directory));
  if (name === '') fail('project-name-empty', {});
  context.findings.add('project-name-from-directory', {}, { name });
  return { name, source: 'directory' };
}

function checked(name: string, origin: string): string {
  if (normalizeProjectName(name) !== name) fail('project-name-invalid', {}, { name, origin });
  return name;
}
