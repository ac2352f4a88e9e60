import type { Span } from '../diagnostics/span.ts';
import type { ListNode, MapEntry, MapNode, Node } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import type { Findings } from './load-context.ts';
import { keyValueMap } from './canonical/key-value.ts';
import { childOf, isNull, makeList, makeMapOf, makeScalar, stringOf, withEntries } from './make-node.ts';
import { type RuleTree, ruleTree, rulesBelow } from './rule-tree.ts';

interface Merge {
  readonly findings: Findings;
}

/** Lays `over` onto `base` at one path; both are present. */
type Merger = (base: Node, over: Node, path: Path, merge: Merge, rules: RuleTree<Merger>) => Node;

/** How attributes merge that do not simply merge by key, append or replace (contract A.4). */
const mergers = ruleTree<Merger>({
  'networks.*.ipam.config': mergeIpamConfig,
  'configs.*.labels': mergeKeyed,
  'networks.*.labels': mergeKeyed,
  'secrets.*.labels': mergeKeyed,
  'volumes.*.labels': mergeKeyed,
  'services.*.annotations': mergeKeyed,
  'services.*.build': mergeBuild,
  'services.*.build.additional_contexts': mergeKeyed,
  'services.*.build.args': mergeKeyed,
  'services.*.build.extra_hosts': mergeExtraHosts,
  'services.*.build.labels': mergeKeyed,
  'services.*.command': replace,
  'services.*.depends_on': mergeDependsOn,
  'services.*.deploy.labels': mergeKeyed,
  'services.*.dns': mergeSequences,
  'services.*.dns_opt': mergeSequences,
  'services.*.dns_search': mergeSequences,
  'services.*.entrypoint': replace,
  'services.*.env_file': mergeSequences,
  'services.*.environment': mergeKeyed,
  'services.*.extra_hosts': mergeExtraHosts,
  'services.*.healthcheck.test': replace,
  'services.*.label_file': mergeSequences,
  'services.*.labels': mergeKeyed,
  'services.*.logging': mergeLogging,
  'services.*.models': mergeNames,
  'services.*.networks': mergeNames,
  'services.*.sysctls': mergeKeyed,
  'services.*.tmpfs': mergeSequences,
  'services.*.ulimits.*': replace,
});

/** Lays one model onto another (A-30…A-41). Lists only grow here: `unique.ts` removes what is there twice. */
export function mergeModels(base: MapNode, over: MapNode, findings: Findings): MapNode {
  return mergeMaps(base, over, [], { findings }, mergers);
}

/** Lays a service onto the service that it extends. */
export function mergeServices(base: MapNode, over: MapNode, name: string, findings: Findings): MapNode {
  const rules = rulesBelow(rulesBelow(mergers, 'services'), name);
  return mergeMaps(base, over, ['services', name], { findings }, rules ?? mergers);
}

function mergeNodes(base: Node, over: Node, path: Path, merge: Merge, rules: RuleTree<Merger> | undefined): Node {
  if (rules?.rule) return rules.rule(base, over, path, merge, rules);
  if (isNull(over)) return base;
  if (base.kind === 'map' && over.kind === 'map') return mergeMaps(base, over, path, merge, rules);
  if (base.kind === 'list' && over.kind === 'list') return append(base, over);
  if (base.kind !== 'scalar') return clash(base, over, path, merge);
  return succeed(base, over);
}

function mergeMaps(base: MapNode, over: MapNode, path: Path, merge: Merge, rules: RuleTree<Merger> | undefined): MapNode {
  if (over.entries.size === 0) return base;
  const entries = new Map<string, MapEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    const known = entries.get(key);
    if (!known) entries.set(key, entry);
    else {
      const value = mergeNodes(known.value, entry.value, [...path, key], merge, rulesBelow(rules, key));
      entries.set(key, { keySpan: value === known.value ? known.keySpan : entry.keySpan, value });
    }
  }
  return withEntries(base, entries);
}

/** The winner keeps the place of what it replaced in its history. */
function succeed(base: Node, over: Node): Node {
  const via: Span[] = [...(over.via ?? []), base.span, ...(base.via ?? [])];
  return { ...over, via };
}

function append(base: ListNode, over: ListNode): ListNode {
  if (over.items.length === 0) return base;
  return { ...base, items: [...base.items, ...over.items] };
}

function clash(base: Node, over: Node, path: Path, merge: Merge): Node {
  const kind = (node: Node): string => (node.kind === 'map' ? 'mapping' : node.kind);
  merge.findings.add(
    'merge-clash',
    { span: over.span, path, related: [{ span: base.span, label: `a ${kind(base)} here` }] },
    { base: kind(base), over: kind(over) },
  );
  return base;
}

function replace(base: Node, over: Node): Node {
  return succeed(base, over);
}

/** Both sides as maps; a list of names gives each name what `value` makes of it. */
function mergeAsMaps(toMap: (node: Node) => Node): Merger {
  return (base, over, path, merge, rules) => {
    if (isNull(over)) return base;
    if (isNull(base)) return over;
    const [left, right] = [toMap(base), toMap(over)];
    if (left.kind === 'map' && right.kind === 'map') return mergeMaps(left, right, path, merge, rules);
    // What could not become a map is wrong in itself: the schema says why.
    return left.kind === 'map' ? right : left;
  };
}

/** Unlike elsewhere a null wins here: it is a variable without a value, or an empty label. */
function mergeKeyed(base: Node, over: Node): Node {
  if (isNull(over)) return base;
  if (isNull(base)) return over;
  const [left, right] = [keyValueMap(base), keyValueMap(over)];
  // A list with items that are no strings: the schema says what is wrong with them.
  if (left.kind !== 'map' || right.kind !== 'map') return mergeSequences(base, over);
  const entries = new Map<string, MapEntry>(left.entries);
  for (const [key, entry] of right.entries) {
    const known = entries.get(key);
    entries.set(key, known ? { ...entry, value: succeed(known.value, entry.value) } : entry);
  }
  return withEntries(left, entries);
}

function mergeNames(base: Node, over: Node, path: Path, merge: Merge, rules: RuleTree<Merger>): Node {
  return mergeAsMaps(namesToMap)(base, over, path, merge, rules);
}

function mergeDependsOn(base: Node, over: Node, path: Path, merge: Merge, rules: RuleTree<Merger>): Node {
  return mergeAsMaps(dependenciesToMap)(base, over, path, merge, rules);
}

function mergeBuild(base: Node, over: Node, path: Path, merge: Merge, rules: RuleTree<Merger>): Node {
  return mergeAsMaps(buildToMap)(base, over, path, merge, rules);
}

/** `[a, b]` as `{a: null, b: null}`. */
export function namesToMap(node: Node): Node {
  return listToMap(node, (item) => makeScalar(null, item));
}

/** `[db]` as `{db: {condition: service_started, required: true}}`. */
export function dependenciesToMap(node: Node): Node {
  return listToMap(node, (item) => makeMapOf({ condition: makeScalar('service_started', item), required: makeScalar(true, item) }, item));
}

/** `./app` as `{context: ./app}`. */
export function buildToMap(node: Node): Node {
  return node.kind === 'scalar' && typeof node.value === 'string' ? makeMapOf({ context: node }, node) : node;
}

function listToMap(node: Node, value: (item: Node) => Node): Node {
  if (node.kind !== 'list') return node;
  const entries = new Map<string, MapEntry>();
  for (const item of node.items) {
    const name = stringOf(item);
    if (name === undefined) return node;
    entries.set(name, { keySpan: item.span, value: value(item) });
  }
  return { kind: 'map', entries, span: node.span, ...(node.via && { via: node.via }) };
}

function mergeSequences(base: Node, over: Node): Node {
  return makeList([...sequenceItems(base), ...sequenceItems(over)], base);
}

function mergeExtraHosts(base: Node, over: Node): Node {
  const left = sequenceItems(base);
  const known = new Set(left.map(itemText));
  return makeList([...left, ...sequenceItems(over).filter((item) => !known.has(itemText(item)))], base);
}

function itemText(item: Node): string | undefined {
  return item.kind === 'scalar' ? item.text : undefined;
}

/** A scalar, list or map as the items of a list; a map gives `key=value`, sorted, one for each value of a list. */
export function sequenceItems(node: Node): readonly Node[] {
  if (node.kind === 'list') return node.items;
  if (node.kind === 'scalar') return node.value === null ? [] : [node];
  const items: { readonly text: string; readonly node: Node }[] = [];
  for (const [key, { value }] of node.entries) {
    const values = value.kind === 'list' ? value.items : [value];
    for (const one of values) {
      const text = isNull(one) ? key : `${key}=${itemText(one) ?? ''}`;
      items.push({ text, node: makeScalar(text, one) });
    }
  }
  return items.toSorted((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text))).map((item) => item.node);
}

function mergeLogging(base: Node, over: Node, path: Path, merge: Merge, rules: RuleTree<Merger>): Node {
  if (base.kind !== 'map' || over.kind !== 'map') return isNull(over) ? base : succeed(base, over);
  const [before, after] = [childOf(base, 'driver'), childOf(over, 'driver')];
  if (!before || !after || itemText(before) === itemText(after)) return mergeMaps(base, over, path, merge, rules);
  return succeed(base, over);
}

/**
 * Pools merge by their subnet. Docker Compose compares every old pool with every new one and forgets an old one
 * for which it only met new subnets: that is kept, so that both tools mean the same file.
 */
function mergeIpamConfig(base: Node, over: Node, path: Path, merge: Merge): Node {
  if (base.kind !== 'list' || over.kind !== 'list') return isNull(over) ? base : clash(base, over, path, merge);
  const subnet = (pool: Node): string | undefined => itemText(childOf(pool, 'subnet') ?? pool);
  const pools: Node[] = [];
  const indexOf = (pool: Node): number => pools.findIndex((one) => subnet(one) === subnet(pool));
  for (const original of base.items) {
    let merged = original;
    for (const pool of over.items) {
      if (subnet(pool) !== subnet(merged) && indexOf(pool) === -1) {
        pools.push(pool);
        continue;
      }
      if (merged.kind !== 'map' || pool.kind !== 'map') return clash(base, over, path, merge);
      merged = mergeMaps(merged, pool, path, merge, undefined);
      const known = indexOf(merged);
      if (known === -1) pools.push(merged);
      else pools[known] = merged;
    }
  }
  return makeList(pools, over);
}
