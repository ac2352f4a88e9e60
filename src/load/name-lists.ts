import type { Project } from '../model/project.ts';
import { type PrintedMap, isPrintedMap, printedProject } from './print-project.ts';

/** What `docker compose config` can list instead of the whole project. */
export const nameLists = ['services', 'volumes', 'networks', 'images', 'profiles', 'environment'] as const;
export type NameList = (typeof nameLists)[number];

/** The lines of a list, in an order of their own that is always the same. */
export function listNames(project: Project, list: NameList): readonly string[] {
  switch (list) {
    case 'services':
      return inDependencyOrder(project);
    case 'images':
      return imageNames(project);
    case 'profiles':
      return profileNames(project);
    case 'environment':
      return [...project.environment].map(([name, value]) => `${name}=${value}`).toSorted();
    default:
      return usedNames(printedProject(project, 'json'), list);
  }
}

/** Only what a service uses is part of the project. */
function usedNames(printed: PrintedMap, kind: 'volumes' | 'networks'): readonly string[] {
  const resources = printed.get(kind);
  return resources !== undefined && isPrintedMap(resources) ? [...resources.keys()].toSorted() : [];
}

/** The image that Docker Compose would run or build for each service. */
function imageNames({ name: project, services }: Project): readonly string[] {
  return [...services].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([name, { image }]) => image ?? `${project}-${name}`);
}

/** Those of services that are left out too. */
function profileNames({ services, inactive }: Project): readonly string[] {
  const active = [...services.values()].flatMap(({ profiles }) => profiles ?? []);
  return [...new Set([...active, ...[...inactive.values()].flat()])].toSorted();
}

/** A service stands behind those that it depends on. */
function inDependencyOrder({ services }: Project): readonly string[] {
  const done = new Set<string>();
  const add = (name: string): void => {
    if (done.has(name)) return;
    for (const dependency of Object.keys(services.get(name)?.depends_on ?? {}).toSorted()) if (services.has(dependency)) add(dependency);
    done.add(name);
  };
  for (const name of [...services.keys()].toSorted()) add(name);
  return [...done];
}
