import type { ServicePlan } from '../context.ts';
import { findUrls } from '../references/urls.ts';

/** Ports of containers that speak HTTP by custom (N-25). */
const customary: ReadonlySet<number> = new Set([80, 3000, 5000, 8000, 8080]);

/** Whether a TCP port of the container speaks HTTP: by the word of the file, by custom, by the image, or by its health check (N-25). */
export function isHttpPort(port: number, appProtocol: string | undefined, service: ServicePlan): boolean {
  if (appProtocol !== undefined) return ['http', 'ws', 'h2c', 'http2', 'grpc'].includes(appProtocol.toLowerCase());
  const { facts } = service.image;
  if (facts?.ports[0]?.port === port && facts.scheme !== undefined) return facts.scheme === 'http';
  return customary.has(port) || checksOverHttp(port, service);
}

/** `curl http://localhost:8090/health`. */
function checksOverHttp(port: number, { check }: ServicePlan): boolean {
  return (check?.test.value ?? []).some((word) =>
    findUrls(word).some(
      ({ scheme, hosts }) =>
        scheme === 'http' &&
        hosts.some(
          (host) => (host.port ?? 80) === port && /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)$/.test(word.slice(host.start, host.end)),
        ),
    ),
  );
}

/** Where a proxy that is told no port sends requests: a port that speaks HTTP before others, the lowest first. */
export function likeliestHttpPort(service: ServicePlan): number | undefined {
  const ports = service.ports.tcp.map(({ port }) => port).toSorted((a, b) => a - b);
  const appProtocols = new Map(service.service.ports?.map((p) => [p.target, p.app_protocol]));
  return ports.find((port) => isHttpPort(port, appProtocols.get(port), service)) ?? ports[0];
}
