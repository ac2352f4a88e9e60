import type { Project } from '../model/project.ts';
import type { MapNode, Node } from '../source/node.ts';
import { childOf, entriesAt, isNull, itemsAt, stringAt } from './make-node.ts';
import { type Shape, modelShape, shapeBelow } from './shape.ts';

/** JSON as `docker compose config --format json` prints it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The project exactly as `docker compose config --format json` prints it: `$` doubled, resources that no service uses
 * left out, empty and zero values left out where Docker Compose does, `env_file` and `label_file` used up.
 */
export function printableProject(project: Project): Json {
  const used = usedResources(project.tree);
  const printed: Record<string, Json> = Object.create(null);
  printed['name'] = escaped(project.name);
  printed['services'] = printEntries(project.tree, 'services', () => true);
  for (const [kind, names] of Object.entries(used)) {
    const resources = printEntries(project.tree, kind, (name) => names.has(name));
    if (Object.keys(resources).length > 0) printed[kind] = resources;
  }
  for (const [key, entry] of project.tree.entries) if (key.startsWith('x-')) printed[escaped(key)] = printAny(entry.value);
  return printed;
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

function printEntries(tree: MapNode, kind: string, isUsed: (name: string) => boolean): Readonly<Record<string, Json>> {
  const shape = shapeBelow(shapeBelow(modelShape, kind), '');
  const printed: Record<string, Json> = Object.create(null);
  for (const [name, entry] of entriesAt(tree, kind)) {
    if (isUsed(name)) printed[escaped(name)] = { ...Object(printValue(entry.value, shape)), ...alwaysPrinted(kind, entry.value) };
  }
  return printed;
}

/** Attributes that Docker Compose prints although they are empty. */
function alwaysPrinted(kind: string, node: Node): Readonly<Record<string, Json>> {
  if (kind === 'networks' && !childOf(node, 'ipam')) return { ipam: {} };
  if (kind !== 'services') return {};
  const command = (key: string): Readonly<Record<string, Json>> => {
    const child = childOf(node, key);
    return !child || isNull(child) ? { [key]: null } : {};
  };
  return { ...command('command'), ...command('entrypoint') };
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

function isPrinted(key: string, shape: Shape & { readonly kind: 'object' }): boolean {
  const isPoolOption = key === 'options' && Object.hasOwn(shape.fields, 'config');
  return !unprinted.has(key) && !isPoolOption;
}

function printValue(node: Node, shape: Shape): Json {
  if (shape.kind === 'object' && node.kind === 'map') return printObject(node, shape);
  if (shape.kind === 'object' && node.kind === 'scalar' && node.value === 0) return {};
  if (shape.kind === 'map' && node.kind === 'map') {
    const printed: Record<string, Json> = Object.create(null);
    for (const [key, entry] of node.entries) printed[escaped(key)] = printValue(entry.value, shape.values);
    return printed;
  }
  if (shape.kind === 'list' && node.kind === 'list') return node.items.map((item) => printValue(item, shape.items));
  return printAny(node);
}

function printObject(node: MapNode, shape: Shape & { readonly kind: 'object' }): Json {
  const printed: Record<string, Json> = Object.create(null);
  for (const [key, field] of Object.entries(shape.fields)) {
    const value = node.entries.get(key)?.value;
    if (!isPrinted(key, shape) || (value ? isOmitted(value, field) : !isAlways(key, shape))) continue;
    if (!value) printed[printedName(key, shape)] = printMissing(key);
    else printed[printedName(key, shape)] = key === 'ssh' ? printKeys(value) : printValue(value, field);
  }
  return printed;
}

/** SSH keys are a list; one with a path is no JSON in Docker Compose. */
function printKeys(node: Node): Json {
  if (node.kind !== 'map') return printAny(node);
  return [...node.entries].map(([id, { value }]) => escaped(isNull(value) || value.kind !== 'scalar' ? id : `${id}: ${value.text}`));
}

/** Objects that Docker Compose holds as a part of their parent, not as something that may be missing. */
function isAlways(key: string, shape: Shape & { readonly kind: 'object' }): boolean {
  const has = (name: string): boolean => Object.hasOwn(shape.fields, name);
  if (key === 'resources' || key === 'placement') return has('endpoint_mode');
  if (key === 'exec') return has('initial_sync');
  return key === 'command' && has('privileged') && !has('image');
}

function printMissing(key: string): Json {
  if (key === 'command') return null;
  return key === 'exec' ? { command: null } : {};
}

/** Go prints the two objects without annotated names as it spells their fields. */
function printedName(key: string, shape: Shape & { readonly kind: 'object' }): string {
  const fields = Object.keys(shape.fields).join();
  return fields === 'path,weight' || fields === 'path,rate' ? `${key.charAt(0).toUpperCase()}${key.slice(1)}` : key;
}

function isOmitted(node: Node, shape: Shape): boolean {
  if (shape.kind === 'command') return false;
  if (node.kind === 'list') return node.items.length === 0;
  if (node.kind === 'map') return shape.kind === 'map' && node.entries.size === 0;
  if (node.value === null) return true;
  if (shape.kind !== 'scalar' || shape.keepZero) return false;
  const zero = shape.type === 'bytes' ? '0' : shape.type === 'duration' ? '0s' : '';
  return node.value === zero || node.value === '' || node.value === false || node.value === 0;
}

function printAny(node: Node): Json {
  if (node.kind === 'list') return node.items.map(printAny);
  if (node.kind === 'map') {
    const printed: Record<string, Json> = Object.create(null);
    for (const [key, entry] of node.entries) printed[escaped(key)] = printAny(entry.value);
    return printed;
  }
  if (typeof node.value === 'string') return escaped(node.value);
  return typeof node.value === 'bigint' ? Number(node.value) : node.value;
}

function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}
