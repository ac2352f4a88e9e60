import type { Span } from '../diagnostics/span.ts';
import type { ListNode, MapEntry, MapNode, Node } from './node.ts';

/** The maps that the value of a merge key `<<` names, the first strongest; undefined where it names something else. */
export function mergeSources(value: Node): readonly MapNode[] | undefined {
  if (value.kind === 'map') return [value];
  if (value.kind !== 'list' || !hasOnlyMaps(value)) return undefined;
  return value.items;
}

function hasOnlyMaps(list: ListNode): list is ListNode & { readonly items: readonly MapNode[] } {
  return list.items.every((item) => item.kind === 'map');
}

/**
 * Adds the entries of the sources that the map does not have itself (contract A-07).
 * They keep their place; the place of the merge goes on their way to it (`via`).
 * @returns for each value added, what it is a copy of
 */
export function mergeInto(entries: Map<string, MapEntry>, sources: readonly MapNode[]): readonly { origin: Node; copy: Node }[] {
  const added: { origin: Node; copy: Node }[] = [];
  for (const source of sources) {
    for (const [key, entry] of source.entries) {
      if (entries.has(key)) continue;
      const copy = reachedFrom(entry.value, source.span);
      entries.set(key, { keySpan: entry.keySpan, value: copy });
      added.push({ origin: entry.value, copy });
    }
  }
  return added;
}

/** The same value, with one more place on the way to it. */
function reachedFrom(value: Node, place: Span): Node {
  return { ...value, via: [place, ...(value.via ?? [])] };
}
