import type { Service } from '../../model/service.ts';
import type { Conversion } from '../../pipeline.ts';
import type { KubeObject } from '../../plan/kubernetes.ts';
import { mask } from '../../plan/sensitive/mask.ts';
import { k8sName } from '../../value/kube-name.ts';
import { callsOf } from './calls.ts';
import { entryPoints } from './entry-points.ts';
import { externalObjects } from './external-objects.ts';
import { type NetworkNode, portText, type ServiceNode, serviceId, type Topology } from './model.ts';
import { storageOf } from './storage.ts';
import { isWorkload, workloadFacts } from './workload-facts.ts';

/** The picture of what a conversion emits; undefined without a project. */
export function topologyOf(conversion: Pick<Conversion, 'project' | 'objects' | 'owners'>): Topology | undefined {
  const { project, objects, owners } = conversion;
  if (!project) return undefined;
  const ownerOf = (object: KubeObject): string | undefined => owners.get(`${object.kind}/${object.metadata.name}`);
  const owned = new Map<string, KubeObject[]>([...project.services.keys()].map((key) => [key, []]));
  for (const object of objects) owned.get(ownerOf(object) ?? '')?.push(object);
  const guests = guestsOf(owned);
  const storage = storageOf(project, objects, (object, container) => guests.get(container) ?? ownerOf(object));
  const hosts = hostsOf(guests, objects, ownerOf);
  const entry = entryPoints(objects, ownerOf);
  const external = externalObjects(objects, ownerOf);
  return {
    project: project.name,
    services: [...project.services].map(([key, service]) =>
      serviceNode(key, service, { objects: owned.get(key) ?? [], host: hosts.get(key) }),
    ),
    volumes: storage.nodes,
    entries: entry.nodes,
    externals: external.nodes,
    networks: networksOf(project),
    edges: [...entry.edges, ...callsOf(project, objects, ownerOf), ...storage.edges, ...external.edges],
  };
}

/** Services without a workload of their own, by the name that their container has in the pod of another service. */
function guestsOf(owned: ReadonlyMap<string, readonly KubeObject[]>): ReadonlyMap<string, string> {
  return new Map([...owned].flatMap(([key, objects]) => (objects.some(isWorkload) ? [] : [[k8sName(key), key] as const])));
}

/** The service in whose pod a guest runs, by the guest. */
function hostsOf(
  guests: ReadonlyMap<string, string>,
  objects: readonly KubeObject[],
  ownerOf: (object: KubeObject) => string | undefined,
): ReadonlyMap<string, string> {
  return new Map(
    objects.filter(isWorkload).flatMap((object) => {
      const host = ownerOf(object);
      if (host === undefined) return [];
      return workloadFacts(object).containers.flatMap(({ name }) => {
        const guest = guests.get(String(name));
        return guest === undefined ? [] : [[guest, host] as const];
      });
    }),
  );
}

interface Surroundings {
  /** What was emitted for the service. */
  readonly objects: readonly KubeObject[];
  /** The service in whose pod it runs. */
  readonly host: string | undefined;
}

function serviceNode(key: string, service: Service, { objects, host }: Surroundings): ServiceNode {
  const workload = objects.find(isWorkload);
  const facts = workload && workloadFacts(workload);
  const image = facts?.image ?? service.image;
  const replicas = replicasOf(objects, facts?.replicas);
  return {
    id: serviceId(key),
    name: key,
    ...(workload && { workload: workload.kind }),
    ...(host !== undefined && { podOf: host }),
    ...(replicas !== undefined && { replicas }),
    ...(image !== undefined && { image: mask(image) }),
    hosts: objects.flatMap((object) => hostOf(object)),
    networks: Object.keys(service.networks ?? {}),
  };
}

function replicasOf(objects: readonly KubeObject[], fixed: number | undefined): string | undefined {
  const scaler = objects.find((object) => object.kind === 'HorizontalPodAutoscaler')?.['spec'] as
    | { readonly minReplicas?: number; readonly maxReplicas?: number }
    | undefined;
  if (scaler?.maxReplicas !== undefined) return `${scaler.minReplicas ?? 1}–${scaler.maxReplicas}`;
  return fixed === undefined ? undefined : String(fixed);
}

/** Services that pods of the cluster call; those for the world are entry points, the governing one of a StatefulSet is neither. */
function hostOf({ kind, metadata, ...rest }: KubeObject): ServiceNode['hosts'] {
  const spec = rest['spec'] as
    | { readonly type?: string; readonly ports?: readonly { readonly port: number; readonly protocol?: string }[] }
    | undefined;
  if (kind !== 'Service' || (spec?.type !== undefined && spec.type !== 'ClusterIP') || !spec?.ports) return [];
  return [{ name: metadata.name, ports: spec.ports.map(({ port, protocol }) => portText(port, protocol)) }];
}

function networksOf({ services, networks }: NonNullable<Conversion['project']>): readonly NetworkNode[] {
  return [...networks].map(([key, network]) => ({
    key,
    internal: network.internal === true,
    external: network.external === true,
    services: [...services].flatMap(([name, service]) => (Object.hasOwn(service.networks ?? {}, key) ? [name] : [])),
  }));
}
