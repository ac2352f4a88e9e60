import type { Span } from '../../diagnostics/span.ts';
import type { MapNode, Node } from '../../source/node.ts';
import { parsePath } from '../../source/node-tools.ts';

/** Where the key of an attribute stands, by its canonical path; undefined for items of lists and what is not in the tree. */
export function keyPlaces(tree: MapNode | undefined): (path: string) => Span | undefined {
  return (path) => {
    let node: Node | undefined = tree;
    let key: Span | undefined;
    for (const step of parsePath(path) ?? []) {
      if (node?.kind === 'map') {
        const entry = node.entries.get(String(step));
        key = entry?.keySpan;
        node = entry?.value;
      } else {
        key = undefined;
        node = node?.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
      }
    }
    return key;
  };
}
