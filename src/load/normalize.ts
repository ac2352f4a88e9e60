import type { MapEntry, MapNode, Node } from '../source/node.ts';
import { clean } from '../source/posix-path.ts';
import type { Environment } from './environment.ts';
import {
  childOf,
  entriesAt,
  isNull,
  isTrueAt,
  itemsAt,
  makeMap,
  makeMapOf,
  makeScalar,
  mapAt,
  stringAt,
  stringOf,
  withEntries,
  withKey,
} from './make-node.ts';

const namespaces = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'] as const;
const namedResources = ['networks', 'volumes', 'configs', 'secrets'] as const;

/** Adds what a model implies: the default network, dependencies, engine names, values passed through (A-60…A-63). */
export function normalize(model: MapNode, projectName: string, environment: Environment): MapNode {
  const services = mapAt(model, 'services');
  let normal = model;
  if (services) {
    const entries = new Map<string, MapEntry>();
    for (const [name, entry] of services.entries) entries.set(name, { ...entry, value: normalizeService(entry, environment) });
    normal = withKey(normal, 'services', withEntries(services, entries));
    normal = addDefaultNetwork(normal, entries);
  }
  return nameResources(normal, projectName);
}

function normalizeService({ value: node, keySpan }: MapEntry, environment: Environment): Node {
  if (node.kind !== 'map') return node;
  let service = node;
  service = joinDefaultNetwork(service, keySpan);
  const policy = childOf(service, 'pull_policy');
  if (policy && stringOf(policy) === 'if_not_present') service = withKey(service, 'pull_policy', makeScalar('missing', policy));
  service = normalizeBuild(service, environment);
  const variables = mapAt(service, 'environment');
  if (variables) service = withKey(service, 'environment', passThrough(variables, environment, true));
  service = cleanTargets(service);
  service = hookImages(service);
  return addDependencies(service);
}

/** */
function joinDefaultNetwork(service: MapNode, keySpan: MapEntry['keySpan']): MapNode {
  if (service.entries.has('provider') || service.entries.has('network_mode')) return service;
  const networks = childOf(service, 'networks');
  if (networks?.kind === 'map' && networks.entries.size > 0) return service;
  const span = networks?.span ?? keySpan;
  return withKey(service, 'networks', makeMapOf({ default: makeScalar(null, span) }, span));
}

function addDefaultNetwork(model: MapNode, services: ReadonlyMap<string, MapEntry>): MapNode {
  const networks = mapAt(model, 'networks');
  if (networks?.entries.has('default')) return model;
  for (const { value: service } of services.values()) {
    if (service.kind !== 'map' || service.entries.has('provider') || service.entries.has('network_mode')) continue;
    const used = mapAt(service, 'networks')?.entries.get('default');
    if (!used) continue;
    const empty = makeMap(new Map(), used.keySpan);
    return withKey(model, 'networks', withKey(networks ?? empty, 'default', empty, used.keySpan));
  }
  return model;
}

function normalizeBuild(service: MapNode, environment: Environment): MapNode {
  let build = mapAt(service, 'build');
  if (!build) return service;
  if (!build.entries.has('context')) build = withKey(build, 'context', makeScalar('.', build.span));
  if (!build.entries.has('dockerfile') && !build.entries.has('dockerfile_inline')) {
    build = withKey(build, 'dockerfile', makeScalar('Dockerfile', build.span));
  }
  const args = mapAt(build, 'args');
  if (args) build = withKey(build, 'args', passThrough(args, environment, false));
  return withKey(service, 'build', build);
}

/** Bare variables take the value of the project's environment; unknown ones stay bare or are left out. */
export function passThrough(variables: MapNode, environment: Environment, keepUnknown: boolean): MapNode {
  let entries: Map<string, MapEntry> | undefined;
  for (const [name, entry] of variables.entries) {
    if (!isNull(entry.value)) continue;
    const known = environment.get(name);
    if (!known && keepUnknown) continue;
    entries ??= new Map(variables.entries);
    if (known) {
      // The variable itself is what the value is made from: its name tells whether it is a secret.
      const used = [...new Set([...(known.variables ?? []), name])].toSorted();
      entries.set(name, { ...entry, value: { ...makeScalar(known.value, entry.value), variables: used } });
    } else entries.delete(name);
  }
  return entries ? withEntries(variables, entries) : variables;
}

function cleanTargets(service: MapNode): MapNode {
  const volumes = childOf(service, 'volumes');
  if (volumes?.kind !== 'list') return service;
  const items = volumes.items.map((mount) => {
    const target = childOf(mount, 'target');
    const text = stringOf(target);
    if (mount.kind !== 'map' || !target || text === undefined || clean(text) === text) return mount;
    return withKey(mount, 'target', makeScalar(clean(text), target));
  });
  return items.some((item, index) => item !== volumes.items[index]) ? withKey(service, 'volumes', { ...volumes, items }) : service;
}

/** A hook that runs before the service starts uses the service's image. */
function hookImages(service: MapNode): MapNode {
  const hooks = childOf(service, 'pre_start');
  const image = childOf(service, 'image');
  if (hooks?.kind !== 'list' || !image) return service;
  const items = hooks.items.map((hook) =>
    hook.kind === 'map' && !hook.entries.has('image') ? withKey(hook, 'image', image, hook.span) : hook,
  );
  return withKey(service, 'pre_start', { ...hooks, items });
}

/** */
function addDependencies(service: MapNode): MapNode {
  const implied = new Map<string, { readonly origin: Node; readonly restart: boolean }>();
  const imply = (name: string, origin: Node, restart: boolean): void => {
    if (!implied.has(name)) implied.set(name, { origin, restart });
  };
  for (const link of itemsAt(service, 'links')) {
    const [name = '', alias, ...more] = (stringOf(link) ?? '').split(':');
    imply(alias === undefined || more.length > 0 ? (stringOf(link) ?? '') : name, link, true);
  }
  for (const key of namespaces) {
    const node = childOf(service, key);
    const mode = stringOf(node);
    if (node && mode?.startsWith('service:')) imply(mode.slice('service:'.length), node, true);
  }
  for (const source of itemsAt(service, 'volumes_from')) {
    const text = stringOf(source) ?? '';
    if (!text.startsWith('container:')) imply(text.replace(/:.*/s, ''), source, false);
  }
  if (implied.size === 0) return service;
  const known = entriesAt(service, 'depends_on');
  const entries = new Map<string, MapEntry>(known);
  for (const [name, { origin, restart }] of implied) if (!known.has(name)) entries.set(name, impliedDependency(origin, restart));
  const [first] = implied.values();
  return withKey(service, 'depends_on', makeMap(entries, childOf(service, 'depends_on') ?? first?.origin ?? service));
}

function impliedDependency(origin: Node, restart: boolean): MapEntry {
  const { span } = origin;
  const value = makeMapOf(
    { condition: makeScalar('service_started', span), restart: makeScalar(restart, span), required: makeScalar(true, span) },
    span,
  );
  return { keySpan: span, value };
}

/** */
function nameResources(model: MapNode, projectName: string): MapNode {
  let named = model;
  for (const kind of namedResources) {
    const resources = mapAt(named, kind);
    if (!resources) continue;
    const entries = new Map<string, MapEntry>();
    for (const [key, entry] of resources.entries) entries.set(key, { ...entry, value: nameResource(entry, key, projectName) });
    named = withKey(named, kind, withEntries(resources, entries));
  }
  return named;
}

function nameResource({ value, keySpan }: MapEntry, key: string, projectName: string): MapNode {
  const resource = value.kind === 'map' ? value : makeMap(new Map(), value);
  const known = childOf(resource, 'name');
  if (known && !isNull(known)) return resource;
  const isExternal =
    isTrueAt(resource, 'external') || ['true', '1', 't', 'T', 'TRUE', 'True'].includes(stringAt(resource, 'external') ?? '');
  return withKey(resource, 'name', makeScalar(isExternal ? key : `${projectName}_${key}`, keySpan), keySpan);
}
