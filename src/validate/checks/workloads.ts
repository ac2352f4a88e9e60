import { asList, asMap, asString, at, isMap, items } from '../json.ts';
import { pointerTo } from '../../value/json-pointer.ts';
import { type ObjectSet, ofKind, type PodSite, violation } from '../object-set.ts';
import { objectId, type Violation } from '../violation.ts';

const selectorKinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** A workload's selector selects its own pods and nobody else's. */
export function* workloadSelectors(set: ObjectSet): Iterable<Violation> {
  for (const pod of set.pods) {
    if (!selectorKinds.has(pod.object.kind)) continue;
    const selector = at(pod.object, 'spec', 'selector');
    if (Object.keys(asMap(selector)).length === 0) yield violation(pod.object, '/spec/selector', 'selector', 'is empty');
    const selected = set.selected(selector);
    if (!selected.includes(pod)) yield violation(pod.object, '/spec/selector', 'selector', 'does not select its own pods');
    for (const other of selected) {
      if (other === pod || !selectorKinds.has(other.object.kind)) continue;
      yield violation(pod.object, '/spec/selector', 'selector', `also selects the pods of ${objectId(other.object)}`);
    }
  }
}

/** A required affinity that no pod meets leaves the pod pending for ever. */
export function* affinities(set: ObjectSet): Iterable<Violation> {
  for (const pod of set.pods) {
    const path = ['affinity', 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'];
    for (const { item: term, pointer } of items(at(pod.spec, ...path), pointerTo(pod.pointer, ...path))) {
      if (set.selected(term['labelSelector']).length === 0)
        yield violation(pod.object, pointerTo(pointer, 'labelSelector'), 'selector', 'selects no pod');
    }
  }
}

/** Jobs end and so name what to do after a failure; the others run on and always restart. */
export function* restartPolicies(set: ObjectSet): Iterable<Violation> {
  for (const pod of set.pods) {
    const policy = pod.spec['restartPolicy'];
    const ends = pod.object.kind === 'Job' || pod.object.kind === 'CronJob';
    const pointer = pointerTo(pod.pointer, 'restartPolicy');
    if (ends && policy !== 'Never' && policy !== 'OnFailure')
      yield violation(pod.object, pointer, 'restart-policy', 'neither Never nor OnFailure');
    if (!ends && policy !== undefined && policy !== 'Always') yield violation(pod.object, pointer, 'restart-policy', 'not Always');
    if (!ends && pod.spec['activeDeadlineSeconds'] !== undefined)
      yield violation(pod.object, pointerTo(pod.pointer, 'activeDeadlineSeconds'), 'restart-policy', 'not for a pod that runs on');
  }
}

/** A rolling update has parameters and can proceed; the others have none. */
export function* strategies(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'Deployment')) {
    const strategy = asMap(at(object, 'spec', 'strategy'));
    const { maxSurge, maxUnavailable } = asMap(strategy['rollingUpdate']);
    if (strategy['type'] === 'Recreate' && strategy['rollingUpdate'] !== undefined)
      yield violation(object, '/spec/strategy/rollingUpdate', 'strategy', 'beside Recreate');
    if (isNone(maxSurge) && isNone(maxUnavailable))
      yield violation(object, '/spec/strategy/rollingUpdate', 'strategy', 'neither surge nor unavailable pods');
  }
}

function isNone(value: unknown): boolean {
  return value === 0 || value === '0%';
}

/** The Service that gives a StatefulSet's pods their names is there and headless. */
export function* governingServices(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'StatefulSet')) {
    const name = asString(at(object, 'spec', 'serviceName')) ?? '';
    const service = set.find('Service', name);
    if (!set.exists('Service', name)) yield violation(object, '/spec/serviceName', 'reference', `no Service ${name}`);
    else if (service && at(service, 'spec', 'clusterIP') !== 'None')
      yield violation(object, '/spec/serviceName', 'service', `the Service ${name} is not headless`);
  }
}

/** Five fields of digits, names, lists, ranges and steps, or a macro. */
export function* schedules(set: ObjectSet): Iterable<Violation> {
  for (const object of ofKind(set, 'CronJob')) {
    const schedule = asString(at(object, 'spec', 'schedule')) ?? '';
    const fits =
      /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$|^@every [0-9a-zµ.]+$/.test(schedule) ||
      /^[-0-9A-Za-z*?,/]+(?: +[-0-9A-Za-z*?,/]+){4}$/.test(schedule);
    if (!fits) yield violation(object, '/spec/schedule', 'schedule', 'not a schedule');
  }
}

interface ClaimUse {
  readonly pod: PodSite;
  readonly pointer: string;
}

function claimUses(set: ObjectSet): Map<string, ClaimUse[]> {
  const uses = new Map<string, ClaimUse[]>();
  for (const pod of set.pods) {
    for (const { item, pointer } of items(pod.spec['volumes'], pointerTo(pod.pointer, 'volumes'))) {
      const name = at(item, 'persistentVolumeClaim', 'claimName');
      if (typeof name === 'string') uses.set(name, [...(uses.get(name) ?? []), { pod, pointer }]);
    }
  }
  return uses;
}

function staysOnOneNode(pod: PodSite): boolean {
  const terms = asList(at(pod.spec, 'affinity', 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'));
  return terms.some((term) => asMap(term)['topologyKey'] === 'kubernetes.io/hostname');
}

/** Claims have an access mode and a size; one node's volume is held by one pod at a time, or by pods on one node (T-18, T-19). */
export function* claims(set: ObjectSet): Iterable<Violation> {
  const uses = claimUses(set);
  for (const claim of ofKind(set, 'PersistentVolumeClaim')) {
    const modes = asList(at(claim, 'spec', 'accessModes'));
    if (modes.length === 0) yield violation(claim, '/spec/accessModes', 'claim', 'no access mode');
    if (at(claim, 'spec', 'resources', 'requests', 'storage') === undefined) yield violation(claim, '/spec/resources', 'claim', 'no size');
    if (modes.includes('ReadWriteMany')) continue;
    const users = uses.get(claim.metadata.name) ?? [];
    for (const { pod, pointer } of users) {
      if (staysOnOneNode(pod)) continue;
      const rolls = pod.object.kind === 'Deployment' && at(pod.object, 'spec', 'strategy', 'type') !== 'Recreate';
      if (rolls) yield violation(pod.object, pointer, 'claim', 'a rolling update with a volume of one node');
      if (users.length > 1 || Number(at(pod.object, 'spec', 'replicas') ?? 1) > 1)
        yield violation(pod.object, pointer, 'claim', 'pods on several nodes share a volume of one node');
    }
  }
  for (const object of ofKind(set, 'StatefulSet')) {
    for (const { item, pointer } of items(at(object, 'spec', 'volumeClaimTemplates'), '/spec/volumeClaimTemplates')) {
      if (asList(at(item, 'spec', 'accessModes')).length === 0)
        yield violation(object, pointerTo(pointer, 'spec', 'accessModes'), 'claim', 'no access mode');
      if (!isMap(at(item, 'spec', 'resources', 'requests')))
        yield violation(object, pointerTo(pointer, 'spec', 'resources'), 'claim', 'no size');
    }
  }
}
