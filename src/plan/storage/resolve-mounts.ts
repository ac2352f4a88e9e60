import type { ServiceImage } from '../../image/resolve.ts';
import type { Project, Volume } from '../../model/project.ts';
import type { Mount, Service } from '../../model/service.ts';
import type { Host } from '../../source/host.ts';
import type { Path } from '../../source/node-tools.ts';
import { clean, join } from '../../source/posix-path.ts';
import { parseBytes } from '../../value/bytes.ts';
import { parseTmpfs } from '../../value/tmpfs.ts';
import { decideBind } from './bind.ts';
import type { MountDecision, ResolvedMount } from './mounts.ts';

export interface MountContext {
  readonly project: Project;
  readonly host: Host;
  readonly image: ServiceImage;
}

/** Every mount of a service with its kind decided (V-01, V-10…V-16). One mount a target: the later wins, as in Compose. */
export function resolveMounts(key: string, service: Service, context: MountContext): readonly ResolvedMount[] {
  const path: Path = ['services', key];
  const mounts = [
    ...(service.volumes ?? []).map((mount, i) => resolveMount(mount, [...path, 'volumes', i], service, context)),
    ...(service.tmpfs ?? []).map((text, i) => resolveTmpfs(text, [...path, 'tmpfs', i])),
  ];
  return mounts.map((mount, i) => {
    const later = mounts.slice(i + 1).find((m) => m.target === mount.target);
    if (!later || mount.type === 'none') return mount;
    return none(mount.path, mount.target, mount.readOnly, {
      outcome: 'differs',
      rule: 'V-01',
      level: 'warning',
      message: `another mount on ${mount.target} replaces this one, as in Docker Compose`,
    });
  });
}

function resolveMount(mount: Mount, path: Path, service: Service, context: MountContext): ResolvedMount {
  const target = clean(mount.target);
  const readOnly = mount.read_only === true;
  const base = { path, target, readOnly };
  switch (mount.type) {
    case 'volume':
      return mount.source === undefined ? resolveAnonymous(base, service) : resolveNamed(mount, mount.source, base, service, context);
    case 'bind':
      return resolveBind(mount, base, service, context);
    case 'tmpfs':
      return memory(base, mount.tmpfs?.size === undefined ? undefined : parseBytes(mount.tmpfs.size));
    default:
      return none(path, target, readOnly, {
        outcome: 'refused',
        level: 'error',
        rule: mount.type === 'image' ? 'V-26' : 'B-121',
        message: `a mount of type ${mount.type} has no counterpart here`,
        hint: mount.type === 'image' ? 'copy the files into the image that needs them' : 'use a named volume',
      });
  }
}

type Base = Pick<ResolvedMount, 'path' | 'target' | 'readOnly'>;

/** V-10: an empty volume would hide the image content that Docker copies into an anonymous one. */
function resolveAnonymous(base: Base, service: Service): ResolvedMount {
  if (service.read_only === true) {
    return {
      ...base,
      type: 'ephemeral',
      decision: { outcome: 'differs', rule: 'V-10', message: 'an anonymous volume starts empty here and is lost with the pod' },
    };
  }
  return none(base.path, base.target, base.readOnly, {
    outcome: 'differs',
    rule: 'V-10',
    message: 'an anonymous volume is not mounted: the container writes into its own layer, which is lost when it restarts',
    hint: 'name the volume to keep its content',
  });
}

function resolveNamed(mount: Mount, source: string, base: Base, service: Service, context: MountContext): ResolvedMount {
  const volume = context.project.volumes.get(source);
  const options = volume?.driver_opts ?? {};
  if (volume && options['type'] === 'none' && options['device'] !== undefined) {
    return resolveBind({ ...mount, type: 'bind', source: join(context.project.directory, options['device']) }, base, service, context);
  }
  if (volume && options['type'] === 'tmpfs') return memory(base, undefined);
  const refused = volume && unsupportedDriver(volume);
  if (refused) return none(base.path, base.target, base.readOnly, refused);
  const subPath = mount.volume?.subpath;
  return {
    ...base,
    type: 'claim',
    volume: source,
    nocopy: mount.volume?.nocopy === true,
    ...(subPath !== undefined && { subPath }),
    decision: { outcome: 'exact', rule: 'V-02', message: '' },
  };
}

/** V-20, V-21: NFS has a volume source of its own, every other driver needs a CSI driver that the cluster must have. */
function unsupportedDriver(volume: Volume): MountDecision | undefined {
  const driver = volume.driver ?? 'local';
  const type = volume.driver_opts?.['type'];
  const isLocal = driver === 'local' && (type === undefined || type === 'nfs' || type === 'nfs4');
  if (isLocal || volume.external === true) return undefined;
  return {
    outcome: 'refused',
    level: 'error',
    rule: type === 'cifs' ? 'V-21' : 'B-231',
    message: driver === 'local' ? `a volume of type ${type ?? ''} has no counterpart here` : `the volume driver ${driver} is a plugin of Docker`,
    hint: type === 'cifs' ? 'install the SMB CSI driver and refer to its claim with external: true' : 'make a claim with the CSI driver of that storage and refer to it with external: true',
  };
}

function resolveBind(mount: Mount, base: Base, service: Service, context: MountContext): ResolvedMount {
  const source = clean(mount.source ?? '');
  const decision = decideBind(
    { ...mount, source },
    { host: context.host, projectDirectory: context.project.directory, build: service.build, dockerfile: context.image.dockerfile },
  );
  const row = statement(decision);
  switch (decision.type) {
    case 'claim':
      return { ...base, type: 'claim', volume: `bind:${source}`, nocopy: true, decision: row };
    case 'file':
      return { ...base, type: 'file', source, file: decision.file, decision: row };
    case 'directory':
      return { ...base, type: 'directory', source, files: decision.files, decision: row };
    case 'none':
      return { ...base, type: 'none', decision: row };
  }
}

function statement(decision: MountDecision): MountDecision {
  const { outcome, rule, message, level, hint } = decision;
  return { outcome, rule, message, ...(level && { level }), ...(hint !== undefined && { hint }) };
}

function resolveTmpfs(text: string, path: Path): ResolvedMount {
  const parsed = parseTmpfs(text);
  if (!parsed.ok) return none(path, text, false, { outcome: 'refused', level: 'error', rule: 'V-12', message: parsed.reason });
  const { target, size, mode, flags } = parsed.value;
  const lost = [...flags.filter((f) => f !== 'rw'), ...(mode !== undefined && mode !== 0o1777 ? ['mode'] : [])];
  return {
    path,
    target: clean(target),
    readOnly: false,
    type: 'memory',
    ...(size !== undefined && { sizeLimit: size }),
    decision: {
      outcome: 'differs',
      rule: 'V-12',
      message: `counts against the memory limit of the pod${lost.length > 0 ? `; ${lost.join(', ')} cannot be set` : ''}`,
    },
  };
}

function memory(base: Base, size: ReturnType<typeof parseBytes> | undefined): ResolvedMount {
  return {
    ...base,
    type: 'memory',
    ...(size?.ok && size.value > 0n && { sizeLimit: size.value }),
    decision: { outcome: 'differs', rule: 'V-12', message: 'counts against the memory limit of the pod' },
  };
}

function none(path: Path, target: string, readOnly: boolean, decision: MountDecision): ResolvedMount {
  return { path, target, readOnly, type: 'none', decision };
}
