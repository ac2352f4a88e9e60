import type { Project } from '../model/project.ts';
import { type AliasTable, canBeServiceName } from './aliases.ts';
import type { NamePool } from './name-pool.ts';
import type { Reference } from './texts.ts';

/** A Service beside that of the service itself, for a name that texts use (N-02). */
export interface AliasService {
  /** Name of the object. */
  readonly name: string;
  readonly alias: string;
  readonly services: readonly string[];
}

/** What every host name of the project is called in the cluster. */
export interface HostNames {
  /** Names of the internal Services, by service. */
  readonly services: ReadonlyMap<string, string>;
  readonly aliases: readonly AliasService[];
  /** Names that change in the texts of a service; without one, in texts that several services may share. */
  readonly renames: (service?: string) => ReadonlyMap<string, string>;
}

/** One name and the services that it leads to for those that use it alike. */
interface Meaning {
  readonly alias: string;
  readonly services: readonly string[];
  readonly by: readonly string[];
}

/**
 * Names the Services of the project from one table (G-03). A name that means one service to everybody becomes a Service
 * (N-02); one that a Service cannot carry (N-04, N-07), or that means different services to different callers (N-38),
 * is rewritten to the name of the service that is meant.
 */
export function nameHosts(project: Project, table: AliasTable, references: readonly Reference[], names: NamePool): HostNames {
  const meanings = meaningsOf(references);
  const carried = meanings.filter((meaning) => needsService(meaning, meanings, table));
  const originals = carried.map(originalOf);
  const objects = names.takeAll('Service', [...project.services.keys(), ...originals]);
  const serviceName = (key: string): string => objects.get(key) ?? key;
  const aliases = carried.map((m, i): AliasService => ({ name: objects.get(originals[i] ?? '') ?? m.alias, alias: m.alias, services: m.services }));

  const services = new Map([...project.services.keys()].map((key) => [key, serviceName(key)]));
  const targetOf = (meaning: Meaning): string => aliases[carried.indexOf(meaning)]?.name ?? serviceName(meaning.services[0] ?? '');
  return { services, aliases, renames: renamesOf(project, services, meanings, targetOf) };
}

/** Names of services that change, addresses (N-09), and names that a service has to write otherwise. */
function renamesOf(
  project: Project,
  services: ReadonlyMap<string, string>,
  meanings: readonly Meaning[],
  targetOf: (meaning: Meaning) => string,
): HostNames['renames'] {
  const shared = new Map(addressesOf(project).map(([address, key]) => [address, services.get(key) ?? key]));
  const keys = [...services.keys()];
  const hasRival = (key: string): boolean => keys.some((other) => other !== key && other.toLowerCase() === key.toLowerCase());
  for (const [key, name] of services) if (name !== key.toLowerCase() || hasRival(key)) shared.set(key, name);
  const own = new Map<string, Map<string, string>>();
  for (const meaning of meanings) {
    const target = targetOf(meaning);
    const isOwnName = meaning.services.length === 1 && meaning.services[0] === meaning.alias;
    if (isOwnName || target === meaning.alias.toLowerCase()) continue;
    for (const by of meaning.by) own.set(by, (own.get(by) ?? new Map<string, string>()).set(meaning.alias, target));
    if (isOnlyMeaning(meaning, meanings) && !services.has(meaning.alias)) shared.set(meaning.alias, target);
  }
  const merged = new Map([...own].map(([by, changes]) => [by, new Map([...shared, ...changes])]));
  return (service) => (service === undefined ? shared : (merged.get(service) ?? shared));
}

function meaningsOf(references: readonly Reference[]): readonly Meaning[] {
  const found = new Map<string, { alias: string; services: readonly string[]; by: string[] }>();
  for (const { name, leadsTo, by } of references) {
    const id = JSON.stringify([name.toLowerCase(), leadsTo.toSorted()]);
    const known = found.get(id);
    if (!known) found.set(id, { alias: name, services: leadsTo, by: [by] });
    else if (!known.by.includes(by)) known.by.push(by);
  }
  return [...found.values()];
}

/** Several services behind one name need a Service of their own; one service needs it where the name can stay. */
function needsService(meaning: Meaning, meanings: readonly Meaning[], table: AliasTable): boolean {
  if (table.get(meaning.alias.toLowerCase())?.isServiceName === true) return false;
  return meaning.services.length > 1 || (canBeServiceName(meaning.alias) && isOnlyMeaning(meaning, meanings));
}

function isOnlyMeaning(meaning: Meaning, meanings: readonly Meaning[]): boolean {
  return meanings.every((m) => m === meaning || m.alias.toLowerCase() !== meaning.alias.toLowerCase());
}

/** What the name of an alias Service is made from; a second meaning of an alias needs another. */
function originalOf({ alias, services }: Meaning, index: number, all: readonly Meaning[]): string {
  const first = all.findIndex((m) => m.alias.toLowerCase() === alias.toLowerCase());
  return first === index ? alias.toLowerCase() : `${alias.toLowerCase()} of ${services.join(' ')}`;
}

function addressesOf(project: Project): readonly (readonly [string, string])[] {
  return [...project.services].flatMap(([key, service]) =>
    Object.values(service.networks ?? {}).flatMap((network) =>
      [network?.ipv4_address, network?.ipv6_address].flatMap((address) => (address === undefined ? [] : [[address, key] as const])),
    ),
  );
}

/** What became of a name that texts use (N-02, N-07, N-38). */
export function nameMessage(name: string, aliasServices: readonly AliasService[]): string {
  const made = aliasServices.filter(({ alias }) => alias.toLowerCase() === name.toLowerCase());
  const [only] = made;
  if (!only) return 'where texts use the name, they now use that of the service';
  return `the Service ${only.name}, which every pod of the namespace sees, leads to ${only.services.join(' and ')}`;
}
