import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import type { Project } from '../model/project.ts';
import { type Host, HostError } from '../source/host.ts';
import type { MapNode } from '../source/node.ts';
import type { ProgressListener } from '../source/progress.ts';
import { buildProject } from './build-project.ts';
import { checkConsistency } from './consistency.ts';
import type { Environment } from './environment.ts';
import { readServiceFiles } from './env-files.ts';
import { discoverFiles, namedFiles, projectDirectory } from './find-files.ts';
import { type LoadContext, createContext } from './load-context.ts';
import { LoadStopped, loadModel, readComposeFile, readDocuments } from './load-files.ts';
import { withoutKeys } from './make-node.ts';
import { normalize } from './normalize.ts';
import { checkAskedServices, keepAskedServices } from './asked-services.ts';
import { activeProfiles, profilesOf, selectServices } from './profiles.ts';
import {
  type ProjectEnvironment,
  defaultEnvFiles,
  namedEnvFiles,
  processEnvironment,
  readEnvFiles,
  withVariable,
  withVariables,
} from './project-environment.ts';
import { projectName } from './project-name.ts';
import { toCanonicalValues } from './values.ts';

/** What the command line says about the project to load. */
export interface LoadInput {
  /** `-f`, relative to the working directory; `-` is standard input. Empty: found as Docker Compose finds them. */
  readonly files: readonly string[];
  readonly projectDirectory?: string | undefined;
  readonly projectName?: string | undefined;
  /** `--env-file` */
  readonly envFiles: readonly string[];
  /** `--profile`; `*` is all. */
  readonly profiles: readonly string[];
  /** Only these services and what they depend on; none: all. */
  readonly services?: readonly string[] | undefined;
  /** The environment of the process; that of the host unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface LoadResult {
  /** Absent when there was an error. */
  readonly project?: Project;
  readonly diagnostics: readonly Diagnostic[];
}

/** A model whose variables are not replaced: what `docker compose config --no-interpolate` shows. */
export interface Template {
  readonly name: string;
  /** In long form, with all profiles; values as written. */
  readonly tree: MapNode;
}

export interface TemplateResult {
  /** Absent when there was an error. */
  readonly template?: Template;
  readonly diagnostics: readonly Diagnostic[];
}

/** How often `loadProject` says that it has got further. */
const loadSteps = 6;

/** Loads a project as Docker Compose loads it: what `docker compose config` shows, with the place of every value. */
export function load(input: LoadInput, host: Host, onProgress?: ProgressListener): LoadResult {
  let done = 0;
  const step = (): void => onProgress?.('load', done++, loadSteps);
  const { result, diagnostics } = run(createContext(host), (context) => loadProject(input, context, step));
  return { ...(result && { project: result }), diagnostics };
}

/** Loads a project without replacing variables; whatever holds one is not checked. */
export function loadTemplate(input: LoadInput, host: Host): TemplateResult {
  const { result, diagnostics } = run(createContext(host, false), (context) => {
    const { name, model } = loadNormalized(input, context);
    return { name, tree: withoutKeys(model, 'name') };
  });
  return { ...(result && { template: result }), diagnostics };
}

/** Takes what ends a load for a finding; a result with errors is none. */
function run<T>(
  context: LoadContext,
  step: (context: LoadContext) => T,
): { readonly result?: T; readonly diagnostics: readonly Diagnostic[] } {
  const { findings } = context;
  try {
    const result = step(context);
    return findings.errors > 0 ? { diagnostics: findings.list } : { result, diagnostics: findings.list };
  } catch (error) {
    if (error instanceof DiagnosticError) findings.take(error.diagnostic);
    else if (error instanceof HostError) findings.add('path-unreadable', {}, { file: error.path, reason: error.reason });
    else if (!(error instanceof LoadStopped)) throw error;
    return { diagnostics: findings.list };
  }
}

interface Normalized {
  readonly name: string;
  readonly nameSource: Project['nameSource'];
  readonly directory: string;
  readonly environment: ProjectEnvironment;
  /** With the variables that included projects bring along. */
  readonly everything: ProjectEnvironment;
  readonly model: MapNode;
}

/** All files as one model with what it implies; values have their written types. */
function loadNormalized(input: LoadInput, context: LoadContext): Normalized {
  // 1. Where the project is (A-01…A-03).
  const { files, directory, environment: found } = locate(input, context);

  // 2. What it is called.
  const documents = files.flatMap((file) => readDocuments(readComposeFile(file, context), context));
  const { name, source: nameSource } = projectName({ flag: input.projectName, environment: found, documents, directory }, context);
  const environment = withVariable(found, 'COMPOSE_PROJECT_NAME', name);

  // 3. All files as one model in long form (A-05… …A-80).
  let everything = environment;
  const noteEnvironment = (included: ProjectEnvironment): void => {
    everything = withVariables(everything, included.variables);
  };
  let model = loadModel({ files, directory, environment, includedFrom: [] }, { context, noteEnvironment });

  // 4. What the model implies (A-60…A-63).
  model = normalize(model, name, context.interpolates ? environment : withoutVariables);
  return { name, nameSource, directory, environment, everything, model };
}

function loadProject(input: LoadInput, context: LoadContext, step: () => void): Project {
  const { findings } = context;
  step();
  const { name, nameSource, directory, environment, everything, model: normalized } = loadNormalized(input, context);

  // 5. Values in their canonical types (A-76…A-79).
  step();
  let model = toCanonicalValues(normalized, findings);

  // 6. The services that are asked for.
  step();
  const asked = input.services ?? [];
  checkAskedServices(model, asked, context);
  const selected = selectServices(model, profilesOf(asked, activeProfiles(input.profiles, environment), model), context);

  // 7. Whether everything fits together.
  step();
  checkConsistency(selected.model, selected.inactive, findings);

  // 8. Variables and labels from files (A-20…A-27), of the services that take part.
  step();
  const kept = keepAskedServices(selected.model, asked, context);
  model = readServiceFiles(kept.model, environment, context);

  // 9. The result.
  step();
  return buildProject({
    name,
    nameSource,
    directory,
    tree: noteName(model, context),
    environment: everything,
    inactive: selected.inactive,
    unasked: kept.unasked,
    consumed: context.consumed,
    diagnostics: findings.list,
  });
}

/** Passes nothing through: bare variables stay bare. */
const withoutVariables: Environment = { get: () => undefined };

interface Located {
  readonly files: readonly string[];
  readonly directory: string;
  readonly environment: ProjectEnvironment;
}

/**
 * Finds files, directory and environment, which depend on each other: `.env` may name the files, and the files
 * determine the directory whose `.env` counts too, with less weight.
 */
function locate(input: LoadInput, context: LoadContext): Located {
  const { cwd } = context.host;
  const variables = { process: input.environment ?? context.host.env, envFiles: input.envFiles };
  const named = namedEnvFiles(variables, cwd);
  const addEnvFiles = (environment: ProjectEnvironment, directory: string): ProjectEnvironment => {
    const envFiles = named.length > 0 ? named : defaultEnvFiles(directory, variables, context);
    return withVariables(environment, readEnvFiles(envFiles, environment, context));
  };
  const process = processEnvironment(variables.process, cwd);
  const onlyNamed = input.files.length > 0 ? namedFiles(input.files, process, cwd) : [];
  const start = projectDirectory(input.projectDirectory, onlyNamed, cwd);
  const first = addEnvFiles(process, start);
  const fromNames = namedFiles(input.files, first, cwd);
  const files = fromNames.length > 0 ? fromNames : discoverFiles(start, context);
  const directory = projectDirectory(input.projectDirectory, files, cwd);
  return { files, directory, environment: directory === start ? first : addEnvFiles(first, directory) };
}

/** The name is a fact of the project, no part of its tree. */
function noteName(model: Project['tree'], context: LoadContext): Project['tree'] {
  const entry = model.entries.get('name');
  if (!entry) return model;
  context.consumed.push({ path: 'name', span: entry.value.span, rule: 'A-04' });
  return withoutKeys(model, 'name');
}
