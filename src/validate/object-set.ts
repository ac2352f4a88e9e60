import type { KubeObject } from '../plan/kubernetes.ts';
import { asList, asMap, asString, at, items, type JsonMap } from './json.ts';
import { pointerTo } from '../value/json-pointer.ts';
import { selects } from './label-selector.ts';
import { objectId, type Violation, type ViolationCode } from './violation.ts';

/** A pod template with the object that it stands in. */
export interface PodSite {
  readonly object: KubeObject;
  readonly labels: JsonMap;
  readonly spec: JsonMap;
  /** JSON pointer of the pod's spec. */
  readonly pointer: string;
}

export interface ContainerSite {
  readonly pod: PodSite;
  readonly container: JsonMap;
  readonly pointer: string;
  readonly isInit: boolean;
}

/** The objects of one conversion with what the checks look up in them. */
export interface ObjectSet {
  /** The oldest minor version of Kubernetes 1 that has to take the objects. */
  readonly minVersion: number;
  readonly objects: readonly KubeObject[];
  readonly pods: readonly PodSite[];
  readonly containers: readonly ContainerSite[];
  /** The pods that a label selector selects; an empty one selects all. */
  selected(selector: unknown): readonly PodSite[];
  /** An object by kind and name. */
  find(kind: string, name: string): KubeObject | undefined;
  /** Whether the object is in the set, or a stated precondition. */
  exists(kind: string, name: string): boolean;
}

/** A check of the whole set. */
export type SetCheck = (set: ObjectSet) => Iterable<Violation>;

export function violation(object: KubeObject, pointer: string, code: ViolationCode, detail: string): Violation {
  return { object: objectId(object), pointer, code, detail };
}

const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

function podSiteOf(object: KubeObject): PodSite[] {
  const path = Object.hasOwn(templatePaths, object.kind) ? templatePaths[object.kind] : undefined;
  if (!path) return [];
  const template = at(object, ...path);
  const labels = asMap(at(template, 'metadata', 'labels'));
  return [{ object, labels, spec: asMap(at(template, 'spec')), pointer: pointerTo('', ...path, 'spec') }];
}

/** The containers of a pod, those that prepare it first. */
export function containersOf(pod: PodSite): ContainerSite[] {
  return ['initContainers', 'containers'].flatMap((field) =>
    items(pod.spec[field], pointerTo(pod.pointer, field)).map(({ item, pointer }) => ({
      pod,
      container: item,
      pointer,
      isInit: field === 'initContainers',
    })),
  );
}

function labelId(key: string, value: unknown): string {
  return JSON.stringify([key, value]);
}

/** Looks only at the pods that carry the rarest label asked for, so that large sets take no square of their size. */
function podSelection(pods: readonly PodSite[]): ObjectSet['selected'] {
  const byLabel = new Map<string, PodSite[]>();
  for (const pod of pods) {
    for (const [key, value] of Object.entries(pod.labels)) {
      const id = labelId(key, value);
      const carriers = byLabel.get(id);
      if (carriers) carriers.push(pod);
      else byLabel.set(id, [pod]);
    }
  }
  return (selector) => {
    let candidates = pods;
    for (const [key, value] of Object.entries(asMap(at(selector, 'matchLabels')))) {
      const carriers = byLabel.get(labelId(key, value)) ?? [];
      if (carriers.length < candidates.length) candidates = carriers;
    }
    return candidates.filter(({ labels }) => selects(selector, labels));
  };
}

/** @param externals `Kind/name` of objects that are there without being among these */
export function objectSet(objects: readonly KubeObject[], externals: ReadonlySet<string>, minVersion: number): ObjectSet {
  const byId = new Map(objects.map((object) => [objectId(object), object]));
  const pods = objects.flatMap(podSiteOf);
  return {
    minVersion,
    objects,
    pods,
    containers: pods.flatMap(containersOf),
    selected: podSelection(pods),
    find: (kind, name) => byId.get(`${kind}/${name}`),
    exists: (kind, name) => byId.has(`${kind}/${name}`) || externals.has(`${kind}/${name}`),
  };
}

/** The names of a container's ports. */
export function portNames(container: JsonMap): string[] {
  return asList(container['ports']).flatMap((port) => asString(asMap(port)['name']) ?? []);
}

export function ofKind(set: ObjectSet, ...kinds: readonly string[]): KubeObject[] {
  return set.objects.filter((object) => kinds.includes(object.kind));
}
