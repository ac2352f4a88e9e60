import type { KubeObject } from '../../plan/kubernetes.ts';
import { asList, asMap, asString, at } from '../../validate/json.ts';
import { type Edge, type EntryNode, portText, serviceId } from './model.ts';
import { isWorkload, workloadFacts } from './workload-facts.ts';

type EntryEdge = Extract<Edge, { kind: 'entry' }>;

export interface EntryPoints {
  readonly nodes: readonly EntryNode[];
  readonly edges: readonly EntryEdge[];
}

/** An entry point with the services behind it, each with the ports of its own where they differ from those outside. */
interface Found {
  readonly node: EntryNode;
  readonly targets: ReadonlyMap<string, readonly string[]>;
}

/** Public Services, Ingresses, routes, and ports of nodes. */
export function entryPoints(objects: readonly KubeObject[], ownerOf: (object: KubeObject) => string | undefined): EntryPoints {
  const services = new Map<string, string>();
  for (const object of objects) {
    const owner = ownerOf(object);
    if (object.kind === 'Service' && owner !== undefined) services.set(object.metadata.name, owner);
  }
  const found = objects.flatMap((object): readonly Found[] => {
    const owner = ownerOf(object);
    if (object.kind === 'Ingress') return [ingress(object, services)];
    if (object.kind === 'HTTPRoute') return [route(object, services)];
    if (owner === undefined) return [];
    if (object.kind === 'Service') return publicService(object, owner);
    return isWorkload(object) ? nodePorts(object, owner) : [];
  });
  return {
    nodes: found.map(({ node }) => node),
    edges: found.flatMap(({ node, targets }) =>
      [...targets].map(([service, ports]): EntryEdge => ({ kind: 'entry', from: node.id, to: serviceId(service), ports })),
    ),
  };
}

function publicService(object: KubeObject, owner: string): readonly Found[] {
  const type = at(object, 'spec', 'type');
  if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
  const ports = asList(at(object, 'spec', 'ports')).map(asMap);
  const addresses = ports.map(({ port, nodePort, protocol }) =>
    portText(Number(type === 'NodePort' && nodePort !== undefined ? nodePort : port), asString(protocol)),
  );
  const targets = ports.map(({ port, targetPort, protocol }) =>
    typeof targetPort === 'string' ? targetPort : portText(Number(targetPort ?? port), asString(protocol)),
  );
  const { name } = object.metadata;
  const differs = targets.some((target, i) => target !== addresses[i]);
  return [{ node: { id: `entry:Service/${name}`, type, name, addresses }, targets: new Map([[owner, differs ? targets : []]]) }];
}

function ingress(object: KubeObject, services: ReadonlyMap<string, string>): Found {
  const addresses: string[] = [];
  const targets = new Map<string, readonly string[]>();
  for (const rule of asList(at(object, 'spec', 'rules'))) {
    for (const { path, backend } of asList(at(rule, 'http', 'paths')).map(asMap)) {
      addresses.push(`${asString(at(rule, 'host')) ?? '*'}${path === '/' ? '' : (asString(path) ?? '')}`);
      const service = services.get(asString(at(backend, 'service', 'name')) ?? '');
      if (service !== undefined) targets.set(service, []);
    }
  }
  const backend = services.get(asString(at(object, 'spec', 'defaultBackend', 'service', 'name')) ?? '');
  if (backend !== undefined) targets.set(backend, []);
  const { name } = object.metadata;
  return { node: { id: `entry:Ingress/${name}`, type: 'Ingress', name, addresses: [...new Set(addresses)] }, targets };
}

function route(object: KubeObject, services: ReadonlyMap<string, string>): Found {
  const targets = new Map<string, readonly string[]>();
  for (const rule of asList(at(object, 'spec', 'rules'))) {
    for (const backend of asList(at(rule, 'backendRefs'))) {
      const service = services.get(asString(at(backend, 'name')) ?? '');
      if (service !== undefined) targets.set(service, []);
    }
  }
  const { name } = object.metadata;
  const addresses = asList(at(object, 'spec', 'hostnames')).flatMap((host) => asString(host) ?? []);
  return { node: { id: `entry:HTTPRoute/${name}`, type: 'HTTPRoute', name, addresses }, targets };
}

function nodePorts(object: KubeObject, owner: string): readonly Found[] {
  const { pod, containers } = workloadFacts(object);
  if (pod['hostNetwork'] === true) {
    return [{ node: { id: `entry:host/${owner}`, type: 'node network', addresses: [] }, targets: new Map([[owner, []]]) }];
  }
  const addresses = containers
    .flatMap((container) => asList(container['ports']).map(asMap))
    .flatMap(({ hostPort, protocol }) => (typeof hostPort === 'number' ? [portText(hostPort, asString(protocol))] : []));
  if (addresses.length === 0) return [];
  return [{ node: { id: `entry:host/${owner}`, type: 'host port', addresses }, targets: new Map([[owner, []]]) }];
}
