import type { KubeObject } from '../../plan/kubernetes.ts';
import { asList, asString, at } from '../../validate/json.ts';
import { type Edge, type ExternalNode, serviceId } from './model.ts';
import { isWorkload, workloadFacts } from './workload-facts.ts';

type ExternalEdge = Extract<Edge, { kind: 'external' }>;

export interface ExternalObjects {
  readonly nodes: readonly ExternalNode[];
  readonly edges: readonly ExternalEdge[];
}

/** Objects that workloads refer to and that must exist already, and hosts outside the cluster that have a Service. */
export function externalObjects(objects: readonly KubeObject[], ownerOf: (object: KubeObject) => string | undefined): ExternalObjects {
  const emitted = new Set([everywhere, ...objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)]);
  const nodes = new Map<string, ExternalNode>();
  const edges = new Map<string, ExternalEdge>();
  const add = (kind: string, name: string, service: string | undefined): void => {
    const id = `external:${kind}/${name}`;
    if (!nodes.has(id)) nodes.set(id, { id, kind, name });
    if (service !== undefined) edges.set(JSON.stringify([service, id]), { kind: 'external', from: serviceId(service), to: id });
  };
  for (const object of objects) {
    const service = ownerOf(object);
    const host = asString(at(object, 'spec', 'externalName'));
    if (object.kind === 'Service' && host !== undefined) add('host', host, service);
    if (!isWorkload(object)) continue;
    for (const { kind, name } of references(object)) if (!emitted.has(`${kind}/${name}`)) add(kind, name, service);
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

interface Reference {
  readonly kind: string;
  readonly name: string;
}

/** Every namespace has it. */
const everywhere = 'ConfigMap/kube-root-ca.crt';

function references(object: KubeObject): readonly Reference[] {
  const { pod, allContainers } = workloadFacts(object);
  const named = (kind: string, name: unknown): readonly Reference[] => (typeof name === 'string' ? [{ kind, name }] : []);
  return [
    ...asList(pod['volumes']).flatMap((volume) => [
      ...named('ConfigMap', at(volume, 'configMap', 'name')),
      ...named('Secret', at(volume, 'secret', 'secretName')),
      ...asList(at(volume, 'projected', 'sources')).flatMap((source) => [
        ...named('ConfigMap', at(source, 'configMap', 'name')),
        ...named('Secret', at(source, 'secret', 'name')),
      ]),
    ]),
    ...allContainers.flatMap((container) => [
      ...asList(container['envFrom']).flatMap((source) => [
        ...named('ConfigMap', at(source, 'configMapRef', 'name')),
        ...named('Secret', at(source, 'secretRef', 'name')),
      ]),
      ...asList(container['env']).flatMap((variable) => [
        ...named('ConfigMap', at(variable, 'valueFrom', 'configMapKeyRef', 'name')),
        ...named('Secret', at(variable, 'valueFrom', 'secretKeyRef', 'name')),
      ]),
    ]),
    ...asList(pod['imagePullSecrets']).flatMap((secret) => named('Secret', at(secret, 'name'))),
  ];
}
