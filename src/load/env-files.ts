import type { SourceFile } from '../diagnostics/span.ts';
import type { MapEntry, MapNode, Node } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import { type DotenvResult, parseDotenv, parseRawEnv } from './dotenv.ts';
import type { Environment, Variable } from './environment.ts';
import { type LoadContext, displayPath, hostReason } from './load-context.ts';
import {
  childOf,
  entriesAt,
  isNull,
  isTrueAt,
  itemsAt,
  makeMap,
  makeScalar,
  mapAt,
  stringAt,
  stringOf,
  withEntries,
  withKey,
} from './make-node.ts';

/** Reads the env files and label files of every service into its `environment` and `labels` (A-25…A-27). */
export function readServiceFiles(model: MapNode, environment: Environment, context: LoadContext): MapNode {
  const services = mapAt(model, 'services');
  if (!services) return model;
  let changed: Map<string, MapEntry> | undefined;
  for (const [name, entry] of services.entries) {
    if (entry.value.kind !== 'map') continue;
    const withVariables = readEnvironment(entry.value, name, environment, context);
    const value = readLabels(withVariables, name, context);
    if (value !== entry.value) (changed ??= new Map(services.entries)).set(name, { ...entry, value });
  }
  return changed ? withKey(model, 'services', withEntries(services, changed)) : model;
}

function readEnvironment(service: MapNode, name: string, environment: Environment, context: LoadContext): MapNode {
  const files = itemsAt(service, 'env_file');
  if (files.length === 0) return service;
  const own = entriesAt(service, 'environment');
  const outer: Environment = { get: (key) => environment.get(key) ?? variableOf(own.get(key)?.value) };
  const entries = new Map<string, MapEntry>();
  for (const [index, file] of files.entries()) {
    const path = ['services', name, 'env_file', index];
    const at = childOf(file, 'path');
    const source = sourceOf(stringOf(at), file, path, context, !isTrueAt(file, 'required'));
    if (!source) continue;
    takeEntries(parse(source, stringAt(file, 'format'), outer, entries, file, path, context), entries);
  }
  for (const [key, entry] of own) entries.set(key, entry);
  if (entries.size === 0) return service;
  return withKey(service, 'environment', makeMap(entries, childOf(service, 'environment') ?? childOf(service, 'env_file') ?? service));
}

function readLabels(service: MapNode, name: string, context: LoadContext): MapNode {
  const files = itemsAt(service, 'label_file');
  if (files.length === 0) return service;
  const entries = new Map<string, MapEntry>();
  // Unlike in env files, a key of an earlier file comes before one of the same file.
  const earlier: Environment = { get: (key) => variableOf(entries.get(key)?.value) };
  for (const [index, file] of files.entries()) {
    const path = ['services', name, 'label_file', index];
    const source = sourceOf(stringOf(file), file, path, context, false);
    if (source) takeEntries(parse(source, undefined, earlier, entries, file, path, context), entries);
  }
  for (const [key, entry] of entriesAt(service, 'labels')) entries.set(key, entry);
  if (entries.size === 0) return service;
  return withKey(service, 'labels', makeMap(entries, childOf(service, 'labels') ?? childOf(service, 'label_file') ?? service));
}

function parse(
  source: SourceFile,
  format: string | undefined,
  outer: Environment,
  known: ReadonlyMap<string, MapEntry>,
  file: Node,
  path: Path,
  context: LoadContext,
): DotenvResult {
  if (format === 'raw') return taken(parseRawEnv(source, outer), context);
  if (format !== undefined && format !== '' && format !== '.env') {
    context.findings.add('env-file-format', { span: childOf(file, 'format')?.span, path }, { format });
    return { entries: [], diagnostics: [] };
  }
  const earlier: Environment = { get: (key) => variableOf(known.get(key)?.value) };
  return taken(parseDotenv(source, outer, earlier), context);
}

function taken(result: DotenvResult, context: LoadContext): DotenvResult {
  context.findings.takeAll(result.diagnostics);
  return result;
}

function takeEntries(result: DotenvResult, entries: Map<string, MapEntry>): void {
  for (const { name, value, span, keySpan, variables } of result.entries) {
    if (value === undefined) continue;
    entries.set(name, { keySpan, value: { ...makeScalar(value, span), ...(variables.length > 0 && { variables }) } });
  }
}

function variableOf(node: Node | undefined): Variable | undefined {
  if (node?.kind !== 'scalar' || isNull(node)) return undefined;
  return { value: node.text, ...(node.variables && { variables: node.variables }) };
}

function sourceOf(file: string | undefined, node: Node, path: Path, context: LoadContext, optional: boolean): SourceFile | undefined {
  if (file === undefined) return undefined;
  const shown = displayPath(file, context.host.cwd);
  const span = (childOf(node, 'path') ?? node).span;
  try {
    return context.readSource(file);
  } catch (error) {
    const reason = hostReason(error);
    const attribute = path[2] === 'label_file' ? 'label file' : 'env file';
    if (optional && reason === 'ENOENT') context.findings.add('env-file-skipped', { span, path }, { file: shown });
    else context.findings.add('file-unreadable', { span, path }, { file: shown, reason, attribute });
    return undefined;
  }
}
