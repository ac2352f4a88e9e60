import type { MapEntry, MapNode, Node } from '../source/node.ts';
import { leaves } from '../source/node-tools.ts';
import type { LoadContext } from './load-context.ts';
import { entriesAt, isTrueAt, itemsAt, mapAt, stringOf, withEntries, withKey, withoutKeys } from './make-node.ts';
import type { ProjectEnvironment } from './project-environment.ts';

export interface ProfileResult {
  readonly model: MapNode;
  /** Services that are left out, with their profiles. */
  readonly inactive: ReadonlyMap<string, readonly string[]>;
}

/** The profiles that the user asked for, on the command line or in `COMPOSE_PROFILES`. */
export function activeProfiles(asked: readonly string[], environment: ProjectEnvironment): ReadonlySet<string> {
  const named = asked.length > 0 ? asked : (environment.get('COMPOSE_PROFILES')?.value ?? '').split(',');
  return new Set(named.map((profile) => profile.trim()).filter((profile) => profile !== ''));
}

/** The active profiles with those of services that are asked for by name and would be left out without them. */
export function profilesOf(asked: readonly string[], active: ReadonlySet<string>, model: MapNode): ReadonlySet<string> {
  const services = entriesAt(model, 'services');
  const own = (name: string): readonly string[] =>
    itemsAt(services.get(name)?.value, 'profiles').flatMap((profile) => stringOf(profile) ?? []);
  const isActive = (profiles: readonly string[]): boolean =>
    profiles.length === 0 || active.has('*') || profiles.some((profile) => active.has(profile));
  return new Set([...active, ...asked.map(own).flatMap((profiles) => (isActive(profiles) ? [] : profiles))]);
}

/** Leaves out the services whose profiles are all inactive. */
export function selectServices(model: MapNode, profiles: ReadonlySet<string>, context: LoadContext): ProfileResult {
  const services = mapAt(model, 'services');
  const inactive = new Map<string, readonly string[]>();
  if (!services) return { model, inactive };
  const active = new Map<string, MapEntry>();
  for (const [name, entry] of services.entries) {
    const own = itemsAt(entry.value, 'profiles').flatMap((profile) => stringOf(profile) ?? []);
    if (own.length === 0 || profiles.has('*') || own.some((profile) => profiles.has(profile))) active.set(name, entry);
    else {
      inactive.set(name, own);
      leaveOut(name, entry, own, context);
    }
  }
  if (inactive.size === 0) return { model, inactive };
  for (const [name, entry] of active) active.set(name, { ...entry, value: dropOptionalDependencies(entry.value, name, inactive, context) });
  return { model: withKey(model, 'services', withEntries(services, active)), inactive };
}

function leaveOut(name: string, entry: MapEntry, profiles: readonly string[], context: LoadContext): void {
  const path = ['services', name];
  context.findings.add('service-inactive', { span: entry.keySpan, path }, { service: name, profiles });
  for (const leaf of leaves(entry.value, path)) context.consumed.push({ path: leaf.path, span: leaf.node.span, rule: 'A-64' });
}

/** An optional dependency on an inactive service is no dependency. */
function dropOptionalDependencies(service: Node, name: string, inactive: ProfileResult['inactive'], context: LoadContext): Node {
  const dependencies = mapAt(service, 'depends_on');
  if (!dependencies || service.kind !== 'map') return service;
  const dropped = [...entriesAt(service, 'depends_on')].filter(([key, { value }]) => inactive.has(key) && !isTrueAt(value, 'required'));
  if (dropped.length === 0) return service;
  for (const [key, entry] of dropped) {
    const path = ['services', name, 'depends_on', key];
    context.findings.add('optional-dependency-inactive', { span: entry.keySpan, path }, { service: name, dependency: key });
    for (const leaf of leaves(entry.value, path)) context.consumed.push({ path: leaf.path, span: leaf.node.span, rule: 'A-64' });
  }
  const rest = withoutKeys(dependencies, ...dropped.map(([key]) => key));
  return rest.entries.size === 0 ? withoutKeys(service, 'depends_on') : withKey(service, 'depends_on', rest);
}
