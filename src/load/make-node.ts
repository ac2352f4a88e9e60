import type { Span } from '../diagnostics/span.ts';
import type { ListNode, MapEntry, MapNode, Node, ScalarNode, ScalarValue } from '../source/node.ts';

/** Where a made node says that it stands: at a span, or where another node stands, with its history and its variables. */
export type Origin = Span | Node;

function isNode(origin: Origin): origin is Node {
  return 'kind' in origin;
}

/** A scalar that the loader made: same place, history and variables as the node that it was made from. */
export function makeScalar(value: ScalarValue, origin: Origin, span?: Span): ScalarNode {
  const node = isNode(origin) ? origin : undefined;
  const variables = node?.kind === 'scalar' ? node.variables : undefined;
  return {
    kind: 'scalar',
    value,
    text: value === null ? '' : String(value),
    style: 'quoted',
    span: span ?? (isNode(origin) ? origin.span : origin),
    ...(node?.via && { via: node.via }),
    ...(variables && { variables }),
  };
}

/** A map that the loader made from a node or at a place. */
export function makeMap(entries: ReadonlyMap<string, MapEntry>, origin: Origin): MapNode {
  return isNode(origin)
    ? { kind: 'map', entries, span: origin.span, ...(origin.via && { via: origin.via }) }
    : { kind: 'map', entries, span: origin };
}

/** A map of nodes whose keys stand where their values stand. */
export function makeMapOf(values: Readonly<Record<string, Node | undefined>>, origin: Origin): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const [key, value] of Object.entries(values)) if (value) entries.set(key, { keySpan: value.span, value });
  return makeMap(entries, origin);
}

/** A list that the loader made from a node or at a place. */
export function makeList(items: readonly Node[], origin: Origin): ListNode {
  return isNode(origin)
    ? { kind: 'list', items, span: origin.span, ...(origin.via && { via: origin.via }) }
    : { kind: 'list', items, span: origin };
}

/** The same map with other entries. */
export function withEntries(map: MapNode, entries: ReadonlyMap<string, MapEntry>): MapNode {
  return { ...map, entries };
}

/** The map with one key set; a new key stands where its value stands. */
export function withKey(map: MapNode, key: string, value: Node, keySpan?: Span): MapNode {
  const entries = new Map(map.entries);
  entries.set(key, { keySpan: keySpan ?? entries.get(key)?.keySpan ?? value.span, value });
  return { ...map, entries };
}

/** The map without some keys; the same map when it has none of them. */
export function withoutKeys(map: MapNode, ...keys: readonly string[]): MapNode {
  if (!keys.some((key) => map.entries.has(key))) return map;
  const entries = new Map(map.entries);
  for (const key of keys) entries.delete(key);
  return { ...map, entries };
}

export function isNull(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === null;
}

/** The value of a string scalar; undefined for everything else. */
export function stringOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** The node below a map's key. */
export function childOf(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/** The map below a map's key; undefined for anything but a map. */
export function mapAt(node: Node | undefined, key: string): MapNode | undefined {
  const child = childOf(node, key);
  return child?.kind === 'map' ? child : undefined;
}

/** Entries of the map below a key; empty where there is none. */
export function entriesAt(node: Node | undefined, key: string): ReadonlyMap<string, MapEntry> {
  return mapAt(node, key)?.entries ?? new Map<string, MapEntry>();
}

/** Items of the list below a key; empty where there is none. */
export function itemsAt(node: Node | undefined, key: string): readonly Node[] {
  const child = childOf(node, key);
  return child?.kind === 'list' ? child.items : [];
}

/** The string below a map's key. */
export function stringAt(node: Node | undefined, key: string): string | undefined {
  return stringOf(childOf(node, key));
}

/** Whether the boolean below a key is true. */
export function isTrueAt(node: Node | undefined, key: string): boolean {
  const child = childOf(node, key);
  return child?.kind === 'scalar' && child.value === true;
}

/**
 * The span of a part of a scalar's text. Narrow where the file holds that text as it is;
 * the whole scalar where quoting, folding or interpolation changed it.
 */
export function partSpan(node: ScalarNode, start: number, end: number): Span {
  const text = node.text;
  const { source } = node.span;
  const offset = node.style === 'quoted' ? 1 : 0;
  const written = source.text.slice(node.span.start + offset, node.span.start + offset + text.length);
  if (written !== text) return node.span;
  return { source, start: node.span.start + offset + start, end: node.span.start + offset + end };
}
