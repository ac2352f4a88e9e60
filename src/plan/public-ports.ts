import type { Port } from '../model/service.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { protocolOf } from './known-ports.ts';
import { type ClosedReason, exposeMode, openPortOf } from './port-openness.ts';
import type { Protocol } from './ports.ts';
import { routelessReason, routePlan } from './routes/route-plan.ts';

/** A port that the world reaches. */
export interface PublicPort {
  readonly published: number;
  readonly target: number;
  readonly protocol: Protocol;
  readonly appProtocol?: string;
}

/** What becomes of an item of `ports` outside the cluster. */
export type Publication =
  | { readonly kind: 'service'; readonly published: number }
  /** N-24: a port of every node that runs the DaemonSet. */
  | { readonly kind: 'host-port'; readonly published: number }
  /** N-25: by host name, through an Ingress or a Gateway. */
  | { readonly kind: 'route' }
  | { readonly kind: 'closed'; readonly reason: ClosedReason };

export function publicationOf(index: number, service: ServicePlan, context: PlanContext): Publication {
  const port = service.service.ports?.[index];
  if (!port) return { kind: 'closed', reason: 'unpublished' };
  const isRouted = protocolOf(port.protocol) === 'TCP' && routedPorts(service, context).includes(port.target);
  if (isRouted) return { kind: 'route' };
  const published = openPortOf(index, service, context);
  if (typeof published === 'string') return { kind: 'closed', reason: published };
  const reason = routelessReason(service, port.target, context);
  if (reason) return { kind: 'closed', reason };
  return { kind: isHostPort(port, service) ? 'host-port' : 'service', published };
}

function isHostPort(port: Port, service: ServicePlan): boolean {
  return port.mode === 'host' && service.kind === 'DaemonSet';
}

/** Ports of the container that requests by host name go to (N-25). */
export function routedPorts(service: ServicePlan, context: PlanContext): readonly number[] {
  return [
    ...new Set(
      routePlan(context)
        .services.get(service.key)
        ?.routes.map(({ port }) => port),
    ),
  ];
}

/** Whether public Services of a service are of type NodePort, not LoadBalancer (N-20). */
export function usesNodePorts(service: ServicePlan, context: PlanContext): boolean {
  return exposeMode(service, context) === 'nodeport';
}

/** Ports on which pods take traffic from outside the cluster (N-29). */
export function outsidePorts(service: ServicePlan, context: PlanContext): readonly Pick<PublicPort, 'target' | 'protocol'>[] {
  const routed = routedPorts(service, context).map((target) => ({ target, protocol: 'TCP' as const }));
  return [...openPorts(service, context).map(({ target, protocol }) => ({ target, protocol })), ...routed];
}

/** The ports of a service that get a public Service, each once (N-20). */
export function publicPorts(service: ServicePlan, context: PlanContext): readonly PublicPort[] {
  return openPorts(service, context, 'service');
}

/** Every port that is reached from outside the cluster by its number. */
function openPorts(service: ServicePlan, context: PlanContext, kind?: 'service' | 'host-port'): readonly PublicPort[] {
  const known = new Map<string, PublicPort>();
  (service.service.ports ?? []).forEach((port, i) => {
    const publication = publicationOf(i, service, context);
    if (publication.kind === 'closed' || publication.kind === 'route' || (kind !== undefined && publication.kind !== kind)) return;
    const protocol = protocolOf(port.protocol);
    const appProtocol = service.ports.list.find((p) => p.port === port.target && p.protocol === protocol)?.appProtocol;
    const open = { published: publication.published, target: port.target, protocol, ...(appProtocol !== undefined && { appProtocol }) };
    known.set(JSON.stringify(open), open);
  });
  return [...known.values()];
}

/** Ports of one public Service: each number once, because `kubectl apply` merges by it (N-18). */
export interface PublicService {
  readonly suffix: string;
  readonly ports: readonly PublicPort[];
}

export function publicServices(service: ServicePlan, context: PlanContext): readonly PublicService[] {
  const groups: { suffix: string; ports: PublicPort[] }[] = [];
  for (const port of publicPorts(service, context)) {
    const group = groups.find(({ ports }) => ports.every((other) => other.published !== port.published));
    if (group) group.ports.push(port);
    else groups.push({ suffix: groups.length === 0 ? 'public' : `public-${port.protocol.toLowerCase()}`, ports: [port] });
  }
  return groups;
}
