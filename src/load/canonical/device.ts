import type { Node } from '../../source/node.ts';
import type { Path } from '../../source/node-tools.ts';
import { parseDevice } from '../../value/device.ts';
import type { Findings } from '../load-context.ts';
import { makeMapOf, makeScalar, stringOf } from '../make-node.ts';

/** `HOST[:CONTAINER[:permissions]]` in long form. */
export function canonicalDevice(node: Node, path: Path, findings: Findings): Node {
  const text = stringOf(node);
  if (text === undefined) return node;
  const parsed = parseDevice(text);
  if (!parsed.ok) {
    findings.add('invalid-value', { span: node.span, path }, { reason: parsed.reason, kind: 'device' });
    return node;
  }
  const { source, target, permissions } = parsed.value;
  return makeMapOf(
    { source: makeScalar(source, node), target: makeScalar(target, node), permissions: makeScalar(permissions, node) },
    node,
  );
}
