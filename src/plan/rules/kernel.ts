import type { Project } from '../../model/project.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { specialNetwork } from '../networks.ts';
import { itemWhere, pointerTo } from '../../value/json-pointer.ts';
import { isPrivileged } from '../host-devices.ts';
import type { ServiceRule } from '../rule.ts';
import { isNamespacedSysctl, safeSince } from '../sysctls.ts';
import { asksToLockMemory, locksMemory, locksNothing } from '../ulimits.ts';
import { kernelAttributes } from './kernel.attributes.ts';

/** Pod sysctls are set here alone: those of the file and the one that low ports need (SEC-15, SEC-17). */
export const kernelRule: ServiceRule = {
  name: 'kernel',
  handles: kernelAttributes,
  apply(service, context) {
    const list = sysctls(service, context);
    if (list.length > 0) service.draft.podSecurity.set('sysctls', list, 'SEC-17');
    ulimits(service, context);
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
  if (!needsLowPorts(service, context.options) || given.some(([name]) => name === portStart)) return kept;
  if (specialNetwork(service, context.project) === 'host') {
    refuseLowPorts(service, context);
    return kept;
  }
  context.ledger.add({
    rule: 'SEC-15',
    message: `${service.key} may listen on ports below 1024 without being root, as in Docker`,
    targets: [service.draft.podTarget(pointerTo('/securityContext/sysctls', itemWhere('name', portStart)))],
    optOut: 'run the container as root, or let it listen on a port above 1023',
  });
  return [...kept, { name: portStart, value: '0' }];
}

/** SEC-17: accounts for a setting of the file, and says whether the pod has it. */
function takeSysctl(name: string, service: ServicePlan, { ledger, options, project }: PlanContext): boolean {
  const at = [...service.path, 'sysctls', name];
  const refuse = (message: string, hint: string): false => {
    ledger.refused(at, 'SEC-17', message, { level: 'error', hint });
    return false;
  };
  if (!isNamespacedSysctl(name)) return refuse(`${name} is a setting of the whole node`, 'set it on the nodes');
  const holder = sharedWithNode(name, service, project);
  if (holder !== undefined) return refuse(`${name} cannot be set in a pod that uses the ${holder} of its node`, 'set it on the nodes');
  const targets = [service.draft.podTarget(pointerTo('/securityContext/sysctls', itemWhere('name', name)))];
  const since = safeSince(name);
  if (since !== undefined && since <= options.minVersion) {
    ledger.exact(at, 'SEC-17', targets);
    return true;
  }
  if (!options.allowUnsafeSysctls) {
    return since === undefined
      ? refuse(
          `the kubelet refuses pods that set ${name} unless its configuration allows it`,
          `--allow-unsafe-sysctls writes it; each kubelet then needs allowedUnsafeSysctls: ["${name}"]`,
        )
      : refuse(`kubelets before Kubernetes 1.${since} refuse pods that set ${name}`, `--min-version 1.${since}`);
  }
  ledger.differs(at, 'SEC-17', 'the kubelet refuses the pod with the reason SysctlForbidden unless its configuration allows this setting', {
    level: 'warning',
    targets,
  });
  ledger.require({
    rule: 'SEC-17',
    message: `the kubelets that ${service.key} may run on have ${name} in allowedUnsafeSysctls`,
    command: 'kubectl get --raw /api/v1/nodes/NODE/proxy/configz',
  });
  return true;
}

/** The API server takes no sysctl of a namespace that is the node's. */
function sharedWithNode(name: string, service: ServicePlan, project: Project): 'network' | 'IPC' | undefined {
  if (name.startsWith('net.') && specialNetwork(service, project) === 'host') return 'network';
  return /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(name) && service.service.ipc === 'host' ? 'IPC' : undefined;
}

/** SEC-15: containerd before 2.0 does not open low ports to users other than root, Docker does. */
function needsLowPorts({ ports, user, service }: ServicePlan, options: PlanContext['options']): boolean {
  return !isPrivileged(service, options) && ports.list.some((p) => p.port < 1024 && p.of === undefined) && user.isRoot !== true;
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
function ulimits(plan: ServicePlan, { ledger }: PlanContext): void {
  const { service, path, draft } = plan;
  for (const name of Object.keys(service.ulimits ?? {})) {
    const at = [...path, 'ulimits', name];
    if (name === 'memlock' && locksMemory(plan)) {
      ledger.differs(at, 'SEC-16', 'the capability IPC_LOCK lifts this limit, which Pod Security allows at its privileged level only', {
        targets: [draft.containerTarget('/securityContext/capabilities/add')],
      });
      continue;
    }
    const lost = `Kubernetes has no field for the limit ${name}; the container gets the default of the node's runtime`;
    if (name === 'memlock' && locksNothing(service)) {
      ledger.refused(at, 'SEC-16', `${lost}; the program does not need it, because bootstrap.memory_lock is false`, { level: 'info' });
      continue;
    }
    ledger.refused(at, 'SEC-16', lost, {
      hint:
        name === 'memlock' && asksToLockMemory(service)
          ? 'raise LimitMEMLOCK of the container runtime on the nodes, or turn locking off in the program (bootstrap.memory_lock=false)'
          : 'raise the default of the container runtime on the nodes where it is too low',
    });
  }
}
