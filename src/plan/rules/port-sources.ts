import type { Target } from '../../ledger/entry.ts';
import type { Path } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { protocolOf } from '../known-ports.ts';
import type { KubeObject } from '../kubernetes.ts';
import { podMembers } from '../pods/pod-of.ts';
import type { ContainerPort, KnownPort } from '../ports.ts';
import { publicationOf } from '../public-ports.ts';
import type { ProjectRule } from '../rule.ts';

/** N-11, N-20, N-29: which attribute each port of containers, Services and NetworkPolicies comes from. */
export const portSourcesRule: ProjectRule = {
  name: 'port-sources',
  handles: [],
  apply(context) {
    for (const service of context.services.values()) containerPorts(service, context);
    for (const { object, service: key } of context.objects.list) {
      const service = context.services.get(key ?? '');
      if (!service) continue;
      if (object.kind === 'Service') servicePorts(object, service, context);
      if (object.kind === 'NetworkPolicy') policyPorts(object, service, context);
    }
  },
};

interface ServicePort {
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: string;
}

interface PolicyPort {
  readonly port: number;
  readonly protocol: string;
}

function containerPorts(service: ServicePlan, context: PlanContext): void {
  const listed = (service.draft.container.get('ports') ?? []) as readonly ContainerPort[];
  listed.forEach(({ containerPort }, i) => {
    const target = service.draft.containerTarget(`/ports/${i}`);
    const own = service.ports.list.filter((known) => known.port === containerPort && known.of === undefined);
    for (const path of own.flatMap((known) => sourcesOf(known, service, context))) context.ledger.shapes(path, 'N-11', [target]);
  });
}

function servicePorts(object: KubeObject, owner: ServicePlan, context: PlanContext): void {
  const { type, ports = [] } = object['spec'] as { readonly type?: string; readonly ports?: readonly ServicePort[] };
  const alias = context.aliasServices.find(({ name }) => name === object.metadata.name);
  const services = (alias?.services ?? [owner.key]).flatMap((key) => context.services.get(key) ?? []);
  ports.forEach((port, i) => {
    const targets = [fieldOf(object, `/spec/ports/${i}`)];
    for (const service of services) {
      if (type !== undefined) {
        for (const path of publishedAt(service, port, context))
          context.ledger.shapes(path, 'N-20', [...targets, fieldOf(object, '/spec/type')]);
        continue;
      }
      const known = service.ports.list.filter((one) => one.port === port.targetPort && one.protocol === port.protocol);
      for (const path of known.flatMap((one) => sourcesOf(one, service, context))) context.ledger.shapes(path, 'N-11', targets);
    }
  });
}

/** N-29: what is open to everybody. */
function policyPorts(object: KubeObject, owner: ServicePlan, context: PlanContext): void {
  const { ingress = [] } = object['spec'] as { readonly ingress?: readonly { readonly ports?: readonly PolicyPort[] }[] };
  ingress.forEach(({ ports = [] }, rule) => {
    ports.forEach(({ port, protocol }, i) => {
      const target = fieldOf(object, `/spec/ingress/${rule}/ports/${i}`);
      for (const member of podMembers(owner, context)) {
        const open = publishedAt(member, { port: undefined, targetPort: port, protocol }, context);
        const known = member.ports.list.filter((one) => one.port === port && one.protocol === protocol);
        const paths = open.length > 0 ? open : known.flatMap((one) => sourcesOf(one, member, context));
        for (const path of paths) context.ledger.shapes(path, 'N-29', [target]);
      }
    });
  });
}

function fieldOf({ kind, metadata }: KubeObject, pointer: string): Target {
  return { object: { kind, name: metadata.name }, pointer };
}

/** Items of `ports` that open a port of the container to the world, under that number where one is asked for. */
function publishedAt(
  service: ServicePlan,
  { port: number, targetPort, protocol }: Omit<ServicePort, 'port'> & { readonly port: number | undefined },
  context: PlanContext,
): readonly Path[] {
  return (service.service.ports ?? []).flatMap((port, i) => {
    if (port.target !== targetPort || protocolOf(port.protocol) !== protocol) return [];
    const publication = publicationOf(i, service, context);
    const isMeant =
      number === undefined ? publication.kind !== 'closed' : publication.kind === 'service' && publication.published === number;
    return isMeant ? [[...service.path, 'ports', i]] : [];
  });
}

/** The attributes that say that a container listens on a port (N-11). */
function sourcesOf(known: KnownPort, holder: ServicePlan, context: PlanContext): readonly Path[] {
  const service = context.services.get(known.of ?? holder.key) ?? holder;
  const { path, service: source } = service;
  if (known.from === 'ports') return known.path ? [[...known.path, 'target']] : [];
  if (known.path) return [known.path];
  if (known.from !== 'reference') return [[...path, source.image === undefined ? 'build' : 'image']];
  const references = context.texts.to(service.key).filter(({ port, beside }) => port === known.port || beside === known.port);
  return references.length > 0 ? references.map(({ site }) => site.path) : toldAt(known.port, service);
}

/** N-25: where a proxy is told the port. */
function toldAt(port: number, { path, service, extension }: ServicePlan): readonly Path[] {
  if (extension.ingress?.port === port) return [[...path, 'x-waybill', 'ingress', 'port']];
  return (['labels', 'environment'] as const).flatMap((attribute) =>
    Object.entries(service[attribute] ?? {}).flatMap(([key, value]) =>
      value !== null && value.split(/\D+/).includes(String(port)) ? [[...path, attribute, key]] : [],
    ),
  );
}
