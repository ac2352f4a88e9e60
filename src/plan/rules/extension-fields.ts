import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatPath } from '../../source/node-tools.ts';
import type { Target } from '../../ledger/entry.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { originOf } from '../extension/effective.ts';
import type { ServiceRule } from '../rule.ts';

/** What `x-waybill` says about labels, annotations, accounts and nodes (B-006). */
export const extensionFieldsRule: ServiceRule = {
  name: 'extension-fields',
  handles: [],
  apply(service, context) {
    metadata(service, context);
    serviceAccount(service, context);
    priorityClass(service, context);
    tolerations(service, context);
    nodeSelector(service, context);
  },
};

/** Labels never become part of a selector: those have labels of their own (G-05). */
function metadata(service: ServicePlan, context: PlanContext): void {
  const { draft, extension } = service;
  for (const [field, own, pods] of [
    ['labels', draft.labels, draft.podLabels],
    ['annotations', draft.annotations, draft.podAnnotations],
  ] as const) {
    for (const [key, value] of Object.entries(extension[field] ?? {})) {
      own.set(key, value);
      pods.set(key, value);
    }
    const targets = Object.keys(extension[field] ?? {}).flatMap((key) =>
      ['', draft.templatePointer].map((place) => draft.target(pointerTo(`${place}/metadata/${field}`, key))),
    );
    if (targets.length > 0) account(service, field, targets, context);
  }
}

/** S-09: a pod has rights only where it asks the API for them, which nothing in Docker does. */
function serviceAccount(service: ServicePlan, context: PlanContext): void {
  const { draft, extension } = service;
  const name = extension.serviceAccount;
  if (name === undefined) return;
  draft.pod.set('serviceAccountName', name, 'B-006');
  context.externals.add(`ServiceAccount/${name}`);
  const place = context.options.namespace === undefined ? '' : ` -n ${context.options.namespace}`;
  context.ledger.require({
    rule: 'B-006',
    message: `the ServiceAccount ${name} exists`,
    command: `kubectl get serviceaccount ${name}${place}`,
  });
  account(
    service,
    'serviceAccount',
    [draft.podTarget('/serviceAccountName')],
    context,
    'the pods run as this account, whose token is not mounted',
  );
}

function priorityClass(service: ServicePlan, context: PlanContext): void {
  const { draft, extension } = service;
  const name = extension.priorityClass;
  if (name === undefined) return;
  draft.pod.set('priorityClassName', name, 'B-006');
  context.ledger.require({ rule: 'B-006', message: `the PriorityClass ${name} exists`, command: `kubectl get priorityclass ${name}` });
  account(service, 'priorityClass', [draft.podTarget('/priorityClassName')], context);
}

function tolerations(service: ServicePlan, context: PlanContext): void {
  const { draft, extension } = service;
  if (extension.tolerations === undefined || extension.tolerations.length === 0) return;
  draft.pod.set('tolerations', extension.tolerations, 'B-006');
  account(service, 'tolerations', [draft.podTarget('/tolerations')], context);
}

/** Beside what `platform` asks for; both cannot name the same label with different values. */
function nodeSelector(service: ServicePlan, context: PlanContext): void {
  const { draft, extension } = service;
  if (!extension.nodeSelector) return;
  const known = (draft.pod.get('nodeSelector') ?? {}) as Readonly<Record<string, string>>;
  const clash = Object.entries(extension.nodeSelector).find(([key, value]) => Object.hasOwn(known, key) && known[key] !== value);
  if (clash) {
    const at = [...originOf(service.key, 'nodeSelector', context.project), clash[0]];
    context.diagnostics.push(
      diagnostic(
        'extension-conflict',
        { span: context.ledger.spanAt(at), path: formatPath(at) },
        { key: clash[0], other: formatPath([...service.path, 'platform']) },
      ),
    );
  }
  draft.pod.settle('nodeSelector', { ...extension.nodeSelector, ...known }, 'B-006');
  account(service, 'nodeSelector', [draft.podTarget('/nodeSelector')], context);
}

/** An entry for what the service says itself; what is said at the top level has one for all services. */
function account(
  service: ServicePlan,
  field: string,
  targets: readonly Target[],
  { ledger, project }: PlanContext,
  difference?: string,
): void {
  const own = service.service['x-waybill'];
  if (!own || !Object.hasOwn(own, field)) return ledger.shapes(originOf(service.key, field, project), 'B-006', targets);
  const at = [...service.path, 'x-waybill', field];
  if (difference === undefined) ledger.exact(at, 'B-006', targets);
  else ledger.differs(at, 'B-006', difference, { targets });
}
