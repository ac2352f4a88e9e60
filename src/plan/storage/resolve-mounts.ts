import { type ServiceImage, shellOf } from '../../image/resolve.ts';
import type { FactsLookup } from '../../image/facts-of.ts';
import type { Project } from '../../model/project.ts';
import type { Mount, Service } from '../../model/service.ts';
import type { Host } from '../../source/host.ts';
import type { Path } from '../../source/node-tools.ts';
import { clean, isAbsolute, join } from '../../source/posix-path.ts';
import { parseBytes } from '../../value/bytes.ts';
import { parseImageReference } from '../../value/image-reference.ts';
import { parseTmpfs } from '../../value/tmpfs.ts';
import { effectiveExtension } from '../extension/effective.ts';
import type { Extension } from '../extension.ts';
import type { ConvertOptions } from '../options.ts';
import { decideBind } from './bind.ts';
import { boundMount, type MountPlace } from './bound-mount.ts';
import { type DriverOptions, readDriverOptions, unsupportedHint } from './driver-options.ts';
import { noMountPoint } from './mount-point.ts';
import type { MountDecision, ResolvedMount } from './mounts.ts';

export interface MountContext {
  readonly project: Project;
  readonly host: Host;
  readonly options: Pick<ConvertOptions, 'allowHostPath'>;
  readonly image: ServiceImage;
  readonly factsOf: FactsLookup;
}

/**
 * Every mount of a service with its kind decided (V-01, V-10…V-16). One mount a target: the later wins, as in Compose.
 * @param inherited what comes with `volumes_from`
 */
export function resolveMounts(
  key: string,
  service: Service,
  context: MountContext,
  inherited: readonly ResolvedMount[] = [],
): readonly ResolvedMount[] {
  const path: Path = ['services', key];
  const { extension } = effectiveExtension(key, context.project);
  const mounts = [
    ...inherited,
    ...(service.volumes ?? []).map((mount, i) => resolveMount(mount, [...path, 'volumes', i], { service, extension }, context)),
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

/** The service that mounts, with what it says about its mounts. */
interface Mounter {
  readonly service: Service;
  readonly extension: Extension;
}

function resolveMount(mount: Mount, path: Path, mounter: Mounter, context: MountContext): ResolvedMount {
  const target = clean(mount.target);
  const readOnly = mount.read_only === true;
  const base = { path, target, readOnly };
  const obstacle = mount.type === 'npipe' ? undefined : noMountPoint(target);
  if (obstacle) return none(path, target, readOnly, { outcome: 'refused', level: 'error', rule: 'A-71', ...obstacle });
  switch (mount.type) {
    case 'volume':
      return mount.source === undefined
        ? resolveAnonymous(mount, base, mounter.service)
        : resolveNamed(mount, mount.source, base, mounter, context);
    case 'bind':
      return resolveBind(mount, base, mounter, context);
    case 'tmpfs':
      return memory(base, mount.tmpfs?.size === undefined ? undefined : parseBytes(mount.tmpfs.size));
    case 'image':
      return resolveImage(mount, base, context.factsOf);
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

/** V-10: an empty volume would hide the image content that Docker copies into an anonymous one. */
function resolveAnonymous(mount: Mount, base: MountPlace, service: Service): ResolvedMount {
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

function resolveNamed(mount: Mount, source: string, base: MountPlace, mounter: Mounter, context: MountContext): ResolvedMount {
  const volume = context.project.volumes.get(source);
  const options: DriverOptions = volume ? readDriverOptions(volume) : { kind: 'plain' };
  switch (options.kind) {
    case 'bind': {
      const device = isAbsolute(options.device) ? options.device : join(context.project.directory, options.device);
      const bind = { ...base, readOnly: base.readOnly || options.readOnly };
      return resolveBind({ ...mount, type: 'bind', source: device, read_only: bind.readOnly }, bind, mounter, context);
    }
    case 'tmpfs':
      return memory(base, options.size === undefined ? undefined : parseBytes(options.size));
    case 'unsupported':
      return none(base.path, base.target, base.readOnly, {
        outcome: 'refused',
        level: 'error',
        rule: options.rule,
        message: options.what,
        hint: unsupportedHint(options.rule),
      });
    case 'plain':
    case 'nfs':
    case 'smb':
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

/** V-26: a directory of another image, or all that it holds, is copied out of it. */
function resolveImage(mount: Mount, base: MountPlace, factsOf: FactsLookup): ResolvedMount {
  const subPath = mount.image?.subpath;
  const image = mount.source ?? '';
  const parsed = parseImageReference(image);
  if (!parsed.ok) {
    return none(base.path, base.target, base.readOnly, {
      outcome: 'refused',
      level: 'error',
      rule: 'V-26',
      message: `no node can pull this image: ${parsed.reason}`,
      hint: 'write NAME:TAG as source',
    });
  }
  const facts = factsOf(image);
  if (shellOf({ reference: image, ...(facts && { facts }), problems: [] }) === 'none') {
    return none(base.path, base.target, base.readOnly, {
      outcome: 'refused',
      level: 'error',
      rule: 'V-26',
      message: `${image} holds no program that could copy its files`,
      hint: 'copy the files into the image that needs them',
    });
  }
  return {
    ...base,
    type: 'image',
    image,
    subPath: clean(`/${subPath ?? ''}`),
    decision: {
      outcome: 'differs',
      rule: 'V-26',
      message: `an init container copies ${subPath === undefined ? 'everything' : 'the files'} out of the image, which must hold ${subPath === undefined ? 'a shell and the program cp' : 'the program cp'}`,
    },
  };
}

function resolveBind(
  mount: Mount,
  base: MountPlace,
  { service, extension }: Mounter,
  { host, project, image, options }: MountContext,
): ResolvedMount {
  const source = clean(mount.source ?? '');
  const context = {
    host,
    projectDirectory: project.directory,
    build: service.build,
    dockerfile: image.dockerfile,
    image: service.image,
    privileged: service.privileged === true,
    timeZone: service.environment?.['TZ'],
    onEveryNode: extension.kind === 'DaemonSet' || service.deploy?.mode === 'global',
    allowHostPath: options.allowHostPath,
  };
  const choice = extension.bind?.get(mount.target) ?? extension.bind?.get(base.target);
  return boundMount({ ...base, ...(choice && { isChosen: true }) }, source, decideBind(mount, context, choice));
}

function resolveTmpfs(text: string, path: Path): ResolvedMount {
  const parsed = parseTmpfs(text);
  if (!parsed.ok) return none(path, text, false, { outcome: 'refused', level: 'error', rule: 'V-12', message: parsed.reason });
  const { target, size, mode, uid, gid, flags } = parsed.value;
  const readOnly = flags.includes('ro');
  const obstacle = noMountPoint(clean(target));
  if (obstacle) return none(path, clean(target), readOnly, { outcome: 'refused', level: 'error', rule: 'A-71', ...obstacle });
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

function memory(base: MountPlace, size: ReturnType<typeof parseBytes> | undefined): ResolvedMount {
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
