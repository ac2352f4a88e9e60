import type { DockerfileFacts } from '../../image/dockerfile-facts.ts';
import type { Build, Mount } from '../../model/service.ts';
import { type Host, HostError } from '../../source/host.ts';
import { basename, clean, join, relative } from '../../source/posix-path.ts';
import { type BoundFile, canBeCarried, readDirectoryFiles } from './bound-files.ts';
import { readDockerignore } from './dockerignore.ts';
import type { MountDecision } from './mounts.ts';
import { isBelow, isWithin } from './nesting.ts';
import { socketHint } from './socket-hints.ts';

/** What a bind mount becomes. */
export type BindDecision = MountDecision &
  (
    | { readonly type: 'file'; readonly file: BoundFile }
    | { readonly type: 'directory'; readonly files: readonly BoundFile[] }
    | { readonly type: 'claim'; readonly files?: readonly BoundFile[] }
    | { readonly type: 'none' }
  );

export interface BindContext {
  readonly host: Host;
  readonly projectDirectory: string;
  readonly build: Build | undefined;
  readonly dockerfile: DockerfileFacts | undefined;
  /** Image of the service. */
  readonly image: string | undefined;
}

const sockets = /\/(docker|containerd|podman|crio)(\.engine)?\.sock$/;
const systemPaths =
  /^\/(?:$|(?:proc|sys|boot|dev|run|var\/run|var\/log|var\/lib\/docker|var\/lib\/containerd|lib\/modules|cgroup)(?:\/|$)|etc\/machine-id$|etc\/(?:passwd|group|shadow|hosts|resolv\.conf)$)/;
const clockFiles = new Set(['/etc/localtime', '/etc/timezone']);
const dataLike = /^(data|uploads?|media|storage|logs?|db|database|backups?)$/i;
/** Directories that images read as configuration, whether or not the mount says `ro` (V-15 a). */
const configurationTargets =
  /^\/(docker-entrypoint-initdb\.d|etc\/nginx|etc\/grafana|etc\/prometheus|etc\/alertmanager|usr\/share\/nginx\/html|etc\/traefik|etc\/postgresql|etc\/mysql|etc\/redis|etc\/haproxy|fluentd\/etc|etc\/loki|etc\/otel|etc\/apache2|etc\/caddy|usr\/local\/etc)(\/|$)/;
const selfWriting = /^acme\.json$|\.sqlite|\.(?:db|log)$/i;
/** A name with an extension, or one of the dot files that are no directories (V-16). */
const fileLike = /[^.].*\.[A-Za-z][\w-]*$|^\.(?:env|npmrc|netrc|pgpass|htpasswd|gitconfig|bashrc|profile)$/;
/** `C:\data` (DIAG-35). */
const windowsPath = /^[A-Za-z]:[\\/]|^\\\\/;

/** V-13, first match. */
export function decideBind(mount: Mount, context: BindContext): BindDecision {
  if (windowsPath.test(mount.source ?? '')) {
    return refuse(
      'DIAG-35',
      `the host path ${mount.source} cannot exist in a cluster`,
      'use a named volume, or copy the files into the project',
    );
  }
  const source = clean(mount.source ?? '');
  const shown = shownPath(source, context.projectDirectory);
  const readOnly = mount.read_only === true;
  if (sockets.test(source)) {
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
      message: `${source} of the node is not mounted; the container runs in its image's time zone`,
      hint: 'set TZ in environment',
    };
  }
  if (systemPaths.test(source)) {
    return refuse(
      'V-13',
      `${source} belongs to the host; pods of a cluster get no host path`,
      'run node-level agents as the DaemonSet that their vendor ships',
    );
  }
  try {
    if (!readOnly && isLiveMount(source, clean(mount.target), context)) {
      return {
        type: 'none',
        outcome: 'differs',
        rule: 'V-13',
        message: 'the source tree that is mounted for development is left out: the content of the image is used',
      };
    }
    return decideByContent(mount, source, readOnly, context);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return refuse('DIAG-15', `${shown} cannot be read (${error.reason})`, 'make it readable for the user who converts');
  }
}

function decideByContent(mount: Mount, source: string, readOnly: boolean, { host, projectDirectory }: BindContext): BindDecision {
  const stat = host.stat(source);
  const shown = shownPath(source, projectDirectory);
  if (stat?.kind === 'file')
    return decideFile(source, readOnly, { path: basename(source), bytes: host.readFile(source), executable: stat.executable });
  if (stat?.kind === 'directory') return decideDirectory(mount, source, readOnly, host);
  if (stat) return refuse('V-13', `${shown} is neither a file nor a directory`, 'mount a file, a directory or a named volume');
  if (fileLike.test(basename(mount.target)) && !mount.target.endsWith('.d')) {
    return refuse(
      'DIAG-14',
      `${shown} does not exist; Docker would create a directory where the container expects a file`,
      'add the file, or set create_host_path: false',
    );
  }
  if (mount.bind?.create_host_path === false)
    return refuse('DIAG-14', `${shown} does not exist, and Docker is told not to create it`, 'add it, or use a named volume');
  const outside = !isWithin(source, projectDirectory);
  if (outside && readOnly)
    return refuse(
      'V-13',
      `${shown} lies outside the project and does not exist here, so its content cannot be carried over`,
      'copy what is needed into the project, or use a named volume',
    );
  return {
    type: 'claim',
    outcome: 'differs',
    rule: 'V-16',
    level: 'warning',
    message: `${shown} does not exist here: the directory becomes a volume that starts empty`,
    hint: 'fill it with kubectl cp, or bake the content into the image',
  };
}

function decideFile(source: string, readOnly: boolean, file: BoundFile): BindDecision {
  if (!readOnly && selfWriting.test(basename(source))) {
    return refuse(
      'V-14',
      `${basename(source)} is written by the program, and a file of a ConfigMap is read-only`,
      'keep it in a directory on a named volume',
    );
  }
  if (readOnly) return { type: 'file', file, outcome: 'exact', rule: 'V-14', message: '' };
  return { type: 'file', file, outcome: 'differs', rule: 'V-14', message: 'the file is read-only here and changes only with a new pod' };
}

function decideDirectory(mount: Mount, source: string, readOnly: boolean, host: Host): BindDecision {
  const isConfiguration = readOnly || configurationTargets.test(clean(mount.target));
  if (!readOnly && dataLike.test(basename(source))) return emptyVolume(source);
  const reading = readDirectoryFiles(host, source);
  if (!isConfiguration)
    return 'tooLarge' in reading || !canBeCarried(reading.files) ? emptyVolume(source) : filledVolume(source, reading.files);
  if ('tooLarge' in reading) {
    return refuse(
      'V-15',
      `the directory ${basename(source)} is too large to become ConfigMaps`,
      'bake the directory into the image, or use a named volume',
    );
  }
  if (reading.files.length === 0) return emptyVolume(source);
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

function emptyVolume(source: string): BindDecision {
  return {
    type: 'claim',
    outcome: 'differs',
    rule: 'V-15',
    level: 'warning',
    message: `the directory ${basename(source)} becomes a volume that starts empty`,
    hint: 'copy what it holds with kubectl cp once the pod runs',
  };
}

/** V-15 (b), bettered: an empty volume would hide scripts and settings without which the program does not start. */
function filledVolume(source: string, files: readonly BoundFile[]): BindDecision {
  const what = files.length === 1 ? 'its file is' : `its ${files.length} files are`;
  return {
    type: 'claim',
    files,
    outcome: 'differs',
    rule: 'V-15',
    message: `the directory ${basename(source)} becomes a volume; ${what} copied into it while it is empty`,
    hint: 'mount it with :ro if nothing is written there: then it stays what the project says',
  };
}

function refuse(rule: string, message: string, hint: string): BindDecision {
  return { type: 'none', outcome: 'refused', level: 'error', rule, message, hint };
}

/** As the owner of the project writes it: the absolute path is that of the machine that converts. */
function shownPath(path: string, projectDirectory: string): string {
  return isWithin(path, projectDirectory) ? `./${relative(projectDirectory, path)}` : path;
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
