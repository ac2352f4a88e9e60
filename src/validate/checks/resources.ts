import { asList, asMap, asString, isMap, items } from '../json.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { type ObjectSet, violation } from '../object-set.ts';
import { parseQuantity } from '../quantity.ts';
import type { Violation } from '../violation.ts';

/** Resources that may be asked for and limited to different amounts. */
const overcommitted = new Set(['cpu', 'memory', 'ephemeral-storage']);
const wholeResources = new Set(['memory', 'ephemeral-storage']);

/** Requests within limits, no negative amounts, no fractions of a byte (T-01). */
export function* resources(set: ObjectSet): Iterable<Violation> {
  for (const { pod, container, pointer } of set.containers) {
    const { limits, requests } = asMap(container['resources']);
    for (const [field, amounts] of Object.entries({ limits, requests })) {
      for (const [name, amount] of Object.entries(asMap(amounts))) {
        const value = parseQuantity(amount);
        const here = pointerTo(pointer, 'resources', field, name);
        if (value === undefined) continue;
        if (value < 0) yield violation(pod.object, here, 'resources', 'is negative');
        if (name !== 'cpu' && !Number.isInteger(value))
          yield violation(pod.object, here, 'resources', wholeResources.has(name) ? 'a fraction of a byte' : 'not a whole number');
        const limit = field === 'requests' ? parseQuantity(asMap(limits)[name]) : undefined;
        if (limit === undefined) continue;
        if (value > limit) yield violation(pod.object, here, 'resources', 'more than its limit');
        if (value < limit && !overcommitted.has(name)) yield violation(pod.object, here, 'resources', 'differs from its limit');
      }
    }
  }
}

/** Combinations in security contexts that the API server refuses. */
export function* security(set: ObjectSet): Iterable<Violation> {
  for (const { pod, container, pointer } of set.containers) {
    const context = container['securityContext'];
    if (!isMap(context)) continue;
    const here = pointerTo(pointer, 'securityContext', 'allowPrivilegeEscalation');
    // SEC-08: with SYS_ADMIN added the API server takes it.
    if (context['allowPrivilegeEscalation'] === false && context['privileged'] === true)
      yield violation(pod.object, here, 'security', 'false although privileged');
    if (context['runAsNonRoot'] === true && context['runAsUser'] === 0)
      yield violation(pod.object, pointerTo(pointer, 'securityContext', 'runAsUser'), 'security', 'root although runAsNonRoot');
    for (const list of ['add', 'drop']) {
      for (const [i, capability] of asList(asMap(context['capabilities'])[list]).entries()) {
        // SEC-06: Kubernetes names capabilities without the prefix.
        if (String(capability).startsWith('CAP_'))
          yield violation(pod.object, pointerTo(pointer, 'securityContext', 'capabilities', list, i), 'security', 'with the prefix CAP_');
      }
    }
  }
  for (const pod of set.pods) {
    const pointer = pointerTo(pod.pointer, 'securityContext', 'sysctls');
    for (const { item, pointer: here } of items(asMap(pod.spec['securityContext'])['sysctls'], pointer)) {
      const name = asString(item['name']) ?? '';
      if (pod.spec['hostNetwork'] === true && name.startsWith('net.'))
        yield violation(pod.object, here, 'security', 'a sysctl of the host network');
    }
  }
}
