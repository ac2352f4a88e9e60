import type { DataObject } from '../data-objects.ts';
import { k8sName } from '../../value/kube-name.ts';
import type { Json, WorkloadDraft } from '../draft.ts';
import { isBelow } from './nesting.ts';
import { volumeName } from './volume-name.ts';

type ObjectReference = Pick<DataObject, 'kind' | 'name'>;

/** One key of a ConfigMap or Secret as a file of the container. */
interface MountedFile {
  readonly target: string;
  readonly wanted: string;
  readonly object: ObjectReference;
  readonly key: string;
  readonly mode: number;
}

/** Keys of one object as files of a directory. */
export interface FileSource {
  readonly object: ObjectReference;
  readonly items: readonly FileItem[];
}

interface FileItem extends Json {
  readonly key: string;
  /** Below the directory. */
  readonly path: string;
  readonly mode?: number;
}

interface MountedDirectory {
  readonly target: string;
  readonly wanted: string;
  readonly sources: FileSource[];
  /** Further paths at which the same directory is mounted. */
  readonly alsoAt: Set<string>;
  /** Plain files instead of links: copied out by this image (V-15). */
  copyWith?: string;
}

/** Read for all, as Docker mounts secrets and configs (S-13). */
export const defaultFileMode = 0o444;

/**
 * What a container gets from ConfigMaps and Secrets, collected before it is mounted: a file below a directory of this kind
 * has to become a source of that directory, because a single file cannot be mounted into a read-only volume (V-30).
 */
export class FileMounts {
  readonly #directories = new Map<string, MountedDirectory>();
  readonly #files: MountedFile[] = [];

  /** A directory whose files are the sources of a projected volume. Sources for one target are joined; of two files at one path the later is there. */
  addDirectory(target: string, wanted: string, sources: readonly FileSource[], alsoAt: readonly string[] = []): void {
    const known = this.#directories.get(target) ?? { target, wanted, sources: [], alsoAt: new Set() };
    known.sources.push(...sources);
    for (const path of alsoAt) known.alsoAt.add(path);
    this.#directories.set(target, known);
  }

  /** The container gets a copy of a directory that was added, made by a container that runs this image. */
  copyDirectory(target: string, image: string): void {
    const directory = this.#directories.get(target);
    if (directory) directory.copyWith = image;
  }

  addFile(file: MountedFile): void {
    this.#files.push(file);
  }

  /**
   * Mounts everything.
   * @param others targets of the mounts that are no files of this kind
   */
  mountInto(draft: WorkloadDraft, others: readonly string[]): void {
    const single = this.#files.filter((file) => {
      const parent = this.#directoryAround(file.target, others);
      if (!parent) return true;
      parent.sources.push({
        object: file.object,
        items: [{ key: file.key, path: file.target.slice(parent.target.length + 1), mode: file.mode }],
      });
      return false;
    });
    for (const { target, wanted, sources, alsoAt, copyWith } of this.#directories.values()) {
      const name = volumeName(draft, wanted);
      const projected = { defaultMode: defaultFileMode, sources: projection(sources) };
      if (copyWith === undefined) draft.mount({ name, projected }, { name, mountPath: target, readOnly: true });
      else mountCopy(draft, { name, target, projected, image: copyWith });
      for (const path of alsoAt) draft.mount(undefined, { name, mountPath: path, readOnly: true });
    }
    for (const file of single) mountFile(draft, file);
  }

  /** The directory that a path lies in, unless another volume is mounted between the two. */
  #directoryAround(target: string, others: readonly string[]): MountedDirectory | undefined {
    const around = [...this.#directories.keys(), ...others].filter((directory) => isBelow(target, directory));
    const nearest = around.reduce((longest, path) => (path.length > longest.length ? path : longest), '');
    return this.#directories.get(nearest);
  }
}

interface Copy {
  readonly name: string;
  readonly target: string;
  readonly projected: Json;
  readonly image: string;
}

/** V-15: for programs that walk the directory. */
function mountCopy(draft: WorkloadDraft, { name, target, projected, image }: Copy): void {
  const from = volumeName(draft, `${name}-files`);
  draft.volumes.push({ name: from, projected });
  draft.mount({ name, emptyDir: {} }, { name, mountPath: target, readOnly: true });
  draft.addInitContainer('seed', () => ({
    name: k8sName(`copy-${name}`),
    image,
    command: ['sh', '-c', copyScript],
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
    ...(!draft.containerSecurity.isEmpty && { securityContext: draft.containerSecurity.inOrder(['runAsUser', 'runAsGroup']) }),
    volumeMounts: [
      { name, mountPath: '/.copy' },
      { name: from, mountPath: '/.from', readOnly: true },
    ],
  }));
}

/** `..data` and its like are passed over; a pod that starts once more finds its copy. */
const copyScript = 'set -e; cd /.from; for f in .[!.]* *; do if [ -e "$f" ]; then cp -RLf "$f" /.copy/; fi; done';

/** Sources of a projected volume; a path may stand there once, and the last that has it wins. */
function projection(sources: readonly FileSource[]): readonly Json[] {
  return sources.flatMap(({ object, items }, i) => {
    const later = new Set(sources.slice(i + 1).flatMap((source) => source.items.map((item) => item.path)));
    const kept = items.filter((item) => !later.has(item.path));
    if (kept.length === 0) return [];
    return [object.kind === 'Secret' ? { secret: { name: object.name, items: kept } } : { configMap: { name: object.name, items: kept } }];
  });
}

/** S-10, V-14: over the image's own directory, so by `subPath`. */
function mountFile(draft: WorkloadDraft, { target, wanted, object, key, mode }: MountedFile): void {
  const name = volumeName(draft, wanted);
  const items = [{ key, path: key }];
  const volume =
    object.kind === 'Secret'
      ? { secret: { secretName: object.name, defaultMode: mode, items } }
      : { configMap: { name: object.name, defaultMode: mode, items } };
  draft.mount({ name, ...volume }, { name, mountPath: target, subPath: key, readOnly: true });
}
