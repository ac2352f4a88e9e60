import type { PlanContext, ServicePlan } from '../context.ts';
import { runsToEnd } from '../draft.ts';
import { labelDomain, markSelector, objectLabels, selectorLabels } from '../labels.ts';
import { linksOf } from '../aliases.ts';
import { protocolOf } from '../known-ports.ts';
import { specialNetwork } from '../networks.ts';
import { PortSet } from '../ports.ts';
import { firstPublished } from '../port-openness.ts';
import { publicationOf } from '../public-ports.ts';
import { findPortClashes, ownPorts } from '../pods/listeners.ts';
import { ownsPod, usesOtherNetwork } from '../pods/pod-of.ts';
import type { ProjectRule } from '../rule.ts';
import { type AliasService, isAnswered, nameMessage } from '../host-names.ts';
import { k8sName } from '../../value/kube-name.ts';
import type { Path } from '../../source/node-tools.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { servicesAttributes } from './services.attributes.ts';

/** N-02…N-16: Services inside the cluster: one for every service that others may call, and for the aliases that texts use. */
export const servicesRule: ProjectRule = {
  name: 'services',
  handles: servicesAttributes,
  apply(context) {
    for (const service of context.services.values()) {
      containerPorts(service, context);
      if (hasService(service, context)) emitService(service, context);
      if (service.kind === 'StatefulSet' && ownsPod(service)) governingService(service, context);
      findPortClashes(service, context);
      hostname(service, context);
      accountForNames(service, context);
    }
    for (const alias of context.aliasServices) emitAlias(alias, context);
    state(context);
  },
};

/** N-03: every service that runs on has one; a Job only when something calls it. */
export function hasService(service: ServicePlan, { texts, project }: PlanContext): boolean {
  if (specialNetwork(service, project) === 'none' || usesOtherNetwork(service)) return false;
  return !runsToEnd(service.kind) || texts.toFromOthers(service.key).length > 0;
}

/** N-15: must answer before it is ready. */
export function publishesNotReady(service: ServicePlan, context: PlanContext): boolean {
  const { isEmpty, hasLongRange } = service.ports;
  return isEmpty || hasLongRange || isReplicaSetMember(service) || mustReachItself(service, context) || isInCycle(service.key, context);
}

/** N-13, N-14, N-18, N-19. */
export function isHeadless(service: ServicePlan): boolean {
  return !service.ports.isListable || service.service.deploy?.endpoint_mode === 'dnsrr';
}

/** Variables that list the names a server answers to; it does not call itself by them. */
const answeringTo = /(?:^|_)(?:ALLOWED_(?:HOSTS?|ORIGINS?)|TRUSTED_(?:HOSTS?|ORIGINS?|DOMAINS?)|SERVER_NAMES?|VIRTUAL_HOSTS?)$/i;

/** N-15 (a): it names itself; by its host name it reaches itself through its own /etc/hosts. A check counts while it stays a command (H-19). */
function mustReachItself({ key, kind, service, pod }: ServicePlan, { texts, selfCheckers }: PlanContext): boolean {
  const own = kind === 'StatefulSet' ? undefined : service.hostname?.toLowerCase();
  return texts
    .to(key)
    .some(
      (r) =>
        pod.members.includes(r.by) &&
        r.site.kind !== 'label' &&
        !answeringTo.test(r.site.key ?? '') &&
        (r.site.kind !== 'check' || selfCheckers.has(r.by)) &&
        r.name.toLowerCase() !== own,
    );
}

/** N-15 (a): mongod looks for itself among the hosts of its replica set as it starts, and leaves the set when none of them answers. */
function isReplicaSetMember({ service }: ServicePlan): boolean {
  return [...(service.entrypoint ?? []), ...(service.command ?? [])].some((word) => /(?:^|\s)--replSet(?:[\s=]|$)/.test(word));
}

/** N-15 (b): two services that name each other wait for each other. */
function isInCycle(key: string, { texts }: PlanContext): boolean {
  const callersOf = (name: string): readonly string[] => texts.toFromOthers(name).flatMap((r) => (r.site.kind === 'label' ? [] : [r.by]));
  return callersOf(key).some((other) => callersOf(other).includes(key));
}

/** N-11, N-24. */
function containerPorts(service: ServicePlan, context: PlanContext): void {
  const { ports, draft } = service;
  if (ports.isEmpty) return;
  const onHost = new Map(
    (service.service.ports ?? []).flatMap((port, i) => {
      if (publicationOf(i, service, context).kind !== 'host-port') return [];
      return [[`${port.target}/${protocolOf(port.protocol)}`, firstPublished(port)] as const];
    }),
  );
  const own = new PortSet(ownPorts(service, context));
  if (own.isEmpty) return;
  const list = own.containerPorts.map((port) => {
    const hostPort = onHost.get(`${port.containerPort}/${port.protocol}`);
    return hostPort === undefined ? port : { ...port, hostPort };
  });
  draft.container.set('ports', list, 'N-11');
}

function emitService(service: ServicePlan, context: PlanContext): void {
  const spec = {
    ...(isHeadless(service) && { clusterIP: 'None' }),
    selector: selectorLabels(context, service.pod.name),
    ...(service.ports.isListable && { ports: service.ports.servicePorts }),
    ...(publishesNotReady(service, context) && { publishNotReadyAddresses: true }),
    ...(prefersDualStack(service, context) && { ipFamilyPolicy: 'PreferDualStack' }),
  };
  push(service, service.name, spec, context);
}

function push(service: ServicePlan, name: string, spec: object, context: PlanContext): void {
  context.objects.push({
    service: service.key,
    object: { apiVersion: 'v1', kind: 'Service', metadata: { name, labels: objectLabels(context, service.name) }, spec },
  });
}

/** B-227. */
export function prefersDualStack({ service }: ServicePlan, { project }: PlanContext): boolean {
  return Object.keys(service.networks ?? {}).some((n) => project.networks.get(n)?.enable_ipv6 === true);
}

/** V-04: a StatefulSet needs a headless Service of its own; the service's name stays with the one that others call. */
function governingService(service: ServicePlan, context: PlanContext): void {
  const name = context.names.take('Service', `${service.name}-pods`);
  push(service, name, { clusterIP: 'None', selector: selectorLabels(context, service.name), publishNotReadyAddresses: true }, context);
  service.draft.spec.set('serviceName', name, 'V-04');
}

/** The longest name after `alias-` that a label key can have. */
const maxMark = 57;

/** N-02: a name that several services answer to selects by a label of its own, and has the ports of them all. */
function emitAlias({ name, alias, services }: AliasService, context: PlanContext): void {
  const targets = services.flatMap((key) => context.services.get(key) ?? []).filter((target) => hasService(target, context));
  const [first] = targets;
  if (!first) return;
  const mark = `alias-${k8sName(name, maxMark)}`;
  for (const target of targets) {
    const { draft } = target;
    const label = draft.target(pointerTo(`${draft.templatePointer}/metadata/labels`, `${labelDomain}/${mark}`));
    if (targets.length > 1) draft.podLabels.set(`${labelDomain}/${mark}`, 'true');
    const shaped = [{ object: { kind: 'Service', name }, pointer: '/metadata/name' }, ...(targets.length > 1 ? [label] : [])];
    for (const path of namedAt(alias.toLowerCase(), target)) context.ledger.shapes(path, 'N-02', shaped);
  }
  const ports = new PortSet(
    targets.flatMap((t) => t.ports.list),
    { hasLongRange: targets.some((t) => !t.ports.isListable) },
  );
  const isOpen = targets.some(isHeadless);
  const spec = {
    ...(isOpen && { clusterIP: 'None' }),
    selector: targets.length > 1 ? markSelector(context, mark) : selectorLabels(context, first.pod.name),
    ...(ports.isListable && { ports: ports.servicePorts }),
    ...(targets.some((t) => publishesNotReady(t, context)) && { publishNotReadyAddresses: true }),
    ...(targets.some((t) => prefersDualStack(t, context)) && { ipFamilyPolicy: 'PreferDualStack' }),
  };
  push(first, name, spec, context);
}

/** The attributes by which a service answers to a name. */
function namedAt(name: string, { path, service }: ServicePlan): readonly Path[] {
  const isName = (text: string | undefined): boolean => text?.toLowerCase() === name;
  const ofNetworks = Object.entries(service.networks ?? {}).flatMap(([network, settings]) =>
    (settings?.aliases ?? []).flatMap((alias, i) => (isName(alias) ? [[...path, 'networks', network, 'aliases', i]] : [])),
  );
  const ofContainer = (['container_name', 'hostname'] as const).filter((attribute) => isName(service[attribute]));
  return [...ofNetworks, ...ofContainer.map((attribute) => [...path, attribute])];
}

/** B-027: a label of DNS; the pod of a StatefulSet is named by its controller. */
function hostname(service: ServicePlan, context: PlanContext): void {
  const { path, draft, kind } = service;
  const { ledger } = context;
  const { hostname: name } = service.service;
  if (name === undefined) return;
  const at = [...path, 'hostname'];
  const valid = k8sName(name);
  if (!ownsPod(service)) {
    return ledger.refused(at, 'L-21', `the pod has the host name of ${service.pod.owner}`, { hint: `hostname of ${service.pod.owner}` });
  }
  if (kind === 'StatefulSet')
    return ledger.differs(at, 'B-027', 'the pods of a StatefulSet are named by its controller', { level: 'warning' });
  draft.pod.set('hostname', valid, 'B-027');
  const targets = [draft.podTarget('/hostname')];
  if (valid === name) ledger.exact(at, 'B-027', targets);
  else ledger.differs(at, 'B-027', `a host name is a DNS label: ${valid}`, { targets });
}

/** B-026, N-38. */
function accountForNames(service: ServicePlan, context: PlanContext): void {
  const { ledger, project } = context;
  const { container_name: container, links } = service.service;
  if (container !== undefined && container !== service.key) {
    const message = usesOtherNetwork(service)
      ? `its container is called ${service.name} in the pod of ${service.pod.owner}`
      : isAnswered(container, context)
        ? nameMessage(container, context.aliasServices)
        : `pods are named by the cluster; ${service.name} is the name to call`;
    ledger.differs([...service.path, 'container_name'], 'B-026', message, { targets: [service.draft.target('/metadata/name')] });
  } else if (container !== undefined)
    ledger.differs([...service.path, 'container_name'], 'B-026', 'pods are named by the cluster', {
      targets: [service.draft.target('/metadata/name')],
    });
  if (links === undefined) return;
  links.forEach((link, i) => {
    const { target, alias } = linksOf({ links: [link] }, project)[0] ?? { target: link, alias: link };
    const message =
      alias === target
        ? 'every service of the project can be called by its name'
        : isAnswered(alias, context)
          ? nameMessage(alias, context.aliasServices)
          : 'no text uses the alias, so no Service is made';
    ledger.differs([...service.path, 'links', i], 'N-38', message);
  });
}

/** What Services do otherwise than Docker's DNS, said once. */
function state(context: PlanContext): void {
  const { ledger } = context;
  const running = [...context.services.values()].filter((s) => hasService(s, context));
  const named = (list: readonly ServicePlan[]): string => list.map((s) => s.key).join(', ');
  const targets = (list: readonly ServicePlan[], pointer: string): { object: { kind: string; name: string }; pointer: string }[] =>
    [...list, ...context.aliasServices.filter((alias) => list.some(({ key }) => alias.services.includes(key)))].map(({ name }) => ({
      object: { kind: 'Service', name },
      pointer,
    }));
  const listed = running.filter((s) => !isHeadless(s));
  if (listed.length > 0) {
    ledger.add({
      rule: 'N-14',
      message: 'a Service opens the ports that the project names, and no other port of the container',
      targets: [],
      optOut: 'expose the port',
    });
  }
  const headless = running.filter(isHeadless);
  if (headless.length > 0) {
    ledger.add({
      rule: 'N-13',
      message: `a Service without an address leads to the pods themselves, on every port: ${named(headless)}; who keeps the address of a pod loses it with the pod`,
      targets: [
        ...targets(headless, '/spec/clusterIP'),
        ...targets(
          headless.filter((s) => publishesNotReady(s, context)),
          '/spec/publishNotReadyAddresses',
        ),
      ],
      optOut: 'expose the ports',
    });
  }
  const early = running.filter((s) => isReplicaSetMember(s) || mustReachItself(s, context) || isInCycle(s.key, context));
  if (early.length > 0) {
    ledger.add({
      rule: 'N-15',
      message: `leads to pods that are not ready yet, because they name themselves or each other: ${named(early)}`,
      targets: targets(early, '/spec/publishNotReadyAddresses'),
    });
  }
}
