import { wantedPod } from '../pods/joins.ts';
import type { Project } from '../../model/project.ts';
import type { Mount, Service } from '../../model/service.ts';
import type { Path } from '../../source/node-tools.ts';
import type { ResolvedMount } from './mounts.ts';
import { type MountContext, resolveMounts } from './resolve-mounts.ts';

type Mounts = ReadonlyMap<string, readonly ResolvedMount[]>;
type ContextOf = (service: string) => MountContext;

/** The mounts of every service, with what `volumes_from` adds to them (V-27). */
export function allMounts(project: Project, contextOf: ContextOf): Mounts {
  const lenders = anonymousLenders(project);
  const done = new Map<string, readonly ResolvedMount[]>();
  const resolve = (key: string, waiting: readonly string[]): readonly ResolvedMount[] => {
    const known = done.get(key);
    const service = project.services.get(key);
    if (known || !service || waiting.includes(key)) return known ?? [];
    const inherited = (service.volumes_from ?? []).flatMap((text, i) => {
      const path: Path = ['services', key, 'volumes_from', i];
      const [source = '', mode] = text.split(':');
      if (source === 'container') return [refused(path, `the container ${mode ?? ''} is no part of the project`)];
      const taker: Taker = { key, service, path, source, readOnly: mode === 'ro', context: contextOf(key) };
      return resolve(source, [...waiting, key]).flatMap((mount) => inherit(mount, taker));
    });
    const own = resolveMounts(key, service, contextOf(key), inherited);
    const mounts = lenders.has(key) ? own.map((mount) => lent(mount, key)) : own;
    done.set(key, mounts);
    return mounts;
  };
  return new Map([...project.services.keys()].map((key) => [key, resolve(key, [])]));
}

/** A service that mounts what another one does. */
interface Taker {
  readonly key: string;
  readonly service: Service;
  /** The item of its `volumes_from`. */
  readonly path: Path;
  readonly source: string;
  readonly readOnly: boolean;
  readonly context: MountContext;
}

/** Services whose anonymous volumes a container of the same pod mounts, too (V-10). */
function anonymousLenders(project: Project): ReadonlySet<string> {
  const lenders = new Set<string>();
  const lend = (source: string, taker: string): void => {
    const service = project.services.get(source);
    if (!service || wantedPod(source, project) !== wantedPod(taker, project) || lenders.has(source)) return;
    lenders.add(source);
    for (const further of service.volumes_from ?? []) lend(further.split(':')[0] ?? '', source);
  };
  for (const [key, service] of project.services) for (const text of service.volumes_from ?? []) lend(text.split(':')[0] ?? '', key);
  return lenders;
}

function isUnmountedAnonymous(mount: ResolvedMount): boolean {
  return mount.type === 'none' && mount.decision.rule === 'V-10';
}

/** V-10: an anonymous volume that two containers see is a directory of the pod. */
function lent(mount: ResolvedMount, key: string): ResolvedMount {
  const { path, target, readOnly } = mount;
  if (mount.type === 'ephemeral') return { ...mount, shared: mount.shared ?? `${key}${target}` };
  if (!isUnmountedAnonymous(mount)) return mount;
  return {
    path,
    target,
    readOnly,
    type: 'ephemeral',
    nocopy: false,
    shared: `${key}${target}`,
    decision: { outcome: 'differs', rule: 'V-10', message: 'an anonymous volume is lost with the pod' },
  };
}

/** What the other service mounts is mounted here, too. A tmpfs is no volume to Docker, and stays its own. */
function inherit(mount: ResolvedMount, taker: Taker): readonly ResolvedMount[] {
  const { path, source } = taker;
  const written = writtenBind(mount, taker.context.project);
  // What becomes of a path of the machine depends on the image that it is mounted over.
  if (written && mount.isChosen !== true) return [rebound(written, mount, taker)];
  if (isUnmountedAnonymous(mount) || (mount.type === 'ephemeral' && !isSamePod(taker))) {
    const message = `the anonymous volume of ${source} on ${mount.target} cannot be shared by two pods`;
    return [{ ...refused(path, message), target: mount.target }];
  }
  if (mount.type === 'none' || mount.type === 'memory') return [];
  const taken = { ...mount, path, readOnly: mount.readOnly || taker.readOnly };
  const decision = { outcome: 'differs', rule: 'V-27', message: `the volumes of ${source} are mounted here, too` } as const;
  // Docker fills a volume with what the image of the service has that names it.
  return [taken.type === 'claim' || taken.type === 'ephemeral' ? { ...taken, nocopy: true, decision } : { ...taken, decision }];
}

function isSamePod({ key, source, context }: Taker): boolean {
  return wantedPod(source, context.project) === wantedPod(key, context.project);
}

/** The bind mount that stands in the file, where a mount comes from one. */
function writtenBind({ path }: ResolvedMount, { services }: Project): Mount | undefined {
  if (path[2] !== 'volumes') return undefined;
  const written = services.get(String(path[1]))?.volumes?.[Number(path[3])];
  return written?.type === 'bind' ? written : undefined;
}

function rebound(written: Mount, mount: ResolvedMount, { key, service, path, readOnly, context }: Taker): ResolvedMount {
  const bind = { ...written, read_only: written.read_only === true || readOnly };
  const [own] = resolveMounts(key, { ...service, volumes: [bind], tmpfs: [] }, context);
  return own ? { ...own, path } : mount;
}

function refused(path: Path, message: string): ResolvedMount {
  return {
    path,
    target: '',
    readOnly: false,
    type: 'none',
    decision: { outcome: 'refused', level: 'error', rule: 'V-27', message, hint: 'name the volume, and mount it in both services' },
  };
}
