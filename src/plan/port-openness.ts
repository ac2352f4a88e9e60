import { isDataStore } from '../image/resolve.ts';
import type { Port } from '../model/service.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import type { ExposeMode } from './extension.ts';
import { isInRange, protocolOf } from './known-ports.ts';
import { listenerOf } from './pods/listeners.ts';
import { usesOtherNetwork } from './pods/pod-of.ts';
import { bindsToLoopback, isInternalOnly, isLoopback, networksOf, specialNetwork } from './networks.ts';

/** Why a port of `ports` is open inside the cluster only. */
export type ClosedReason =
  | 'host-network'
  | 'no-network'
  /** L-21: the network of another service. */
  | 'joined'
  /** N-23. */
  | 'unpublished'
  /** N-21. */
  | 'loopback'
  /** N-32. */
  | 'internal'
  | 'job'
  /** `x-waybill: {expose: false}`, or `none`. */
  | 'extension'
  /** N-20: a load balancer would put a database, or the page that administers it, on the internet. */
  | 'data-store'
  /** `--expose none`. */
  | 'option'
  /** N-19. */
  | 'too-many'
  /** N-25: the Ingress controller takes the place of a proxy that reads its routes from Docker. */
  | 'proxy'
  /** N-25: several services have routes, and nothing tells their hosts. */
  | 'no-host'
  /** N-25: nothing tells the class of the Gateway. */
  | 'no-class';

/** What becomes of what a service publishes: its own word before that of the command line (N-20, N-25). */
export function exposeMode({ extension }: Pick<ServicePlan, 'extension'>, { options }: Pick<PlanContext, 'options'>): ExposeMode {
  const { expose, ingress } = extension;
  if (expose === false) return 'none';
  if (typeof expose === 'string') return expose;
  return ingress !== undefined && options.expose !== 'gateway' ? 'ingress' : options.expose;
}

/** Whether ports of a service become routes by host name (N-25). */
export function hasRouteMode(service: Pick<ServicePlan, 'extension'>, context: Pick<PlanContext, 'options'>): boolean {
  const mode = exposeMode(service, context);
  return mode === 'ingress' || mode === 'gateway';
}

/** N-20, N-23: the port of the host that an item of `ports` takes, or why the world does not reach it. */
export function openPortOf(index: number, service: ServicePlan, context: PlanContext): number | ClosedReason {
  const port = service.service.ports?.[index];
  const special = specialNetwork(service, context.project);
  if (!port || special !== undefined) return special === 'none' ? 'no-network' : 'host-network';
  if (usesOtherNetwork(service)) return 'joined';
  const published = firstPublished(port) ?? (exposeMode(service, context) === 'nodeport' ? port.target : undefined);
  if (published === undefined) return 'unpublished';
  if (isBoundToLoopback(port, service, context)) return 'loopback';
  if (isInternalOnly(service, context)) return 'internal';
  const listener = listenerOf(service, port.target, protocolOf(port.protocol), context);
  const reason = closedReason(listener === service ? service : { ...service, image: listener.image }, context);
  if (reason) return reason;
  if (!isAskedFor(service, context) && (listener.image.facts?.adminPorts?.includes(port.target) || isStorePort(port, listener.image)))
    return 'data-store';
  return service.ports.longRanges.some((range) => isInRange(range, index)) ? 'too-many' : published;
}

/** Why nothing of a service is reached from outside, whatever it publishes. */
export function closedReason(service: ServicePlan, context: PlanContext): ClosedReason | undefined {
  const { extension, image, kind } = service;
  if (kind === 'Job' || kind === 'CronJob') return 'job';
  if (extension.expose === false || extension.expose === 'none') return 'extension';
  if (exposeMode(service, context) === 'none') return 'option';
  return !isAskedFor(service, context) && (isDataStore(image) || image.facts?.adminPage === true) ? 'data-store' : undefined;
}

/** N-20: a data store or administration page is public by the word of the file or the command line alone. */
function isAskedFor({ extension }: ServicePlan, { options }: PlanContext): boolean {
  return extension.expose !== undefined || extension.ingress !== undefined || options.exposeData;
}

/** Registered ports of SQL Server, Oracle, MySQL, PostgreSQL, Redis, Cassandra, Memcached and MongoDB, which little else uses. */
const storePorts: ReadonlySet<number> = new Set([1433, 1521, 3306, 5432, 6379, 9042, 11_211, 27_017]);

/** N-20: what an image that nothing is known of serves on the port of a data store is taken for one. */
function isStorePort({ target, protocol }: Port, { facts, base }: ServicePlan['image']): boolean {
  return !facts && !base && protocolOf(protocol) === 'TCP' && storePorts.has(target);
}

function isBoundToLoopback({ host_ip: ip }: Port, service: ServicePlan, { project }: PlanContext): boolean {
  const networks = networksOf(service);
  return isLoopback(ip) || (ip === undefined && networks.length > 0 && networks.every((key) => bindsToLoopback(key, project)));
}

/** A range means a dynamic choice; the first port is taken (N-19). */
export function firstPublished(port: Port): number | undefined {
  const number = Number.parseInt(port.published ?? '', 10);
  return Number.isNaN(number) || number === 0 ? undefined : number;
}
