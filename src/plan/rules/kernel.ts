import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';

/** Sysctls that every kubelet of the floor version allows (SEC-17). */
const safe = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
]);

/** Pod sysctls are set here alone: those of the file and the one that low ports need (SEC-15, SEC-17). */
export const kernelRule: ServiceRule = {
  name: 'kernel',
  handles: ['services.*.sysctls', 'services.*.ulimits', 'services.*.devices', 'services.*.device_cgroup_rules'],
  apply(service, context) {
    const list = sysctls(service, context);
    if (list.length > 0) service.draft.podSecurity.set('sysctls', list, 'SEC-17');
    ulimits(service, context);
    devices(service, context);
  },
};

function sysctls(service: ServicePlan, context: PlanContext): { name: string; value: string }[] {
  const { ledger } = context;
  const given = Object.entries(service.service.sysctls ?? {});
  const out: { name: string; value: string }[] = [];
  for (const [name, value] of given) {
    const at = [...service.path, 'sysctls', name];
    if (safe.has(name) && service.service.network_mode !== 'host') {
      out.push({ name, value: String(value) });
      ledger.exact(at, 'SEC-17', [service.draft.podTarget('/securityContext/sysctls')]);
    } else if (/^(vm|fs)\./.test(name) && !name.startsWith('fs.mqueue.')) {
      ledger.refused(at, 'SEC-17', `${name} is a setting of the whole node`, { level: 'error', hint: 'set it on the nodes' });
    } else {
      ledger.refused(at, 'SEC-17', `the kubelet refuses pods that set ${name} unless its configuration allows it`, {
        level: 'error',
        hint: 'allow it with the kubelet setting allowedUnsafeSysctls, or do without it',
      });
    }
  }
  const portStart = 'net.ipv4.ip_unprivileged_port_start';
  if (needsLowPorts(service) && !given.some(([name]) => name === portStart)) {
    out.push({ name: portStart, value: '0' });
    ledger.add({
      rule: 'SEC-15',
      message: `${service.key} may listen on ports below 1024 without being root, as in Docker`,
      targets: [service.draft.podTarget('/securityContext/sysctls')],
      optOut: 'run the container as root, or let it listen on a port above 1023',
    });
  }
  return out;
}

/** SEC-15: containerd before 2.0 does not open low ports to users other than root, Docker does. */
function needsLowPorts({ ports, user, service }: ServicePlan): boolean {
  return service.network_mode !== 'host' && service.privileged !== true && ports.list.some((p) => p.port < 1024) && user.isRoot !== true;
}

/** SEC-16. */
function ulimits({ service, path }: ServicePlan, { ledger }: PlanContext): void {
  for (const name of Object.keys(service.ulimits ?? {})) {
    ledger.refused([...path, 'ulimits', name], 'SEC-16', `Kubernetes has no field for the limit ${name}; the container gets the default of the node's runtime`, {
      hint: 'raise the default of the container runtime on the nodes where it is too low',
    });
  }
}

/** SEC-18. */
function devices({ service, path }: ServicePlan, { ledger }: PlanContext): void {
  (service.devices ?? []).forEach((device, i) => {
    ledger.refused([...path, 'devices', i], 'SEC-18', `the device ${device.source} of the host is closed to pods`, { level: 'error', hint: deviceHint(device.source) });
  });
  (service.device_cgroup_rules ?? []).forEach((_, i) => {
    ledger.refused([...path, 'device_cgroup_rules', i], 'B-165', 'a pod has no device rules of its own', { level: 'error', hint: 'install a device plugin on the nodes' });
  });
}

function deviceHint(source: string): string {
  if (source.startsWith('/dev/net/tun')) return 'run the VPN on the node, or install a device plugin that offers /dev/net/tun';
  if (source.startsWith('/dev/dri')) return 'install the GPU device plugin of the vendor and ask for its resource';
  if (source.startsWith('/dev/kvm') || source.startsWith('/dev/fuse')) return `install a device plugin that offers ${source}`;
  return 'install a device plugin on the nodes and ask for its resource';
}
