import { k8sName } from '../../value/kube-name.ts';
import type { PlanContext } from '../context.ts';
import type { KubeObject } from '../kubernetes.ts';
import { objectLabels } from '../labels.ts';
import { hostsOf } from './ingress.ts';
import { placeKey, type Route, type ServiceRoutes } from './route-plan.ts';

const apiVersion = 'gateway.networking.k8s.io/v1';

/** What the API takes of each in one object (Gateway API 1.0). */
export const gatewayLimits = { listeners: 64, hostnames: 16, rules: 16 } as const;

/** Hosts with a certificate, each with the Secret that holds it: a listener of its own for each. */
export interface SecuredHost {
  readonly host: string | undefined;
  readonly secret: string;
}

/** A Gateway for the project, and a function that names the listener of a host. */
export interface MadeGateway {
  readonly object: KubeObject;
  readonly listenerOf: (route: Pick<Route, 'host' | 'tls'>) => string;
}

/** N-25: one listener for plain HTTP, whatever the host, and one for each host with TLS. */
export function makeGateway(className: string, all: readonly ServiceRoutes[], context: PlanContext): MadeGateway {
  const secured = securedHosts(all);
  const names = new Map(secured.map(({ host }) => [host, host === undefined ? 'https' : listenerName(host, context)]));
  const isPlain = all.some(({ routes }) => routes.some(({ tls }) => !tls));
  const name = context.names.take('Gateway', context.partOf);
  const listeners = [
    ...(isPlain ? [{ name: 'http', port: 80, protocol: 'HTTP' }] : []),
    ...secured.map(({ host, secret }) => ({
      name: names.get(host) ?? 'https',
      ...(host !== undefined && { hostname: host }),
      port: 443,
      protocol: 'HTTPS',
      tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: secret }] },
    })),
  ];
  return {
    object: {
      apiVersion,
      kind: 'Gateway',
      metadata: { name, labels: objectLabels(context, name) },
      spec: { gatewayClassName: className, listeners },
    },
    listenerOf: ({ host, tls }) => (tls ? (names.get(host) ?? 'https') : 'http'),
  };
}

export function securedHosts(all: readonly ServiceRoutes[]): readonly SecuredHost[] {
  const hosts = new Map<string | undefined, string>();
  for (const { routes, secret } of all) for (const { host, tls } of routes) if (tls && !hosts.has(host)) hosts.set(host, secret);
  return [...hosts].map(([host, secret]) => ({ host, secret }));
}

function listenerName(host: string, context: PlanContext): string {
  return context.names.take('Listener', `https-${k8sName(host.replace(/^\*\./, 'any-'), 57)}`, 63, host);
}

/** N-25: the HTTPRoutes of a service, one for hosts that have the same paths. */
export function makeHttpRoutes(
  { service, routes }: ServiceRoutes,
  backend: string,
  gateway: MadeGateway,
  context: PlanContext,
): readonly KubeObject[] {
  const groups = new Map<string, { hosts: (string | undefined)[]; routes: readonly Route[] }>();
  for (const host of hostsOf(routes)) {
    const own = routes.filter((route) => route.host === host);
    const key = JSON.stringify([host === undefined, own.map((route) => [placeKey({ ...route, host: '' }), route.port, route.tls])]);
    const group = groups.get(key);
    if (group) group.hosts.push(host);
    else groups.set(key, { hosts: [host], routes: own });
  }
  const pieces = [...groups.values()].flatMap(({ hosts, routes: own }) =>
    chunks(hosts, gatewayLimits.hostnames).flatMap((some) =>
      chunks(own, gatewayLimits.rules).map((part) => ({ hosts: some, routes: part })),
    ),
  );
  return pieces.map(({ hosts, routes: part }, i) => {
    const hostnames = hosts.filter((host) => host !== undefined);
    const sections = new Set(
      hosts.flatMap((host) => part.map(({ tls }) => gateway.listenerOf({ ...(host !== undefined && { host }), tls }))),
    );
    const name = context.names.take('HTTPRoute', i === 0 ? service.name : `${service.name}-${i + 1}`);
    return {
      apiVersion,
      kind: 'HTTPRoute',
      metadata: { name, labels: objectLabels(context, service.name) },
      spec: {
        parentRefs: [...sections].map((sectionName) => ({ name: gateway.object.metadata.name, sectionName })),
        ...(hostnames.length > 0 && { hostnames }),
        rules: part.map(({ path, exact, port }) => ({
          matches: [{ path: { type: exact ? 'Exact' : 'PathPrefix', value: path } }],
          backendRefs: [{ name: backend, port }],
        })),
      },
    };
  });
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
