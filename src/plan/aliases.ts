import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';

/** A name that Docker's DNS answers for, and the services that it leads to (N-01, N-02). */
export interface Alias {
  readonly name: string;
  readonly services: readonly string[];
  /** The name of a service itself; such a name always gets a Service. */
  readonly isServiceName: boolean;
}

/** Every name of the project by its lower-case form: DNS does not tell cases apart. */
export type AliasTable = ReadonlyMap<string, Alias>;

export function aliasTable(project: Project): AliasTable {
  const table = new Map<string, { name: string; services: string[]; isServiceName: boolean }>();
  const add = (name: string, service: string, isServiceName: boolean): void => {
    const key = name.toLowerCase();
    const known = table.get(key);
    if (!known) table.set(key, { name, services: [service], isServiceName });
    else if (!known.isServiceName && !known.services.includes(service)) known.services.push(service);
  };
  for (const name of project.services.keys()) add(name, name, true);
  for (const [name, service] of project.services) for (const alias of ownAliases(project.name, name, service)) add(alias, name, false);
  for (const service of project.services.values()) for (const { alias, target } of linksOf(service, project)) add(alias, target, false);
  return table;
}

/** Container name, host name, network aliases and fixed addresses (N-09) of a service, and the names that Docker Compose makes up. */
function ownAliases(project: string, name: string, service: Service): readonly string[] {
  const networks = Object.values(service.networks ?? {}).flatMap((n) => [
    ...(n?.aliases ?? []),
    ...[n?.ipv4_address, n?.ipv6_address].filter((address) => address !== undefined),
  ]);
  return [...containerNames(project, name, service), ...networks];
}

/** The names that a container has on each of its networks. */
function containerNames(project: string, name: string, service: Service): readonly string[] {
  return [
    ...(service.container_name === undefined ? [] : [service.container_name]),
    ...(service.hostname === undefined ? [] : [service.hostname]),
    ...(service.hostname !== undefined && service.domainname !== undefined ? [`${service.hostname}.${service.domainname}`] : []),
    `${project}-${name}-1`,
    `${project}_${name}_1`,
  ];
}

/** `links: [db:database]`; an alias of its own, or the name of the target. */
export function linksOf(service: Service, project: Project): readonly { readonly target: string; readonly alias: string }[] {
  return (service.links ?? []).flatMap((link) => {
    const [target = '', alias = target] = link.split(':');
    return project.services.has(target) ? [{ target, alias }] : [];
  });
}

/** The services that a name leads to for the containers of one service; none where nobody has it. */
export type Resolve = (by: string, name: string) => readonly string[];

/**
 * Docker's order: link aliases of the container itself, then what its networks know (N-01). A name that only other
 * networks know leads where they say, because Services are seen by the whole namespace (B-100).
 */
export function resolverOf(project: Project, table: AliasTable): Resolve {
  return (by, name) => {
    const lower = name.toLowerCase();
    const service = project.services.get(by);
    const link = service && linksOf(service, project).find(({ alias }) => alias.toLowerCase() === lower);
    if (link) return [link.target];
    if (project.services.has(name)) return [name];
    const entry = table.get(lower);
    if (!entry || entry.isServiceName) return entry?.services ?? [];
    const near = entry.services.filter((holder) => hasNameNear(holder, lower, service, project));
    return near.length > 0 ? near : entry.services;
  };
}

/** Whether a service carries the name on a network that it shares with another. */
function hasNameNear(holder: string, lower: string, other: Service | undefined, project: Project): boolean {
  const service = project.services.get(holder);
  const shared = Object.entries(service?.networks ?? {}).filter(
    ([network]) => other?.networks !== undefined && Object.hasOwn(other.networks, network),
  );
  if (!service || shared.length === 0) return false;
  const names = [...containerNames(project.name, holder, service), ...shared.flatMap(([, settings]) => settings?.aliases ?? [])];
  return names.some((name) => name.toLowerCase() === lower);
}

/** A Service can carry a name that is an RFC 1035 label; case does not matter (N-04). */
export function canBeServiceName(name: string): boolean {
  return /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(name);
}
