import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Target } from '../../ledger/entry.ts';
import type { Port } from '../../model/service.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import { hasFixedNodePort } from '../node-ports.ts';
import { itemWhere, pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { appProtocol, expandRange, isInRange } from '../known-ports.ts';
import { objectLabels, selectorLabels } from '../labels.ts';
import { canBePortName } from '../ports.ts';
import { type ClosedReason, firstPublished, hasRouteMode } from '../port-openness.ts';
import { publicationOf, type PublicPort, publicServices, usesNodePorts } from '../public-ports.ts';
import { routePlan } from '../routes/route-plan.ts';
import { usesOtherNetwork } from '../pods/pod-of.ts';
import type { ProjectRule } from '../rule.ts';
import { findPublishedTwice } from '../published-twice.ts';
import { prefersDualStack } from './services.ts';
import { exposureAttributes } from './exposure.attributes.ts';

/** N-19…N-24, N-32: what `ports` opens outside the cluster. */
export const exposureRule: ProjectRule = {
  name: 'exposure',
  handles: exposureAttributes,
  apply(context) {
    for (const service of context.services.values()) {
      const names = publicServices(service, context).map(({ suffix, ports }) => ({
        name: emitPublic(service, suffix, ports, context),
        suffix,
        ports,
      }));
      accountForPorts(service, names, context);
      accountForExpose(service, context);
    }
    findPublishedTwice(context);
  },
};

interface Emitted {
  readonly name: string;
  readonly suffix: string;
  readonly ports: readonly PublicPort[];
}

/** N-20: a Service of its own, which keeps the port number of the file. */
function emitPublic(service: ServicePlan, suffix: string, ports: readonly PublicPort[], context: PlanContext): string {
  const isNodePort = usesNodePorts(service, context);
  const name = context.names.take('Service', `${service.name}-${suffix}`);
  const spec = {
    type: isNodePort ? 'NodePort' : 'LoadBalancer',
    ...(context.options.externalTraffic === 'local' && { externalTrafficPolicy: 'Local' }),
    selector: selectorLabels(context, service.pod.name),
    ports: ports.map((p) => ({
      name: `${p.protocol.toLowerCase()}-${p.published}`,
      port: p.published,
      targetPort: p.target,
      protocol: p.protocol,
      ...(p.appProtocol !== undefined && { appProtocol: p.appProtocol }),
      ...(hasFixedNodePort(p.published, service, suffix, context) && { nodePort: p.published }),
    })),
    ...(prefersDualStack(service, context) && { ipFamilyPolicy: 'PreferDualStack' }),
  };
  context.objects.push({
    service: service.key,
    object: { apiVersion: 'v1', kind: 'Service', metadata: { name, labels: objectLabels(context, service.name) }, spec },
  });
  if (!isNodePort) requireLoadBalancer(ports, context);
  return name;
}

function requireLoadBalancer(ports: readonly PublicPort[], { ledger, partOf }: PlanContext): void {
  ledger.require({
    rule: 'N-20',
    message: 'the cluster gives Services of type LoadBalancer an address',
    command: `kubectl get services --selector app.kubernetes.io/part-of=${partOf}`,
  });
  if (ports.some(({ published }) => published === 80 || published === 443)) {
    ledger.require({ rule: 'N-20', message: 'nothing else takes the ports 80 and 443 of the load balancer, as the Traefik of k3s does' });
  }
}

function accountForPorts(service: ServicePlan, emitted: readonly Emitted[], context: PlanContext): void {
  const ports = service.service.ports ?? [];
  ports.forEach((port, i) => {
    const range = service.ports.longRanges.find((r) => isInRange(r, i));
    const written = `${port.target}-${ports[range?.last ?? i]?.target ?? port.target}`;
    if (!range) accountForPort({ service, port, index: i, at: [...service.path, 'ports', i], written: undefined }, emitted, context);
    else if (range.first === i) accountForPort({ service, port, index: i, at: [...service.path, 'ports'], written }, emitted, context);
  });
}

/** An item of `ports`, or a long range of items that has one row in the account. */
interface Item {
  readonly service: ServicePlan;
  readonly port: Port;
  readonly index: number;
  readonly at: Path;
  readonly written: string | undefined;
}

function accountForPort(item: Item, emitted: readonly Emitted[], context: PlanContext): void {
  const { service, port, index, at } = item;
  const publication = publicationOf(index, service, context);
  accountForDetails(item, context);
  if (publication.kind === 'closed') return accountForClosed(item, publication.reason, context);
  if (publication.kind === 'host-port') {
    return context.ledger.differs(at, 'N-24', `port ${publication.published} of every node that runs a pod of it`, {
      level: 'warning',
      targets: [service.draft.containerTarget(`${pointerTo('/ports', itemWhere('containerPort', port.target))}/hostPort`)],
    });
  }
  if (publication.kind === 'route') return accountForRoute(item, context);
  const { published } = publication;
  const found = emitted.find(({ ports }) =>
    ports.some((p) => p.published === published && p.target === port.target && p.protocol === (port.protocol ?? 'tcp').toUpperCase()),
  );
  const name = found?.name;
  const isChoice = port.published?.includes('-') === true;
  const isSpecific = port.host_ip !== undefined && !['', '0.0.0.0', '::'].includes(port.host_ip);
  const rule = isSpecific ? 'N-22' : isChoice ? 'N-19' : port.published === undefined ? 'N-23' : 'N-20';
  const parts = [
    `reached from outside through ${name} on ${placeOf(published, service, found?.suffix ?? '', context)}`,
    ...(hasRouteMode(service, context) ? ['not by host name, because it does not speak plain HTTP or another port has the host'] : []),
    ...(isChoice ? ['the first port of the range'] : []),
    ...(isSpecific ? [`not bound to the address ${port.host_ip}`] : []),
    context.options.externalTraffic === 'local'
      ? 'only nodes with a pod of it answer, and the pods see the address of the client'
      : 'the pods may see another address than that of the client',
  ];
  context.ledger.differs(at, rule, parts.join('; '), {
    targets: [{ object: { kind: 'Service', name: name ?? service.name }, pointer: pointerTo('/spec/ports', itemWhere('port', published)) }],
    ...(isSpecific && { hint: `loadBalancerIP or externalIPs in the Service ${name}` }),
  });
}

/** N-25: the number under which the file publishes it is gone. */
function accountForRoute({ service, port, at }: Item, context: PlanContext): void {
  const found = routePlan(context).services.get(service.key);
  const routes = (found?.routes ?? []).filter((route) => route.port === port.target);
  const hosts = [...new Set(routes.map(({ host }) => host ?? 'any host'))].join(', ');
  const kind = found?.mode === 'gateway' ? 'HTTPRoute' : 'Ingress';
  const message = `reached from outside by name, under ${hosts} and the ports of the controller, not on ${firstPublished(port) ?? 'a port of its own'}`;
  context.ledger.differs(at, 'N-25', message, {
    targets: [{ object: { kind, name: service.name }, pointer: '/spec/rules' }],
  });
}

/** N-20: nodes have a range of their own for the ports of Services. */
function placeOf(published: number, service: ServicePlan, suffix: string, context: PlanContext): string {
  if (!usesNodePorts(service, context)) return String(published);
  return hasFixedNodePort(published, service, suffix, context)
    ? `port ${published} of every node`
    : 'a port of every node that the cluster picks';
}

function accountForDetails({ service, port, at, written }: Item, { ledger }: PlanContext): void {
  if (written !== undefined) return;
  ledger.exact([...at, 'target'], 'B-091');
  if (port.name !== undefined && !canBePortName(port.name.toLowerCase())) {
    ledger.differs([...at, 'name'], 'N-17', 'no legal name for a port, which is called by its protocol and number', {
      targets: internalTargets(service, port, 'name'),
    });
  } else if (port.name !== undefined) ledger.exact([...at, 'name'], 'B-097', internalTargets(service, port, 'name'));
  if (port.app_protocol !== undefined) {
    const name = appProtocol(port.app_protocol);
    if (name === undefined)
      ledger.refused([...at, 'app_protocol'], 'N-27', 'an application protocol is a name of IANA or has a domain before it', {
        hint: 'http, or example.com/NAME',
      });
    else ledger.exact([...at, 'app_protocol'], 'B-095', internalTargets(service, port, 'appProtocol'));
  }
  if (port.mode === 'host' && service.kind !== 'DaemonSet') {
    ledger.differs([...at, 'mode'], 'N-24', 'published as in the mode ingress: only a DaemonSet takes ports of its nodes', {
      hint: 'deploy: {mode: global}',
    });
  }
}

/** A field of a port of the container and the Service inside the cluster. */
function internalTargets(service: ServicePlan, { target }: Port, field: 'name' | 'appProtocol'): readonly Target[] {
  return [
    { object: { kind: 'Service', name: service.name }, pointer: `${pointerTo('/spec/ports', itemWhere('targetPort', target))}/${field}` },
    service.draft.containerTarget(`${pointerTo('/ports', itemWhere('containerPort', target))}/${field}`),
  ];
}

function accountForClosed(item: Item, reason: ClosedReason, context: PlanContext): void {
  const { service, port, at, written } = item;
  const { ledger, diagnostics } = context;
  const forward = portForward(service, port);
  switch (reason) {
    case 'host-network':
      return ledger.differs(at, 'N-33', 'the container uses the network of its node, where every port is open as it is');
    case 'no-network':
      return ledger.differs(at, 'N-33', 'a container without a network has no ports that are open');
    case 'joined':
      return ledger.refused(at, 'L-21', `not published: Docker takes no ports of a service that uses the network of ${service.networkOf}`, {
        hint: `write it under ports of ${service.networkOf}`,
      });
    case 'unpublished':
      return ledger.differs(at, 'N-23', 'Docker picks a random port of the host; here the port is open inside the cluster only', {});
    case 'loopback':
      return ledger.differs(at, 'N-21', 'published on the loopback address: open inside the cluster only', { hint: forward });
    case 'internal':
      diagnostics.push(
        diagnostic(
          'ports-on-internal-network',
          { span: ledger.spanAt(at), path: formatPath(at) },
          { service: service.key, port: port.published ?? String(port.target) },
        ),
      );
      return ledger.differs(at, 'N-32', 'not reachable in Docker either: all networks of the service are internal', {
        level: 'warning',
      });
    case 'job':
      return ledger.differs(at, 'N-20', 'a Job is not reached from outside', { hint: forward });
    case 'extension':
      return ledger.differs(at, 'N-20', 'x-waybill keeps it inside the cluster', { hint: forward });
    case 'option':
      return ledger.differs(at, 'N-20', '--expose none: open inside the cluster only', { hint: forward });
    case 'data-store':
      return ledger.differs(
        at,
        'N-20',
        'not published: this is a data store or an administration page, and a load balancer would put it on the internet',
        {
          level: 'warning',
          hint: `${forward}; x-waybill: {expose: true} or --expose-data publishes it`,
        },
      );
    case 'proxy':
      return ledger.differs(at, 'V-19', 'not published: the controller takes the place of a proxy that reads its routes from Docker', {
        hint: 'leave the service out',
      });
    case 'no-host':
      return ledger.differs(at, 'N-25', 'no route: several services have none, and nothing tells them apart', {
        level: 'warning',
        hint: '--domain example.com, or x-waybill: {ingress: {host: …}}',
      });
    case 'no-class':
      return ledger.differs(at, 'N-25', 'no route: nothing tells the class of the Gateway', {
        level: 'warning',
        hint: '--ingress-class NAME',
      });
    case 'too-many':
      return ledger.refused(
        at,
        'N-19',
        `the range ${written} has too many ports for a load balancer, and is open inside the cluster only`,
        {
          level: 'error',
          hint: 'network_mode: host, or the ports that are needed',
        },
      );
  }
}

/** A Service without ports forwards none; its workload does. */
function portForward(service: ServicePlan, port: Port): string {
  const target = service.ports.isListable ? `svc/${service.name}` : `${service.kind.toLowerCase()}/${service.draft.handle.name}`;
  return `kubectl port-forward ${target} ${firstPublished(port) ?? port.target}:${port.target}`;
}

function accountForExpose(service: ServicePlan, { ledger }: PlanContext): void {
  (service.service.expose ?? []).forEach((text, i) => {
    const at = [...service.path, 'expose', i];
    if (expandRange(text).length > 0) ledger.exact(at, 'B-098');
    else
      ledger.differs(at, 'N-19', 'too many ports to list: the Service has no address of its own and leads to the pods', {
        targets: [{ object: { kind: 'Service', name: service.name }, pointer: '/spec/clusterIP' }],
      });
  });
  if (service.service.deploy?.endpoint_mode !== undefined && usesOtherNetwork(service)) {
    ledger.notApplicable(
      [...service.path, 'deploy', 'endpoint_mode'],
      'L-21',
      `has no name of its own in the network of ${service.networkOf}`,
    );
  } else if (service.service.deploy?.endpoint_mode !== undefined) {
    const mode = service.service.deploy.endpoint_mode;
    const at = [...service.path, 'deploy', 'endpoint_mode'];
    const targets = [{ object: { kind: 'Service', name: service.name }, pointer: mode === 'dnsrr' ? '/spec/clusterIP' : '/spec' }];
    if (mode === 'vip' || mode === 'dnsrr') ledger.exact(at, 'B-183', targets);
    else ledger.differs(at, 'B-183', 'counts as vip; Docker knows vip and dnsrr only', { targets });
  }
}
