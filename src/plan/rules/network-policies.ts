import type { PlanContext, ServicePlan } from '../context.ts';
import type { Json } from '../draft.ts';
import { labelDomain, markSelector, objectLabels, selectorLabels } from '../labels.ts';
import type { ProjectRule } from '../rule.ts';
import { publicPorts } from './exposure.ts';
import { k8sName } from '../../value/kube-name.ts';

/** DNS, also where a node-local cache or OpenShift answers it (N-30). */
const dnsPorts = [53, 5353].flatMap((port) => [
  { port, protocol: 'UDP' },
  { port, protocol: 'TCP' },
]);

/** N-28…N-33: what Docker networks keep apart, pods keep apart. */
export const networkPoliciesRule: ProjectRule = {
  name: 'network-policies',
  handles: ['networks', 'services.*.networks', 'services.*.network_mode'],
  apply(context) {
    const needed = needsPolicies(context);
    for (const service of context.services.values()) {
      if (service.service.network_mode === 'none') emitPolicy(service, denyAll(service, context), context);
      else if (needed && usesNetworks(service)) emitPolicy(service, sharedNetworks(service, context), context);
      if (needed) for (const network of networksOf(service)) service.draft.podLabels.set(`${labelDomain}/${mark(network)}`, 'true');
      networkMode(service, context);
      accountForNetworks(service, needed, context);
    }
    if (needed) context.ledger.require({ rule: 'N-28', message: "the cluster's network plugin enforces NetworkPolicies" });
    else if (context.services.size > 0) {
      context.ledger.add({ rule: 'N-28', message: 'there is one network only, so no NetworkPolicy is made: pods of other namespaces can connect', targets: [] });
    }
    for (const network of context.project.networks.keys()) accountForNetwork(network, needed, context);
  },
};

/** Networks that keep services apart: more than one set of them, an internal one, or none at all. */
export function needsPolicies({ project, services }: PlanContext): boolean {
  const sets = new Set([...services.values()].filter(usesNetworks).map((s) => networksOf(s).toSorted().join('\0')));
  const internal = [...services.values()].some((s) => networksOf(s).some((n) => project.networks.get(n)?.internal === true));
  return sets.size > 1 || internal;
}

export function networksOf({ service }: ServicePlan): readonly string[] {
  return Object.keys(service.networks ?? {});
}

/** N-30: all networks internal, so that nothing outside is reached. */
export function isInternalOnly(service: ServicePlan, { project }: PlanContext): boolean {
  const networks = networksOf(service);
  return networks.length > 0 && networks.every((n) => project.networks.get(n)?.internal === true);
}

function usesNetworks(service: ServicePlan): boolean {
  return networksOf(service).length > 0;
}

function mark(network: string): string {
  return `net-${k8sName(network, 59)}`;
}

/** N-29, N-30. */
function sharedNetworks(service: ServicePlan, context: PlanContext): Json {
  const peers = networksOf(service).map((network) => ({ podSelector: { matchLabels: markSelector(context, mark(network)) } }));
  const external = networksOf(service).some((n) => context.project.networks.get(n)?.external === true);
  const from = external ? [...peers, { namespaceSelector: {} }] : peers;
  const open = publicPorts(service, context).map(({ target, protocol }) => ({ port: target, protocol }));
  const closed = isInternalOnly(service, context);
  return {
    podSelector: { matchLabels: selectorLabels(context, service.name) },
    policyTypes: closed ? ['Ingress', 'Egress'] : ['Ingress'],
    ingress: [{ from }, ...(open.length > 0 ? [{ ports: unique(open) }] : [])],
    ...(closed && { egress: [{ to: peers }, { ports: dnsPorts }] }),
  };
}

function unique<T>(items: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(item);
    return !seen.has(key) && seen.add(key);
  });
}

function denyAll(service: ServicePlan, context: PlanContext): Json {
  return { podSelector: { matchLabels: selectorLabels(context, service.name) }, policyTypes: ['Ingress', 'Egress'] };
}

function emitPolicy(service: ServicePlan, spec: Json, context: PlanContext): void {
  context.objects.push({
    service: service.key,
    object: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: context.names.take('NetworkPolicy', service.name), labels: objectLabels(context, service.name) }, spec },
  });
}

/** N-33. */
function networkMode({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  const mode = service.network_mode;
  if (mode === undefined) return;
  const at = [...path, 'network_mode'];
  if (mode === 'bridge' || mode === 'default') return ledger.exact(at, 'N-33');
  if (mode === 'none') return ledger.differs(at, 'N-33', 'the pod has an interface, and a policy lets nothing through');
  if (mode === 'host') {
    draft.pod.set('hostNetwork', true, 'N-33');
    draft.pod.set('dnsPolicy', 'ClusterFirstWithHostNet', 'N-33');
    return ledger.differs(at, 'N-33', 'the network of the node, which Pod Security allows at its privileged level only', { level: 'warning', targets: [draft.podTarget('/hostNetwork')] });
  }
  ledger.refused(at, mode.startsWith('service:') ? 'L-21' : 'B-105', `the network of ${mode.replace(/^\w+:/, '')} cannot be shared by another pod`, {
    level: 'error',
    hint: 'let the services call each other by name',
  });
}

function accountForNetworks(service: ServicePlan, needed: boolean, context: PlanContext): void {
  const { ledger, texts } = context;
  for (const [network, settings] of Object.entries(service.service.networks ?? {})) {
    const at = [...service.path, 'networks', network];
    if (needed) ledger.differs(at, 'N-29', 'a label of the pods and a NetworkPolicy', { targets: [service.draft.target('/spec/template/metadata/labels')] });
    else ledger.exact(at, 'N-28');
    for (const key of Object.keys(settings ?? {})) {
      const path = [...at, key];
      if (key === 'aliases') {
        const used = (settings?.aliases ?? []).filter((alias) => texts.isMentioned(alias));
        ledger.differs(path, 'N-02', used.length > 0 ? `Services that the whole namespace sees: ${used.join(', ')}` : 'no text of the project uses them, so no Service is made');
      } else if (key === 'priority' || key === 'gw_priority') ledger.notApplicable(path, 'B-103', 'a pod has one interface');
      else if (key === 'ipv4_address' || key === 'ipv6_address') ledger.refused(path, 'B-101', 'addresses of pods are given by the cluster', { hint: `call ${service.name} by name` });
      else ledger.refused(path, 'B-102', 'the network plugin of the cluster decides');
    }
  }
}

function accountForNetwork(name: string, needed: boolean, { ledger, project }: PlanContext): void {
  const network = project.networks.get(name);
  if (!network) return;
  const at = ['networks', name];
  ledger.differs([...at, 'name'], 'B-220', 'networks have no objects of their own in a cluster');
  const driver = network.driver;
  if (driver !== undefined) {
    if (['bridge', 'overlay', 'default', 'nat', ''].includes(driver)) ledger.notApplicable([...at, 'driver'], 'B-221', 'pods of a cluster reach each other across nodes');
    else ledger.refused([...at, 'driver'], 'B-221', `pods have no ${driver} interface`, { level: 'error', hint: 'a secondary network by Multus' });
  }
  if (network.driver_opts) ledger.refused([...at, 'driver_opts'], 'B-222', 'the network plugin of the cluster decides');
  if (network.ipam) {
    if (Object.keys(network.ipam).length === 0) ledger.notApplicable([...at, 'ipam'], 'B-223', 'addresses are given by the cluster');
    else ledger.refused([...at, 'ipam'], 'B-223', 'addresses are given by the cluster');
  }
  if (network.external !== undefined) {
    ledger.differs([...at, 'external'], 'N-39', 'peers outside the project live in a namespace of their own; the policy lets every namespace in', { level: 'warning' });
  }
  if (network.internal !== undefined) {
    if (network.internal) ledger.differs([...at, 'internal'], 'N-30', 'services on internal networks only reach each other and DNS, where the network plugin enforces policies');
    else ledger.exact([...at, 'internal'], 'N-30');
  }
  if (network.attachable !== undefined) ledger.notApplicable([...at, 'attachable'], 'B-226', 'any pod can be reached');
  for (const key of ['enable_ipv4', 'enable_ipv6'] as const) {
    if (network[key] === undefined) continue;
    if (key === 'enable_ipv6') ledger.differs([...at, key], 'B-227', 'Services prefer dual-stack addresses where the cluster has them');
    else if (network[key]) ledger.exact([...at, key], 'B-227');
    else ledger.refused([...at, key], 'B-227', 'the cluster decides whether pods have IPv4');
  }
  if (network.labels) ledger.differs([...at, 'labels'], 'B-228', needed ? 'a network has no object that could carry them' : 'no policy is made that could carry them');
}
