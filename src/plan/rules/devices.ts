import type { Service } from '../../model/service.ts';
import { basename, clean } from '../../source/posix-path.ts';
import type { Path } from '../../source/node-tools.ts';
import { shellWord } from '../image-builds.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { deviceRequest } from '../devices.ts';
import { type DeviceAccess, deviceAccess, hostPathType, isPrivileged, mountsDevices } from '../host-devices.ts';
import type { ServiceRule } from '../rule.ts';
import { volumeName } from '../storage/volume-name.ts';
import { devicesAttributes } from './devices.attributes.ts';

type Device = NonNullable<Service['devices']>[number];

/** SEC-18, B-165, B-166: devices of the node. After the volumes, which may mount the same path. */
export const devicesRule: ServiceRule = {
  name: 'devices',
  handles: devicesAttributes,
  apply(service, context) {
    (service.service.devices ?? []).forEach((device, i) => takeDevice(service, device, [...service.path, 'devices', i], context));
    deviceRules(service, context);
  },
};

function takeDevice(service: ServicePlan, device: Device, at: Path, context: PlanContext): void {
  const target = clean(device.target ?? device.source);
  const access = deviceAccess(device.source, target);
  if (access === 'own') return context.ledger.exact(at, 'SEC-18');
  if (access === 'cdi') {
    // R-11 accounts for those that a known plugin offers.
    if (deviceRequest(device)) return;
    return context.ledger.refused(at, 'SEC-18', `the kubelet gives a pod no devices by names of the Container Device Interface`, {
      level: 'error',
      hint: `install the device plugin of ${device.source.split('/')[0]} and ask for its resource`,
    });
  }
  if (!mountsDevices(service.service, context.options)) {
    return context.ledger.refused(at, 'SEC-18', `the device ${device.source} of the host is closed to pods`, {
      level: 'error',
      hint: deviceHint(device.source, access),
    });
  }
  mountDevice(service, device, target);
  account(service, device, access, at, context);
}

function mountDevice({ draft }: ServicePlan, { source }: Device, target: string): void {
  if (draft.mounts.some((mount) => mount.mountPath === target)) return;
  const path = clean(source);
  const known = draft.volumes.find((volume) => (volume['hostPath'] as { readonly path?: string } | undefined)?.path === path);
  const name = known?.name ?? volumeName(draft, `dev-${path.replace(/^\/dev\//, '')}`);
  draft.mount({ name, hostPath: { path, type: hostPathType(path) } }, { name, mountPath: target });
}

function account(
  service: ServicePlan,
  { source, target: wanted, permissions }: Device,
  access: DeviceAccess,
  at: Path,
  context: PlanContext,
): void {
  const { ledger, options } = context;
  const { draft } = service;
  const target = clean(wanted ?? source);
  const privilege = isPrivileged(service.service, options) ? 'privileged' : access === 'net-admin' ? 'capabilities/add' : undefined;
  const targets = [draft.mountTarget(target), ...(privilege === undefined ? [] : [draft.containerTarget(`/securityContext/${privilege}`)])];
  const path = clean(source);
  ledger.require({
    rule: 'SEC-18',
    message: `the nodes that ${service.key} runs on have ${path}`,
    command: `kubectl debug node/NODE -it --image=busybox:1.36 -- ls -l ${shellWord(`/host${path}`)}`,
  });
  if (access === 'mount')
    return ledger.differs(at, 'SEC-18', 'the device of the node is mounted, which Pod Security allows at its privileged level only', {
      targets,
    });
  if (access === 'net-admin' && !isPrivileged(service.service, options)) {
    ledger.require({
      rule: 'SEC-18',
      message: 'the nodes run crun, or runc other than 1.2.0 to 1.2.3, which closed tun devices to containers',
    });
    return ledger.differs(
      at,
      'SEC-18',
      'opened by a mount and the capability NET_ADMIN, which Pod Security allows at its privileged level only',
      {
        level: 'warning',
        targets,
      },
    );
  }
  const isLimited = permissions !== undefined && permissions !== 'rwm';
  ledger.differs(
    at,
    'SEC-18',
    `mounted into a privileged container, which may use every device of its node${isLimited ? `, not only with ${permissions}` : ''}`,
    { level: 'warning', targets, hint: `a device plugin gives a pod ${basename(path)} alone` },
  );
}

/** B-165. */
function deviceRules({ service, path, draft }: ServicePlan, { ledger, options }: PlanContext): void {
  if (service.device_cgroup_rules?.length === 0) ledger.exact([...path, 'device_cgroup_rules'], 'B-165');
  (service.device_cgroup_rules ?? []).forEach((_, i) => {
    const at = [...path, 'device_cgroup_rules', i];
    if (isPrivileged(service, options)) {
      return ledger.differs(at, 'B-165', 'the container is privileged and may use every device of its node', {
        level: 'warning',
        targets: [draft.containerTarget('/securityContext/privileged')],
      });
    }
    ledger.refused(at, 'B-165', 'a pod has no device rules of its own', {
      level: 'error',
      hint: 'install a device plugin on the nodes; --devices privileged opens every device of the node',
    });
  });
}

/** Device plugins that give a pod one device without making it privileged. */
function deviceHint(source: string, access: DeviceAccess): string {
  const path = clean(source);
  if (access === 'net-admin') return '--devices privileged mounts it with the capability NET_ADMIN, without a privileged container';
  if (access === 'mount') return '--devices privileged mounts it from the node';
  if (path.startsWith('/dev/dri'))
    return 'install the GPU device plugin of the vendor (gpu.intel.com/i915, amd.com/gpu) and ask for its resource';
  if (path.startsWith('/dev/nvidia')) return 'gpus: all, and the NVIDIA device plugin on the nodes';
  if (path === '/dev/kvm') return 'install the device plugin of KubeVirt (devices.kubevirt.io/kvm) or generic-device-plugin';
  if (path === '/dev/fuse') return 'install generic-device-plugin or smarter-device-manager for /dev/fuse (smarter-devices/fuse)';
  return `install a device plugin on the nodes, as generic-device-plugin, for ${path}; --devices privileged opens every device of the node`;
}
