import type { Project } from '../../model/project.ts';
import { aliasTable, resolverOf } from '../../plan/aliases.ts';
import type { KubeObject } from '../../plan/kubernetes.ts';
import { collectTexts, findReferences, type TextSite } from '../../plan/texts.ts';
import { asList, asMap, asString, at } from '../../validate/json.ts';
import { type Edge, serviceId } from './model.ts';
import { isWorkload, workloadFacts } from './workload-facts.ts';

type ServiceEdge = Extract<Edge, { kind: 'service' }>;

/** Who calls or waits for whom: one edge a pair, from the texts of the services, the files that they mount, and `depends_on`. */
export function callsOf(
  project: Project,
  objects: readonly KubeObject[],
  ownerOf: (object: KubeObject) => string | undefined,
): readonly ServiceEdge[] {
  const edges = new Map<string, { from: string; to: string; calls: boolean; ports: Set<number>; condition?: string }>();
  const edge = (from: string, to: string) => {
    const key = JSON.stringify([from, to]);
    const known = edges.get(key) ?? { from: serviceId(from), to: serviceId(to), calls: false, ports: new Set<number>() };
    edges.set(key, known);
    return known;
  };
  for (const [name, { depends_on: dependencies = {} }] of project.services) {
    for (const [target, { condition }] of Object.entries(dependencies)) {
      if (target !== name && project.services.has(target)) edge(name, target).condition = condition;
    }
  }
  const aliases = aliasTable(project);
  const sites = [...collectTexts(project, new Map(), new Map()), ...fileSites(objects, ownerOf)].filter(({ kind }) => kind !== 'label');
  for (const { by, to, port } of findReferences(sites, aliases, resolverOf(project, aliases), project.services.keys())) {
    if (by === to) continue;
    const found = edge(by, to);
    found.calls = true;
    if (port !== undefined) found.ports.add(port);
  }
  const order = [...project.services.keys()].map(serviceId);
  const rank = new Map(order.map((id, i) => [id, i]));
  const rankOf = (id: string): number => rank.get(id) ?? order.length;
  return [...edges.values()]
    .map(({ ports, ...rest }): ServiceEdge => ({ kind: 'service', ...rest, ports: [...ports].sort((a, b) => a - b) }))
    .sort((a, b) => rankOf(a.from) - rankOf(b.from) || rankOf(a.to) - rankOf(b.to));
}

/** The files that reach containers as ConfigMaps: an nginx.conf names what stands behind it. */
function fileSites(objects: readonly KubeObject[], ownerOf: (object: KubeObject) => string | undefined): readonly TextSite[] {
  const files = new Map(
    objects
      .filter(({ kind }) => kind === 'ConfigMap')
      .map((object) => [
        object.metadata.name,
        Object.entries(asMap(object['data'])).flatMap(([name, text]) => (typeof text === 'string' ? [{ name, text }] : [])),
      ]),
  );
  return objects.filter(isWorkload).flatMap((object): TextSite[] => {
    const service = ownerOf(object);
    if (service === undefined) return [];
    const mounted = asList(workloadFacts(object).pod['volumes']).flatMap((volume) => asString(at(volume, 'configMap', 'name')) ?? []);
    return [...new Set(mounted)].flatMap((name) =>
      (files.get(name) ?? []).map(({ name: file, text }): TextSite => ({
        service,
        path: ['services', service, 'volumes'],
        text,
        kind: 'file',
        file,
      })),
    );
  });
}
