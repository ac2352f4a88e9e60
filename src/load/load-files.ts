import type { SourceFile, Span } from '../diagnostics/span.ts';
import type { MapNode } from '../source/node.ts';
import { readYaml } from '../source/read-yaml.ts';
import { checkAttributes } from './attribute-checks.ts';
import { toLongForms } from './canonical.ts';
import { setDefaults } from './defaults.ts';
import { type RawFile, applyExtends } from './extends.ts';
import { type FileSet, applyIncludes } from './include.ts';
import { interpolateNode } from './interpolate.ts';
import { moveUnderDeploy } from './legacy.ts';
import { type LoadContext, displayPath, fail, hostReason } from './load-context.ts';
import { entriesAt, mapAt, withEntries, withKey, withoutKeys } from './make-node.ts';
import { mergeModels } from './merge.ts';
import { passThrough } from './normalize.ts';
import { resolvePaths } from './paths.ts';
import type { ProjectEnvironment } from './project-environment.ts';
import { type Resets, applyResets, takeResets } from './reset.ts';
import { checkInclude, checkSchema } from './schema.ts';
import { removeRedefinitions, reportReplacedMounts } from './unique.ts';
import { reportWrittenValues } from './written-values.ts';

/** Ends a load whose findings tell why. */
export class LoadStopped extends Error {
  override readonly name = 'LoadStopped';
}

export interface Loader {
  readonly context: LoadContext;
  readonly noteEnvironment: (environment: ProjectEnvironment) => void;
}

/** The documents of a file. @throws {LoadStopped} when it is no YAML */
export function readDocuments(source: SourceFile, context: LoadContext): readonly MapNode[] {
  const known = context.documents.get(source);
  if (known) return known;
  const before = context.findings.errors;
  if (context.malformed.has(source)) reportMalformed(source, context);
  const { documents, diagnostics } = readYaml(source);
  context.findings.takeAll(diagnostics);
  stopAfterErrors(before, context);
  context.documents.set(source, documents);
  return documents;
}

function reportMalformed(source: SourceFile, context: LoadContext): void {
  const start = source.text.indexOf('\ufffd');
  context.findings.add('yaml-syntax', { span: { source, start, end: start + 1 } }, { problem: 'a byte that is no UTF-8 text' });
}

function stopAfterErrors(before: number, context: LoadContext): void {
  if (context.findings.errors > before) throw new LoadStopped();
}

/** @throws {DiagnosticError} when the file cannot be read */
export function readComposeFile(file: string, context: LoadContext): SourceFile {
  try {
    return file === '-' ? context.readStandardInput() : context.readSource(file);
  } catch (error) {
    return fail('compose-file-unreadable', {}, { file: displayPath(file, context.host.cwd), reason: hostReason(error) });
  }
}

/**
 * Loads a set of files as one model in long form, with absolute paths.
 * @throws {LoadStopped} after the first file with errors, all of which are reported
 */
export function loadModel(set: FileSet, loader: Loader): MapNode {
  const { context } = loader;
  const before = context.findings.errors;
  let model: MapNode | undefined;
  for (const file of set.files) {
    for (const document of readDocuments(readComposeFile(file, context), context)) {
      model = addDocument(model, document, file, set, loader);
      stopAfterErrors(before, context);
    }
  }
  if (!model) throw new LoadStopped();
  model = setDefaults(model);
  checkAttributes(model, context.findings);
  model = resolvePaths(model, set.directory, context);
  if (context.interpolates) model = resolveVariables(model, set.environment);
  stopAfterErrors(before, context);
  return model;
}

function addDocument(model: MapNode | undefined, raw: MapNode, file: string, set: FileSet, loader: Loader): MapNode {
  const { context } = loader;
  const { findings } = context;
  const before = findings.errors;
  const { document: read, resets } = takeResets(raw);
  let document = prepare(read, set.environment, context);
  reportReplacedMounts(document, findings);
  if (context.interpolates) reportWrittenValues(document, findings);
  document = applyExtends(document, resets, {
    context,
    file,
    directory: set.directory,
    readRaw: (path, at) => readRawFile(path, at, set.environment, context),
  });
  checkInclude(document, findings);
  document = applyIncludes(document, {
    context,
    set,
    file,
    loadModel: (included) => loadModel(included, loader),
    noteEnvironment: loader.noteEnvironment,
  });
  document = noteVersion(document, context);
  const base = model && applyResets(model, resets);
  const merged = removeRedefinitions(base ? mergeModels(base, document, findings) : document, findings);
  checkSchema(merged, findings);
  stopAfterErrors(before, context);
  return removeRedefinitions(toLongForms(merged, findings), findings);
}

/** Interpolation and the slips that are read as they were meant. */
function prepare(document: MapNode, environment: ProjectEnvironment, context: LoadContext): MapNode {
  if (!context.interpolates) return moveUnderDeploy(document, context.findings);
  const { node, diagnostics } = interpolateNode(document, environment);
  context.findings.takeAll(diagnostics);
  return node.kind === 'map' ? moveUnderDeploy(node, context.findings) : document;
}

/** A file that a service extends from: neither validated nor extended nor with its includes. */
function readRawFile(file: string, at: Span, environment: ProjectEnvironment, context: LoadContext): RawFile {
  let source: SourceFile;
  try {
    source = context.readSource(file);
  } catch (error) {
    return fail('extends-unreadable', { span: at }, { file: displayPath(file, context.host.cwd), reason: hostReason(error) });
  }
  let model: MapNode | undefined;
  let last: Resets | undefined;
  for (const raw of readDocuments(source, context)) {
    const { document: read, resets } = takeResets(raw);
    const document = prepare(read, environment, context);
    const base = model && applyResets(model, resets);
    const merged = removeRedefinitions(base ? mergeModels(base, document, context.findings) : document, context.findings);
    model = removeRedefinitions(toLongForms(merged, context.findings), context.findings);
    last = resets;
  }
  if (!model) throw new LoadStopped();
  return { model, resets: last };
}

function noteVersion(document: MapNode, context: LoadContext): MapNode {
  const entry = document.entries.get('version');
  // A version of the wrong type is an error of the schema.
  if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'string' || entry.value.timestamp) return document;
  context.findings.add('version-obsolete', { span: entry.keySpan, path: ['version'] });
  context.consumed.push({ path: 'version', span: entry.value.span, rule: 'B-002' });
  return withoutKeys(document, 'version');
}

/** Bare variables take their value from the environment of their own set of files. */
function resolveVariables(model: MapNode, environment: ProjectEnvironment): MapNode {
  const services = mapAt(model, 'services');
  if (!services) return model;
  const entries = new Map(services.entries);
  for (const [name, entry] of entriesAt(model, 'services')) {
    const variables = mapAt(entry.value, 'environment');
    if (!variables || entry.value.kind !== 'map') continue;
    const resolved = passThrough(variables, environment, true);
    if (resolved !== variables) entries.set(name, { ...entry, value: withKey(entry.value, 'environment', resolved) });
  }
  return withKey(model, 'services', withEntries(services, entries));
}
