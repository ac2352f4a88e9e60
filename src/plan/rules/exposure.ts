import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { isDataStore } from '../../image/resolve.ts';
import type { Port } from '../../model/service.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { expandRange, protocolOf } from '../known-ports.ts';
import { objectLabels, selectorLabels } from '../labels.ts';
import type { Protocol } from '../ports.ts';
import type { ProjectRule } from '../rule.ts';

/** A port that the world reaches. */
export interface PublicPort {
  readonly published: number;
  readonly target: number;
  readonly protocol: Protocol;
  readonly path: Path;
}

/** N-19…N-24, N-32: what `ports` opens outside the cluster. */
export const exposureRule: ProjectRule = {
  name: 'exposure',
  handles: ['services.*.ports', 'services.*.expose', 'services.*.deploy.endpoint_mode'],
  apply(context) {
    for (const service of context.services.values()) {
      const open = publicPorts(service, context);
      emitPublic(service, open, context);
      accountForPorts(service, open, context);
    }
    findDuplicates(context);
  },
};

/** The ports of a service that get a public Service. */
export function publicPorts(service: ServicePlan, context: PlanContext): readonly PublicPort[] {
  if (context.options.expose === 'none' || closedReason(service, context) !== undefined) return [];
  return (service.service.ports ?? []).flatMap((port, i) => {
    const published = firstPublished(port);
    if (published === undefined || isLoopback(port.host_ip)) return [];
    return [{ published, target: port.target, protocol: protocolOf(port.protocol), path: [...service.path, 'ports', i] }];
  });
}

/** Why nothing of a service is public; undefined when its ports are. */
function closedReason(service: ServicePlan, { project }: PlanContext): 'data-store' | 'internal' | 'job' | 'host' | undefined {
  if (service.kind === 'Job') return 'job';
  if (service.service.network_mode === 'host') return 'host';
  const networks = Object.keys(service.service.networks ?? {});
  if (networks.length > 0 && networks.every((n) => project.networks.get(n)?.internal === true)) return 'internal';
  return service.extension.expose !== true && isClosedByDefault(service) ? 'data-store' : undefined;
}

/** N-20: a load balancer would put a database, or the page that administers it, on the internet. */
function isClosedByDefault({ image, extension }: ServicePlan): boolean {
  return extension.expose === false || isDataStore(image) || image.facts?.adminPage === true;
}

/** A range means a dynamic choice; the first port is taken (N-19). */
function firstPublished(port: Port): number | undefined {
  return port.published === undefined ? undefined : expandFirst(port.published);
}

function expandFirst(text: string): number | undefined {
  const number = Number.parseInt(text, 10);
  return Number.isNaN(number) || number === 0 ? undefined : number;
}

function isLoopback(ip: string | undefined): boolean {
  return ip !== undefined && (ip.startsWith('127.') || ip === '::1');
}

function emitPublic(service: ServicePlan, ports: readonly PublicPort[], context: PlanContext): void {
  const numbers = new Set<number>();
  const second: PublicPort[] = [];
  const first = ports.filter((p) => {
    if (numbers.has(p.published)) second.push(p);
    else numbers.add(p.published);
    return !second.includes(p);
  });
  emitOne(service, `${service.name}-public`, first, context);
  if (second.length > 0) emitOne(service, `${service.name}-public-${second[0]?.protocol.toLowerCase() ?? 'udp'}`, second, context);
}

function emitOne(service: ServicePlan, base: string, ports: readonly PublicPort[], context: PlanContext): void {
  if (ports.length === 0) return;
  const isNodePort = context.options.expose === 'nodeport';
  const name = context.names.take('Service', base);
  const spec = {
    type: isNodePort ? 'NodePort' : 'LoadBalancer',
    selector: selectorLabels(context, service.name),
    ports: ports.map((p) => ({
      name: `${p.protocol.toLowerCase()}-${p.published}`,
      port: p.published,
      targetPort: p.target,
      protocol: p.protocol,
      ...(isNodePort && p.published >= 30000 && p.published <= 32767 && { nodePort: p.published }),
    })),
  };
  context.objects.push({ service: service.key, object: { apiVersion: 'v1', kind: 'Service', metadata: { name, labels: objectLabels(context, service.name) }, spec } });
  if (!isNodePort) {
    context.ledger.require({ rule: 'N-20', message: 'the cluster gives Services of type LoadBalancer an address', command: `kubectl get service ${name}` });
  }
}

function accountForPorts(service: ServicePlan, open: readonly PublicPort[], context: PlanContext): void {
  const { ledger } = context;
  (service.service.ports ?? []).forEach((port, i) => accountForPort(service, port, i, open, context));
  (service.service.expose ?? []).forEach((text, i) => {
    const at = [...service.path, 'expose', i];
    if (expandRange(text).length > 0) ledger.exact(at, 'B-098', [service.draft.containerTarget('/ports')]);
    else ledger.refused(at, 'N-19', 'the range has too many ports for a Service', { level: 'error', hint: 'name the ports that are needed' });
  });
  if (service.service.deploy?.endpoint_mode !== undefined) {
    ledger.exact([...service.path, 'deploy', 'endpoint_mode'], 'B-183', [{ object: { kind: 'Service', name: service.name }, pointer: '/spec/clusterIP' }]);
  }
}

function accountForPort(service: ServicePlan, port: Port, index: number, open: readonly PublicPort[], context: PlanContext): void {
  const { ledger, diagnostics, options } = context;
  const at = [...service.path, 'ports', index];
  const internal = [{ object: { kind: 'Service', name: service.name }, pointer: '/spec/ports' }];
  const forward = `kubectl port-forward svc/${service.name} ${expandFirst(port.published ?? '') ?? port.target}:${port.target}`;
  const isOpen = open.some((p) => p.path.at(-1) === index);
  if (isOpen) {
    const targets = [...internal, { object: { kind: 'Service', name: `${service.name}-public` }, pointer: '/spec/ports' }];
    const range = /-/.test(port.published ?? '') ? ', the first of the range' : '';
    const ip = port.host_ip !== undefined && port.host_ip !== '0.0.0.0' && port.host_ip !== '::' ? `; the address ${port.host_ip} is the load balancer's choice` : '';
    return ledger.differs(at, port.host_ip === undefined ? 'N-20' : 'N-22', `reached from outside through ${service.name}-public on ${expandFirst(port.published ?? '')}${range}${ip}; the client's address may be hidden`, { targets });
  }
  const reason = closedReason(service, context);
  if (port.published === undefined) return ledger.differs(at, 'N-23', 'Docker picks a random port of the host; here the port is open inside the cluster only', { targets: internal });
  if (isLoopback(port.host_ip)) return ledger.differs(at, 'N-21', 'published on the loopback address: open inside the cluster only', { hint: forward, targets: internal });
  if (reason === 'internal') {
    diagnostics.push(diagnostic('ports-on-internal-network', { span: ledger.spanAt(at), path: formatPath(at) }, { service: service.key, port: port.published }));
    return ledger.differs(at, 'N-32', 'not reachable in Docker either: all networks of the service are internal', { level: 'warning', targets: internal });
  }
  if (reason === 'data-store') {
    const hint = `${forward}; x-waybill: {expose: true} publishes it`;
    return ledger.differs(at, 'N-20', 'not published: this is a data store or an administration page, and a load balancer would put it on the internet', { level: 'warning', hint, targets: internal });
  }
  if (reason === 'host') return ledger.differs(at, 'N-33', 'the container uses the network of its node', { targets: [] });
  const why = options.expose === 'none' ? '--expose none: open inside the cluster only' : 'a Job is not reached from outside';
  ledger.differs(at, 'N-20', why, { hint: forward, targets: internal });
}

/** DIAG-12: only one of the two could start in Compose. */
function findDuplicates({ project, diagnostics, ledger }: PlanContext): void {
  const first = new Map<string, Path>();
  for (const [key, service] of project.services) {
    (service.ports ?? []).forEach((port, i) => {
      const path = ['services', key, 'ports', i];
      if (port.published === undefined || port.published.includes('-')) return;
      const ip = port.host_ip === undefined || port.host_ip === '::' ? '0.0.0.0' : port.host_ip;
      const id = `${ip}:${port.published}/${port.protocol ?? 'tcp'}`;
      const known = first.get(id);
      if (!known) first.set(id, path);
      else if (known[1] !== key) {
        diagnostics.push(
          diagnostic(
            'port-published-twice',
            { span: ledger.spanAt(path), path: formatPath(path), related: [{ span: ledger.spanAt(known), label: 'published here first' }] },
            { port: port.published, protocol: port.protocol ?? 'tcp', first: String(known[1]), second: key },
          ),
        );
      }
    });
  }
}
