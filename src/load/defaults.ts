import type { MapNode, Node } from '../source/node.ts';
import { makeScalar, stringAt, withKey } from './make-node.ts';
import { type Rewriter, rewrite, ruleTree } from './rule-tree.ts';

/** Sets a key that the map does not have. */
function withDefault(node: Node, key: string, value: string): Node {
  return node.kind === 'map' && !node.entries.has(key) ? withKey(node, key, makeScalar(value, node.span)) : node;
}

const deviceRequest: Rewriter<undefined> = (node) =>
  node.kind === 'map' && node.entries.has('device_ids') ? node : withDefault(node, 'count', 'all');

const defaultValues = ruleTree<Rewriter<undefined>>({
  'services.*.build': (node) => withDefault(node, 'context', '.'),
  'services.*.deploy.resources.reservations.devices[]': deviceRequest,
  'services.*.gpus[]': deviceRequest,
  'services.*.ports[]': (node) => withDefault(withDefault(node, 'protocol', 'tcp'), 'mode', 'ingress'),
  'services.*.secrets[]': (node) => withDefault(node, 'target', `/run/secrets/${stringAt(node, 'source') ?? ''}`),
});

/** Fills in what Docker Compose takes for granted. */
export function setDefaults(model: MapNode): MapNode {
  const filled = rewrite(model, defaultValues, undefined);
  return filled?.kind === 'map' ? filled : model;
}
