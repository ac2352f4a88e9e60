import { namespaceOf } from './foreign-hosts.ts';
import type { ObjectHandle } from '../ledger/entry.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import type { Json } from './draft.ts';
import { objectLabels, selectorLabels } from './labels.ts';
import { networksOf } from './networks.ts';
import { outsidePorts } from './public-ports.ts';

/** Peers outside the project: the namespaces of its external networks, all of them where one is not known (N-39). */
export function foreignPeers(networks: readonly string[], { project, options }: Pick<PlanContext, 'project' | 'options'>): readonly Json[] {
  const namespaces = networks
    .filter((key) => project.networks.get(key)?.external === true)
    .map((key) => namespaceOf(key, project, options.networkNamespaces));
  if (namespaces.includes(undefined)) return [{ namespaceSelector: {} }];
  return [...new Set(namespaces)].map((name) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }));
}

/** N-29: ports that are open to everybody. */
export function openToAll(services: readonly ServicePlan[], context: PlanContext): readonly Json[] {
  const open = services.flatMap((service) => outsidePorts(service, context));
  const ports = new Map(open.map(({ target, protocol }) => [`${target}/${protocol}`, { port: target, protocol }]));
  return ports.size === 0 ? [] : [{ ports: [...ports.values()] }];
}

/**
 * N-28: with `--isolate` and no networks that keep services apart, one policy lets in the namespace alone; policies add up,
 * so that what is open to others has one of its own.
 */
export function isolate(context: PlanContext): void {
  const { names, objects, options, partOf, ledger } = context;
  const services = [...context.services.values()];
  if (!options.isolate || services.length === 0) return;
  const name = names.take('NetworkPolicy', `${partOf}-isolate`);
  const spec = {
    podSelector: { matchLabels: { 'app.kubernetes.io/part-of': partOf } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: {} }] }],
  };
  objects.push({
    object: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, labels: objectLabels(context, partOf) }, spec },
  });
  const policies = [
    { kind: 'NetworkPolicy', name },
    ...services.filter(({ key, pod }) => pod.owner === key).flatMap((owner) => openPod(owner, context)),
  ];
  ledger.add({
    rule: 'N-28',
    message: 'pods of other namespaces connect only to what the project opens to them',
    targets: policies.map((object) => ({ object, pointer: '/spec' })),
    optOut: 'leave out --isolate',
  });
}

function openPod(owner: ServicePlan, context: PlanContext): readonly ObjectHandle[] {
  const members = owner.pod.members.flatMap((key) => context.services.get(key) ?? []);
  const peers = foreignPeers([...new Set(members.flatMap(networksOf))], context);
  const ingress = [...(peers.length > 0 ? [{ from: peers }] : []), ...openToAll(members, context)];
  if (ingress.length === 0) return [];
  const name = context.names.take('NetworkPolicy', owner.name);
  context.objects.push({
    service: owner.key,
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, labels: objectLabels(context, owner.name) },
      spec: { podSelector: { matchLabels: selectorLabels(context, owner.pod.name) }, policyTypes: ['Ingress'], ingress },
    },
  });
  return [{ kind: 'NetworkPolicy', name }];
}
