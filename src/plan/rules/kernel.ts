import type { Project } from '../../model/project.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { specialNetwork } from '../networks.ts';
import type { ServiceRule } from '../rule.ts';
import { locksMemory } from '../ulimits.ts';

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

interface Sysctl {
  readonly name: string;
  readonly value: string;
}

const portStart = 'net.ipv4.ip_unprivileged_port_start';

function sysctls(service: ServicePlan, context: PlanContext): readonly Sysctl[] {
  const given = Object.entries(service.service.sysctls ?? {});
  const kept = given.flatMap(([name, value]) => (takeSysctl(name, service, context) ? [{ name, value }] : []));
  if (!needsLowPorts(service) || given.some(([name]) => name === portStart)) return kept;
  if (specialNetwork(service, context.project) === 'host') {
    refuseLowPorts(service, context);
    return kept;
  }
  context.ledger.add({
    rule: 'SEC-15',
    message: `${service.key} may listen on ports below 1024 without being root, as in Docker`,
    targets: [service.draft.podTarget('/securityContext/sysctls')],
    optOut: 'run the container as root, or let it listen on a port above 1023',
  });
  return [...kept, { name: portStart, value: '0' }];
}

/** SEC-17: accounts for a setting of the file, and says whether the pod has it. */
function takeSysctl(name: string, service: ServicePlan, { ledger, project }: PlanContext): boolean {
  const at = [...service.path, 'sysctls', name];
  if (/^(vm|fs)\./.test(name) && !name.startsWith('fs.mqueue.')) {
    ledger.refused(at, 'SEC-17', `${name} is a setting of the whole node`, { level: 'error', hint: 'set it on the nodes' });
    return false;
  }
  const holder = sharedWithNode(name, service, project);
  if (holder !== undefined) {
    ledger.refused(at, 'SEC-17', `${name} cannot be set in a pod that uses the ${holder} of its node`, {
      level: 'error',
      hint: 'set it on the nodes',
    });
    return false;
  }
  if (!safe.has(name)) {
    ledger.refused(at, 'SEC-17', `the kubelet refuses pods that set ${name} unless its configuration allows it`, {
      level: 'error',
      hint: 'allow it with the kubelet setting allowedUnsafeSysctls, or do without it',
    });
    return false;
  }
  ledger.exact(at, 'SEC-17', [service.draft.podTarget('/securityContext/sysctls')]);
  return true;
}

/** The API server takes no sysctl of a namespace that is the node's. */
function sharedWithNode(name: string, service: ServicePlan, project: Project): 'network' | 'IPC' | undefined {
  if (name.startsWith('net.') && specialNetwork(service, project) === 'host') return 'network';
  return /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(name) && service.service.ipc === 'host' ? 'IPC' : undefined;
}

/** SEC-15: containerd before 2.0 does not open low ports to users other than root, Docker does. */
function needsLowPorts({ ports, user, service }: ServicePlan): boolean {
  return service.privileged !== true && ports.list.some((p) => p.port < 1024) && user.isRoot !== true;
}

/** SEC-15: on the network of the node nothing opens low ports but being root. */
function refuseLowPorts({ service, path, ports, user }: ServicePlan, { ledger }: PlanContext): void {
  if (user.isRoot === undefined) return;
  const port = ports.list.find((p) => p.port < 1024)?.port;
  ledger.refused(
    [...path, service.user === undefined ? 'network_mode' : 'user'],
    'SEC-15',
    `only root may listen on port ${port} of the node`,
    {
      level: 'error',
      hint: 'run the container as root, or let it listen on a port above 1023',
    },
  );
}

/** SEC-16. */
function ulimits({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  for (const name of Object.keys(service.ulimits ?? {})) {
    const at = [...path, 'ulimits', name];
    if (name === 'memlock' && locksMemory(service)) {
      ledger.differs(at, 'SEC-16', 'the capability IPC_LOCK lifts this limit, which Pod Security allows at its privileged level only', {
        targets: [draft.containerTarget('/securityContext/capabilities')],
      });
      continue;
    }
    ledger.refused(at, 'SEC-16', `Kubernetes has no field for the limit ${name}; the container gets the default of the node's runtime`, {
      hint: 'raise the default of the container runtime on the nodes where it is too low',
    });
  }
}

/** SEC-18. */
function devices({ service, path }: ServicePlan, { ledger }: PlanContext): void {
  (service.devices ?? []).forEach((device, i) => {
    ledger.refused([...path, 'devices', i], 'SEC-18', `the device ${device.source} of the host is closed to pods`, {
      level: 'error',
      hint: deviceHint(device.source),
    });
  });
  (service.device_cgroup_rules ?? []).forEach((_, i) => {
    ledger.refused([...path, 'device_cgroup_rules', i], 'B-165', 'a pod has no device rules of its own', {
      level: 'error',
      hint: 'install a device plugin on the nodes',
    });
  });
}

function deviceHint(source: string): string {
  if (source.startsWith('/dev/net/tun')) return 'run the VPN on the node, or install a device plugin that offers /dev/net/tun';
  if (source.startsWith('/dev/dri')) return 'install the GPU device plugin of the vendor and ask for its resource';
  if (source.startsWith('/dev/kvm') || source.startsWith('/dev/fuse')) return `install a device plugin that offers ${source}`;
  return 'install a device plugin on the nodes, as generic-device-plugin, and ask for its resource';
}
