import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import { k8sName } from '../value/kube-name.ts';

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
    else if (!known.services.includes(service) && (isServiceName || !known.isServiceName)) known.services.push(service);
  };
  for (const name of project.services.keys()) add(name, name, true);
  for (const [name, service] of project.services) for (const alias of ownAliases(project.name, name, service)) add(alias, name, false);
  for (const [, service] of project.services) {
    for (const link of service.links ?? []) {
      const [target = '', alias = target] = link.split(':');
      if (project.services.has(target)) add(alias, target, false);
    }
  }
  return table;
}

/** Container name, host name and network aliases of a service, and the names that Docker Compose makes up. */
function ownAliases(project: string, name: string, service: Service): readonly string[] {
  const networks = Object.values(service.networks ?? {}).flatMap((n) => n?.aliases ?? []);
  return [
    ...(service.container_name === undefined ? [] : [service.container_name]),
    ...(service.hostname === undefined ? [] : [service.hostname]),
    ...(service.hostname !== undefined && service.domainname !== undefined ? [`${service.hostname}.${service.domainname}`] : []),
    ...networks,
    `${project}-${name}-1`,
    `${project}_${name}_1`,
  ];
}

/** A Service can carry a name that is an RFC 1035 label; case does not matter (N-04). */
export function canBeServiceName(name: string): boolean {
  return /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(name);
}

/**
 * Names that have to change in texts, with what they become (N-04, N-07): service names that a Service cannot carry,
 * and aliases that it cannot, which become the name of their service.
 */
export function renames(table: AliasTable, serviceNames: ReadonlyMap<string, string>, project: Project): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  for (const [key, service] of project.services) {
    for (const network of Object.values(service.networks ?? {})) {
      for (const address of [network?.ipv4_address, network?.ipv6_address]) if (address !== undefined) out.set(address, serviceNames.get(key) ?? key); // N-09
    }
  }
  for (const alias of table.values()) {
    const target = serviceNames.get(alias.services[0] ?? '');
    if (target === undefined) continue;
    if (alias.isServiceName) {
      if (target !== alias.name.toLowerCase()) out.set(alias.name, target);
    } else if (!canBeServiceName(alias.name)) {
      out.set(alias.name, alias.services.length === 1 ? target : k8sName(alias.name));
    }
  }
  return out;
}
