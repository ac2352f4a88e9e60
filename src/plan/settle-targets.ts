import type { Target } from '../ledger/entry.ts';
import { settlePointer, valueAt } from '../value/json-pointer.ts';
import { k8sName } from '../value/kube-name.ts';
import type { KubeObject } from './kubernetes.ts';

/** What is known when targets are made final. */
export interface Finished {
  readonly objects: readonly KubeObject[];
  /** Objects as `Kind/name` that patches of the user changed, which may have removed fields. */
  readonly patched: ReadonlySet<string>;
  /** Workloads whose pods are like those of another one, with the place of the container that both have (L-10). */
  readonly copies: readonly Copy[];
}

/** A workload whose pods are made after those of another one. */
export interface Copy {
  /** As `Kind/name`. */
  readonly of: string;
  readonly by: KubeObject;
  /** Position in the pods of the original of the one container that the copy has. */
  readonly container: number;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Makes targets final once the objects are: items of lists get their positions, mounts bring their volumes and claims along,
 * and what leads to an object that is not emitted, or to what a patch took away, is left out.
 */
export function settleTargets({ objects, patched, copies }: Finished): (targets: readonly Target[]) => readonly Target[] {
  const byId = new Map(objects.map((object) => [`${object.kind}/${object.metadata.name}`, object]));
  const copiesOf = new Map<string, Copy[]>();
  for (const copy of copies) copiesOf.set(copy.of, [...(copiesOf.get(copy.of) ?? []), copy]);
  return (targets) => {
    const settled = new Map<string, Target>();
    const keep = (target: Target): void => {
      const key = `${target.object.kind}/${target.object.name}${target.pointer}`;
      if (!settled.has(key)) settled.set(key, target);
    };
    for (const target of targets) {
      const id = `${target.object.kind}/${target.object.name}`;
      const object = byId.get(id);
      if (!object) continue;
      for (const pointer of placesOf(object, target.pointer)) {
        if (patched.has(id) && valueAt(object, pointer) === undefined) continue;
        const found = { ...target, pointer };
        const all = [found, ...behindMount(found, object, targets, byId), ...behindInitContainer(found, object)];
        all.forEach(keep);
        for (const copy of copiesOf.get(id) ?? [])
          for (const one of all) if (one.object === found.object) copied(one, object, copy).forEach(keep);
      }
    }
    return [...settled.values()];
  };
}

const initByName = /^(.*\/initContainers\/)\[name=([^/]+)\](.*)$/;

/** Where a pointer leads; init containers that several containers of a pod want under one name are counted. */
function placesOf(object: KubeObject, pointer: string): readonly string[] {
  const first = settlePointer(object, pointer);
  if (first === undefined) return [];
  const [named, list = '', name = '', below = ''] = initByName.exec(pointer) ?? [];
  const places = [first];
  if (named === undefined) return places;
  for (let n = 2; ; n++) {
    const next = settlePointer(object, `${list}[name=${k8sName(`${name}-${n}`)}]${below}`);
    if (next === undefined) break;
    places.push(next);
  }
  return places;
}

const mountPattern = /^(.*\/spec)\/(?:containers|initContainers)\/\d+\/volumeMounts\/\d+$/;

/** The volume behind a mount, and the claim behind the volume; of a volume with many files only those that the attribute gave. */
function behindMount(
  mount: Target,
  object: KubeObject,
  targets: readonly Target[],
  byId: ReadonlyMap<string, KubeObject>,
): readonly Target[] {
  const pod = mountPattern.exec(mount.pointer)?.[1];
  if (pod === undefined) return [];
  const name = String((valueAt(object, mount.pointer) as Json)['name']);
  const at = (pointer: string): Target => ({ ...mount, pointer });
  const volumes = (valueAt(object, `${pod}/volumes`) ?? []) as readonly Json[];
  const position = volumes.findIndex((volume) => volume['name'] === name);
  const volume = volumes[position];
  if (!volume) {
    const templates = ((object['spec'] as Json)['volumeClaimTemplates'] ?? []) as readonly { readonly metadata: Json }[];
    const template = templates.findIndex(({ metadata }) => metadata['name'] === name);
    return template === -1 ? [] : [at(`/spec/volumeClaimTemplates/${template}`)];
  }
  const pointer = `${pod}/volumes/${position}`;
  if (volume['emptyDir']) return [at(pointer), ...copiersInto(name, pod, object).map(at)];
  if (volume['projected']) return projectedFiles(volume['projected'] as Json, `${pointer}/projected/sources`, targets).map(at);
  const claim = (volume['persistentVolumeClaim'] as Json | undefined)?.['claimName'];
  const storage = ['PersistentVolumeClaim', 'PersistentVolume'].filter((kind) => byId.has(`${kind}/${String(claim)}`));
  return [at(pointer), ...storage.map((kind) => ({ ...mount, object: { kind, name: String(claim) }, pointer: '/spec' }))];
}

/** The volumes that an init container mounts and nothing else of the pod does: they are there for it. */
function behindInitContainer(target: Target, object: KubeObject): readonly Target[] {
  const pod = initPattern.exec(target.pointer)?.[1];
  if (pod === undefined) return [];
  const { containers = [], volumes = [] } = (valueAt(object, pod) ?? {}) as {
    readonly containers?: readonly Json[];
    readonly volumes?: readonly Json[];
  };
  const others = new Set(containers.flatMap(mountedNames));
  const own = new Set(mountedNames(valueAt(object, target.pointer) as Json).filter((name) => !others.has(name)));
  return volumes.flatMap(({ name }, i) => (own.has(name) ? [{ ...target, pointer: `${pod}/volumes/${i}` }] : []));
}

/** V-15, V-26: init containers that copy files into an empty directory, and what they copy from. */
function copiersInto(volume: string, pod: string, object: KubeObject): readonly string[] {
  const init = (valueAt(object, `${pod}/initContainers`) ?? []) as readonly Json[];
  return init.flatMap((container, i) => {
    const [first] = (container['volumeMounts'] ?? []) as readonly Json[];
    if (first?.['name'] !== volume || first['mountPath'] !== '/.copy') return [];
    const pointer = `${pod}/initContainers/${i}`;
    const target = { object: { kind: object.kind, name: object.metadata.name }, pointer };
    return [pointer, ...behindInitContainer(target, object).map((found) => found.pointer)];
  });
}

const initPattern = /^(.*\/spec)\/initContainers\/\d+$/;

function mountedNames(container: Json): readonly unknown[] {
  return ((container['volumeMounts'] ?? []) as readonly Json[]).map(({ name }) => name);
}

/** Pointers to the parts of a projected volume that hold the keys of ConfigMaps and Secrets among the targets. */
function projectedFiles(projected: Json, pointer: string, targets: readonly Target[]): readonly string[] {
  const sources = (projected['sources'] ?? []) as readonly Json[];
  return sources.flatMap((source, i) => {
    const [kind, field] = source['secret'] ? ['Secret', 'secret'] : ['ConfigMap', 'configMap'];
    const { name, items } = (source[field] ?? {}) as { readonly name?: unknown; readonly items?: readonly Json[] };
    const own = targets.filter(
      ({ object, pointer: data }) => object.kind === kind && object.name === name && /^(?:$|\/data|\/binaryData)/.test(data),
    );
    if (own.length === 0) return [];
    if (own.some(({ pointer: data }) => data.split('/').length < 3)) return [`${pointer}/${i}`];
    const keys = new Set(own.map(({ pointer: data }) => data.split('/')[2]));
    const held = (items ?? []).flatMap(({ key }, n) => (keys.has(String(key)) ? [`${pointer}/${i}/${field}/items/${n}`] : []));
    return held.length === 0 ? [] : [`${pointer}/${i}/${field}/name`, ...held];
  });
}

const copiedPattern = /^(\/spec\/template|\/spec\/jobTemplate\/spec\/template)\/spec\/(.*)$/;
const claimPattern = /^\/spec\/volumeClaimTemplates\/\d+/;
const copiedPod = '/spec/jobTemplate/spec/template/spec';

/** The same field of a copy, where it has it. */
function copied(target: Target, original: KubeObject, { by, container }: Copy): readonly Target[] {
  const [, , rest] = copiedPattern.exec(target.pointer) ?? [];
  const template = claimPattern.exec(target.pointer)?.[0];
  const pointer =
    template === undefined
      ? rest === undefined
        ? undefined
        : placeInCopy(rest, original, target, container)
      : `${copiedPod}/volumes/[name=${String(valueAt(original, `${template}/metadata/name`))}]`;
  const settled = pointer === undefined ? undefined : settlePointer(by, pointer);
  if (settled === undefined || valueAt(by, settled) === undefined) return [];
  return [{ ...target, object: { kind: by.kind, name: by.metadata.name }, pointer: settled }];
}

function placeInCopy(rest: string, original: KubeObject, { pointer }: Target, container: number): string | undefined {
  const [list = '', index = '', ...below] = rest.split('/');
  const tail = below.map((step) => `/${step}`).join('');
  if (list === 'containers') return Number(index) === container ? `${copiedPod}/containers/0${tail}` : undefined;
  if (list !== 'initContainers' && list !== 'volumes') return `${copiedPod}/${rest}`;
  const item = pointer.slice(0, pointer.length - tail.length);
  return `${copiedPod}/${list}/[name=${String(valueAt(original, `${item}/name`))}]${tail}`;
}
