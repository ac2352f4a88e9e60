import type { Project } from '../../model/project.ts';
import type { KubeObject } from '../../plan/kubernetes.ts';
import { asList, asMap, asString, at, type JsonMap } from '../../validate/json.ts';
import { type Edge, serviceId, type VolumeNode } from './model.ts';
import { isWorkload, workloadFacts } from './workload-facts.ts';

type MountEdge = Extract<Edge, { kind: 'mount' }>;

export interface Storage {
  readonly nodes: readonly VolumeNode[];
  readonly edges: readonly MountEdge[];
}

/** A volume of a pod that outlives it. */
interface PodVolume {
  /** Name in the pod. */
  readonly name: string;
  readonly type: VolumeNode['type'];
  readonly claim: string;
  readonly size?: string;
  /** A claim that each pod of the StatefulSet has for itself. */
  readonly isTemplate: boolean;
}

interface Mount {
  readonly service: string;
  readonly readOnly: boolean;
  readonly paths: readonly string[];
}

/** Claims and host paths with the services that mount them, in the order of the workloads. */
export function storageOf(
  project: Project,
  objects: readonly KubeObject[],
  serviceOf: (object: KubeObject, container: string) => string | undefined,
): Storage {
  const sizes = new Map(
    objects
      .filter(({ kind }) => kind === 'PersistentVolumeClaim')
      .map((object) => [object.metadata.name, asString(at(object, 'spec', 'resources', 'requests', 'storage'))]),
  );
  const found = new Map<string, { readonly volume: PodVolume; readonly mounts: Mount[] }>();
  for (const object of objects.filter(isWorkload)) {
    for (const volume of podVolumes(object, sizes)) {
      for (const mount of mountsOf(object, volume, serviceOf)) {
        const id = volume.isTemplate ? `volume:${object.metadata.name}/${volume.claim}` : `${volume.type}:${volume.claim}`;
        const known = found.get(id);
        if (known) known.mounts.push(mount);
        else found.set(id, { volume, mounts: [mount] });
      }
    }
  }
  return {
    nodes: [...found].map(([id, { volume, mounts }]): VolumeNode => ({
      id,
      name: sourceName(project, mounts) ?? volume.claim,
      type: volume.type,
      claim: volume.claim,
      ...(volume.size !== undefined && { size: volume.size }),
      shared: mounts.length > 1,
    })),
    edges: [...found].flatMap(([id, { mounts }]) =>
      mounts.map(({ service, readOnly, paths }): MountEdge => ({ kind: 'mount', from: serviceId(service), to: id, readOnly, paths })),
    ),
  };
}

function podVolumes(object: KubeObject, sizes: ReadonlyMap<string, string | undefined>): readonly PodVolume[] {
  const templates = asList(at(object, 'spec', 'volumeClaimTemplates')).flatMap((template): PodVolume[] => {
    const name = asString(at(template, 'metadata', 'name'));
    const size = asString(at(template, 'spec', 'resources', 'requests', 'storage'));
    return name === undefined ? [] : [{ name, type: 'claim', claim: name, isTemplate: true, ...(size !== undefined && { size }) }];
  });
  const others = asList(workloadFacts(object).pod['volumes']).flatMap((volume): PodVolume[] => {
    const name = asString(at(volume, 'name'));
    const claim = asString(at(volume, 'persistentVolumeClaim', 'claimName'));
    const path = asString(at(volume, 'hostPath', 'path'));
    if (name === undefined) return [];
    const size = claim === undefined ? undefined : sizes.get(claim);
    if (claim !== undefined) return [{ name, type: 'claim', claim, isTemplate: false, ...(size !== undefined && { size }) }];
    return path === undefined ? [] : [{ name, type: 'host path', claim: path, isTemplate: false }];
  });
  return [...templates, ...others];
}

/** One mount for each service that has a container with the volume. */
function mountsOf(
  object: KubeObject,
  volume: PodVolume,
  serviceOf: (object: KubeObject, container: string) => string | undefined,
): readonly Mount[] {
  const { containers, pod } = workloadFacts(object);
  const inPod = asList(pod['volumes']).find((one) => at(one, 'name') === volume.name);
  const isReadOnly = (mount: JsonMap): boolean => mount['readOnly'] === true || at(inPod, 'persistentVolumeClaim', 'readOnly') === true;
  return containers.flatMap((container): Mount[] => {
    const service = serviceOf(object, String(container['name']));
    const mounts = asList(container['volumeMounts'])
      .map(asMap)
      .filter(({ name }) => name === volume.name);
    if (service === undefined || mounts.length === 0) return [];
    return [{ service, readOnly: mounts.every(isReadOnly), paths: mounts.flatMap(({ mountPath }) => asString(mountPath) ?? []) }];
  });
}

/** What the Compose file calls the volume: the source of the mount at the same place. */
function sourceName(project: Project, mounts: readonly Mount[]): string | undefined {
  for (const { service, paths } of mounts) {
    const mount = project.services.get(service)?.volumes?.find(({ type, target }) => type === 'volume' && paths.includes(target));
    if (mount?.source !== undefined) return mount.source;
  }
  return undefined;
}
