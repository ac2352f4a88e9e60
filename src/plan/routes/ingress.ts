import type { PlanContext } from '../context.ts';
import { objectLabels } from '../labels.ts';
import type { KubeObject } from '../kubernetes.ts';
import type { Route, ServiceRoutes } from './route-plan.ts';

/** N-25: one Ingress for the routes of a service. @param backend name of the Service that leads to a port */
export function makeIngress({ service, routes, secret, className }: ServiceRoutes, backend: string, context: PlanContext): KubeObject {
  const hosts = hostsOf(routes);
  const secured = hosts.filter((host) => routes.some((route) => route.host === host && route.tls));
  const named = secured.filter((host) => host !== undefined);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: context.names.take('Ingress', service.name), labels: objectLabels(context, service.name) },
    spec: {
      ...(className !== undefined && { ingressClassName: className }),
      ...(secured.length > 0 && { tls: [{ ...(named.length > 0 && { hosts: named }), secretName: secret }] }),
      rules: hosts.map((host) => ({
        ...(host !== undefined && { host }),
        http: {
          paths: routes
            .filter((route) => route.host === host)
            .map(({ path, exact, port }) => ({
              path,
              pathType: exact ? 'Exact' : 'Prefix',
              backend: { service: { name: backend, port: { number: port } } },
            })),
        },
      })),
    },
  };
}

/** Each host once, in order; undefined for any host. */
export function hostsOf(routes: readonly Route[]): readonly (string | undefined)[] {
  return [...new Set(routes.map(({ host }) => host))];
}
