import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPath, type Path } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { KubeObject } from '../kubernetes.ts';
import { objectLabels, selectorLabels } from '../labels.ts';
import { reachedBy } from '../pods/pod-of.ts';
import { gatewayLimits, makeGateway, makeHttpRoutes, securedHosts } from '../routes/gateway.ts';
import { makeIngress } from '../routes/ingress.ts';
import { placeKey, type Route, routePlan, type ServiceRoutes } from '../routes/route-plan.ts';
import type { ProjectRule } from '../rule.ts';
import { isHeadless, publishesNotReady } from './services.ts';

/** N-25: routes by host name: an Ingress for each service, or a Gateway with HTTPRoutes. */
export const routesRule: ProjectRule = {
  name: 'routes',
  handles: [],
  apply(context) {
    const plan = routePlan(context);
    const all = [...plan.services.values()];
    hostless(plan.hostless, context);
    const [classless] = plan.classless;
    if (classless) problem('gateway-without-class', classless, {}, context);
    for (const service of plan.portless) problem('route-without-port', service, {}, context);
    samePlaces(all, context);
    const ingresses = all.filter(({ mode }) => mode === 'ingress');
    for (const routes of ingresses) {
      const object = makeIngress(routes, backendOf(routes, context), context);
      context.objects.push({ service: routes.service.key, object });
      state(routes, [object], context);
    }
    if (ingresses.length > 0) requireController(ingresses, context);
    gateway(
      all.filter(({ mode }) => mode === 'gateway'),
      context,
    );
  },
};

function gateway(all: readonly ServiceRoutes[], context: PlanContext): void {
  const [first] = all;
  if (!first) return;
  const { className } = all.find((routes) => routes.className !== undefined) ?? first;
  if (className === undefined) return;
  const secured = securedHosts(all);
  // The listener for plain HTTP is one of them.
  if (secured.length >= gatewayLimits.listeners) return problem('too-many-listeners', first.service, { count: secured.length }, context);
  const made = makeGateway(className, all, context);
  context.objects.push({ object: made.object });
  for (const routes of all) {
    const objects = makeHttpRoutes(routes, backendOf(routes, context), made, context);
    for (const object of objects) context.objects.push({ service: routes.service.key, object });
    state(routes, [...objects, made.object], context);
  }
  context.ledger.require({
    rule: 'N-25',
    message: `the Gateway API 1.0 is installed, with the GatewayClass ${className}`,
    command: `kubectl get gatewayclass ${className}`,
  });
}

/** The Service that routes lead to: the usual one, unless that one has no port or leads to pods that are not ready (N-15). */
function backendOf({ service, routes }: ServiceRoutes, context: PlanContext): string {
  const ports = [...new Set(routes.map(({ port }) => port))];
  const holder = reachedBy(service, context);
  const isUsual = !isHeadless(holder) && !publishesNotReady(holder, context);
  if (isUsual && ports.every((port) => holder.ports.tcp.some((known) => known.port === port))) return holder.name;
  const name = context.names.take('Service', `${service.name}-http`);
  context.objects.push({
    service: service.key,
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, labels: objectLabels(context, service.name) },
      spec: {
        selector: selectorLabels(context, service.pod.name),
        ports: ports.map((port) => ({ name: `tcp-${port}`, port, targetPort: port, protocol: 'TCP' })),
      },
    },
  });
  return name;
}

/** What the routes are, and which certificates they need. */
function state({ service, routes, secret, mode }: ServiceRoutes, objects: readonly KubeObject[], { ledger, externals }: PlanContext): void {
  const text = routes.map(placeText).join(', ');
  ledger.add({
    rule: 'N-25',
    message: `${service.key} is reached from outside by name, through ${mode === 'ingress' ? 'an Ingress' : 'HTTPRoutes'}: ${text}`,
    targets: objects.map(({ kind, metadata }) => ({ object: { kind, name: metadata.name }, pointer: '/spec' })),
    optOut: 'x-waybill: {expose: loadbalancer}, or none',
  });
  const secured = [...new Set(routes.flatMap(({ tls, host }) => (tls ? [host ?? 'any host'] : [])))];
  if (secured.length === 0) return;
  externals.add(`Secret/${secret}`);
  ledger.require({
    rule: 'N-25',
    message: `the Secret ${secret} holds the certificate of ${secured.join(', ')}: made by hand, or by cert-manager with its annotation on the ${mode === 'ingress' ? 'Ingress' : 'Gateway'}`,
    command: `kubectl create secret tls ${secret} --cert=tls.crt --key=tls.key`,
  });
}

function placeText({ host, path, tls }: Route): string {
  return `${tls ? 'https' : 'http'}://${host ?? '*'}${path === '/' ? '' : path}`;
}

function requireController(ingresses: readonly ServiceRoutes[], { ledger }: PlanContext): void {
  const classes = [...new Set(ingresses.map(({ className }) => className))];
  for (const className of classes) {
    ledger.require(
      className === undefined
        ? { rule: 'N-25', message: 'an Ingress controller runs, and its class is the default one', command: 'kubectl get ingressclass' }
        : {
            rule: 'N-25',
            message: `an Ingress controller runs, and its class is ${className}`,
            command: `kubectl get ingressclass ${className}`,
          },
    );
  }
  if (ingresses.some(({ routes }) => routes.some(({ host }) => host !== undefined)))
    ledger.require({ rule: 'N-25', message: 'DNS leads the hosts of the routes to the Ingress controller' });
}

function hostless(services: readonly ServicePlan[], context: PlanContext): void {
  const [first] = services;
  if (first)
    problem('route-without-host', first, { services: services.map(({ key }) => key), service: first.key }, context, services.slice(1));
}

type Code = 'route-without-host' | 'route-without-port' | 'route-taken-twice' | 'gateway-without-class' | 'too-many-listeners';

function problem(
  code: Code,
  service: ServicePlan,
  data: Readonly<Record<string, unknown>>,
  { diagnostics, ledger }: PlanContext,
  others: readonly ServicePlan[] = [],
): void {
  const at = placeOf(service);
  const related = others.map((other) => ({ span: ledger.spanAt(placeOf(other)), label: 'and here' }));
  diagnostics.push(
    diagnostic(
      code,
      { span: ledger.spanAt(at), path: formatPath(at), ...(related.length > 0 && { related }) },
      { service: service.key, ...data },
    ),
  );
}

function placeOf({ path, service }: ServicePlan): Path {
  return (service.ports ?? []).length > 0 ? [...path, 'ports', 0] : path;
}

/** Two services under one host and path: which of them answers is up to the controller. */
function samePlaces(all: readonly ServiceRoutes[], context: PlanContext): void {
  const owners = new Map<string, ServicePlan>();
  for (const { service, routes } of all) {
    for (const route of routes) {
      const key = placeKey(route);
      const owner = owners.get(key);
      if (owner) problem('route-taken-twice', service, { other: owner.key, place: placeText(route) }, context, [owner]);
      else owners.set(key, service);
    }
  }
}
