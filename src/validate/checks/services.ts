import type { KubeObject } from '../../plan/kubernetes.ts';
import { asMap, asString, at, items, type JsonMap, pointerTo } from '../json.ts';
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
    if (isHeadless(spec) && type !== 'ClusterIP') yield violation(object, '/spec/clusterIP', 'service', `None for a ${String(type)}`);
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

/** The names of ports of the pods that a Service selects. */
function selectedPortNames(set: ObjectSet, object: KubeObject): Set<string> {
  const sites = selectedPods(set, object).flatMap(containersOf);
  return new Set(sites.flatMap(({ container, isInit }) => (isInit ? [] : portNames(container))));
}

/** Numbers, names and targets of Service ports; a node port once. */
export function* servicePorts(set: ObjectSet): Iterable<Violation> {
  const nodePorts = new Set<string>();
  for (const object of ofKind(set, 'Service')) {
    const ports = items(at(object, 'spec', 'ports'), '/spec/ports');
    const names = new Set<string>();
    const targets = selectedPortNames(set, object);
    for (const { item: port, pointer } of ports) {
      const { name, targetPort = port['port'], nodePort } = port;
      if (!isPortNumber(port['port'])) yield violation(object, pointerTo(pointer, 'port'), 'service', 'not a port number');
      if (name === undefined && ports.length > 1)
        yield violation(object, pointerTo(pointer, 'name'), 'service', 'one of several ports without name');
      if (name !== undefined && !isDnsLabel(String(name)))
        yield violation(object, pointerTo(pointer, 'name'), 'service', 'not a name for a port');
      if (typeof name === 'string' && names.has(name))
        yield violation(object, pointerTo(pointer, 'name'), 'service', 'an earlier port has this name');
      names.add(String(name));
      if (typeof targetPort === 'string' ? !targets.has(targetPort) : !isPortNumber(targetPort))
        yield violation(object, pointerTo(pointer, 'targetPort'), 'service', 'no such port in the selected pods');
      if (nodePort === undefined) continue;
      const type = at(object, 'spec', 'type');
      if (type !== 'NodePort' && type !== 'LoadBalancer')
        yield violation(object, pointerTo(pointer, 'nodePort'), 'service', 'a node port without node port type');
      if (typeof nodePort === 'number' && (nodePort < 30000 || nodePort > 32767))
        yield violation(object, pointerTo(pointer, 'nodePort'), 'service', 'outside 30000 to 32767');
      const key = `${String(nodePort)}/${asString(port['protocol']) ?? 'TCP'}`;
      if (nodePorts.has(key)) yield violation(object, pointerTo(pointer, 'nodePort'), 'service', 'a node port of an earlier Service');
      nodePorts.add(key);
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
        if (!String(at(path.item, 'path') ?? '/').startsWith('/'))
          yield violation(object, pointerTo(path.pointer, 'path'), 'ingress', 'not an absolute path');
      }
    }
  }
}
