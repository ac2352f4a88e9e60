import type { DockerfileFacts } from '../../image/dockerfile-facts.ts';
import type { Build, Mount } from '../../model/service.ts';
import { type Host, HostError } from '../../source/host.ts';
import { basename, clean, join } from '../../source/posix-path.ts';
import { type BoundFile, readDirectoryFiles } from './bound-files.ts';
import type { MountDecision } from './mounts.ts';

/** What a bind mount becomes. */
export type BindDecision = MountDecision &
  ({ readonly type: 'file'; readonly file: BoundFile } | { readonly type: 'directory'; readonly files: readonly BoundFile[] } | { readonly type: 'claim' } | { readonly type: 'none' });

export interface BindContext {
  readonly host: Host;
  readonly projectDirectory: string;
  readonly build: Build | undefined;
  readonly dockerfile: DockerfileFacts | undefined;
}

const sockets = /\/(docker|containerd|podman|crio)(\.engine)?\.sock$/;
const systemPaths =
  /^\/(?:$|(?:proc|sys|boot|dev|run|var\/run|var\/log|var\/lib\/docker|var\/lib\/containerd|lib\/modules|cgroup)(?:\/|$)|etc\/machine-id$|etc\/(?:passwd|group|shadow|hosts|resolv\.conf)$)/;
const clockFiles = new Set(['/etc/localtime', '/etc/timezone']);
const dataLike = /^(data|uploads?|media|storage|logs?|db|database|backups?)$/i;
/** Directories that images read as configuration, whether or not the mount says `ro` (V-15 a). */
const configurationTargets =
  /^\/(docker-entrypoint-initdb\.d|etc\/nginx|etc\/grafana|etc\/prometheus|etc\/alertmanager|usr\/share\/nginx\/html|etc\/traefik|etc\/postgresql|etc\/mysql|etc\/redis|etc\/haproxy|fluentd\/etc|etc\/loki|etc\/otel|etc\/apache2|etc\/caddy|usr\/local\/etc)(\/|$)/;
const selfWriting = /(^acme\.json|\.sqlite\d?|\.db|\.log)$/i;

/** V-13, first match. */
export function decideBind(mount: Mount, context: BindContext): BindDecision {
  const source = clean(mount.source ?? '');
  const readOnly = mount.read_only === true;
  if (sockets.test(source)) {
    return refuse('V-19', 'the container runtime socket is not mounted: nodes of a cluster offer no Docker API to pods', 'use what the cluster has for the purpose: Ingress, CronJob, an operator, an image builder');
  }
  if (clockFiles.has(source)) {
    return { type: 'none', outcome: 'differs', rule: 'V-13', message: `${source} of the node is not mounted; the container runs in its image's time zone`, hint: 'set TZ in environment' };
  }
  if (systemPaths.test(source)) {
    return refuse('V-13', `${source} belongs to the host; pods of a cluster get no host path`, 'run node-level agents as the DaemonSet that their vendor ships');
  }
  if (!readOnly && isLiveMount(source, mount.target, context)) {
    return { type: 'none', outcome: 'differs', rule: 'V-13', message: 'the source tree that is mounted for development is left out: the content of the image is used' };
  }
  try {
    return decideByContent(mount, source, readOnly, context);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return refuse('DIAG-15', `${source} cannot be read (${error.reason})`, 'make it readable for the user who converts');
  }
}

function decideByContent(mount: Mount, source: string, readOnly: boolean, { host, projectDirectory }: BindContext): BindDecision {
  const stat = host.stat(source);
  if (stat?.kind === 'file') return decideFile(source, readOnly, { path: basename(source), bytes: host.readFile(source), executable: stat.executable });
  if (stat?.kind === 'directory') return decideDirectory(mount, source, readOnly, host);
  if (stat) return refuse('V-13', `${source} is neither a file nor a directory`, 'mount a file, a directory or a named volume');
  if (/\.[A-Za-z][\w-]*$/.test(basename(mount.target)) && !mount.target.endsWith('.d')) {
    return refuse('DIAG-14', `${source} does not exist; Docker would create a directory where the container expects a file`, 'add the file, or set create_host_path: false');
  }
  const outside = source !== projectDirectory && !source.startsWith(`${projectDirectory}/`);
  if (outside && readOnly) return refuse('V-13', `${source} lies outside the project and does not exist here, so its content cannot be carried over`, 'copy what is needed into the project, or use a named volume');
  return { type: 'claim', outcome: 'differs', rule: 'V-16', level: 'warning', message: `${source} does not exist here: the directory becomes a volume that starts empty`, hint: 'fill it with kubectl cp, or bake the content into the image' };
}

function decideFile(source: string, readOnly: boolean, file: BoundFile): BindDecision {
  if (!readOnly && selfWriting.test(source)) {
    return refuse('V-14', `${basename(source)} is written by the program, and a file of a ConfigMap is read-only`, 'keep it in a directory on a named volume');
  }
  if (readOnly) return { type: 'file', file, outcome: 'exact', rule: 'V-14', message: '' };
  return { type: 'file', file, outcome: 'differs', rule: 'V-14', message: 'the file is read-only here and changes only with a new pod' };
}

function decideDirectory(mount: Mount, source: string, readOnly: boolean, host: Host): BindDecision {
  const isConfiguration = readOnly || configurationTargets.test(clean(mount.target));
  if (!isConfiguration || (!readOnly && dataLike.test(basename(source)))) return emptyVolume(source);
  const reading = readDirectoryFiles(host, source);
  if ('tooLarge' in reading) {
    return refuse('V-15', `${source} is too large to become ConfigMaps`, 'bake the directory into the image, or use a named volume');
  }
  if (reading.files.length === 0) return emptyVolume(source);
  return {
    type: 'directory',
    files: reading.files,
    outcome: 'differs',
    rule: 'V-15',
    message: readOnly
      ? 'first-level names are symbolic links in the container, and a change of a file makes new pods'
      : 'the directory is read-only here, first-level names are symbolic links, and a change of a file makes new pods',
  };
}

function emptyVolume(source: string): BindDecision {
  return { type: 'claim', outcome: 'differs', rule: 'V-15', level: 'warning', message: `the directory ${basename(source)} becomes a volume that starts empty`, hint: 'copy what it holds with kubectl cp once the pod runs' };
}

function refuse(rule: string, message: string, hint: string): BindDecision {
  return { type: 'none', outcome: 'refused', level: 'error', rule, message, hint };
}

/** V-13 (3): the source tree over the copy that the image has of it. */
function isLiveMount(source: string, target: string, { build, dockerfile }: BindContext): boolean {
  const buildContext = build?.context;
  if (!buildContext?.startsWith('/')) return false;
  if (source === buildContext) return true;
  if (!source.startsWith(`${buildContext}/`) || dataLike.test(basename(source)) || !dockerfile) return false;
  return dockerfile.writes.some((write) => isWithin(target, write.destination) && write.sources.some((from) => isWithin(source, join(buildContext, from))));
}

function isWithin(path: string, directory: string): boolean {
  const top = clean(directory);
  return path === top || path.startsWith(top === '/' ? '/' : `${top}/`);
}
