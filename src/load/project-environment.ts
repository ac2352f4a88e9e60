import type { SourceFile, Span } from '../diagnostics/span.ts';
import { isAbsolute, join } from '../source/posix-path.ts';
import { parseDotenv } from './dotenv.ts';
import type { Environment, Variable } from './environment.ts';
import { type LoadContext, displayPath, fail, hostReason } from './load-context.ts';

/** The variables of a project: those of the process over those of the env files. */
export interface ProjectEnvironment extends Environment {
  readonly variables: ReadonlyMap<string, Variable>;
  /** Names that an env file defines, whoever won. */
  readonly fromFiles: ReadonlySet<string>;
}

export interface EnvironmentInput {
  readonly process: Readonly<Record<string, string | undefined>>;
  /** `--env-file`; empty: the default files. */
  readonly envFiles: readonly string[];
}

/** The environment of the process alone, with `PWD`. */
export function processEnvironment(process: EnvironmentInput['process'], cwd: string): ProjectEnvironment {
  const variables = new Map<string, Variable>();
  for (const [name, value] of Object.entries(process)) if (value !== undefined) variables.set(name, { value });
  if (!variables.has('PWD')) variables.set('PWD', { value: cwd });
  return environmentOf(variables, new Set());
}

/** The environment with some more variables below it: what is known already stays. */
export function withVariables(environment: ProjectEnvironment, more: ReadonlyMap<string, Variable>): ProjectEnvironment {
  const variables = new Map(environment.variables);
  for (const [name, variable] of more) if (!variables.has(name)) variables.set(name, variable);
  return environmentOf(variables, new Set([...environment.fromFiles, ...more.keys()]));
}

/** The environment with one variable set, whatever it was. */
export function withVariable(environment: ProjectEnvironment, name: string, value: string): ProjectEnvironment {
  return environmentOf(new Map(environment.variables).set(name, { value }), environment.fromFiles);
}

function environmentOf(variables: ReadonlyMap<string, Variable>, fromFiles: ReadonlySet<string>): ProjectEnvironment {
  return { variables, fromFiles, get: (name) => variables.get(name) };
}

/** The env files of the command line, or of `COMPOSE_ENV_FILES`, as absolute paths; empty: the default files count. */
export function namedEnvFiles(input: EnvironmentInput, cwd: string): readonly string[] {
  const fromProcess = (input.process['COMPOSE_ENV_FILES'] ?? '').split(',').filter((file) => file !== '');
  const named = input.envFiles.length > 0 ? input.envFiles : fromProcess;
  return named.map((file) => (isAbsolute(file) ? file : join(cwd, file)));
}

/** `.env` of a directory, unless that is switched off or not there. */
export function defaultEnvFiles(directory: string, input: EnvironmentInput, context: LoadContext): readonly string[] {
  if (isTrueText(input.process['COMPOSE_DISABLE_ENV_FILE'])) return [];
  const file = join(directory, '.env');
  // Programs that hold secrets give them through a pipe of this name.
  const kind = context.host.stat(file)?.kind;
  return kind === undefined || kind === 'directory' ? [] : [file];
}

/** What Go's `strconv.ParseBool` takes for true. */
function isTrueText(text: string | undefined): boolean {
  return text !== undefined && ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text);
}

/**
 * Reads env files for interpolation; a later file wins.
 * @param base variables that the files may use and that they do not replace
 */
export function readEnvFiles(
  files: readonly string[],
  base: Environment,
  context: LoadContext,
  span?: Span,
): ReadonlyMap<string, Variable> {
  const read = new Map<string, Variable>();
  for (const file of files) {
    const source = readEnvSource(file, context, span);
    const { entries, diagnostics } = parseDotenv(source, base, { get: (name) => read.get(name) });
    context.findings.takeAll(diagnostics);
    for (const { name, value, variables } of entries) if (value !== undefined) read.set(name, { value, variables });
  }
  return read;
}

function readEnvSource(file: string, context: LoadContext, span: Span | undefined): SourceFile {
  try {
    return context.readSource(file);
  } catch (error) {
    return fail('env-file-unreadable', { span }, { file: displayPath(file, context.host.cwd), reason: hostReason(error) });
  }
}
