import type { MapNode, Node } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import { parseMount } from '../value/mount.ts';
import type { Findings } from './load-context.ts';
import { childOf, stringAt } from './make-node.ts';
import { type Rewriter, type Visitor, rewrite, ruleTree, visit } from './rule-tree.ts';

/** What makes two items of a list the same item; undefined: the item is like no other. */
type ItemKey = (item: Node) => string | undefined;

const textKey: ItemKey = (item) => (item.kind === 'scalar' ? item.text : undefined);

const nameKey: ItemKey = (item) => textKey(item)?.replace(/=.*/s, '');

const portKey: ItemKey = (item) => {
  if (item.kind !== 'map') return textKey(item);
  const part = (key: string): string | undefined => {
    const value = childOf(item, key);
    return value && textKey(value);
  };
  return `${part('host_ip') ?? '0.0.0.0'}:${part('published') ?? ''}:${part('target') ?? ''}/${part('protocol') ?? 'tcp'}`;
};

const mountKey: ItemKey = (item) => {
  if (item.kind === 'map') return stringAt(item, 'target');
  const parsed = parseMount(textKey(item) ?? '');
  return parsed.ok ? parsed.value.mount.target : undefined;
};

const deviceKey: ItemKey = (item) => {
  if (item.kind === 'map') return stringAt(item, 'target');
  const [source, target] = (textKey(item) ?? '').split(':');
  return target ?? source;
};

const envFileKey: ItemKey = (item) => stringAt(item, 'path') ?? textKey(item);

function fileKey(folder: string): ItemKey {
  return (item) => stringAt(item, 'target') ?? `${folder}/${stringAt(item, 'source') ?? textKey(item)}`;
}

/** The later of two items with one key takes the place of the earlier. */
function keepLast(keyOf: ItemKey): Rewriter<Findings> {
  return (node) => {
    if (node.kind !== 'list' || node.items.length < 2) return node;
    const places = new Map<string, number>();
    const items: Node[] = [];
    for (const item of node.items) {
      const key = keyOf(item);
      const place = key === undefined ? undefined : places.get(key);
      if (place === undefined) {
        if (key !== undefined) places.set(key, items.length);
        items.push(item);
      } else {
        const earlier = items[place];
        items[place] = earlier ? { ...item, via: [...(item.via ?? []), earlier.span, ...(earlier.via ?? [])] } : item;
      }
    }
    return items.length === node.items.length ? node : { ...node, items };
  };
}

/** An exact duplicate, which Docker Compose rejects, is left out with a report. */
function dropDuplicates(node: Node, path: Path, findings: Findings): Node {
  if (node.kind !== 'list' || node.items.length < 2) return node;
  const firsts = new Map<string, Node>();
  const items: Node[] = [];
  for (const item of node.items) {
    const key = textKey(item);
    const first = key === undefined ? undefined : firsts.get(key);
    if (first && key !== undefined) {
      const related = [{ span: first.span, label: 'first here' }];
      findings.add('duplicate-item', { span: item.span, path, related }, { item: key });
    } else {
      if (key !== undefined) firsts.set(key, item);
      items.push(item);
    }
  }
  return items.length === node.items.length ? node : { ...node, items };
}

const uniqueLists = ruleTree<Rewriter<Findings>>({
  'networks.*.labels': keepLast(nameKey),
  'services.*.annotations': keepLast(nameKey),
  'services.*.build.additional_contexts': keepLast(nameKey),
  'services.*.build.args': keepLast(nameKey),
  'services.*.build.extra_hosts': dropDuplicates,
  'services.*.build.labels': keepLast(nameKey),
  'services.*.build.tags': keepLast(nameKey),
  'services.*.cap_add': keepLast(nameKey),
  'services.*.cap_drop': keepLast(nameKey),
  'services.*.configs': keepLast(fileKey('')),
  'services.*.depends_on': dropDuplicates,
  'services.*.deploy.labels': keepLast(nameKey),
  'services.*.deploy.resources.reservations.devices[].capabilities': dropDuplicates,
  'services.*.deploy.resources.reservations.devices[].device_ids': dropDuplicates,
  'services.*.device_cgroup_rules': dropDuplicates,
  'services.*.devices': keepLast(deviceKey),
  'services.*.dns': keepLast(nameKey),
  'services.*.dns_opt': keepLast(nameKey),
  'services.*.dns_search': keepLast(nameKey),
  'services.*.env_file': keepLast(envFileKey),
  'services.*.environment': keepLast(nameKey),
  'services.*.expose': keepLast(textKey),
  'services.*.external_links': dropDuplicates,
  'services.*.extra_hosts': dropDuplicates,
  'services.*.gpus[].capabilities': dropDuplicates,
  'services.*.gpus[].device_ids': dropDuplicates,
  'services.*.group_add': dropDuplicates,
  'services.*.labels': keepLast(nameKey),
  'services.*.links': keepLast(nameKey),
  'services.*.models': dropDuplicates,
  'services.*.networks': dropDuplicates,
  'services.*.networks.*.aliases': keepLast(nameKey),
  'services.*.networks.*.link_local_ips': keepLast(nameKey),
  'services.*.ports': keepLast(portKey),
  'services.*.profiles': keepLast(nameKey),
  'services.*.secrets': keepLast(fileKey('/run/secrets')),
  'services.*.security_opt': dropDuplicates,
  'services.*.sysctls': keepLast(nameKey),
  'services.*.tmpfs': keepLast(nameKey),
  'services.*.volumes': keepLast(mountKey),
  'services.*.volumes_from': dropDuplicates,
  'volumes.*.labels': keepLast(nameKey),
});

/** Removes redefinitions from the lists of a model. */
export function removeRedefinitions(model: MapNode, findings: Findings): MapNode {
  const unique = rewrite(model, uniqueLists, findings);
  return unique?.kind === 'map' ? unique : model;
}

const writtenMounts = ruleTree<Visitor<Findings>>({
  'services.*.volumes': (node, path, findings) => {
    if (node.kind !== 'list') return;
    const seen = new Map<string, Node>();
    for (const item of node.items) {
      const target = mountKey(item);
      const earlier = target === undefined ? undefined : seen.get(target);
      if (earlier && target !== undefined) {
        const related = [{ span: earlier.span, label: 'replaced' }];
        findings.add('mount-replaced', { span: item.span, path, related }, { target });
      }
      if (target !== undefined) seen.set(target, item);
    }
  },
});

/** Two mounts on one target in one list: Docker Compose keeps the later without a word. */
export function reportReplacedMounts(document: MapNode, findings: Findings): void {
  visit(document, writtenMounts, findings);
}
