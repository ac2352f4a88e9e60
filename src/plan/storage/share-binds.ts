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
  return new Map([...mounts].map(([service, list]) => [service, list.map((mount) => share(service, mount))]));
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
  const files = mount.type === 'directory' && source === root && canBeCarried(mount.files) ? mount.files : undefined;
  const seededFile = mount.type === 'file' ? { content: mount.file } : mount.type === 'claim' ? mount.seededFile : undefined;
  const isFilled = files !== undefined || seededFile !== undefined;
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
