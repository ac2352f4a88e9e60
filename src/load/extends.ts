import type { Span } from '../diagnostics/span.ts';
import type { MapEntry, MapNode, Node } from '../source/node.ts';
import { dirname } from '../source/posix-path.ts';
import { type LoadContext, fail } from './load-context.ts';
import { childOf, entriesAt, isNull, mapAt, stringAt, stringOf, withEntries, withKey, withoutKeys } from './make-node.ts';
import { mergeServices } from './merge.ts';
import { nearest } from './nearest.ts';
import { resolvePath, resolvePaths } from './paths.ts';
import { type Resets, applyResets, resetsOfService } from './reset.ts';
import { through } from './through.ts';

/** What a file that is extended from gives: its documents merged, in long form, neither validated nor extended. */
export interface RawFile {
  readonly model: MapNode;
  /** The resets of its last document. */
  readonly resets: Resets | undefined;
}

export interface ExtendsInput {
  readonly context: LoadContext;
  /** Directory that `extends.file` is relative to. */
  readonly directory: string;
  /** Absolute path of the file at hand. */
  readonly file: string;
  readonly readRaw: (file: string, at: Span) => RawFile;
}

/** Services of one file on the way, by name; a service that is done replaces its raw form. */
interface Family {
  readonly file: string;
  readonly services: Map<string, MapEntry>;
  readonly done: Set<string>;
  readonly resets: Resets | undefined;
}

interface Step {
  readonly file: string;
  readonly service: string;
  readonly span: Span;
}

/** Lays every service of a document onto the service that it extends. */
export function applyExtends(document: MapNode, resets: Resets | undefined, input: ExtendsInput): MapNode {
  const services = mapAt(document, 'services');
  if (!services || ![...services.entries.values()].some(({ value }) => childOf(value, 'extends'))) return document;
  const family: Family = { file: input.file, services: new Map(services.entries), done: new Set(), resets };
  const families = new Map<string, Family>();
  for (const name of services.entries.keys()) extendService(name, family, [], { ...input, families, document: family });
  return withKey(document, 'services', withEntries(services, family.services));
}

interface Extending extends ExtendsInput {
  readonly document: Family;
  readonly families: Map<string, Family>;
}

function extendService(name: string, family: Family, chain: readonly Step[], input: Extending): Node | undefined {
  const entry = family.services.get(name);
  if (!entry || entry.value.kind !== 'map' || family.done.has(name)) return entry?.value;
  const service = entry.value;
  const link = service.entries.get('extends');
  if (!link) return service;
  const target = targetOf(link.value);
  const path = ['services', name, 'extends'];
  if (!target) return service;
  const step: Step = { file: family.file, service: name, span: link.value.span };
  if (chain.some((one) => one.file === step.file && one.service === step.service)) failCycle([...chain, step], path);

  const from = target.file === undefined ? family : familyOf(target.file, link.value, input);
  if (!from.services.has(target.service)) {
    const [suggestion] = nearest(
      target.service,
      [...from.services.keys()].filter((one) => one !== name),
    );
    fail(
      'extends-unknown-service',
      { span: target.span, path },
      { service: name, base: target.service, file: input.context.readSource(from.file).path, suggestion },
    );
  }
  const base = extendService(target.service, from, [...chain, step], input);
  if (base && base.kind !== 'map' && !isNull(base)) {
    const data = { expected: ['mapping'], actual: base.kind === 'list' ? 'list' : typeof base.value };
    input.context.findings.add('wrong-type', { span: base.span, path: ['services', target.service] }, data);
  }
  if (family === input.document) noteConsumed(link.value, path, input.context);
  const own = withoutKeys(service, 'extends');
  const merged =
    base?.kind === 'map'
      ? mergeServices(inherited(resetBase(base, family, name), link.value.span), own, name, input.context.findings)
      : own;
  family.services.set(name, { ...entry, value: merged });
  family.done.add(name);
  return merged;
}

function resetBase(base: MapNode, family: Family, name: string): MapNode {
  return withoutKeys(applyResets(base, resetsOfService(family.resets, name)), 'extends');
}

function inherited(base: MapNode, span: Span): MapNode {
  const node = through(base, span);
  return node.kind === 'map' ? node : base;
}

interface Target {
  readonly service: string;
  readonly file?: string;
  readonly span: Span;
}

function targetOf(node: Node): Target | undefined {
  const text = stringOf(node);
  if (text !== undefined) return { service: text, span: node.span };
  const service = stringAt(node, 'service');
  if (service === undefined) return undefined;
  const file = stringAt(node, 'file');
  return { service, span: childOf(node, 'service')?.span ?? node.span, ...(file !== undefined && { file }) };
}

function familyOf(written: string, link: Node, input: Extending): Family {
  const file = resolvePath(written, input.directory, input.context.host.homeDir);
  const known = input.families.get(file);
  if (known) return known;
  const raw = input.readRaw(file, childOf(link, 'file')?.span ?? link.span);
  const model = resolvePaths(raw.model, dirname(file), input.context);
  const family: Family = { file, services: new Map(entriesAt(model, 'services')), done: new Set(), resets: raw.resets };
  input.families.set(file, family);
  return family;
}

function failCycle(chain: readonly Step[], path: readonly string[]): never {
  const last = chain.at(-1);
  const start = chain.findIndex((one) => one.file === last?.file && one.service === last.service);
  const cycle = chain.slice(start);
  const related = cycle.slice(0, -1).map((one) => ({ span: one.span, label: `${one.service} extends` }));
  fail('extends-cycle', { span: last?.span, path, related }, { chain: cycle.map((one) => one.service) });
}

/** `extends` acts while loading only; the model does not hold it any more. */
function noteConsumed(link: Node, path: readonly string[], context: LoadContext): void {
  if (link.kind === 'scalar') context.consumed.push({ path: path.join('.'), span: link.span, rule: 'A-44' });
  else if (link.kind === 'map') {
    for (const [key, entry] of link.entries)
      context.consumed.push({ path: [...path, key].join('.'), span: entry.value.span, rule: 'A-44' });
  }
}
