import type { ServiceImage } from '../../image/resolve.ts';
import { factsOf } from '../../image/facts-of.ts';
import type { Project } from '../../model/project.ts';
import type { Mount, Service } from '../../model/service.ts';
import type { Host } from '../../source/host.ts';
import type { Path } from '../../source/node-tools.ts';
import { clean, isAbsolute, join } from '../../source/posix-path.ts';
import { parseBytes } from '../../value/bytes.ts';
import { parseTmpfs } from '../../value/tmpfs.ts';
import { decideBind } from './bind.ts';
import { type DriverOptions, readDriverOptions } from './driver-options.ts';
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
      return mount.source === undefined
        ? resolveAnonymous(mount, base, service)
        : resolveNamed(mount, mount.source, base, service, context);
    case 'bind':
      return resolveBind(mount, base, service, context);
    case 'tmpfs':
      return memory(base, mount.tmpfs?.size === undefined ? undefined : parseBytes(mount.tmpfs.size));
    case 'image':
      return resolveImage(mount, base);
    default:
      return none(path, target, readOnly, {
        outcome: 'refused',
        level: 'error',
        rule: 'B-121',
        message: `a mount of type ${mount.type} has no counterpart here`,
        hint: 'use a named volume',
      });
  }
}

type Base = Pick<ResolvedMount, 'path' | 'target' | 'readOnly'>;

/** V-10: an empty volume would hide the image content that Docker copies into an anonymous one. */
function resolveAnonymous(mount: Mount, base: Base, service: Service): ResolvedMount {
  if (service.read_only === true) {
    return {
      ...base,
      type: 'ephemeral',
      nocopy: mount.volume?.nocopy === true,
      decision: { outcome: 'differs', rule: 'V-10', message: 'an anonymous volume is lost with the pod' },
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
  const options: DriverOptions = volume ? readDriverOptions(volume) : { kind: 'plain' };
  switch (options.kind) {
    case 'bind': {
      const device = isAbsolute(options.device) ? options.device : join(context.project.directory, options.device);
      const bind = { ...base, readOnly: base.readOnly || options.readOnly };
      return resolveBind({ ...mount, type: 'bind', source: device, read_only: bind.readOnly }, bind, service, context);
    }
    case 'tmpfs':
      return memory(base, options.size === undefined ? undefined : parseBytes(options.size));
    case 'unsupported':
      return none(base.path, base.target, base.readOnly, { outcome: 'refused', level: 'error', rule: options.rule, message: options.what });
    case 'plain':
    case 'nfs':
  }
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

/** V-26: a directory of another image is copied out of it. */
function resolveImage(mount: Mount, base: Base): ResolvedMount {
  const subPath = mount.image?.subpath;
  const image = mount.source ?? '';
  const refused = (message: string, hint: string): ResolvedMount =>
    none(base.path, base.target, base.readOnly, { outcome: 'refused', level: 'error', rule: 'V-26', message, hint });
  if (subPath === undefined)
    return refused('a whole image is not copied into a volume', 'image: {subpath: PATH} names the directory that is needed');
  if (factsOf(image)?.shell === false)
    return refused(`${image} holds no program that could copy its files`, 'copy the files into the image that needs them');
  return {
    ...base,
    type: 'image',
    image,
    subPath: clean(`/${subPath}`),
    decision: {
      outcome: 'differs',
      rule: 'V-26',
      message: 'an init container copies the files out of the image, which must hold the program cp',
    },
  };
}

function resolveBind(mount: Mount, base: Base, service: Service, context: MountContext): ResolvedMount {
  const source = clean(mount.source ?? '');
  const { host, project, image } = context;
  const decision = decideBind(mount, {
    host,
    projectDirectory: project.directory,
    build: service.build,
    dockerfile: image.dockerfile,
    image: service.image,
  });
  const row = statement(decision);
  switch (decision.type) {
    case 'claim':
      return {
        ...base,
        type: 'claim',
        volume: `bind:${source}`,
        nocopy: true,
        ...(decision.files && { files: decision.files }),
        decision: row,
      };
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
  const { target, size, mode, uid, gid, flags } = parsed.value;
  const readOnly = flags.includes('ro');
  const owner = Object.entries({ mode: mode === 0o1777 ? undefined : mode, uid, gid }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  const lost = [...flags.filter((f) => f !== 'rw' && f !== 'ro'), ...owner];
  return {
    path,
    target: clean(target),
    readOnly,
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
