import type { Project } from '../model/project.ts';
import type { Mount, Service } from '../model/service.ts';

/** What rules ask of the whole project for every service; gathered in one pass, so that a project costs in proportion to its size. */
export interface ProjectIndex {
  /** The service that builds each named image. */
  readonly builders: ReadonlyMap<string, Service>;
  /** Services whose successful end another one waits for. */
  readonly awaited: ReadonlySet<string>;
  /** Mounts of each named volume, in the order of the file. */
  readonly volumeMounts: ReadonlyMap<string, readonly Mount[]>;
}

const indexOf = new WeakMap<Project, ProjectIndex>();

export function projectIndex(project: Project): ProjectIndex {
  const known = indexOf.get(project);
  if (known) return known;
  const index = gather(project);
  indexOf.set(project, index);
  return index;
}

function gather({ services }: Project): ProjectIndex {
  const builders = new Map<string, Service>();
  const awaited = new Set<string>();
  const volumeMounts = new Map<string, Mount[]>();
  for (const service of services.values()) {
    if (service.build && service.image !== undefined && !builders.has(service.image)) builders.set(service.image, service);
    for (const [key, { condition }] of Object.entries(service.depends_on ?? {}))
      if (condition === 'service_completed_successfully') awaited.add(key);
    for (const mount of service.volumes ?? []) {
      if (mount.type !== 'volume' || mount.source === undefined) continue;
      const mounts = volumeMounts.get(mount.source);
      if (mounts) mounts.push(mount);
      else volumeMounts.set(mount.source, [mount]);
    }
  }
  return { builders, awaited, volumeMounts };
}
