import type { MapEntry, MapNode, Node } from '../source/node.ts';
import { toPlain } from '../source/node-tools.ts';
import { dirname, isAbsolute, join } from '../source/posix-path.ts';
import { type LoadContext, displayPath, fail, hostReason } from './load-context.ts';
import { childOf, entriesAt, makeMap, mapAt, stringAt, stringOf, withEntries, withKey, withoutKeys } from './make-node.ts';
import { mergeModels } from './merge.ts';
import { type ProjectEnvironment, readEnvFiles, withVariables } from './project-environment.ts';
import { through } from './through.ts';

/** A set of files that is loaded as one model: the project, or what an `include` names. */
export interface FileSet {
  /** Absolute paths; `-` is standard input. */
  readonly files: readonly string[];
  /** Where relative paths start. */
  readonly directory: string;
  readonly environment: ProjectEnvironment;
  /** The files that include this one, outermost first. */
  readonly includedFrom: readonly string[];
}

export interface IncludeInput {
  readonly context: LoadContext;
  readonly set: FileSet;
  /** Absolute path of the file at hand. */
  readonly file: string;
  readonly loadModel: (set: FileSet) => MapNode;
  /** Takes note of the variables that an included project brings along. */
  readonly noteEnvironment: (environment: ProjectEnvironment) => void;
}

const resourceKinds = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'] as const;

/** Loads what a document includes and lays the document over it. */
export function applyIncludes(document: MapNode, input: IncludeInput): MapNode {
  const include = childOf(document, 'include');
  if (!include) return document;
  noteConsumed(include, 'include', input.context);
  let model = withoutKeys(document, 'include');
  if (include.kind !== 'list') return model;
  for (const [index, item] of include.items.entries()) {
    const imported = loadIncluded(item, ['include', index], input);
    const arrived = imported && through(imported, item.span);
    if (arrived?.kind === 'map') model = importResources(arrived, model, input.context);
  }
  return model;
}

function loadIncluded(item: Node, path: readonly (string | number)[], input: IncludeInput): MapNode | undefined {
  const { context, set } = input;
  const written = texts(stringOf(item) === undefined ? childOf(item, 'path') : item);
  const files = written.map((one) => (isAbsolute(one) ? one : join(set.directory, one)));
  const [main] = files;
  if (main === undefined) return undefined;
  const chain = [...set.includedFrom, input.file];
  const span = item.span;
  if (chain.includes(main)) {
    fail(
      'include-cycle',
      { span, path },
      { chain: [...chain.slice(chain.indexOf(main)), main].map((file) => displayPath(file, context.host.cwd)) },
    );
  }
  for (const file of files) {
    const reason = obstacle(file, context);
    if (reason !== undefined) fail('include-missing', { span, path }, { file: displayPath(file, context.host.cwd), reason });
  }
  const directory = includedDirectory(stringAt(item, 'project_directory'), main, set.directory);
  const variables = readEnvFiles(
    includedEnvFiles(item, directory, input),
    set.environment,
    context,
    childOf(item, 'env_file')?.span ?? span,
  );
  const environment = withVariables(set.environment, variables);
  input.noteEnvironment(environment);
  return input.loadModel({ files, directory, environment, includedFrom: chain });
}

function includedDirectory(named: string | undefined, main: string, directory: string): string {
  if (named === undefined || named === '') return dirname(main);
  return isAbsolute(named) ? named : join(directory, named);
}

/** */
function includedEnvFiles(item: Node, directory: string, { context, set }: IncludeInput): readonly string[] {
  const node = childOf(item, 'env_file');
  const named = texts(node);
  if (named.length === 0) {
    const file = join(directory, '.env');
    const kind = context.host.stat(file)?.kind;
    return kind === undefined || kind === 'directory' ? [] : [file];
  }
  const files = named.map((one) => (isAbsolute(one) ? one : join(set.directory, one))).filter((file) => file !== '/dev/null');
  for (const file of files) {
    const reason = obstacle(file, context);
    if (reason !== undefined) fail('env-file-unreadable', { span: node?.span }, { file: displayPath(file, context.host.cwd), reason });
  }
  return files;
}

/** Why a file cannot be read; undefined where it can. */
function obstacle(file: string, context: LoadContext): string | undefined {
  try {
    const kind = context.host.stat(file)?.kind;
    if (kind === undefined) return 'ENOENT';
    if (kind === 'directory') return 'EISDIR';
    context.readSource(file);
    return undefined;
  } catch (error) {
    return hostReason(error);
  }
}

function texts(node: Node | undefined): readonly string[] {
  if (node?.kind === 'list') return node.items.flatMap((item) => stringOf(item) ?? []);
  return node ? [stringOf(node) ?? ''].filter((text) => text !== '') : [];
}

/** The document over what it includes; a name that both define merges, which older Docker Compose rejects. */
function importResources(imported: MapNode, document: MapNode, context: LoadContext): MapNode {
  let model = document;
  for (const kind of resourceKinds) {
    const resources = mapAt(imported, kind);
    if (!resources) continue;
    const own = mapAt(model, kind);
    const merged = own ? mergeResources(kind, resources, own, context) : resources;
    model = withKey(model, kind, merged, model.entries.get(kind)?.keySpan ?? imported.entries.get(kind)?.keySpan);
  }
  return model;
}

function mergeResources(kind: string, resources: MapNode, own: MapNode, context: LoadContext): MapNode {
  const entries = new Map<string, MapEntry>(resources.entries);
  for (const [name, entry] of own.entries) {
    const known = entries.get(name);
    if (!known || isSame(known.value, entry.value)) {
      entries.set(name, known ?? entry);
      continue;
    }
    const related = [{ span: known.keySpan, label: 'included from here' }];
    context.findings.add('include-redefined', { span: entry.keySpan, path: [kind, name], related }, { kind, name });
    const model = mergeModels(single(kind, name, known), single(kind, name, entry), context.findings);
    entries.set(name, entriesAt(model, kind).get(name) ?? entry);
  }
  return withEntries(own, entries);
}

function single(kind: string, name: string, entry: MapEntry): MapNode {
  const resources = makeMap(new Map([[name, entry]]), entry.value.span);
  return makeMap(new Map([[kind, { keySpan: entry.keySpan, value: resources }]]), entry.value.span);
}

function isSame(a: Node, b: Node): boolean {
  const text = (node: Node): string =>
    JSON.stringify(toPlain(node), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  return a === b || text(a) === text(b);
}

function noteConsumed(node: Node, path: string, context: LoadContext): void {
  if (node.kind === 'list') for (const [index, item] of node.items.entries()) noteConsumed(item, `${path}[${index}]`, context);
  else if (node.kind === 'map') for (const [key, entry] of node.entries) noteConsumed(entry.value, `${path}.${key}`, context);
  else context.consumed.push({ path, span: node.span, rule: 'B-005' });
}
