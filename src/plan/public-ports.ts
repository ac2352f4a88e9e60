import { isDataStore } from '../image/resolve.ts';
import type { Port } from '../model/service.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { isInRange, protocolOf } from './known-ports.ts';
import { bindsToLoopback, isInternalOnly, isLoopback, networksOf, specialNetwork } from './networks.ts';
import type { Protocol } from './ports.ts';

/** A port that the world reaches. */
export interface PublicPort {
  readonly published: number;
  readonly target: number;
  readonly protocol: Protocol;
  readonly appProtocol?: string;
}

/** Why a port of `ports` is open inside the cluster only. */
export type ClosedReason =
  | 'host-network'
  | 'no-network'
  /** N-23. */
  | 'unpublished'
  /** N-21. */
  | 'loopback'
  /** N-32. */
  | 'internal'
  | 'job'
  /** `x-waybill: {expose: false}`. */
  | 'extension'
  /** N-20: a load balancer would put a database, or the page that administers it, on the internet. */
  | 'data-store'
  /** `--expose none`. */
  | 'option'
  /** N-19. */
  | 'too-many';

/** What becomes of an item of `ports` outside the cluster. */
export type Publication =
  | { readonly kind: 'service'; readonly published: number }
  /** N-24: a port of every node that runs the DaemonSet. */
  | { readonly kind: 'host-port'; readonly published: number }
  | { readonly kind: 'closed'; readonly reason: ClosedReason };

export function publicationOf(index: number, service: ServicePlan, context: PlanContext): Publication {
  const { service: source } = service;
  const port = source.ports?.[index];
  const special = specialNetwork(service, context.project);
  if (!port || special !== undefined) return closed(special === 'none' ? 'no-network' : 'host-network');
  const published = firstPublished(port) ?? (context.options.expose === 'nodeport' ? port.target : undefined);
  if (published === undefined) return closed('unpublished');
  if (isBoundToLoopback(port, service, context)) return closed('loopback');
  if (isInternalOnly(service, context)) return closed('internal');
  if (service.kind === 'Job') return closed('job');
  const reason = closedReason(service, context);
  if (reason) return closed(reason);
  if (service.ports.longRanges.some((range) => isInRange(range, index))) return closed('too-many');
  return { kind: isHostPort(port, service) ? 'host-port' : 'service', published };
}

function closed(reason: ClosedReason): Publication {
  return { kind: 'closed', reason };
}

function isBoundToLoopback({ host_ip: ip }: Port, service: ServicePlan, { project }: PlanContext): boolean {
  const networks = networksOf(service);
  return isLoopback(ip) || (ip === undefined && networks.length > 0 && networks.every((key) => bindsToLoopback(key, project)));
}

function closedReason({ extension, image }: ServicePlan, { options }: PlanContext): ClosedReason | undefined {
  if (extension.expose === false) return 'extension';
  if (options.expose === 'none') return 'option';
  return extension.expose !== true && (isDataStore(image) || image.facts?.adminPage === true) ? 'data-store' : undefined;
}

function isHostPort(port: Port, service: ServicePlan): boolean {
  return port.mode === 'host' && service.kind === 'DaemonSet';
}

/** A range means a dynamic choice; the first port is taken (N-19). */
export function firstPublished(port: Port): number | undefined {
  const number = Number.parseInt(port.published ?? '', 10);
  return Number.isNaN(number) || number === 0 ? undefined : number;
}

/** The ports of a service that get a public Service, each once (N-20). */
export function publicPorts(service: ServicePlan, context: PlanContext): readonly PublicPort[] {
  return openPorts(service, context, 'service');
}

/** Every port that is reached from outside the cluster. */
export function openPorts(service: ServicePlan, context: PlanContext, kind?: 'service' | 'host-port'): readonly PublicPort[] {
  const known = new Map<string, PublicPort>();
  (service.service.ports ?? []).forEach((port, i) => {
    const publication = publicationOf(i, service, context);
    if (publication.kind === 'closed' || (kind !== undefined && publication.kind !== kind)) return;
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
