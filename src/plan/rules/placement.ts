import { formatPath } from '../../source/node-tools.ts';
import type { Path } from '../../source/node-tools.ts';
import { itemWhere, pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { selectorLabels } from '../labels.ts';
import type { ServiceRule } from '../rule.ts';
import { autoscalerBounds } from './autoscaling.ts';
import { placementAttributes } from './placement.attributes.ts';

/** L-23, L-24, B-204: on which nodes pods run. */
export const placementRule: ServiceRule = {
  name: 'placement',
  handles: placementAttributes,
  apply(service, context) {
    const rules = service.service.deploy?.placement;
    const at = [...service.path, 'deploy', 'placement'];
    (rules?.constraints ?? []).forEach((text, i) => constrain(service, text, [...at, 'constraints', i], context));
    (rules?.preferences ?? []).forEach((preference, i) => spread(service, preference.spread ?? '', [...at, 'preferences', i], context));
    if (rules?.max_replicas_per_node !== undefined)
      limitPerNode(service, rules.max_replicas_per_node, [...at, 'max_replicas_per_node'], context);
  },
};

const required = '/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution';
const preferred = '/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution';

const ignored = 'docker compose up ignores it';

type NodeExpression = { readonly key: string; readonly operator: 'In' | 'NotIn'; readonly values: readonly string[] };

/** L-23: a wish, because a node that lacks the label would leave the pod Pending; platforms are a must, and all else with `--strict-placement`. */
function constrain(service: ServicePlan, text: string, at: Path, { ledger, options }: PlanContext): void {
  const match = /^\s*([\w./-]+)\s*(==|!=)\s*(.*?)\s*$/.exec(text);
  const [, key = '', operator = '', value = ''] = match ?? [];
  if (key.toLowerCase() === 'node.role') return role(value, operator === '==', at, ledger);
  const label = nodeLabel(key);
  if (!match || label === undefined || !isLabelValue(value)) {
    return ledger.refused(at, 'L-23', 'nodes of a cluster have no such property', {
      hint: 'label the nodes, and write node.labels.NAME == VALUE',
    });
  }
  const isPlatform = label === 'kubernetes.io/os' || label === 'kubernetes.io/arch';
  const expression: NodeExpression = {
    key: label,
    operator: operator === '==' ? 'In' : 'NotIn',
    values: [label === 'kubernetes.io/arch' ? architecture(value) : value],
  };
  const isRequired = isPlatform || options.strictPlacement;
  const expressions = isRequired ? service.draft.nodeRequirements : service.draft.nodePreferences;
  if (!expressions.some((known) => JSON.stringify(known) === JSON.stringify(expression))) expressions.push(expression);
  if (isRequired && !isPlatform) requireNode(service, expression, ledger);
  ledger.differs(
    at,
    'L-23',
    isRequired ? `pods run on such nodes only; ${ignored}` : `pods prefer such nodes, and run elsewhere where there are none; ${ignored}`,
    {
      targets: [
        service.draft.podTarget(
          isRequired
            ? pointerTo(`${required}/nodeSelectorTerms/0/matchExpressions`, itemWhere('key', label))
            : pointerTo(preferred, itemWhere('preference/matchExpressions/0/key', label)),
        ),
      ],
      ...(/^node\.labels\./i.test(key) && { hint: `kubectl label node NAME ${label}=${value}` }),
    },
  );
}

function requireNode(service: ServicePlan, { key, operator, values }: NodeExpression, ledger: PlanContext['ledger']): void {
  const selector = `${key}${operator === 'In' ? '=' : '!='}${values.join('')}`;
  ledger.require({
    rule: 'L-23',
    message: `some node that takes pods of ${service.key} has ${selector}`,
    command: `kubectl get nodes --selector '${selector}'`,
  });
}

function role(value: string, isEqual: boolean, at: Path, ledger: PlanContext['ledger']): void {
  const isWorker = (value.toLowerCase() === 'worker') === isEqual;
  if (isWorker) return ledger.differs(at, 'L-23', 'taints keep pods off the control plane, so nothing is written');
  ledger.differs(at, 'L-23', 'pods do not run on the control plane, so the constraint is left out', {
    level: 'warning',
    hint: 'label the nodes that are meant, and constrain that label',
  });
}

/** The label that a property of a Swarm node is in a cluster; undefined where there is none. */
function nodeLabel(key: string): string | undefined {
  const custom = /^node\.labels\.(.+)$/i.exec(key)?.[1];
  if (custom !== undefined) return isLabelKey(custom) ? custom : undefined;
  return known.get(key.toLowerCase());
}

const known: ReadonlyMap<string, string> = new Map([
  ['node.hostname', 'kubernetes.io/hostname'],
  ['node.platform.os', 'kubernetes.io/os'],
  ['node.platform.arch', 'kubernetes.io/arch'],
]);

function architecture(name: string): string {
  return name === 'x86_64' ? 'amd64' : name === 'aarch64' ? 'arm64' : name;
}

function isLabelKey(key: string): boolean {
  const [name = '', prefix, ...more] = key.split('/').reverse();
  const isPrefix =
    prefix === undefined || (prefix.length <= 253 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(prefix));
  return more.length === 0 && isPrefix && name !== '' && isLabelValue(name);
}

function isLabelValue(value: string): boolean {
  return value.length <= 63 && /^([A-Za-z0-9]([\w.-]*[A-Za-z0-9])?)?$/.test(value);
}

/** L-24. */
function spread(service: ServicePlan, strategy: string, at: Path, context: PlanContext): void {
  const label = /^node\.labels\.(.+)$/i.exec(strategy)?.[1];
  if (label === undefined || !isLabelKey(label)) {
    return context.ledger.refused(at, 'L-24', 'pods can be spread over labels of nodes only', { hint: 'write node.labels.NAME' });
  }
  service.draft.spread({
    maxSkew: 1,
    topologyKey: label,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorLabels(context, service.pod.name) },
  });
  const isZone = /zone|data-?center/i.test(label) && !label.includes('/');
  context.ledger.differs(at, 'L-24', `pods are spread over the values of this label of the nodes, as far as that goes; ${ignored}`, {
    targets: [service.draft.podTarget(pointerTo('/topologySpreadConstraints', itemWhere('topologyKey', label)))],
    ...(isZone && { hint: 'node.labels.topology.kubernetes.io/zone, which most clusters set' }),
  });
}

/** B-204. */
function limitPerNode(service: ServicePlan, most: number, at: Path, context: PlanContext): void {
  const { draft } = service;
  if (most === 0) return context.ledger.exact(at, 'B-204');
  if (most > 1) {
    return context.ledger.refused(at, 'B-204', 'only one pod a node can be demanded', {
      hint: `spread them with ${formatPath([...at.slice(0, -1), 'preferences'])}`,
    });
  }
  if (service.kind === 'DaemonSet') return context.ledger.exact(at, 'B-204', [draft.target('/kind')]);
  draft.podAntiAffinity.push({
    labelSelector: { matchLabels: selectorLabels(context, service.pod.name) },
    topologyKey: 'kubernetes.io/hostname',
  });
  context.ledger.exact(at, 'B-204', [draft.podTarget('/affinity/podAntiAffinity')]);
  const pods = autoscalerBounds(service, context)?.max ?? service.replicas.count;
  if (pods < 2) return;
  context.ledger.require({
    rule: 'B-204',
    message: `${pods} nodes can take pods of ${service.key}, one each: others stay Pending`,
    command: 'kubectl get nodes',
  });
}
