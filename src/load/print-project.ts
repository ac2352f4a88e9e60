import type { Project } from '../model/project.ts';
import type { MapNode, Node, ScalarValue } from '../source/node.ts';
import { printTimestamp } from '../source/timestamp.ts';
import { childOf, entriesAt, isNull, itemsAt, stringAt } from './make-node.ts';
import { type Shape, modelShape, shapeBelow } from './shape.ts';

/** JSON as `docker compose config --format json` prints it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What is printed: maps keep the order of their keys, whatever the keys are. */
export type Printed = ScalarValue | readonly Printed[] | PrintedMap;
export type PrintedMap = ReadonlyMap<string, Printed>;

/** Docker Compose leaves out more in YAML than in JSON, and prints models and the extensions of services in YAML only. */
export type PrintForm = 'json' | 'yaml';

type ObjectShape = Shape & { readonly kind: 'object' };

/**
 * The project exactly as `docker compose config` prints it: `$` doubled, resources that no service uses left out, empty
 * and zero values left out where Docker Compose does, `env_file` and `label_file` used up.
 */
export function printedProject(project: Project, form: PrintForm): PrintedMap {
  const { tree } = project;
  const printed = new Map<string, Printed>([['name', escaped(project.name)]]);
  printed.set('services', printEntries(tree, 'services', form));
  for (const [kind, names] of Object.entries(usedResources(tree))) {
    const resources = printEntries(tree, kind, form, names);
    if (resources.size > 0) printed.set(kind, resources);
  }
  if (form === 'yaml' && project.models.size > 0) printed.set('models', printEntries(tree, 'models', form));
  printExtensions(tree, printed);
  return form === 'json' ? sorted(printed) : printed;
}

/** The project as JSON prints it, as plain data. */
export function printableProject(project: Project): Json {
  return toJson(printedProject(project, 'json'));
}

/** A model that was not interpolated, as it stands: no value has its canonical type, and no `$` is doubled. */
export function printedTemplate(tree: MapNode, name: string): PrintedMap {
  return sorted(
    new Map<string, Printed>([...[...tree.entries].map(([key, { value }]) => [key, printTemplate(value)] as const), ['name', name]]),
  );
}

function printTemplate(node: Node): Printed {
  if (node.kind === 'list') return node.items.map(printTemplate);
  if (node.kind === 'scalar') return node.value;
  return sorted(new Map([...node.entries].map(([key, { value }]) => [key, printTemplate(value)])));
}

function toJson(printed: Printed): Json {
  if (isPrintedMap(printed)) {
    const object: Record<string, Json> = Object.create(null);
    for (const [key, value] of printed) object[key] = toJson(value);
    return object;
  }
  if (isPrintedList(printed)) return printed.map(toJson);
  return typeof printed === 'bigint' ? Number(printed) : printed;
}

export function isPrintedMap(printed: Printed): printed is PrintedMap {
  return printed instanceof Map;
}

export function isPrintedList(printed: Printed): printed is readonly Printed[] {
  return Array.isArray(printed);
}

/** By key, as Go prints maps. */
function sorted<T>(map: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...map].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))));
}

function usedResources(tree: MapNode): Readonly<Record<string, ReadonlySet<string>>> {
  const used = { networks: new Set<string>(), volumes: new Set<string>(), secrets: new Set<string>(), configs: new Set<string>() };
  for (const { value: service } of entriesAt(tree, 'services').values()) {
    for (const name of entriesAt(service, 'networks').keys()) used.networks.add(name);
    for (const mount of itemsAt(service, 'volumes'))
      if (stringAt(mount, 'type') === 'volume') used.volumes.add(stringAt(mount, 'source') ?? '');
    for (const secret of [...itemsAt(service, 'secrets'), ...itemsAt(childOf(service, 'build'), 'secrets')]) {
      used.secrets.add(stringAt(secret, 'source') ?? '');
    }
    for (const config of itemsAt(service, 'configs')) used.configs.add(stringAt(config, 'source') ?? '');
  }
  return used;
}

function printEntries(tree: MapNode, kind: string, form: PrintForm, names?: ReadonlySet<string>): PrintedMap {
  const shape = shapeBelow(shapeBelow(modelShape, kind), '');
  const printed = new Map<string, Printed>();
  for (const [name, { value }] of entriesAt(tree, kind)) {
    if (!names || names.has(name)) printed.set(escaped(name), printValue(value, shape, form));
  }
  return sorted(printed);
}

/** Attributes that acted while loading only, or that Docker Compose 2.40 does not know. */
const unprinted: ReadonlySet<string> = new Set([
  'env_file',
  'label_file',
  'pull_refresh_after',
  'pre_start',
  'no_cache_filter',
  'per_replica',
]);

function isPrinted(key: string, shape: ObjectShape): boolean {
  const isPoolOption = key === 'options' && Object.hasOwn(shape.fields, 'config');
  return !unprinted.has(key) && !isPoolOption;
}

function printValue(node: Node, shape: Shape, form: PrintForm): Printed {
  if (shape.kind === 'object' && node.kind === 'map') return printObject(node, shape, form);
  if (shape.kind === 'object' && node.kind === 'scalar' && node.value === 0) return new Map();
  if (shape.kind === 'map' && node.kind === 'map') {
    return sorted(new Map([...node.entries].map(([key, { value }]) => [escaped(key), printValue(value, shape.values, form)])));
  }
  if (shape.kind === 'list' && node.kind === 'list') return node.items.map((item) => printValue(item, shape.items, form));
  return printAny(node);
}

function printObject(node: MapNode, shape: ObjectShape, form: PrintForm): PrintedMap {
  const printed = new Map<string, Printed>();
  for (const [key, field] of Object.entries(shape.fields)) {
    if (!isPrinted(key, shape)) continue;
    const value = node.entries.get(key)?.value;
    const name = form === 'json' ? printedName(key, shape) : key;
    if (!value || isNull(value)) {
      if (form === 'json' && isAlways(key, shape)) printed.set(name, printMissing(key));
    } else if (!isOmitted(value, field)) printed.set(name, key === 'ssh' ? printKeys(value) : printValue(value, field, form));
  }
  if (form === 'yaml') printExtensions(node, printed);
  return printed;
}

function printExtensions(node: MapNode, printed: Map<string, Printed>): void {
  for (const [key, { value }] of sorted(node.entries)) if (key.startsWith('x-')) printed.set(escaped(key), printAny(value));
}

/** SSH keys are a list; one with a path is no JSON in Docker Compose. */
function printKeys(node: Node): Printed {
  if (node.kind !== 'map') return printAny(node);
  return [...sorted(node.entries)].map(([id, { value }]) =>
    escaped(isNull(value) || value.kind !== 'scalar' ? id : `${id}: ${value.text}`),
  );
}

/** What Docker Compose holds as a part of the object, not as something that may be missing. */
function isAlways(key: string, shape: ObjectShape): boolean {
  const has = (name: string): boolean => Object.hasOwn(shape.fields, name);
  if (key === 'resources' || key === 'placement') return has('endpoint_mode');
  if (key === 'exec') return has('initial_sync');
  if (key === 'ipam') return true;
  return (key === 'command' || key === 'entrypoint') && (has('privileged') || has('annotations'));
}

function printMissing(key: string): Printed {
  if (key === 'command' || key === 'entrypoint') return null;
  return key === 'exec' ? new Map([['command', null]]) : new Map();
}

/** Go prints the two objects without annotated names as it spells their fields. */
function printedName(key: string, shape: ObjectShape): string {
  const fields = Object.keys(shape.fields).join();
  return fields === 'path,weight' || fields === 'path,rate' ? `${key.charAt(0).toUpperCase()}${key.slice(1)}` : key;
}

function isOmitted(node: Node, shape: Shape): boolean {
  if (shape.kind === 'command') return false;
  if (node.kind === 'list') return node.items.length === 0;
  if (node.kind === 'map') return shape.kind === 'map' && node.entries.size === 0;
  if (shape.kind !== 'scalar' || shape.keepZero) return false;
  const zero = shape.type === 'bytes' ? '0' : shape.type === 'duration' ? '0s' : '';
  return node.value === zero || node.value === '' || node.value === false || node.value === 0;
}

function printAny(node: Node): Printed {
  if (node.kind === 'list') return node.items.map(printAny);
  if (node.kind === 'map') return sorted(new Map([...node.entries].map(([key, { value }]) => [escaped(key), printAny(value)])));
  if (node.timestamp === true) return printTimestamp(node.text);
  return typeof node.value === 'string' ? escaped(node.value) : node.value;
}

function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}
