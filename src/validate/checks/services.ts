import type { KubeObject } from '../../plan/kubernetes.ts';
import { asMap, asString, at, items, type JsonMap } from '../json.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { isDnsLabel, isPortNumber, isSubdomain } from '../name-formats.ts';
import { containersOf, type ObjectSet, ofKind, type PodSite, portNames, violation } from '../object-set.ts';
import type { Violation } from '../violation.ts';

function isHeadless(spec: JsonMap): boolean {
  return spec['clusterIP'] === 'None';
}

/** A Service's type and what belongs to it. */
export function* serviceTypes(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'Service')) {
    const spec = asMap(object['spec']);
    const type = spec['type'] ?? 'ClusterIP';
    if (type === 'ExternalName') {
      if (!isSubdomain((asString(spec['externalName']) ?? '').toLowerCase()))
        yield violation(object, '/spec/externalName', 'service', 'not a host name');
      continue;
    }
    if (isHeadless(spec) && type !== 'ClusterIP')
      yield violation(object, '/spec/clusterIP', 'service', `None for a ${asString(type) ?? 'Service of no type'}`);
    if (!isHeadless(spec) && items(spec['ports'], '').length === 0) yield violation(object, '/spec/ports', 'service', 'no port');
    // G-10: an address once given can never be changed.
    if (spec['clusterIP'] !== undefined && !isHeadless(spec)) yield violation(object, '/spec/clusterIP', 'service', 'a fixed address');
  }
}

function selectedPods(set: ObjectSet, service: KubeObject): readonly PodSite[] {
  return set.selected({ matchLabels: at(service, 'spec', 'selector') });
}

/** A Service selects the pods of some workload. */
export function* serviceSelectors(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'Service')) {
    const selector = at(object, 'spec', 'selector');
    if (at(object, 'spec', 'type') === 'ExternalName') continue;
    if (Object.keys(asMap(selector)).length === 0) yield violation(object, '/spec/selector', 'service', 'no selector');
    else if (selectedPods(set, object).length === 0) yield violation(object, '/spec/selector', 'service', 'selects no pod');
  }
}

/** Whether the pods that a Service selects have a port of a name; selecting none is another violation. */
function hasTarget(set: ObjectSet, service: KubeObject, name: string): boolean {
  const pods = selectedPods(set, service);
  return pods.length === 0 || pods.flatMap(containersOf).some(({ container, isInit }) => !isInit && portNames(container).includes(name));
}

/** Numbers, names and targets of Service ports. */
export function* servicePorts(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'Service')) {
    const ports = items(at(object, 'spec', 'ports'), '/spec/ports');
    const names = new Set<string>();
    for (const { item: port, pointer } of ports) {
      const { name, targetPort = port['port'] } = port;
      const problem = (field: string, detail: string): Violation => violation(object, pointerTo(pointer, field), 'service', detail);
      if (!isPortNumber(port['port'])) yield problem('port', 'not a port number');
      if (name === undefined && ports.length > 1) yield problem('name', 'one of several ports without name');
      if (name !== undefined && !isDnsLabel(asString(name) ?? '')) yield problem('name', 'not a name for a port');
      if (typeof name === 'string' && names.has(name)) yield problem('name', 'an earlier port has this name');
      if (typeof name === 'string') names.add(name);
      const hasPort = typeof targetPort === 'string' ? hasTarget(set, object, targetPort) : isPortNumber(targetPort);
      if (!hasPort) yield problem('targetPort', 'no such port in the selected pods');
    }
  }
}

/** Node ports: only where the type has them, in the range that clusters keep for them, each for one Service whatever the protocol. */
export function* nodePorts(set: ObjectSet): Iterable<Violation> {
  const taken = new Map<number, unknown>();
  for (const object of ofKind(set, 'Service')) {
    const type = at(object, 'spec', 'type');
    for (const { item: port, pointer } of items(at(object, 'spec', 'ports'), '/spec/ports')) {
      const number = port['nodePort'];
      if (typeof number !== 'number') continue;
      const problem = (detail: string): Violation => violation(object, pointerTo(pointer, 'nodePort'), 'service', detail);
      if (type !== 'NodePort' && type !== 'LoadBalancer') yield problem('a node port without node port type');
      if (number < 30000 || number > 32767) yield problem('outside 30000 to 32767');
      if (taken.has(number) && taken.get(number) !== object) yield problem('a node port of an earlier Service');
      taken.set(number, object);
    }
  }
}

/** An Ingress leads to ports of Services that are there. */
export function* ingresses(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'Ingress')) {
    for (const rule of items(at(object, 'spec', 'rules'), '/spec/rules')) {
      for (const path of items(at(rule.item, 'http', 'paths'), pointerTo(rule.pointer, 'http', 'paths'))) {
        const backend = at(path.item, 'backend', 'service');
        const pointer = pointerTo(path.pointer, 'backend', 'service');
        const name = asString(at(backend, 'name')) ?? '';
        const service = set.find('Service', name);
        if (!set.exists('Service', name)) yield violation(object, pointerTo(pointer, 'name'), 'ingress', `no Service ${name}`);
        const number = at(backend, 'port', 'number');
        const portName = at(backend, 'port', 'name');
        const ports = items(at(service, 'spec', 'ports'), '').map(({ item }) => item);
        const found = ports.some((port) => (number === undefined ? port['name'] === portName : port['port'] === number));
        if (service && !found) yield violation(object, pointerTo(pointer, 'port'), 'ingress', `no such port in the Service ${name}`);
        if (!(asString(at(path.item, 'path')) ?? '/').startsWith('/'))
          yield violation(object, pointerTo(path.pointer, 'path'), 'ingress', 'not an absolute path');
      }
    }
  }
}
