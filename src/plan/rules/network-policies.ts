import { objectAnnotations } from '../annotations.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { Json } from '../draft.ts';
import { labelDomain, markSelector, objectLabels, selectorLabels } from '../labels.ts';
import { isInternalOnly, networkMarks, podNetworks, specialNetwork } from '../networks.ts';
import { foreignPeers, isolate, openToAll } from '../isolation.ts';
import { accountForJoin } from '../pods/account-join.ts';
import { ownsPod, podMembers } from '../pods/pod-of.ts';
import type { ProjectRule } from '../rule.ts';
import { accountForNetworks, accountForServiceNetworks } from '../network-account.ts';
import { networkPoliciesAttributes } from './network-policies.attributes.ts';

/** DNS, also where a node-local cache or OpenShift answers it (N-30). */
const dnsPorts = [53, 5353].flatMap((port) => [
  { port, protocol: 'UDP' },
  { port, protocol: 'TCP' },
]);

/** N-28…N-33: what Docker networks keep apart, pods keep apart. */
export const networkPoliciesRule: ProjectRule = {
  name: 'network-policies',
  handles: networkPoliciesAttributes,
  apply(context) {
    const needed = context.hasPolicies;
    const marks = networkMarks(context.project);
    for (const service of context.services.values()) {
      const special = specialNetwork(service, context.project);
      const networks = podNetworks(service, context);
      if (ownsPod(service) && special === 'none') emitPolicy(service, denyAll(service, context), context);
      else if (ownsPod(service) && special === undefined && needed && networks.length > 0) {
        emitPolicy(service, sharedNetworks(service, marks, context), context);
        for (const network of networks) service.draft.podLabels.set(`${labelDomain}/${marks.get(network)}`, 'true');
      } else if (ownsPod(service) && special === undefined && needed && context.options.isolate)
        emitPolicy(service, isolated(service, context), context);
      if (special === 'host') hostNetwork(service);
      networkMode(service, context);
      accountForServiceNetworks(service, needed, context);
    }
    if (needed) context.ledger.require({ rule: 'N-28', message: "the cluster's network plugin enforces NetworkPolicies" });
    else if (context.options.isolate && context.services.size > 0) {
      isolate(context);
      context.ledger.require({ rule: 'N-28', message: "the cluster's network plugin enforces NetworkPolicies" });
    } else if (context.services.size > 0) {
      context.ledger.add({
        rule: 'N-28',
        message: 'there is one network only, so no NetworkPolicy is made: pods of other namespaces can connect',
        targets: [],
        optOut: '--isolate',
      });
    }
    accountForNetworks(needed, marks, context);
  },
};

/** N-29, N-30, N-39. */
function sharedNetworks(service: ServicePlan, marks: ReadonlyMap<string, string>, context: PlanContext): Json {
  const networks = podNetworks(service, context);
  const own = networks.map((network) => ({ podSelector: { matchLabels: markSelector(context, marks.get(network) ?? network) } }));
  const peers = [...own, ...foreignPeers(networks, context)];
  const open = openToAll(podMembers(service, context), context);
  const isClosed = isInternalOnly(service, context);
  return {
    podSelector: { matchLabels: selectorLabels(context, service.name) },
    policyTypes: isClosed ? ['Ingress', 'Egress'] : ['Ingress'],
    ingress: [{ from: peers }, ...open],
    ...(isClosed && { egress: [{ to: peers }, { ports: dnsPorts }] }),
  };
}

/** N-28, `--isolate`: a pod on no network of the project. */
function isolated(service: ServicePlan, context: PlanContext): Json {
  context.ledger.add({
    rule: 'N-28',
    message: `pods of other namespaces connect to ${service.key} only where the project opens it to them`,
    targets: [{ object: { kind: 'NetworkPolicy', name: service.name }, pointer: '/spec' }],
    optOut: 'leave out --isolate',
  });
  return {
    podSelector: { matchLabels: selectorLabels(context, service.name) },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: {} }] }, ...openToAll(podMembers(service, context), context)],
  };
}

function denyAll(service: ServicePlan, context: PlanContext): Json {
  return { podSelector: { matchLabels: selectorLabels(context, service.name) }, policyTypes: ['Ingress', 'Egress'] };
}

/** The labels of its networks are annotations of the policy (B-228). */
function emitPolicy(service: ServicePlan, spec: Json, context: PlanContext): void {
  const labels = podNetworks(service, context).map(
    (network) =>
      objectAnnotations(context.project.networks.get(network)?.labels, ['networks', network, 'labels'], context.project).annotations,
  );
  const annotations = Object.assign({}, ...labels) as Record<string, string>;
  const metadata = {
    name: context.names.take('NetworkPolicy', service.name),
    labels: objectLabels(context, service.name),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
  context.objects.push({ service: service.key, object: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec } });
}

/** N-33. */
function hostNetwork({ draft }: ServicePlan): void {
  draft.pod.set('hostNetwork', true, 'N-33');
  draft.pod.set('dnsPolicy', 'ClusterFirstWithHostNet', 'N-33');
}

/** N-33, B-105. */
function networkMode(plan: ServicePlan, context: PlanContext): void {
  const { service, path, draft } = plan;
  const { ledger } = context;
  const mode = service.network_mode;
  if (mode === undefined) return;
  const at = [...path, 'network_mode'];
  if (mode === 'bridge' || mode === 'default') return ledger.exact(at, 'N-33');
  if (mode === 'none')
    return ledger.differs(at, 'N-33', 'the pod has an interface, and a policy lets nothing through', {
      targets: [{ object: { kind: 'NetworkPolicy', name: plan.pod.name }, pointer: '/spec/policyTypes' }],
    });
  if (mode === 'host') {
    return ledger.differs(at, 'N-33', 'the network of the node, which Pod Security allows at its privileged level only', {
      level: 'warning',
      targets: [draft.podTarget('/hostNetwork'), draft.podTarget('/dnsPolicy')],
    });
  }
  if (!accountForJoin(plan, 'network_mode', context)) {
    ledger.refused(at, 'B-105', `${mode} is no network that a pod could have`, {
      level: 'error',
      hint: 'write networks: [NAME], or service:NAME',
    });
  }
}
