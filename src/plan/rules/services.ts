import { canBeServiceName } from '../aliases.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { labelDomain, markSelector, objectLabels, selectorLabels } from '../labels.ts';
import type { ProjectRule } from '../rule.ts';
import { k8sName } from '../../value/kube-name.ts';

/** N-02…N-16: Services inside the cluster: one for every service that others may call, and for the aliases that texts use. */
export const servicesRule: ProjectRule = {
  name: 'services',
  handles: ['services.*.container_name', 'services.*.hostname', 'services.*.links'],
  apply(context) {
    for (const service of context.services.values()) {
      containerPorts(service);
      if (hasService(service, context)) emitService(service, service.name, selectorLabels(context, service.name), context);
      if (service.kind === 'StatefulSet') governingService(service, context);
      hostname(service, context);
      accountForName(service, context);
    }
    for (const alias of context.aliases.values()) {
      if (!alias.isServiceName && context.texts.isMentioned(alias.name)) emitAlias(alias.name, alias.services, context);
    }
  },
};

/** N-03: every service that runs on has one; a Job only when something calls it. */
export function hasService(service: ServicePlan, { texts }: PlanContext): boolean {
  if (service.service.network_mode === 'none') return false;
  return service.kind !== 'Job' || texts.toFromOthers(service.key).length > 0;
}

/** N-15: must answer before it is ready. */
export function publishesNotReady(service: ServicePlan, context: PlanContext): boolean {
  if (isHeadless(service)) return true;
  const own = service.service.hostname;
  const reachesItself = own !== undefined && own === service.key;
  return (!reachesItself && context.texts.mentionsItself(service.key)) || isInCycle(service.key, context);
}

/** N-13, N-14, N-18. */
export function isHeadless(service: ServicePlan): boolean {
  return service.ports.isEmpty || service.ports.hasSharedNumber || service.service.deploy?.endpoint_mode === 'dnsrr';
}

/** N-15 (b): two services that name each other wait for each other. */
function isInCycle(key: string, { texts }: PlanContext): boolean {
  const callers = new Set(texts.toFromOthers(key).map((r) => r.by));
  return [...callers].some((other) => texts.toFromOthers(other).some((r) => r.by === key));
}

function containerPorts({ ports, draft }: ServicePlan): void {
  if (!ports.isEmpty) draft.container.set('ports', ports.containerPorts, 'N-11');
}

function emitService(service: ServicePlan, name: string, selector: Record<string, string>, context: PlanContext): void {
  const headless = isHeadless(service);
  const spec = {
    ...(headless && { clusterIP: 'None' }),
    selector,
    ...(!service.ports.isEmpty && !service.ports.hasSharedNumber && { ports: service.ports.servicePorts }),
    ...(publishesNotReady(service, context) && { publishNotReadyAddresses: true }),
    ...(dualStack(service, context) && { ipFamilyPolicy: 'PreferDualStack' }),
  };
  context.objects.push({ service: service.key, object: { apiVersion: 'v1', kind: 'Service', metadata: { name, labels: objectLabels(context, service.name) }, spec } });
}

/** B-227. */
function dualStack({ service }: ServicePlan, { project }: PlanContext): boolean {
  return Object.keys(service.networks ?? {}).some((n) => project.networks.get(n)?.enable_ipv6 === true);
}

/** V-04: a StatefulSet needs a headless Service of its own; the service's name stays with the one that others call. */
function governingService(service: ServicePlan, context: PlanContext): void {
  const name = governingName(service, context);
  const spec = { clusterIP: 'None', selector: selectorLabels(context, service.name), publishNotReadyAddresses: true };
  context.objects.push({ service: service.key, object: { apiVersion: 'v1', kind: 'Service', metadata: { name, labels: objectLabels(context, service.name) }, spec } });
  service.draft.spec.set('serviceName', name, 'V-04');
}

function governingName(service: ServicePlan, { names }: PlanContext): string {
  return names.take('Service', `${service.name}-pods`);
}

/** N-02: a name that several services answer to selects by a label of its own. */
function emitAlias(alias: string, services: readonly string[], context: PlanContext): void {
  if (services.length === 1 && !canBeServiceName(alias)) return;
  const targets = services.flatMap((key) => context.services.get(key) ?? []);
  const [first] = targets;
  if (!first) return;
  const name = context.names.take('Service', k8sName(alias));
  if (targets.length === 1) return emitService(first, name, selectorLabels(context, first.name), context);
  const mark = `alias-${name}`;
  for (const target of targets) target.draft.podLabels.set(`${labelDomain}/${mark}`, 'true');
  emitService(first, name, markSelector(context, mark), context);
}

/** B-027: a label of DNS; the pod of a StatefulSet is named by its controller. */
function hostname({ service, path, draft, kind }: ServicePlan, { ledger }: PlanContext): void {
  const { hostname: name } = service;
  if (name === undefined) return;
  const at = [...path, 'hostname'];
  const valid = k8sName(name);
  if (kind === 'StatefulSet') return ledger.differs(at, 'B-027', 'the pods of a StatefulSet are named by its controller', { level: 'warning' });
  draft.pod.set('hostname', valid, 'B-027');
  const targets = [draft.podTarget('/hostname')];
  if (valid === name) ledger.exact(at, 'B-027', targets);
  else ledger.differs(at, 'B-027', `a host name is a DNS label: ${valid}`, { targets });
}

function accountForName(service: ServicePlan, { ledger, texts }: PlanContext): void {
  const { container_name: container, links } = service.service;
  if (container !== undefined) {
    const message = texts.isMentioned(container) ? 'a Service of this name leads to the pods' : `pods are named by the cluster; ${service.name} is the name to call`;
    ledger.differs([...service.path, 'container_name'], 'B-026', message, { targets: [service.draft.target('/metadata/name')] });
  }
  if (links !== undefined) ledger.differs([...service.path, 'links'], 'N-38', 'a link alias is a Service that every pod of the namespace can call');
}
