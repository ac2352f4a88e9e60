import type { Mount } from '../../model/service.ts';
import { HostError } from '../../source/host.ts';
import { basename, clean, join } from '../../source/posix-path.ts';
import type { BindChoice } from '../extension.ts';
import { chooseBind } from './bind-choice.ts';
import {
  type BindContext,
  type BindDecision,
  directoryAsVolume,
  emptyDirectory,
  emptyVolume,
  fileAsVolume,
  looksLikeFile,
  missingDirectory,
  refuse,
  selfWriting,
  shownPath,
} from './bind-decision.ts';
import { type BoundFile, readBoundFile, readDirectoryFiles } from './bound-files.ts';
import { readDockerignore } from './dockerignore.ts';
import { isRuntimeSocket, isSystemPath, systemHostPath } from './host-paths.ts';
import { isBelow, isWithin } from './nesting.ts';
import { socketHint } from './socket-hints.ts';

const clockFiles = new Set(['/etc/localtime', '/etc/timezone']);
const dataLike = /^(data|uploads?|media|storage|logs?|db|database|backups?)$/i;
/** Directories that images read as configuration, whether or not the mount says `ro` (V-15 a). */
const configurationTargets =
  /^\/(docker-entrypoint-initdb\.d|etc\/nginx|etc\/grafana|etc\/prometheus|etc\/alertmanager|etc\/alloy|usr\/share\/nginx\/html|etc\/traefik|etc\/postgresql|etc\/mysql|etc\/redis|etc\/haproxy|fluentd\/etc|etc\/loki|etc\/otel|etc\/apache2|etc\/caddy|usr\/local\/etc)(\/|$)/;
/** `C:\data` (DIAG-35). */
const windowsPath = /^[A-Za-z]:[\\/]|^\\\\/;

/** What `x-waybill.bind` says, else V-13, first match. */
export function decideBind(mount: Mount, context: BindContext, choice?: BindChoice): BindDecision {
  const source = clean(mount.source ?? '');
  try {
    return choice
      ? chooseBind(choice, mount, source, context)
      : (decideByPath(mount, source, context) ?? decideByContent(mount, source, context));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const shown = shownPath(source, context);
    return refuse('DIAG-15', `${shown} cannot be read (${error.reason})`, 'make it readable for the user who converts');
  }
}

/** Sources whose content does not matter; undefined for all others. @throws {HostError} */
function decideByPath(mount: Mount, source: string, context: BindContext): BindDecision | undefined {
  if (windowsPath.test(mount.source ?? '')) {
    return refuse(
      'DIAG-35',
      `the host path ${mount.source} cannot exist in a cluster`,
      'use a named volume, or copy the files into the project',
    );
  }
  if (isRuntimeSocket(source)) {
    return refuse(
      'V-19',
      'the container runtime socket is not mounted: nodes of a cluster offer no Docker API to pods',
      socketHint(context.image),
    );
  }
  if (clockFiles.has(source)) {
    return {
      type: 'none',
      outcome: 'differs',
      rule: 'V-13',
      message: `${source} of the node is not mounted; the container runs in ${context.timeZone ? 'the time zone that TZ says' : "its image's time zone"}`,
      ...(!context.timeZone && { hint: 'set TZ in environment' }),
    };
  }
  if (isSystemPath(source)) {
    if (context.allowHostPath) return systemHostPath(mount, source, context);
    return refuse(
      'V-13',
      `${source} belongs to the host; pods of a cluster get no host path`,
      'run node-level agents as the DaemonSet that their vendor ships, or --allow-host-path',
    );
  }
  if (mount.read_only === true || !isLiveMount(source, clean(mount.target), context)) return undefined;
  return {
    type: 'none',
    outcome: 'differs',
    rule: 'V-13',
    message: 'the source tree that is mounted for development is left out: the content of the image is used',
  };
}

/** @throws {HostError} */
function decideByContent(mount: Mount, source: string, { host, projectDirectory }: BindContext): BindDecision {
  const stat = host.stat(source);
  const readOnly = mount.read_only === true;
  const shown = shownPath(source, { host, projectDirectory });
  if (stat?.kind === 'file') return decideFile(source, readOnly, readBoundFile(source, stat, host));
  if (stat?.kind === 'directory') return decideDirectory(mount, source, readOnly, { host, projectDirectory });
  if (stat) return refuse('V-13', `${shown} is neither a file nor a directory`, 'mount a file, a directory or a named volume');
  if (!readOnly && mount.bind?.create_host_path !== false && selfWriting.test(basename(source)) && looksLikeFile(mount.target))
    return fileAsVolume(source, undefined);
  if (looksLikeFile(mount.target)) {
    return refuse(
      'DIAG-14',
      `${shown} does not exist; Docker would create a directory where the container expects a file`,
      'add the file, or set create_host_path: false',
    );
  }
  if (mount.bind?.create_host_path === false)
    return refuse('DIAG-14', `${shown} does not exist, and Docker is told not to create it`, 'add it, or use a named volume');
  if (!isWithin(source, projectDirectory) && readOnly)
    return refuse(
      'V-13',
      `${shown} lies outside the project and does not exist here, so its content cannot be carried over`,
      `copy what is needed into the project, or x-waybill: {bind: {"${mount.target}": pvc}}; hostPath, nfs and image are further choices`,
    );
  return missingDirectory(shown);
}

function decideFile(source: string, readOnly: boolean, file: BoundFile): BindDecision {
  if (readOnly) return { type: 'file', file, outcome: 'exact', rule: 'V-14', message: '' };
  if (selfWriting.test(basename(source))) return fileAsVolume(source, file);
  return { type: 'file', file, outcome: 'differs', rule: 'V-14', message: 'the file is read-only here and changes only with a new pod' };
}

function decideDirectory(
  mount: Mount,
  source: string,
  readOnly: boolean,
  { host, projectDirectory }: Pick<BindContext, 'host' | 'projectDirectory'>,
): BindDecision {
  const isConfiguration = readOnly || configurationTargets.test(clean(mount.target));
  if (!readOnly && dataLike.test(basename(source))) return emptyVolume(source, projectDirectory);
  if (!isConfiguration) return directoryAsVolume(source, { host, projectDirectory });
  const reading = readDirectoryFiles(host, source);
  if ('tooLarge' in reading) {
    return refuse(
      'V-15',
      `the directory ${basename(source)} is too large to become ConfigMaps`,
      'bake the directory into the image, or use a named volume',
    );
  }
  if (reading.files.length === 0) return emptyDirectory(source, projectDirectory);
  return {
    type: 'directory',
    files: reading.files,
    outcome: 'differs',
    rule: 'V-15',
    message: readOnly
      ? 'first-level names are symbolic links in the container, so that programs that walk the directory may see files twice; a change of a file makes new pods'
      : 'the directory is read-only here, first-level names are symbolic links, so that programs that walk it may see files twice, and a change of a file makes new pods',
  };
}

/** V-13 (3): the source tree over the copy that the image has of it. @throws {HostError} */
function isLiveMount(source: string, target: string, { build, dockerfile, host }: BindContext): boolean {
  const buildContext = build?.context;
  if (!build || !buildContext?.startsWith('/') || dataLike.test(basename(source))) return false;
  if (source === buildContext) return true;
  if (!isBelow(source, buildContext) || !dockerfile || host.stat(source)?.kind === 'file') return false;
  const copied = dockerfile.writes.some(
    (write) =>
      write.from === undefined &&
      isWithin(target, clean(write.destination)) &&
      write.sources.some((from) => isWithin(source, join(buildContext, from))),
  );
  return copied && !readDockerignore(build, host).excludes(source.slice(buildContext.length + 1));
}
