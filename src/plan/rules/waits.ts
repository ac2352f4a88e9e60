import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { healthcheckOf } from '../../image/resolve.ts';
import type { Dependency } from '../../model/service.ts';
import { formatPath } from '../../source/node-tools.ts';
import { itemWhere, pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { Json } from '../draft.ts';
import { escapeDollar } from '../escape.ts';
import { healthTemplate } from '../health-templates.ts';
import { objectLabels, selectorLabels } from '../labels.ts';
import type { ProjectRule } from '../rule.ts';
import { hasService, publishesNotReady } from './services.ts';
import type { ConvertOptions } from '../options.ts';
import { isInternalOnly, podNetworks, specialNetwork } from '../networks.ts';
import { podOwner, reachedBy } from '../pods/pod-of.ts';
import { askedPort } from '../probes/asked-port.ts';
import { waitsAttributes } from './waits.attributes.ts';

/** Small enough not to change the class of the pod (R-07). */
const waitResources = { requests: { cpu: '10m', memory: '16Mi' } };

const waitSecurity = {
  runAsUser: 65534,
  runAsGroup: 65534,
  runAsNonRoot: true,
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

/** L-03…L-08: `depends_on`. */
export const waitsRule: ProjectRule = {
  name: 'waits',
  handles: waitsAttributes,
  apply(context) {
    for (const service of context.services.values()) {
      for (const [key, dependency] of Object.entries(service.service.depends_on ?? {})) {
        const target = context.services.get(key);
        if (target) waitFor(service, target, dependency, context);
        else context.ledger.differs([...service.path, 'depends_on', key], 'L-01', `not waited for: nothing in the cluster is ${key}`);
      }
    }
  },
};

function waitFor(service: ServicePlan, target: ServicePlan, dependency: Dependency, context: PlanContext): void {
  const at = [...service.path, 'depends_on', target.key];
  if (dependency.restart !== undefined) {
    context.ledger.notApplicable([...at, 'restart'], 'B-063', 'acts on explicit operations of Docker Compose only', {
      hint: `kubectl rollout restart`,
    });
  }
  context.ledger.exact([...at, 'required'], 'L-06');
  if (target.fold.into === service.key) {
    const message = 'runs first in every pod, and again whenever a pod starts; until it succeeds, nothing else of the pod starts';
    return context.ledger.differs([...at, 'condition'], 'L-05b', message, { targets: [target.draft.containerTarget('')] });
  }
  if (service.pod.owner === target.pod.owner) return withinPod(service, target, dependency, context);
  if (specialNetwork(service, context.project) === 'none') {
    return context.ledger.differs([...at, 'condition'], 'N-33', 'not waited for: a pod without a network can ask nobody');
  }
  if (target.kind === 'CronJob') {
    return context.ledger.differs([...at, 'condition'], 'L-10', 'not waited for: it runs at the times of its schedule');
  }
  switch (dependency.condition) {
    case 'service_started':
      return waitForStart(service, target, context);
    case 'service_healthy':
      return waitForHealth(service, target, dependency.required, context);
    case 'service_completed_successfully':
      return waitForCompletion(service, target, dependency.required, context);
  }
}

/** L-21: the containers of a pod are started together, and one that is not ready keeps the whole pod from being so. */
function withinPod(service: ServicePlan, target: ServicePlan, { condition }: Dependency, { ledger }: PlanContext): void {
  const at = [...service.path, 'depends_on', target.key, 'condition'];
  ledger.differs(at, 'L-21', `not waited for: both are containers of one pod, which are started together`, {
    ...(condition === 'service_healthy' && { level: 'warning', hint: `let ${service.key} try again until ${target.key} answers` }),
  });
}

/** L-03: Compose promises no more than that a process was started. */
function waitForStart(service: ServicePlan, target: ServicePlan, context: PlanContext): void {
  const at = [...service.path, 'depends_on', target.key, 'condition'];
  const port = (target.ports.tcp[0] ?? reachedBy(target, context).ports.tcp[0])?.port;
  if (
    context.options.wait === 'all' &&
    port !== undefined &&
    hasService(reachedBy(target, context), context) &&
    sharesNetwork(service, target, context) &&
    target.replicas.count > 0
  ) {
    addWait(service, reachedBy(target, context), softLoop(reachedBy(target, context).name, [port], briefly), context);
    return context.ledger.differs(at, 'L-03', 'waits up to two minutes for the port, then starts anyway', {
      targets: [service.draft.initTarget(waitName(reachedBy(target, context)))],
    });
  }
  const hint = context.options.wait === 'all' ? {} : { hint: '--wait all waits for the port' };
  context.ledger.differs(at, 'L-03', 'a cluster starts everything at once; the name resolves as soon as the Service exists', hint);
}

/** L-04. */
function waitForHealth(service: ServicePlan, target: ServicePlan, required: boolean, context: PlanContext): void {
  const { ledger, options } = context;
  const at = [...service.path, 'depends_on', target.key, 'condition'];
  if (options.wait === 'none') return ledger.differs(at, 'L-04', '--wait none: starts without waiting');
  if (target.replicas.count === 0) return ledger.differs(at, 'L-04', 'not waited for: it has no replicas');
  if (!target.check) missingCheck(service, target, context);
  const holder = reachedBy(target, context);
  const gate = readyService(target, context);
  const ports = gatePorts(target.ports.tcp.length === 0 ? holder : target);
  const asksPort = ports.length > 0 && gate !== undefined && sharesNetwork(service, target, context);
  const asked = asksPort ? gate : readyName(holder, context);
  if (asksPort)
    addWait(service, holder, required ? `until ${connects(gate, ports)}; do sleep 2; done` : softLoop(gate, ports, patiently), context);
  else addWait(service, holder, dnsLoop(asked, required), context);
  if (asked !== holder.name) ledger.shapes(at, 'N-16', [{ object: { kind: 'Service', name: asked }, pointer: '/spec' }]);
  ledger.differs(
    at,
    required ? 'L-04' : 'L-06',
    required ? 'waits until a ready pod answers; Docker Compose gives up when the check fails' : 'waits up to ten minutes',
    {
      targets: [service.draft.initTarget(waitName(holder))],
    },
  );
}

/** DIAG-19: an error only when the image is known to have no check either. */
function missingCheck(service: ServicePlan, target: ServicePlan, { ledger, diagnostics }: PlanContext): void {
  const { healthcheck } = target.service;
  const absent = healthcheckOf(target.image) === 'none' || healthcheck?.disable === true || healthcheck?.test?.[0] === 'NONE';
  const at = [...service.path, 'depends_on', target.key, 'condition'];
  diagnostics.push(
    diagnostic(
      'healthy-without-check',
      { span: ledger.spanAt(at), path: formatPath(at), severity: absent ? 'error' : 'warning' },
      { service: service.key, dependency: target.key, template: healthTemplate(target.service.image) },
    ),
  );
}

/** N-16: the Service through which readiness shows: the usual one, unless that one also leads to pods that are not ready. */
function readyService(target: ServicePlan, context: PlanContext): string | undefined {
  const holder = reachedBy(target, context);
  if (!hasService(holder, context)) return undefined;
  return publishesNotReady(holder, context) || holder.ports.tcp.length === 0 ? readyName(holder, context) : holder.name;
}

/** `<service>-ready`: headless, ready pods only (N-16). */
function readyName(target: ServicePlan, context: PlanContext): string {
  const name = context.names.take('Service', `${target.name}-ready`);
  if (!context.objects.has('Service', name)) {
    context.objects.push({
      service: target.key,
      object: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, labels: objectLabels(context, target.name) },
        spec: {
          clusterIP: 'None',
          selector: selectorLabels(context, target.pod.name),
          ...(target.ports.isListable && { ports: target.ports.servicePorts }),
        },
      },
    });
  }
  return name;
}

/** N-31: without a common network a policy would block the connection for ever. */
function sharesNetwork(service: ServicePlan, target: ServicePlan, context: PlanContext): boolean {
  if (!context.hasPolicies) return true;
  const own = podNetworks(service, context);
  return podNetworks(target, context).some((n) => own.includes(n));
}

/** L-05. */
function waitForCompletion(service: ServicePlan, target: ServicePlan, required: boolean, context: PlanContext): void {
  const { ledger, options } = context;
  const at = [...service.path, 'depends_on', target.key, 'condition'];
  if (options.wait === 'none') return ledger.differs(at, 'L-05', '--wait none: starts without waiting');
  if (target.replicas.count === 0 || target.kind !== 'Job') return ledger.differs(at, 'L-05', 'not waited for: it is no Job that ends');
  const isCutOff = isInternalOnly(service, context);
  if (isCutOff) {
    ledger.require({
      rule: 'N-31',
      message: `a NetworkPolicy lets ${service.name} reach the API server, which it asks whether ${target.name} is done`,
    });
  }
  service.draft.addInitContainer('wait', () => completionWait(target, required, context.options));
  grantJobAccess(podOwner(service, context), context);
  ledger.differs(
    at,
    required ? 'L-05' : 'L-06',
    required ? 'waits until the Job has completed; after a failure it keeps waiting' : 'waits until the Job has ended, also with a failure',
    {
      targets: [
        service.draft.initTarget(waitName(target)),
        service.draft.jobTarget(pointerTo('/podFailurePolicy/rules', itemWhere('onExitCodes/containerName', waitName(target)))),
      ],
      ...(isCutOff && { level: 'warning' as const }),
      ...(target.fold.refusal !== undefined && { hint: `--jobs fold leaves ${target.key} a Job: ${target.fold.refusal}` }),
    },
  );
}

function completionWait(target: ServicePlan, required: boolean, { kubectlImage }: ConvertOptions): Json {
  return {
    name: waitName(target),
    image: kubectlImage,
    args: ['wait', `--for=${required ? 'condition=complete' : ended}`, `job/${target.draft.handle.name}`, '--timeout=-1s'],
    resources: waitResources,
    securityContext: waitSecurity,
    volumeMounts: [{ name: tokenVolume, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }],
  };
}

/** L-06: a Job gets its first condition when it is complete or has failed; the image has no shell that could pass over an exit status. */
const ended = 'jsonpath={.status.conditions[0].status}=True';

/** L-05: the right to look at Jobs, in this init container alone; for the account that the user chose, where there is one. */
function grantJobAccess(service: ServicePlan, context: PlanContext): void {
  const { draft, extension } = service;
  if (draft.volumes.some((volume) => volume.name === tokenVolume)) return;
  const name = context.names.take('ServiceAccount', `${service.name}-wait`);
  const account = extension.serviceAccount ?? name;
  draft.pod.set('serviceAccountName', account, 'L-05');
  draft.volumes.push({ name: tokenVolume, projected: { defaultMode: 0o444, sources: tokenSources } });
  context.externals.add('ConfigMap/kube-root-ca.crt');
  const metadata = { name, labels: objectLabels(context, service.name) };
  const objects = [
    ...(account === name ? [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false }] : []),
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list', 'watch'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [
        { kind: 'ServiceAccount', name: account, ...(context.options.namespace !== undefined && { namespace: context.options.namespace }) },
      ],
    },
  ];
  for (const object of objects) context.objects.push({ service: service.key, object });
  context.ledger.add({
    rule: 'L-05',
    message: `${account === name ? service.key : `the ServiceAccount ${account} of ${service.key}`} may look at Jobs, to wait for the ones that it depends on`,
    targets: [
      ...(account === name
        ? [draft.podTarget('/serviceAccountName'), { object: { kind: 'ServiceAccount', name }, pointer: '/automountServiceAccountToken' }]
        : []),
      { object: { kind: 'Role', name }, pointer: '/rules' },
      { object: { kind: 'RoleBinding', name }, pointer: '/roleRef' },
      { object: { kind: 'RoleBinding', name }, pointer: '/subjects' },
      draft.podTarget(pointerTo('/volumes', itemWhere('name', tokenVolume))),
    ],
    optOut: '--wait none',
  });
}

const tokenVolume = 'sa-token';

/** What a pod's own token mount holds; kubectl finds the API server, the token and the namespace there. */
const tokenSources: readonly Json[] = [
  { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
  { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  // The API server fills in `apiVersion`; without it every further `kubectl apply` would find a difference.
  { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
];

function addWait(service: ServicePlan, target: ServicePlan, line: string, { options }: PlanContext): void {
  service.draft.addInitContainer('wait', () => ({
    name: waitName(target),
    image: options.waitImage,
    command: ['sh', '-c', escapeDollar(line)],
    resources: waitResources,
    securityContext: waitSecurity,
  }));
}

export function waitName(target: ServicePlan): string {
  return `wait-${target.name}`.slice(0, 63).replace(/-+$/, '');
}

/** Tries, one every two seconds, for what is said to be started: two minutes (L-03). */
const briefly = 60;

/**
 * Tries for what is said to be healthy and is not required: ten minutes (L-06). Docker Compose has all images and volumes before it
 * waits; here a dependency pulls and binds its own meanwhile, and a Job that gives up too early has failed for good.
 */
const patiently = 300;

/** L-03, L-06: never a failure. */
function softLoop(host: string, ports: readonly number[], tries: number): string {
  return `i=0; until ${connects(host, ports)} || [ $i -ge ${tries} ]; do i=$((i+1)); sleep 2; done`;
}

/** L-04: on whichever port, the Service answers only while a pod is ready. */
function connects(host: string, ports: readonly number[]): string {
  return ports.map((port) => `nc -z -w 2 ${host} ${port}`).join(' || ');
}

/** The port that is known first; where that is a guess by the image, also the one that the check calls. */
function gatePorts({ check, ports: { tcp } }: ServicePlan): readonly number[] {
  const [first, ...others] = tcp;
  if (!first) return [];
  const asked = first.from === 'table' && check ? askedPort(check.test.value) : undefined;
  return [first, ...others.filter(({ port }) => port === asked)].map(({ port }) => port);
}

/** L-04: busybox's nslookup answers for full names only, and its exit status says nothing. */
function dnsLoop(host: string, required: boolean): string {
  const probe = `nslookup ${host}.$(awk '/^search/{print $2}' /etc/resolv.conf) 2>/dev/null | grep -q '^Name:'`;
  return required ? `until ${probe}; do sleep 2; done` : `i=0; until ${probe} || [ $i -ge ${patiently} ]; do i=$((i+1)); sleep 2; done`;
}
