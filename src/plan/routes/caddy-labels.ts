import type { Service } from '../../model/service.ts';
import { routeHost } from './place.ts';
import { labelSettings, portOf, ProxyNotes, type ProxyReading, type ProxyRoute, type ProxySetting } from './proxy-settings.ts';

const siteLabel = /^caddy(_\d+)?$/;
const proxyLabel = /^caddy(_\d+)?\.reverse_proxy$/;
const upstreams = /^\{\{\s*upstreams(?:\s+(https?))?(?:\s+(\d{1,5}))?\s*\}\}$/;
const guardLabel = /\.(?:\d+_)?(?:basic_?auth|forward_auth|client_auth|remote_ip)\b/;

/** What caddy-docker-proxy would read from the labels of a service; undefined where it has none for it. */
export function readCaddy(key: string, service: Service): ProxyReading | undefined {
  const labels = labelSettings(key, service).filter((label) => /^caddy(?:_\d+)?(?:\.|$)/.test(label.key));
  if (labels.length === 0) return undefined;
  const notes = new ProxyNotes();
  const ports = new Map<string, number>();
  const sites: { label: ProxySetting; number: string }[] = [];
  for (const label of labels) {
    const site = siteLabel.exec(label.key);
    const proxy = proxyLabel.exec(label.key);
    if (site) sites.push({ label, number: site[1] ?? '' });
    else if (proxy) upstream(label, proxy[1] ?? '', ports, notes);
    else
      notes.refused(label, 'no field of an Ingress', {
        hint: 'an annotation of your controller',
        ...(guardLabel.test(label.key) && { level: 'error' as const }),
      });
  }
  return { isWanted: false, routes: sites.flatMap(({ label, number }) => routesOf(label, ports.get(number), notes)), notes: notes.byPath };
}

function upstream(label: ProxySetting, number: string, ports: Map<string, number>, notes: ProxyNotes): void {
  const [whole, scheme, text] = upstreams.exec(label.value.trim()) ?? [];
  if (whole === undefined) return notes.refused(label, 'only {{upstreams}} gives a route', { hint: 'x-waybill: {ingress: {port: …}}' });
  if (scheme === 'https') {
    return notes.refused(label, 'how a controller speaks to pods is no field of an Ingress, and by default it is plain HTTP', {
      level: 'error',
      hint: 'the annotation of your controller for the protocol of the backend, by x-waybill: {patch: …}',
    });
  }
  const port = portOf(text);
  if (port !== undefined) ports.set(number, port);
  notes.differs(label, port === undefined ? 'requests go to the container' : `requests go to the port ${port} of the container`);
}

/** `example.com, http://www.example.com`: Caddy gets certificates by itself unless it is told `http://`. */
function routesOf(label: ProxySetting, port: number | undefined, notes: ProxyNotes): readonly ProxyRoute[] {
  const odd: string[] = [];
  const routes = label.value
    .split(/[\s,]+/)
    .filter((address) => address !== '')
    .flatMap((address): readonly ProxyRoute[] => {
      const [, scheme, name = ''] = /^(?:(https?):\/\/)?([^/:]+)(?::\d+)?\/?$/.exec(address) ?? [];
      const host = routeHost(name);
      if (host !== undefined) return [{ host, path: '/', exact: false, tls: scheme !== 'http', ...(port !== undefined && { port }) }];
      odd.push(address);
      return [];
    });
  if (odd.length === 0) notes.differs(label, 'routes of these hosts');
  else notes.refused(label, `no route is made from ${odd.join(', ')}`, { hint: 'x-waybill: {ingress: {host: …}}' });
  return routes;
}
