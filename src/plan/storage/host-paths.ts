import type { Mount } from '../../model/service.ts';
import type { BindContext, BindDecision } from './bind-decision.ts';
import type { HostPathCheck, MountPropagation } from './mounts.ts';

const sockets = /\/(docker|containerd|podman|crio)(\.engine)?\.sock$/;
const systemFiles = /^\/etc\/(?:machine-id|os-release|hostname|passwd|group|shadow|hosts|resolv\.conf)$/;
const systemPaths =
  /^\/(?:$|(?:proc|sys|boot|dev|run|var\/run|var\/log|var\/lib\/docker|var\/lib\/containerd|lib\/modules|cgroup)(?:\/|$))/;
/** Directories that every node has, and in which none is to be made. */
const givenDirectories = /^\/(?:$|(?:proc|sys|boot|cgroup|lib\/modules)(?:\/|$)|(?:dev|run|var\/run|var\/log)$)/;
const deviceDirectories =
  /^\/dev\/(?:block|bus|char|disk|dri|hugepages|infiniband|input|mapper|mqueue|net|pts|serial|shm|snd|vfio)(?:\/[^/]+)*$/;

/** What agents look at that run on every node. */
const watched = /^\/(?:$|(?:proc|sys|run|var\/run|var\/log|var\/lib\/docker|var\/lib\/containerd)(?:\/|$)|etc\/)/;

/** The socket of a container runtime (V-19). */
export function isRuntimeSocket(path: string): boolean {
  return sockets.test(path);
}

/** Whether a path belongs to the system of the machine rather than to the project (V-13). */
export function isSystemPath(path: string): boolean {
  return systemPaths.test(path) || systemFiles.test(path);
}

/** V-13 (2) with `--allow-host-path`: read-only, whatever the mount says. */
export function systemHostPath(mount: Mount, source: string, context: BindContext): BindDecision {
  const isWritten = mount.read_only !== true;
  const check = checkOf(mount, source);
  const propagation = propagationOf(mount, context);
  return {
    type: 'hostPath',
    hostPath: source,
    readOnly: true,
    ...(check && { check }),
    ...(propagation && { propagation }),
    outcome: 'differs',
    rule: 'V-13',
    level: 'warning',
    message: [
      `${source} of the node is mounted${isWritten ? ' read-only, where Docker lets the program write' : ''}; this needs a namespace of the Pod Security level privileged`,
      ...(/^\/var\/lib\/docker(?:\/|$)/.test(source)
        ? ['nodes with containerd keep nothing there, and the output of containers in /var/log/pods']
        : []),
    ].join('; '),
    ...hintFor(mount, source, isWritten, context),
  };
}

function hintFor({ target }: Mount, source: string, isWritten: boolean, { onEveryNode }: BindContext): { readonly hint?: string } {
  const hints = [
    ...(onEveryNode || !watched.test(source)
      ? []
      : ['x-waybill: {kind: DaemonSet} runs a pod on every node; without it one node alone is seen']),
    ...(isWritten ? [`x-waybill: {bind: {"${target}": hostPath}} mounts it writable`] : []),
  ];
  return hints.length === 0 ? {} : { hint: hints.join('; ') };
}

/** What the user chose in `x-waybill.bind`: as the mount says, writable or not. */
export function chosenHostPath(mount: Mount, hostPath: string, isFile: boolean, context: BindContext): BindDecision {
  const check = isFile ? 'File' : checkOf(mount, hostPath);
  const propagation = propagationOf(mount, context);
  return {
    type: 'hostPath',
    hostPath,
    readOnly: mount.read_only === true,
    ...(check && { check }),
    ...(propagation && { propagation }),
    outcome: 'differs',
    rule: 'V-13',
    level: 'warning',
    message: `${hostPath} of the node that the pod runs on is mounted, as x-waybill says; this needs a namespace of the Pod Security level privileged, and what is there stays behind when the pod moves`,
    ...(isRuntimeSocket(hostPath) && { hint: 'most clusters run containerd, which speaks no Docker API' }),
  };
}

/** B-126; a device is neither a file nor a directory. */
function checkOf({ bind }: Mount, path: string): HostPathCheck | undefined {
  if (/\.sock(?:et)?$/.test(path)) return 'Socket';
  if (systemFiles.test(path) || /^\/(?:var\/)?run\/[uw]tmp$/.test(path)) return 'File';
  if (givenDirectories.test(path) || deviceDirectories.test(path)) return 'Directory';
  if (path.startsWith('/dev/')) return undefined;
  return bind?.create_host_path === false ? 'Directory' : 'DirectoryOrCreate';
}

/** B-127: the API server takes `Bidirectional` from privileged containers only. */
function propagationOf({ bind }: Mount, { privileged }: BindContext): MountPropagation | undefined {
  if (bind?.propagation === 'rshared') return privileged ? 'Bidirectional' : 'HostToContainer';
  return bind?.propagation === 'rslave' ? 'HostToContainer' : undefined;
}
