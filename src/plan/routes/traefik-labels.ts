import type { Service } from '../../model/service.ts';
import { labelSettings, portOf, ProxyNotes, type ProxyReading, type ProxyRoute, type ProxySetting } from './proxy-settings.ts';
import { placesOfRule } from './traefik-places.ts';

const routerLabel = /^traefik\.http\.routers\.([^.]+)\.(.+)$/;
const serviceLabel = /^traefik\.http\.services\.([^.]+)\.loadbalancer\.(.+)$/;
const middlewareLabel = /^traefik\.http\.middlewares\.([^.]+)\.([^.[]+)/;

/** Middlewares that keep people out: without them a route is open to everybody. */
const guards: ReadonlySet<string> = new Set(['basicauth', 'digestauth', 'forwardauth', 'ipallowlist', 'ipwhitelist', 'plugin', 'chain']);
const guardName = /auth|allow-?list|white-?list|sso|login|protect|secur/i;

type Router = Map<string, ProxySetting>;

/** Kinds of the middlewares that labels of the project define, by name in lower case. */
export type Middlewares = ReadonlyMap<string, string>;

/** Middlewares of a whole project: a router names those of any service. */
export function middlewaresOf(services: ReadonlyMap<string, Service>): Middlewares {
  return new Map(
    [...services].flatMap(([key, service]) =>
      labelSettings(key, service).flatMap((label) => {
        const [, name, kind] = middlewareLabel.exec(label.key.toLowerCase()) ?? [];
        return name === undefined || kind === undefined ? [] : [[name, kind] as const];
      }),
    ),
  );
}

/** What Traefik's Docker provider would read from the labels of a service; undefined where it has none for Traefik. */
export function readTraefik(key: string, service: Service, middlewares: Middlewares): ProxyReading | undefined {
  const labels = labelSettings(key, service).filter((label) => /^traefik\./i.test(label.key));
  if (labels.length === 0) return undefined;
  const notes = new ProxyNotes();
  const routers = new Map<string, Router>();
  const ports = new Map<string, number>();
  let isEnabled: boolean | undefined;
  for (const label of labels) {
    const name = label.key.toLowerCase();
    const router = routerLabel.exec(name);
    const target = serviceLabel.exec(name);
    if (router?.[1] !== undefined && router[2] !== undefined)
      routers.set(router[1], (routers.get(router[1]) ?? new Map<string, ProxySetting>()).set(router[2], label));
    else if (target?.[1] !== undefined && target[2] !== undefined) targetSetting(label, target[1], target[2], ports, notes);
    else if (name === 'traefik.enable') {
      isEnabled = label.value.trim().toLowerCase() === 'true';
      notes.differs(label, isEnabled ? 'a route leads to the service' : 'no route is made from these labels');
    } else otherLabel(label, name, notes);
  }
  if (isEnabled === false) {
    for (const label of labels) notes.notApplicable(label, 'traefik.enable says that Traefik passes the service over');
    return { isWanted: false, routes: [], notes: notes.byPath };
  }
  const routes = [...routers.values()].flatMap((router) => routesOf(router, ports, middlewares, notes));
  const port = ports.size === 1 ? [...ports.values()][0] : undefined;
  const hasRule = [...routers.values()].some((router) => router.has('rule'));
  return { isWanted: isEnabled === true && !hasRule, routes, ...(port !== undefined && { port }), notes: notes.byPath };
}

function targetSetting(label: ProxySetting, service: string, setting: string, ports: Map<string, number>, notes: ProxyNotes): void {
  const port = setting === 'server.port' ? portOf(label.value) : undefined;
  if (port !== undefined) {
    ports.set(service, port);
    notes.differs(label, `requests go to the port ${port} of the container`);
  } else if (setting === 'server.scheme' && label.value !== 'http') {
    notes.refused(label, 'how a controller speaks to pods is no field of an Ingress, and by default it is plain HTTP', {
      level: 'error',
      hint: 'the annotation of your controller for the protocol of the backend, by x-waybill: {patch: …}',
    });
  } else if (setting === 'server.scheme') notes.differs(label, 'what a controller speaks to pods by default');
  else notes.refused(label, 'no field of an Ingress', { hint: 'an annotation of your controller' });
}

function otherLabel(label: ProxySetting, name: string, notes: ProxyNotes): void {
  const kind = middlewareLabel.exec(name)?.[2];
  if (name === 'traefik.docker.network' || name === 'traefik.swarm.network' || name === 'traefik.docker.lbswarm')
    notes.notApplicable(label, 'the controller reaches every pod');
  else if (kind === 'redirectscheme')
    notes.differs(label, 'controllers send clients on to HTTPS where a route has TLS, by their own settings');
  else if (kind !== undefined)
    notes.refused(label, 'middlewares are no fields of an Ingress', { hint: 'an annotation of your controller, or its own resource' });
  else if (/^traefik\.(tcp|udp)\./.test(name))
    notes.refused(label, 'an Ingress routes HTTP only', { hint: 'publish the port, so that it gets a Service of type LoadBalancer' });
  else notes.refused(label, 'no route is made from it', { hint: 'x-waybill: {ingress: {host: …}}' });
}

function routesOf(router: Router, ports: ReadonlyMap<string, number>, middlewares: Middlewares, notes: ProxyNotes): readonly ProxyRoute[] {
  for (const [setting, label] of router) if (setting !== 'rule') routerSetting(setting, label, middlewares, notes);
  const rule = router.get('rule');
  if (!rule) return [];
  const target = router.get('service');
  if (target?.value.includes('@')) {
    notes.refused(rule, `${target.value} is no service of the project`, { hint: 'the dashboard of Traefik is not carried over' });
    return [];
  }
  const found = placesOfRule(rule.value);
  const hint = 'x-waybill: {ingress: {host: …, path: …}}';
  if (!found) notes.refused(rule, 'not a rule of Traefik 2 or 3', { hint });
  else if (found.places.length === 0)
    notes.refused(rule, `no route is made from it: ${found.untranslated.join(', ') || 'nothing'} has no counterpart`, { hint });
  else if (found.untranslated.length > 0)
    notes.refused(rule, `one part of it gives routes; ${found.untranslated.join(', ')} has no counterpart`, { hint });
  else
    notes.differs(
      rule,
      found.places.some(({ path, exact }) => path !== '/' && !exact)
        ? 'routes of the same hosts and paths; a prefix ends at a slash, so that /api does not cover /apis'
        : 'routes of the same hosts and paths',
    );
  const port = target === undefined ? (ports.size === 1 ? [...ports.values()][0] : undefined) : ports.get(target.value.toLowerCase());
  const tls = hasTls(router);
  return (found?.places ?? []).map((place) => ({ ...place, tls, ...(port !== undefined && { port }) }));
}

function hasTls(router: Router): boolean {
  for (const [setting, { value }] of router) {
    if (setting === 'tls' && value.trim().toLowerCase() === 'true') return true;
    if (setting.startsWith('tls.')) return true;
    if (setting === 'entrypoints' && /secure|https|443/i.test(value)) return true;
  }
  return false;
}

function routerSetting(setting: string, label: ProxySetting, middlewares: Middlewares, notes: ProxyNotes): void {
  if (setting === 'tls' || setting.startsWith('tls.')) notes.differs(label, 'TLS with the certificate of a Secret');
  else if (setting === 'entrypoints') notes.differs(label, 'the controller listens on ports of its own, for HTTP and HTTPS');
  else if (setting === 'service') notes.differs(label, 'decides which port the routes lead to');
  else if (setting === 'priority' || setting === 'rulesyntax') notes.differs(label, 'the longest path goes first');
  else if (setting === 'middlewares') middlewareNames(label, middlewares, notes);
  else notes.refused(label, 'no field of an Ingress', { hint: 'an annotation of your controller' });
}

/** A route that loses what guards it would be open to everybody. */
function middlewareNames(label: ProxySetting, middlewares: Middlewares, notes: ProxyNotes): void {
  const names = label.value.split(',').map((name) => name.trim());
  const isGuard = (name: string): boolean => {
    const kind = middlewares.get(name.replace(/@docker$/, '').toLowerCase());
    return kind === undefined ? guardName.test(name) : guards.has(kind);
  };
  const lost = names.filter(isGuard);
  if (lost.length > 0) {
    notes.refused(label, `${lost.join(', ')} guards this route, and without it everybody gets in`, {
      level: 'error',
      hint: 'the annotation of your controller for it, by x-waybill: {patch: …}, and accept this',
    });
  } else if (names.every((name) => middlewares.get(name.replace(/@docker$/, '').toLowerCase()) === 'redirectscheme'))
    notes.differs(label, 'controllers send clients on to HTTPS where a route has TLS, by their own settings');
  else notes.refused(label, `${names.join(', ')}: middlewares are no fields of an Ingress`, { hint: 'an annotation of your controller' });
}
