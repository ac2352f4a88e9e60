import type { Project } from '../model/project.ts';
import { type AliasTable, canBeServiceName } from './aliases.ts';
import type { PlanContext } from './context.ts';
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

export interface NamingOptions {
  /** Names that no text uses get a Service, too (N-02). */
  readonly allAliases?: boolean;
  /** What names of other projects are called, by the service that uses them (N-39). */
  readonly foreign?: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** One name and the services that it leads to for those that use it alike. */
interface Meaning {
  readonly alias: string;
  readonly services: readonly string[];
  readonly by: readonly string[];
  /** Whether it means the same to everybody. */
  readonly isOnly: boolean;
}

/**
 * Names the Services of the project from one table (G-03). A name that means one service to everybody becomes a Service
 * (N-02); one that a Service cannot carry (N-04, N-07), or that means different services to different callers (N-38),
 * is rewritten to the name of the service that is meant.
 */
export function nameHosts(
  project: Project,
  table: AliasTable,
  references: readonly Reference[],
  names: NamePool,
  { allAliases = false, foreign = new Map() }: NamingOptions = {},
): HostNames {
  const meanings = [...meaningsOf(references), ...(allAliases ? unmentioned(table, references) : [])];
  const carried = carriedOf(meanings, table);
  const objects = names.takeAll('Service', [...project.services.keys(), ...carried.values()]);
  const nameOf = (original: string): string => objects.get(original) ?? original;
  const services = new Map([...project.services.keys()].map((key) => [key, nameOf(key)]));
  const targetOf = (meaning: Meaning): string => nameOf(carried.get(meaning) ?? meaning.services[0] ?? '');
  return {
    services,
    aliases: [...carried.keys()].map((meaning) => ({ name: targetOf(meaning), alias: meaning.alias, services: meaning.services })),
    renames: withForeign(renamesOf(project, services, meanings, targetOf), foreign),
  };
}

/** Names of services that change, addresses (N-09), and names that a service has to write otherwise. */
function renamesOf(
  project: Project,
  services: ReadonlyMap<string, string>,
  meanings: readonly Meaning[],
  targetOf: (meaning: Meaning) => string,
): HostNames['renames'] {
  const shared = new Map(addressesOf(project).map(([address, key]) => [address, services.get(key) ?? key]));
  const spellings = countOf([...services.keys()].map((key) => key.toLowerCase()));
  for (const [key, name] of services) if (name !== key.toLowerCase() || (spellings.get(name) ?? 0) > 1) shared.set(key, name);
  const own = new Map<string, Map<string, string>>();
  for (const meaning of meanings) {
    const { alias, by, isOnly } = meaning;
    const target = targetOf(meaning);
    const isOwnName = meaning.services.length === 1 && meaning.services[0] === alias;
    if (isOwnName || target === alias.toLowerCase()) continue;
    if (isOnly && !services.has(alias)) shared.set(alias, target);
    else for (const service of by) own.set(service, (own.get(service) ?? new Map<string, string>()).set(alias, target));
  }
  const merged = new Map([...own].map(([by, changes]) => [by, new Map([...shared, ...changes])]));
  return (service) => (service === undefined ? shared : (merged.get(service) ?? shared));
}

function meaningsOf(references: readonly Reference[]): readonly Meaning[] {
  const found = new Map<string, { alias: string; services: readonly string[]; by: Set<string> }>();
  for (const { name, leadsTo, by } of references) {
    const id = JSON.stringify([name.toLowerCase(), leadsTo.toSorted()]);
    const known = found.get(id);
    if (known) known.by.add(by);
    else found.set(id, { alias: name, services: leadsTo, by: new Set([by]) });
  }
  const uses = countOf([...found.values()].map(({ alias }) => alias.toLowerCase()));
  return [...found.values()].map(({ alias, services, by }) => ({
    alias,
    services,
    by: [...by],
    isOnly: uses.get(alias.toLowerCase()) === 1,
  }));
}

/** N-02: names that a Service can carry and no text uses. */
function unmentioned(table: AliasTable, references: readonly Reference[]): readonly Meaning[] {
  const used = new Set(references.map(({ name }) => name.toLowerCase()));
  return [...table]
    .filter(([lower, { isServiceName }]) => !isServiceName && !used.has(lower) && canBeServiceName(lower))
    .map(([, { name, services }]) => ({ alias: name, services, by: [], isOnly: true }));
}

function withForeign(renames: HostNames['renames'], foreign: NonNullable<NamingOptions['foreign']>): HostNames['renames'] {
  const merged = new Map([...foreign].map(([service, names]) => [service, new Map([...names, ...renames(service)])]));
  return (service) => (service === undefined ? undefined : merged.get(service)) ?? renames(service);
}

function countOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/**
 * The meanings that get a Service of their own, with what its name is made from: several services behind one name, and
 * one service whose name can stay. A second meaning of an alias needs another name.
 */
function carriedOf(meanings: readonly Meaning[], table: AliasTable): ReadonlyMap<Meaning, string> {
  const carried = new Map<Meaning, string>();
  const originals = new Set<string>();
  for (const meaning of meanings) {
    const alias = meaning.alias.toLowerCase();
    if (table.get(alias)?.isServiceName === true) continue;
    if (meaning.services.length === 1 && !(canBeServiceName(alias) && meaning.isOnly)) continue;
    const original = originals.has(alias) ? `${alias} of ${meaning.services.join(' ')}` : alias;
    originals.add(original);
    carried.set(meaning, original);
  }
  return carried;
}

function addressesOf(project: Project): readonly (readonly [string, string])[] {
  return [...project.services].flatMap(([key, service]) =>
    Object.values(service.networks ?? {}).flatMap((network) =>
      [network?.ipv4_address, network?.ipv6_address].flatMap((address) => (address === undefined ? [] : [[address, key] as const])),
    ),
  );
}

/** Whether a name has something to lead to: a Service of its own, or texts that now say another one. */
export function isAnswered(name: string, { texts, aliasServices }: Pick<PlanContext, 'texts' | 'aliasServices'>): boolean {
  return texts.isMentioned(name) || aliasServices.some(({ alias }) => alias.toLowerCase() === name.toLowerCase());
}

/** What became of a name that texts use (N-02, N-07, N-38). */
export function nameMessage(name: string, aliasServices: readonly AliasService[]): string {
  const made = aliasServices.filter(({ alias }) => alias.toLowerCase() === name.toLowerCase());
  if (made.length === 0) return 'where texts use the name, they now use that of the service';
  return made
    .map((one) => `the Service ${one.name}, which every pod of the namespace sees, leads to ${one.services.join(' and ')}`)
    .join('; ');
}
