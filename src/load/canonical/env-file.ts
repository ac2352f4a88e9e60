import type { Node } from '../../source/node.ts';
import { childOf, makeList, makeMapOf, makeScalar, stringOf, withKey } from '../make-node.ts';

/** A path, or a list of paths and long forms, as a list of long forms. */
export function canonicalEnvFiles(node: Node): Node {
  if (stringOf(node) !== undefined) return makeList([canonicalEnvFile(node)], node);
  return node.kind === 'list' ? { ...node, items: node.items.map(canonicalEnvFile) } : node;
}

function canonicalEnvFile(node: Node): Node {
  if (node.kind === 'map') return childOf(node, 'required') ? node : withKey(node, 'required', makeScalar(true, node.span));
  return stringOf(node) === undefined ? node : makeMapOf({ path: node, required: makeScalar(true, node.span) }, node);
}
