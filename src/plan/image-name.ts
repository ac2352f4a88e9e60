import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { ConvertOptions } from './options.ts';
import { projectIndex } from './project-index.ts';

/** A service and where it stands. */
interface NamedService {
  readonly key: string;
  readonly service: Service;
}

interface Choices {
  readonly project: Project;
  readonly options: ConvertOptions;
}

/** The name under which the cluster pulls the image: the one given for the service; built ones get the registry prefix (L-30). */
export function imageName({ key, service }: NamedService, { project, options }: Choices): string {
  const given = givenImage(key, options);
  if (given !== undefined) return given;
  const name = service.image ?? `${project.name}-${key}`;
  return isBuilt(service, project) ? withRegistry(name, options) : name;
}

/** The image that `--image` names for a service. */
export function givenImage(key: string, { images }: Pick<ConvertOptions, 'images'>): string | undefined {
  return Object.hasOwn(images, key) ? images[key] : undefined;
}

/** L-30: the image of any service of the project that has `build`. */
export function isBuilt(service: Service, project: Project): boolean {
  return service.build !== undefined || (service.image !== undefined && projectIndex(project).builders.has(service.image));
}

/** The prefix of `--registry` before a name that names no registry of its own. */
export function withRegistry(name: string, { registry }: Pick<ConvertOptions, 'registry'>): string {
  return registry === undefined || namesRegistry(name) ? name : `${registry.replace(/\/$/, '')}/${name}`;
}

export function namesRegistry(name: string): boolean {
  const first = name.split('/')[0] ?? '';
  return name.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost');
}
