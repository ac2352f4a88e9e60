import type { Service } from '../model/service.ts';
import { clean } from '../source/posix-path.ts';
import { isCdiDevice } from '../value/device.ts';
import type { ConvertOptions } from './options.ts';

/** What opens a device of the node to a container (SEC-18). */
export type DeviceAccess =
  /** Every container has it. */
  | 'own'
  /** The device rules of every runtime allow it; a mount is enough. */
  | 'mount'
  /** A mount and the capability NET_ADMIN. */
  | 'net-admin'
  /** A mount, and a privileged container. */
  | 'privileged'
  /** Named by the Container Device Interface: a device plugin or driver has to give it. */
  | 'cdi';

/** Devices that a runtime makes in every container, and allows by their numbers. */
const ownDevices = new Set(['null', 'zero', 'full', 'random', 'urandom', 'tty', 'ptmx', 'shm'].map((name) => `/dev/${name}`));

/** Directories of device nodes that Docker takes whole. */
const directories =
  /^\/dev\/(?:dri|snd|input|usb|bus\/usb(?:\/\d+)?|vfio|infiniband|mapper|net|v4l(?:\/by-(?:id|path))?|serial(?:\/by-(?:id|path))?|disk(?:\/by-[a-z]+)?|dvb(?:\/adapter\d+)?|char|block)$/;
const blockDevices =
  /^\/dev\/(?:(?:sd|hd|vd|xvd)[a-z]+\d*|nvme\d+n\d+(?:p\d+)?|mmcblk\d+(?:p\d+)?|(?:dm-|md|loop|sr|nbd|zd|ram)\d+|mapper\/(?!control$).+|disk\/by-[a-z]+\/.+|block\/.+)$/;

/** SEC-18. @param target path in the container */
export function deviceAccess(source: string, target: string): DeviceAccess {
  if (isCdiDevice(source)) return 'cdi';
  const path = clean(source);
  if (ownDevices.has(path)) return path === clean(target) ? 'own' : 'mount';
  return path === '/dev/net/tun' ? 'net-admin' : 'privileged';
}

/** `type` of the hostPath volume: the kubelet starts no pod on a node where the path is something else. */
export function hostPathType(source: string): 'CharDevice' | 'BlockDevice' | 'Directory' {
  const path = clean(source);
  if (directories.test(path)) return 'Directory';
  return blockDevices.test(path) ? 'BlockDevice' : 'CharDevice';
}

/** Whether devices of the node are mounted: on demand, or because the file has opened them all already. */
export function mountsDevices({ privileged }: Service, { devices }: Pick<ConvertOptions, 'devices'>): boolean {
  return privileged === true || devices === 'privileged';
}

/** Whether the container is privileged: by the file, or for its devices. */
export function isPrivileged(service: Service, options: Pick<ConvertOptions, 'devices'>): boolean {
  if (service.privileged === true) return true;
  if (options.devices !== 'privileged') return false;
  const needsAll = (service.devices ?? []).some(({ source, target }) => deviceAccess(source, target ?? source) === 'privileged');
  return needsAll || (service.device_cgroup_rules ?? []).length > 0;
}

/** Whether `--devices=privileged` opens /dev/net/tun without making the container privileged. */
export function opensTunnel(service: Service, options: Pick<ConvertOptions, 'devices'>): boolean {
  if (!mountsDevices(service, options) || isPrivileged(service, options)) return false;
  return (service.devices ?? []).some(({ source, target }) => deviceAccess(source, target ?? source) === 'net-admin');
}
