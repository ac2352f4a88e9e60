import type { MapEntry, Node } from '../../source/node.ts';
import { makeScalar, partSpan } from '../make-node.ts';

/**
 * The list form `[KEY=value, BARE]` of a map as the map `{KEY: value, BARE: null}`; a repeated key wins in place.
 * Anything else, also a list with an item that is no string, stays as it is for the schema to judge.
 */
export function keyValueMap(node: Node): Node {
  if (node.kind !== 'list') return node;
  const entries = new Map<string, MapEntry>();
  for (const item of node.items) {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') return node;
    const at = item.text.indexOf('=');
    if (at === -1) entries.set(item.text, { keySpan: item.span, value: makeScalar(null, item) });
    else {
      const value = makeScalar(item.text.slice(at + 1), item, partSpan(item, at + 1, item.text.length));
      entries.set(item.text.slice(0, at), { keySpan: partSpan(item, 0, at), value });
    }
  }
  return { kind: 'map', entries, span: node.span, ...(node.via && { via: node.via }) };
}
