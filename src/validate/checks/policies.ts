import { asList, asMap, asString, at, items, type JsonMap } from '../json.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { isPortNumber } from '../name-formats.ts';
import { type ObjectSet, ofKind, violation } from '../object-set.ts';
import type { Violation } from '../violation.ts';

/** An autoscaler has a target that leaves it the number of pods and has the requests that its metric is measured by. */
export function* autoscalers(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'HorizontalPodAutoscaler')) {
    const spec = asMap(object['spec']);
    const { minReplicas = 1, maxReplicas } = spec;
    if (Number(minReplicas) < 1 || Number(minReplicas) > Number(maxReplicas))
      yield violation(object, '/spec/minReplicas', 'autoscaler', 'not between 1 and maxReplicas');
    const target = set.find(String(at(spec, 'scaleTargetRef', 'kind')), String(at(spec, 'scaleTargetRef', 'name')));
    if (!target) {
      yield violation(object, '/spec/scaleTargetRef', 'autoscaler', 'no such workload');
      continue;
    }
    if (at(target, 'spec', 'replicas') !== undefined)
      yield violation(object, '/spec/scaleTargetRef', 'autoscaler', 'its target sets replicas');
    for (const { item: metric, pointer } of items(spec['metrics'], '/spec/metrics')) {
      if (at(metric, 'resource', 'target', 'type') !== 'Utilization') continue;
      const name = asString(at(metric, 'resource', 'name')) ?? '';
      const measured = set.containers.filter(({ pod, isInit }) => pod.object === target && !isInit);
      if (!measured.every(({ container }) => requestsOf(container, name)))
        yield violation(object, pointer, 'autoscaler', `a container of its target requests no ${name}`);
    }
  }
}

function requestsOf(container: JsonMap, name: string): boolean {
  return at(container, 'resources', 'requests', name) !== undefined || at(container, 'resources', 'limits', name) !== undefined;
}

/** A disruption budget selects pods and states one bound. */
export function* disruptionBudgets(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'PodDisruptionBudget')) {
    const { selector, minAvailable, maxUnavailable } = asMap(object['spec']);
    if (set.selected(selector).length === 0) yield violation(object, '/spec/selector', 'disruption-budget', 'selects no pod');
    if ((minAvailable === undefined) === (maxUnavailable === undefined))
      yield violation(object, '/spec', 'disruption-budget', 'not one of minAvailable and maxUnavailable');
  }
}

/** A network policy selects pods, and its peers in the same namespace are pods of the set. */
export function* networkPolicies(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'NetworkPolicy')) {
    const spec = asMap(object['spec']);
    if (set.selected(spec['podSelector']).length === 0) yield violation(object, '/spec/podSelector', 'network-policy', 'selects no pod');
    for (const [rules, peers, type] of [
      ['ingress', 'from', 'Ingress'],
      ['egress', 'to', 'Egress'],
    ] as const) {
      if (spec[rules] !== undefined && !asList(spec['policyTypes']).includes(type))
        yield violation(object, '/spec/policyTypes', 'network-policy', `without ${type}`);
      for (const rule of items(spec[rules], pointerTo('/spec', rules))) {
        for (const { item: peer, pointer } of items(rule.item[peers], pointerTo(rule.pointer, peers))) {
          if (peer['ipBlock'] !== undefined && Object.keys(peer).length > 1)
            yield violation(object, pointer, 'network-policy', 'ipBlock beside a selector');
          const local = peer['podSelector'] !== undefined && peer['namespaceSelector'] === undefined;
          if (local && set.selected(peer['podSelector']).length === 0)
            yield violation(object, pointerTo(pointer, 'podSelector'), 'network-policy', 'selects no pod');
        }
        for (const { item, pointer } of items(rule.item['ports'], pointerTo(rule.pointer, 'ports'))) {
          const { port } = item;
          if (typeof port === 'number' && !isPortNumber(port))
            yield violation(object, pointerTo(pointer, 'port'), 'network-policy', 'not a port number');
        }
      }
    }
  }
}

/** A role binding joins a role and accounts that are there. */
export function* roleBindings(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'RoleBinding')) {
    const role = at(object, 'roleRef');
    const kind = asString(at(role, 'kind')) ?? '';
    const name = asString(at(role, 'name')) ?? '';
    if (kind === 'Role' && !set.exists('Role', name)) yield violation(object, '/roleRef/name', 'role', `no Role ${name}`);
    for (const { item: subject, pointer } of items(object['subjects'], '/subjects')) {
      const account = asString(subject['name']) ?? '';
      if (subject['kind'] === 'ServiceAccount' && account !== 'default' && !set.exists('ServiceAccount', account)) {
        yield violation(object, pointerTo(pointer, 'name'), 'role', `no ServiceAccount ${account}`);
      }
    }
  }
}
