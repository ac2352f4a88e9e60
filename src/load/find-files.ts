import { dirname, isAbsolute, join } from '../source/posix-path.ts';
import { type LoadContext, displayPath, fail } from './load-context.ts';
import type { ProjectEnvironment } from './project-environment.ts';

const fileNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'] as const;
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
] as const;

/** The Compose files of the command line or of `COMPOSE_FILE`, as absolute paths; empty where neither names any. */
export function namedFiles(files: readonly string[], environment: ProjectEnvironment, cwd: string): readonly string[] {
  const absolute = (file: string): string => (file === '-' || isAbsolute(file) ? file : join(cwd, file));
  if (files.length > 0) return files.map(absolute);
  const variable = environment.get('COMPOSE_FILE')?.value;
  if (variable === undefined || variable === '') return [];
  const separator = environment.get('COMPOSE_PATH_SEPARATOR')?.value;
  return variable.split(separator === undefined || separator === '' ? ':' : separator).map(absolute);
}

/**
 * The default Compose file, with its override, of the first directory upwards that has one.
 * @throws {DiagnosticError} when there is none
 */
export function discoverFiles(start: string, context: LoadContext): readonly string[] {
  for (let directory = start; ; directory = dirname(directory)) {
    const found = existing(fileNames, directory, context);
    const [file] = found;
    if (file !== undefined) {
      if (found.length > 1) reportSeveral(found, context);
      const overrides = existing(overrideNames, directory, context);
      if (overrides.length > 1) reportSeveral(overrides, context);
      return [file, ...overrides.slice(0, 1)];
    }
    if (dirname(directory) === directory) return fail('no-compose-file', {}, { directory: start });
  }
}

function existing(names: readonly string[], directory: string, context: LoadContext): readonly string[] {
  return names.map((name) => join(directory, name)).filter((path) => context.host.stat(path) !== undefined);
}

function reportSeveral(files: readonly string[], context: LoadContext): void {
  const [used, ...others] = files.map((file) => displayPath(file, context.host.cwd));
  context.findings.add('several-compose-files', {}, { used, others });
}

/** The directory that relative paths start from: as named, else that of the first file. */
export function projectDirectory(named: string | undefined, files: readonly string[], cwd: string): string {
  if (named !== undefined && named !== '') return isAbsolute(named) ? join(named) : join(cwd, named);
  const first = files.find((file) => file !== '-');
  return first === undefined ? cwd : dirname(first);
}
