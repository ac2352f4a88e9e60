import type { Project } from '../model/project.ts';
import type { Mount, Service } from '../model/service.ts';
import type { Path } from '../source/node-tools.ts';

/** A mount of a named volume, and where it is written. */
export interface VolumeMount {
  readonly mount: Mount;
  readonly path: Path;
}

/** What rules ask of the whole project for every service; gathered in one pass, so that a project costs in proportion to its size. */
export interface ProjectIndex {
  /** The service that builds each named image. */
  readonly builders: ReadonlyMap<string, Service>;
  /** Services whose successful end others wait for, and those, in the order of the file. */
  readonly awaited: ReadonlyMap<string, readonly string[]>;
  /** Mounts of each named volume, in the order of the file. */
  readonly volumeMounts: ReadonlyMap<string, readonly VolumeMount[]>;
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
  const awaited = new Map<string, string[]>();
  const volumeMounts = new Map<string, VolumeMount[]>();
  for (const [key, service] of services) {
    if (service.build && service.image !== undefined && !builders.has(service.image)) builders.set(service.image, service);
    for (const [dependency, { condition }] of Object.entries(service.depends_on ?? {}))
      if (condition === 'service_completed_successfully') awaited.set(dependency, [...(awaited.get(dependency) ?? []), key]);
    for (const [i, mount] of (service.volumes ?? []).entries()) {
      if (mount.type !== 'volume' || mount.source === undefined) continue;
      const mounts = volumeMounts.get(mount.source);
      const found = { mount, path: ['services', key, 'volumes', i] };
      if (mounts) mounts.push(found);
      else volumeMounts.set(mount.source, [found]);
    }
  }
  return { builders, awaited, volumeMounts };
}
