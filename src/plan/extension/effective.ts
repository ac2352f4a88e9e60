import type { Project } from '../../model/project.ts';
import type { Service } from '../../model/service.ts';
import { getAt, type Path, toPlain } from '../../source/node-tools.ts';
import type { Extension, ProjectExtension, VolumeExtension } from '../extension.ts';
import { type KomposeReading, readKompose, readKomposeVolume } from './kompose/read-kompose.ts';
import { readExtension, readProjectExtension, readVolumeExtension } from './read.ts';
import { isTainted } from '../sensitive/taint.ts';
import { isReserved, isSecret } from './metadata-keys.ts';

/** What is to be done about a service beyond the Compose Specification, and where that is said. */
export interface EffectiveExtension {
  readonly extension: Extension;
  /** The attribute that says it, by key: of `x-waybill` in the service or at the top level, or a label. */
  readonly origins: ReadonlyMap<string, Path>;
  readonly kompose: KomposeReading;
}

const known = new WeakMap<Service, EffectiveExtension>();

/** `x-waybill` of a service, before labels of Kompose, before `x-waybill` at the top level. */
export function effectiveExtension(key: string, project: Project): EffectiveExtension {
  const service = project.services.get(key) ?? {};
  const found = known.get(service) ?? findEffective(key, service, project);
  known.set(service, found);
  return found;
}

function findEffective(key: string, service: Service, project: Project): EffectiveExtension {
  const top = projectExtension(project);
  const kompose = readKompose(service);
  const own = readExtension(service['x-waybill']).extension;
  const origins = new Map<string, Path>([
    ...Object.keys(top).map((field): [string, Path] => [field, ['x-waybill', field]]),
    ...[...kompose.keys].map(([field, label]): [string, Path] => [field, ['services', key, ...labelPath(label, service)]]),
    ...Object.keys(own).map((field): [string, Path] => [field, ['services', key, 'x-waybill', field]]),
  ]);
  const { patch: _, ...inherited } = top;
  const metadata = (field: 'labels' | 'annotations'): Record<string, string> => ({
    ...plainMetadata(top[field], ['x-waybill', field], project),
    ...plainMetadata(own[field], ['services', key, 'x-waybill', field], project),
  });
  const nodeSelector = { ...top.nodeSelector, ...own.nodeSelector };
  const extension: Extension = {
    ...inherited,
    ...kompose.extension,
    ...own,
    ...((top.labels ?? own.labels) && { labels: metadata('labels') }),
    ...((top.annotations ?? own.annotations) && { annotations: metadata('annotations') }),
    ...((top.nodeSelector ?? own.nodeSelector) && { nodeSelector }),
  };
  return { extension, origins, kompose };
}

/** Without what is reported as an error: keys of our own, and secrets. */
function plainMetadata(entries: Readonly<Record<string, string>> | undefined, at: Path, project: Project): Record<string, string> {
  const isPlain = ([key, value]: readonly [string, string]): boolean =>
    !isReserved(key) && !isSecret(key, value) && !isTainted([...at, key], project);
  return Object.fromEntries(Object.entries(entries ?? {}).filter(isPlain));
}

/** `x-waybill` at the top level. */
export function projectExtension({ tree }: Project): ProjectExtension {
  const block = getAt(tree, ['x-waybill']);
  return readProjectExtension(block && toPlain(block)).extension;
}

/** The attribute that says what a key of the extension of a service says. */
export function originOf(key: string, field: string, project: Project): Path {
  return effectiveExtension(key, project).origins.get(field) ?? ['services', key, 'x-waybill', field];
}

/** Where a label of a service stands. */
export function labelPath(label: string, service: Service): Path {
  return Object.hasOwn(service.labels ?? {}, label) ? ['labels', label] : ['deploy', 'labels', label];
}

/** `x-waybill` of a volume, before the labels of Kompose on it, before those on the services that use it. */
export function effectiveVolumeExtension(
  key: string,
  users: readonly { readonly service: string }[],
  project: Project,
): { readonly extension: VolumeExtension; readonly origins: ReadonlyMap<string, Path> } {
  const volume = project.volumes.get(key);
  const own = readVolumeExtension(volume?.['x-waybill']).extension;
  const origins = new Map<string, Path>();
  const labels = new Map<string, string>();
  for (const { service: name } of users) {
    const service = project.services.get(name) ?? {};
    for (const [field, { label, value }] of readKompose(service).volume) {
      if (labels.has(field)) continue;
      labels.set(field, value);
      origins.set(field, ['services', name, ...labelPath(label, service)]);
    }
  }
  for (const [field, { label, value }] of readKomposeVolume(volume?.labels).keys) {
    labels.set(field, value);
    origins.set(field, ['volumes', key, 'labels', label]);
  }
  const given = readVolumeExtension(Object.fromEntries(labels)).extension;
  for (const field of Object.keys(own)) origins.set(field, ['volumes', key, 'x-waybill', field]);
  const metadata = {
    ...(own.labels && { labels: plainMetadata(own.labels, ['volumes', key, 'x-waybill', 'labels'], project) }),
    ...(own.annotations && { annotations: plainMetadata(own.annotations, ['volumes', key, 'x-waybill', 'annotations'], project) }),
  };
  return { extension: { ...given, ...own, ...metadata }, origins };
}
