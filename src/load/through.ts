import type { Span } from '../diagnostics/span.ts';
import type { MapEntry, Node } from '../source/node.ts';

/** A value that came into the project through the place at `span`, an `extends` or `include`: every value in it keeps that place, nearest first. */
export function through(node: Node, span: Span): Node {
  const via = [...(node.via ?? []), span];
  switch (node.kind) {
    case 'scalar':
      return { ...node, via };
    case 'list':
      return { ...node, via, items: node.items.map((item) => through(item, span)) };
    case 'map':
      return {
        ...node,
        via,
        entries: new Map(
          [...node.entries].map(([key, entry]): [string, MapEntry] => [key, { ...entry, value: through(entry.value, span) }]),
        ),
      };
  }
}
