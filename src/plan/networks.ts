import type { Project } from '../model/project.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { k8sNames } from '../value/kube-name.ts';

/** Keys of the networks that a service is on. */
export function networksOf({ service }: Pick<ServicePlan, 'service'>): readonly string[] {
  return Object.keys(service.networks ?? {});
}

/** The engine's own network that takes the place of all others: that of the node, or none (N-33, B-221). */
export function specialNetwork(plan: Pick<ServicePlan, 'service'> & Partial<ServicePlan>, project: Project): 'host' | 'none' | undefined {
  const service = (plan.networkOf === undefined ? undefined : project.services.get(plan.networkOf)) ?? plan.service;
  if (service.network_mode === 'host' || service.network_mode === 'none') return service.network_mode;
  return Object.keys(service.networks ?? {}).flatMap((key) => specialDriver(key, project) ?? [])[0];
}

/** `driver: host`, or the external network that is called so. */
export function specialDriver(key: string, project: Project): 'host' | 'none' | undefined {
  const network = project.networks.get(key);
  const name = network?.external === true ? network.name : network?.driver;
  return name === 'host' || name === 'none' ? name : undefined;
}

/** Keys of the networks that the pod of a service is on: those of all its containers (L-21). */
export function podNetworks({ pod }: ServicePlan, { services }: Pick<PlanContext, 'services'>): readonly string[] {
  return [...new Set(pod.members.flatMap((key) => networksOf(services.get(key) ?? { service: {} })))];
}

/** N-30: all networks internal, so that nothing outside is reached. */
export function isInternalOnly(service: ServicePlan, { project, services }: Pick<PlanContext, 'project' | 'services'>): boolean {
  const networks = podNetworks(service, { services });
  return networks.length > 0 && networks.every((n) => project.networks.get(n)?.internal === true);
}

/** N-28: networks that keep services apart: more than one set of them, an internal one, or none at all. */
export function needsPolicies(services: Iterable<Pick<ServicePlan, 'service'>>, project: Project): boolean {
  const sets = new Set<string>();
  for (const plan of services) {
    const special = specialNetwork(plan, project);
    if (special === 'none') return true;
    const networks = networksOf(plan);
    if (networks.some((n) => project.networks.get(n)?.internal === true)) return true;
    if (special === undefined && networks.length > 0) sets.add(networks.toSorted().join('\0'));
  }
  return sets.size > 1;
}

/** The longest name after `net-` that a label key can have. */
const maxMark = 59;

/** The mark of each network on pods: `net-back` (N-29). */
export function networkMarks(project: Project): ReadonlyMap<string, string> {
  return new Map([...k8sNames(project.networks.keys(), maxMark)].map(([key, name]) => [key, `net-${name}`]));
}

const loopbackOption = 'com.docker.network.bridge.host_binding_ipv4';

/** B-222: ports of containers on this network are bound to an address of the loopback interface. */
export function bindsToLoopback(key: string, project: Project): boolean {
  return isLoopback(project.networks.get(key)?.driver_opts?.[loopbackOption]);
}

export function isLoopback(ip: string | undefined): boolean {
  return ip !== undefined && (ip.startsWith('127.') || ip === '::1');
}
