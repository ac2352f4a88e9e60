import { asList, asMap, asString, isMap, items } from '../json.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { isDnsLabel, isPortName, isPortNumber, isSubdomain, isVariableName } from '../name-formats.ts';
import { type ContainerSite, type ObjectSet, portNames, violation } from '../object-set.ts';
import type { Violation, ViolationCode } from '../violation.ts';

function* eachContainer(
  set: ObjectSet,
  check: (site: ContainerSite) => Iterable<[pointer: string, code: ViolationCode, detail: string]>,
): Iterable<Violation> {
  for (const site of set.containers) {
    for (const [pointer, code, detail] of check(site)) yield violation(site.pod.object, pointer, code, detail);
  }
}

/** Container names, unique in the pod over init containers too; images. */
export function* containers(set: ObjectSet): Iterable<Violation> {
  const seen = new Map<object, Set<string>>();
  yield* eachContainer(set, function* ({ pod, container, pointer }) {
    const name = asString(container['name']) ?? '';
    const names = seen.get(pod) ?? new Set();
    seen.set(pod, names);
    if (!isDnsLabel(name)) yield [pointerTo(pointer, 'name'), 'container', 'not a name for a container'];
    if (names.has(name)) yield [pointerTo(pointer, 'name'), 'container', 'an earlier container of the pod has this name'];
    names.add(name);
    const image = asString(container['image']);
    if (!image || image !== image.trim()) yield [pointerTo(pointer, 'image'), 'container', 'no image reference'];
  });
  for (const pod of set.pods) {
    if (asList(pod.spec['containers']).length === 0)
      yield violation(pod.object, pointerTo(pod.pointer, 'containers'), 'container', 'a pod without container');
  }
}

/** Numbers and names of container ports; L-21: one number once in a pod, for its containers share an address. */
export function* containerPorts(set: ObjectSet): Iterable<Violation> {
  const used = new Map<object, Map<string, string>>();
  yield* eachContainer(set, function* ({ pod, container, pointer, isInit }) {
    const names = new Set<string>();
    const inPod = used.get(pod) ?? new Map<string, string>();
    used.set(pod, inPod);
    for (const { item: port, pointer: here } of items(container['ports'], pointerTo(pointer, 'ports'))) {
      const number = port['containerPort'];
      if (!isPortNumber(number)) yield [pointerTo(here, 'containerPort'), 'port', 'not a port number'];
      const key = `${String(number)}/${asString(port['protocol']) ?? 'TCP'}`;
      if (!isInit && (inPod.get(key) ?? pointer) !== pointer)
        yield [pointerTo(here, 'containerPort'), 'port', 'a port of another container in the pod'];
      if (!isInit) inPod.set(key, pointer);
      const { name, hostPort } = port;
      if (name !== undefined && !isPortName(asString(name) ?? '')) yield [pointerTo(here, 'name'), 'port', 'not a name for a port'];
      if (typeof name === 'string' && names.has(name)) yield [pointerTo(here, 'name'), 'port', 'an earlier port has this name'];
      if (typeof name === 'string') names.add(name);
      if (hostPort !== undefined && !isPortNumber(hostPort)) yield [pointerTo(here, 'hostPort'), 'port', 'not a port number'];
      if (hostPort !== undefined && pod.spec['hostNetwork'] === true && hostPort !== number)
        yield [pointerTo(here, 'hostPort'), 'port', 'differs from containerPort in the host network'];
    }
  });
}

/** Names of variables; a value or a source, not both (ENV-06). */
export function* variables(set: ObjectSet): Iterable<Violation> {
  yield* eachContainer(set, function* ({ container, pointer }) {
    for (const { item: variable, pointer: here } of items(container['env'], pointerTo(pointer, 'env'))) {
      if (!isVariableName(asString(variable['name']) ?? '', set.minVersion))
        yield [pointerTo(here, 'name'), 'environment', 'not a name for a variable'];
      if (variable['valueFrom'] === undefined) continue;
      if (variable['value'] !== undefined && variable['value'] !== '') yield [here, 'environment', 'has a value and a source'];
      if (Object.keys(asMap(variable['valueFrom'])).length !== 1) yield [pointerTo(here, 'valueFrom'), 'environment', 'not one source'];
    }
  });
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const leastValues: readonly (readonly [field: string, least: number])[] = [
  ['initialDelaySeconds', 0],
  ['timeoutSeconds', 1],
  ['periodSeconds', 1],
  ['successThreshold', 1],
  ['failureThreshold', 1],
  ['terminationGracePeriodSeconds', 1],
];

/** One handler a probe, values in range, ports that exist; a number need not be among the container's ports. */
export function* probes(set: ObjectSet): Iterable<Violation> {
  yield* eachContainer(set, function* ({ container, pointer, isInit }) {
    for (const field of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      const probe = container[field];
      if (!isMap(probe)) continue;
      const here = pointerTo(pointer, field);
      if (isInit) yield [here, 'probe', 'an init container has no probes'];
      const given = handlers.filter((handler) => probe[handler] !== undefined);
      if (given.length !== 1) yield [here, 'probe', `${given.length} handlers instead of one`];
      for (const [name, least] of leastValues) {
        const value = probe[name];
        if (typeof value === 'number' && value < least) yield [pointerTo(here, name), 'probe', `less than ${least}`];
      }
      if (field !== 'readinessProbe' && (probe['successThreshold'] ?? 1) !== 1)
        yield [pointerTo(here, 'successThreshold'), 'probe', 'must be 1'];
      if (field === 'readinessProbe' && probe['terminationGracePeriodSeconds'] !== undefined)
        yield [pointerTo(here, 'terminationGracePeriodSeconds'), 'probe', 'not for a readiness probe'];
      for (const handler of given) yield* handlerProblems(asMap(probe[handler]), handler, pointerTo(here, handler), portNames(container));
    }
  });
}

/** Hooks are well-formed as probes are; an init container has none. */
export function* hooks(set: ObjectSet): Iterable<Violation> {
  yield* eachContainer(set, function* ({ container, pointer, isInit }) {
    for (const hook of ['postStart', 'preStop']) {
      const action = asMap(container['lifecycle'])[hook];
      if (!isMap(action)) continue;
      const here = pointerTo(pointer, 'lifecycle', hook);
      if (isInit) yield [here, 'probe', 'an init container has no hooks'];
      for (const handler of Object.keys(action))
        yield* handlerProblems(asMap(action[handler]), handler, pointerTo(here, handler), portNames(container));
    }
  });
}

function* handlerProblems(
  handler: Readonly<Record<string, unknown>>,
  kind: string,
  pointer: string,
  names: readonly string[],
): Iterable<[string, ViolationCode, string]> {
  if (kind === 'exec') {
    if (asList(handler['command']).length === 0) yield [pointerTo(pointer, 'command'), 'probe', 'no command'];
    return;
  }
  if (kind === 'sleep') return;
  const { port } = handler;
  if (typeof port === 'string' ? kind === 'grpc' || !names.includes(port) : !isPortNumber(port))
    yield [pointerTo(pointer, 'port'), 'probe', 'no such port'];
  for (const { item: header, pointer: here } of items(handler['httpHeaders'], pointerTo(pointer, 'httpHeaders'))) {
    if (!/^[-!#$%&'*+.^_`|~A-Za-z0-9]+$/.test(asString(header['name']) ?? ''))
      yield [pointerTo(here, 'name'), 'probe', 'not a name for a header'];
  }
}

const hostFields = ['hostname', 'subdomain'];

/** Host names and aliases of the pod. */
export function* hosts(set: ObjectSet): Iterable<Violation> {
  for (const pod of set.pods) {
    for (const field of hostFields) {
      const value = pod.spec[field];
      if (typeof value === 'string' && !isDnsLabel(value))
        yield violation(pod.object, pointerTo(pod.pointer, field), 'name', 'not a host name');
    }
    for (const { item: alias, pointer } of items(pod.spec['hostAliases'], pointerTo(pod.pointer, 'hostAliases'))) {
      for (const [i, name] of asList(alias['hostnames']).entries()) {
        if (typeof name === 'string' && !isSubdomain(name))
          yield violation(pod.object, pointerTo(pointer, 'hostnames', i), 'name', 'not a host name');
      }
    }
  }
}
