import { parseImageReference } from '../../value/image-reference.ts';
import { k8sName } from '../../value/kube-name.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { specialNetwork } from '../networks.ts';
import { type ClosedReason, closedReason, exposeMode, hasRouteMode, openPortOf } from '../port-openness.ts';
import { readCaddy } from './caddy-labels.ts';
import { isHttpPort, likeliestHttpPort } from './is-http-port.ts';
import { readNginxProxy } from './nginx-proxy.ts';
import type { Place } from './place.ts';
import type { ProxyNote, ProxyReading, ProxyRoute } from './proxy-settings.ts';
import { type Middlewares, middlewaresOf, readTraefik } from './traefik-labels.ts';

/** Requests for a place go to a port of a service (N-25). */
export interface Route extends Place {
  /** Of the container. */
  readonly port: number;
  readonly tls: boolean;
}

/** The routes of one service. */
export interface ServiceRoutes {
  readonly service: ServicePlan;
  readonly mode: 'ingress' | 'gateway';
  readonly routes: readonly Route[];
  /** The Secret with the certificate, where some route has TLS. */
  readonly secret: string;
  readonly className: string | undefined;
}

/** What is known about routes by host name in a project (N-25). */
export interface RoutePlan {
  /** In the order of the file. */
  readonly services: ReadonlyMap<string, ServiceRoutes>;
  /** Services with routes that lack a host: it takes one to tell them apart. */
  readonly hostless: readonly ServicePlan[];
  /** Services that would have routes of a Gateway, and nothing tells its class. */
  readonly classless: readonly ServicePlan[];
  /** Ports of the container that would have a route and have none, by service. */
  readonly closed: ReadonlyMap<string, ReadonlyMap<number, ClosedReason>>;
  /** Services that a proxy leads to, and no port of theirs is known. */
  readonly portless: readonly ServicePlan[];
  /** What becomes of labels and variables of proxies, by path; only for services with routes. */
  readonly notes: ReadonlyMap<string, ProxyNote>;
}

const plans = new WeakMap<PlanContext['services'], RoutePlan>();

export function routePlan(context: PlanContext): RoutePlan {
  const known = plans.get(context.services);
  if (known) return known;
  const plan = makePlan(context);
  plans.set(context.services, plan);
  return plan;
}

/** A proxy that reads its routes through the Docker API: the controller takes its place (V-19). */
export function isDockerProxy({ service }: ServicePlan): boolean {
  const parsed = service.image === undefined ? undefined : parseImageReference(service.image);
  const isProxy =
    parsed?.ok === true && /(?:^|\/)(?:traefik|nginx-proxy|caddy-docker-proxy|acme-companion|docker-gen)$/.test(parsed.value.repository);
  if (!isProxy) return false;
  const words = [...(service.command ?? []), ...Object.keys(service.environment ?? {})];
  return (
    (service.volumes ?? []).some((mount) => /(?:^|\/)docker\.sock$/.test(mount.source ?? '')) ||
    words.some((word) => /providers[._]docker|^DOCKER_HOST$/i.test(word))
  );
}

/** Why a port that would have a route has none. */
export function routelessReason(service: ServicePlan, port: number, context: PlanContext): ClosedReason | undefined {
  if (!hasRouteMode(service, context)) return undefined;
  if (isDockerProxy(service)) return 'proxy';
  return routePlan(context).closed.get(service.key)?.get(port);
}

function makePlan(context: PlanContext): RoutePlan {
  const services = new Map<string, ServiceRoutes>();
  const notes = new Map<string, ProxyNote>();
  const hostless: { service: ServicePlan; routes: readonly Route[]; unnamed: readonly Route[] }[] = [];
  const portless: ServicePlan[] = [];
  const closed = new Map<string, ReadonlyMap<number, ClosedReason>>();
  const published = new Map<string, readonly number[]>();
  const middlewares = middlewaresOf(context.project.services);
  for (const service of context.services.values()) {
    const wish = wishOf(service, middlewares, context);
    if (!wish) continue;
    published.set(service.key, wish.published);
    for (const [path, note] of wish.reading?.notes ?? []) notes.set(path, note);
    const { routes, unnamed, lacksPort } = routesOf(service, wish, context);
    if (lacksPort) portless.push(service);
    if (unnamed.length > 0) hostless.push({ service, routes, unnamed });
    if (routes.length > 0 || unnamed.length > 0) services.set(service.key, serviceRoutes(service, routes, context));
  }
  // N-25: one service without a host takes what goes to no other host.
  const [only] = hostless;
  if (only && hostless.length === 1)
    services.set(only.service.key, serviceRoutes(only.service, [...only.routes, ...only.unnamed], context));
  for (const [key, { routes }] of services) if (routes.length === 0) services.delete(key);
  const gateways = [...services.values()].filter(({ mode }) => mode === 'gateway');
  const classless = gateways.some(({ className }) => className !== undefined) ? [] : gateways.map(({ service }) => service);
  for (const { key } of classless) services.delete(key);
  const nameless = hostless.length > 1 ? hostless.map(({ service }) => service) : [];
  for (const { key } of nameless) closed.set(key, new Map((published.get(key) ?? []).slice(0, 1).map((port) => [port, 'no-host'])));
  for (const { key } of classless) closed.set(key, new Map((published.get(key) ?? []).map((port) => [port, 'no-class'])));
  return { services, hostless: nameless, classless, closed, portless, notes };
}

function serviceRoutes(service: ServicePlan, routes: readonly Route[], context: PlanContext): ServiceRoutes {
  const { ingress } = service.extension;
  return {
    service,
    mode: exposeMode(service, context) === 'gateway' ? 'gateway' : 'ingress',
    routes: merged(routes),
    secret: typeof ingress?.tls === 'string' ? ingress.tls : k8sName(`${service.name}-tls`),
    className: ingress?.class ?? context.options.ingressClass,
  };
}

/** Why a service gets routes. */
interface Wish {
  readonly reading: ProxyReading | undefined;
  /** Ports of the container that are published and speak HTTP, that with the lowest published number first. */
  readonly published: readonly number[];
}

function wishOf(service: ServicePlan, middlewares: Middlewares, context: PlanContext): Wish | undefined {
  if (!hasRouteMode(service, context) || specialNetwork(service, context.project) === 'none') return undefined;
  if (isDockerProxy(service) || closedReason(service, context) !== undefined) return undefined;
  const { key, extension } = service;
  const published = publishedHttpPorts(service, context);
  const reading = readTraefik(key, service.service, middlewares) ?? readNginxProxy(key, service.service) ?? readCaddy(key, service.service);
  const isAskedFor = extension.ingress !== undefined || extension.expose === 'ingress' || extension.expose === 'gateway';
  const isWanted = isAskedFor || published.length > 0 || reading?.isWanted === true || (reading?.routes.length ?? 0) > 0;
  return isWanted || reading ? { reading, published } : undefined;
}

function publishedHttpPorts(service: ServicePlan, context: PlanContext): readonly number[] {
  const open = (service.service.ports ?? []).flatMap((port, i) => {
    const published = openPortOf(i, service, context);
    const isHttp = (port.protocol ?? 'tcp') === 'tcp' && isHttpPort(port.target, port.app_protocol, service);
    return typeof published === 'number' && isHttp ? [{ published, target: port.target }] : [];
  });
  return [...new Set(open.toSorted((a, b) => a.published - b.published).map(({ target }) => target))];
}

/** RFC 1123. */
const longestHost = 253;

interface FoundRoutes {
  readonly routes: readonly Route[];
  /** Those that lack a host. */
  readonly unnamed: readonly Route[];
  readonly lacksPort: boolean;
}

function routesOf(service: ServicePlan, { reading, published }: Wish, { options }: PlanContext): FoundRoutes {
  const { ingress, expose } = service.extension;
  const isWanted =
    published.length > 0 || reading?.isWanted === true || ingress !== undefined || expose === 'ingress' || expose === 'gateway';
  const given = placesOf(service, reading, isWanted);
  const fallback = reading?.port ?? published[0] ?? likeliestHttpPort(service);
  const found = given.flatMap(({ port = fallback, ...place }): readonly Route[] => {
    const own = ingress?.port ?? port;
    return own === undefined ? [] : [{ ...place, port: own }];
  });
  const domain = options.domain ?? '';
  const named = (label: string, route: Route): Route => ({
    ...route,
    host: `${k8sName(label, Math.min(63, longestHost - domain.length - 1))}.${domain}`,
  });
  const tls = found.some((route) => route.tls);
  const others = published.filter(
    (port) => options.domain !== undefined && found.length > 0 && !found.some((route) => route.port === port),
  );
  return {
    routes: [
      ...found.flatMap((route) => (route.host !== undefined ? [route] : options.domain === undefined ? [] : [named(service.name, route)])),
      ...others.map((port) => named(`${service.name}-${port}`, { port, path: '/', exact: false, tls })),
    ],
    unnamed: options.domain === undefined ? found.filter((route) => route.host === undefined) : [],
    lacksPort: given.length > 0 && found.length === 0,
  };
}

/** The word of `x-waybill` before that of labels, field by field. */
function placesOf({ extension }: ServicePlan, reading: ProxyReading | undefined, isWanted: boolean): readonly ProxyRoute[] {
  const { ingress } = extension;
  const own = ingress?.tls === undefined ? undefined : ingress.tls !== false;
  const ofLabels = reading?.routes ?? [];
  const plain: ProxyRoute = { path: '/', exact: false, tls: ofLabels.some(({ tls }) => tls) };
  const host = ingress?.host?.toLowerCase();
  const base = host !== undefined ? [{ ...plain, host, ...portOf(ofLabels) }] : ofLabels.length > 0 ? ofLabels : isWanted ? [plain] : [];
  return base.map((route) => ({
    ...route,
    ...(ingress?.path !== undefined && { path: ingress.path, exact: false }),
    tls: own ?? route.tls,
  }));
}

function portOf([first]: readonly ProxyRoute[]): { readonly port?: number } {
  return first?.port === undefined ? {} : { port: first.port };
}

/** Each place once; two routers for HTTP and HTTPS are one route with TLS. */
function merged(routes: readonly Route[]): readonly Route[] {
  const places = new Map<string, Route>();
  for (const route of routes) {
    const key = placeKey(route);
    const known = places.get(key);
    places.set(key, known ? { ...known, tls: known.tls || route.tls } : route);
  }
  return [...places.values()];
}

export function placeKey({ host, path, exact }: Place): string {
  return JSON.stringify([host ?? '', path, exact]);
}
