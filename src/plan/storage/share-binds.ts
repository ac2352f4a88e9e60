import type { Project } from '../../model/project.ts';
import { basename, clean } from '../../source/posix-path.ts';
import { canBeCarried } from './bound-files.ts';
import type { ResolvedMount } from './mounts.ts';
import { isBelow, isWithin } from './nesting.ts';

type Mounts = ReadonlyMap<string, readonly ResolvedMount[]>;

/**
 * Directories of the host that several services mount are one volume, where one of them writes: who only reads has to see
 * what the other writes, and a directory below another is a part of the same volume (V-05, V-15).
 */
export function shareBinds(mounts: Mounts, project: Pick<Project, 'services'>): Mounts {
  const all = [...mounts.values()].flat().flatMap((mount) => bindOf(mount) ?? []);
  const roots = all.filter((path) => !all.some((other) => isBelow(path, other)));
  const share = (service: string, mount: ResolvedMount): ResolvedMount => {
    const source = mount.isChosen && mount.type !== 'claim' ? undefined : sourceOf(service, mount, project);
    const root = source === undefined ? undefined : roots.find((path) => isWithin(source, path));
    return source === undefined || root === undefined || !hasToShare(mount, source, root) ? mount : asPart(mount, source, root);
  };
  const shared = [...mounts].map(([service, list]) => [service, list.map((mount) => share(service, mount))] as const);
  const parts = shared.flatMap(([, list]) => list.flatMap((mount) => partOf(mount) ?? []));
  return new Map(shared.map(([service, list]) => [service, list.map((mount) => withoutParts(mount, parts))]));
}

interface Part {
  readonly volume: string;
  readonly subPath: string;
  readonly isFilled: boolean;
}

function partOf(mount: ResolvedMount): Part | undefined {
  if (mount.type !== 'claim' || mount.subPath === undefined || bindOf(mount) === undefined) return undefined;
  return { volume: mount.volume, subPath: mount.subPath, isFilled: mount.files !== undefined };
}

/** Each mount fills what it mounts: that of the root leaves to the others what is theirs, whichever pod comes first. */
function withoutParts(mount: ResolvedMount, all: readonly Part[]): ResolvedMount {
  if (mount.type !== 'claim' || !mount.files) return mount;
  const inside = mount.subPath === undefined ? '' : `${mount.subPath}/`;
  const parts = all.filter(({ volume, subPath }) => volume === mount.volume && subPath.startsWith(inside) && subPath !== mount.subPath);
  if (parts.length === 0) return mount;
  const pathIn = ({ subPath }: Part): string => subPath.slice(inside.length);
  const filled = parts.filter(({ isFilled }) => isFilled).map(pathIn);
  const files = mount.files.filter(({ path }) => !filled.some((part) => isBelow(path, part)));
  return { ...mount, files, parts: [...new Set(parts.map(pathIn))] };
}

function sourceOf(service: string, mount: ResolvedMount, { services }: Pick<Project, 'services'>): string | undefined {
  if (mount.type === 'file' || mount.type === 'directory') return mount.source;
  if (mount.type === 'claim') return bindOf(mount);
  const { path } = mount;
  const written = path[2] === 'volumes' ? services.get(service)?.volumes?.[Number(path[3])] : undefined;
  return written?.type === 'bind' && written.source !== undefined ? clean(written.source) : undefined;
}

/** The path of the machine behind a claim that was a bind mount. */
function bindOf(mount: ResolvedMount): string | undefined {
  return mount.type === 'claim' && mount.volume.startsWith('bind:') ? mount.volume.slice('bind:'.length) : undefined;
}

/** A directory with files below the root stays configuration: only the root itself is what the other service writes. */
function hasToShare(mount: ResolvedMount, source: string, root: string): boolean {
  if (mount.type === 'claim') return source !== root;
  if (mount.type === 'directory' || mount.type === 'file') return source === root;
  return (
    mount.type === 'none' && mount.decision.outcome === 'refused' && (mount.decision.rule === 'V-13' || mount.decision.rule === 'V-15')
  );
}

function asPart(mount: ResolvedMount, source: string, root: string): ResolvedMount {
  const { path, target, readOnly } = mount;
  const isCarried = mount.type === 'directory' && source === root && canBeCarried(mount.files);
  const files = isCarried || mount.type === 'claim' ? mount.files : undefined;
  const seededFile = mount.type === 'file' ? { content: mount.file } : mount.type === 'claim' ? mount.seededFile : undefined;
  // What is not here has nothing to be filled with: the program that writes there brings it.
  const isFilled = files !== undefined || seededFile !== undefined || (mount.type === 'none' && mount.decision.rule === 'V-13');
  return {
    path,
    target,
    readOnly,
    type: 'claim',
    volume: `bind:${root}`,
    nocopy: true,
    ...(source === root ? seededFile && { subPath: basename(root) } : { subPath: source.slice(root.length + 1) }),
    ...(files && { files }),
    ...(seededFile && { seededFile }),
    decision: {
      outcome: 'differs',
      rule: 'V-05',
      ...(!isFilled && { level: 'warning' as const, hint: 'fill it with kubectl cp once the pod runs' }),
      message: seededFile
        ? `part of the volume that ${basename(root)} becomes, because another mount writes there; the file is made in it while it is missing`
        : `part of the volume that the directory ${basename(root)} becomes, because another mount writes there; ${files ? 'its files are copied into it while it is empty' : 'it starts empty'}`,
    },
  };
}
