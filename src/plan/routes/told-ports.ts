import type { Service } from '../../model/service.ts';
import type { Extension } from '../extension.ts';
import type { ConvertOptions } from '../options.ts';
import { hasRouteMode } from '../port-openness.ts';
import { readCaddy } from './caddy-labels.ts';
import { readNginxProxy } from './nginx-proxy.ts';
import { readTraefik } from './traefik-labels.ts';

/** Ports of the container that a proxy is told to send requests to, where routes are made of that (N-11, N-25). */
export function toldPorts(key: string, service: Service, extension: Extension, options: ConvertOptions): readonly number[] {
  if (!hasRouteMode({ extension }, { options })) return [];
  const reading = readTraefik(key, service, new Map()) ?? readNginxProxy(key, service) ?? readCaddy(key, service);
  const ports = [extension.ingress?.port, reading?.port, ...(reading?.routes ?? []).map(({ port }) => port)];
  return [...new Set(ports.filter((port) => port !== undefined))];
}
