import type { Node } from '../../source/node.ts';
import type { Path } from '../../source/node-tools.ts';
import { parsePorts } from '../../value/port.ts';
import type { Findings } from '../load-context.ts';
import { makeMapOf, makeScalar } from '../make-node.ts';

/** Short port items in long form; a pair of ranges becomes as many ports. */
export function canonicalPorts(node: Node, path: Path, findings: Findings): Node {
  if (node.kind !== 'list') return node;
  return { ...node, items: node.items.flatMap((item, index) => canonicalPort(item, [...path, index], findings)) };
}

function canonicalPort(node: Node, path: Path, findings: Findings): readonly Node[] {
  if (node.kind !== 'scalar') return [node];
  const parsed = parsePorts(node.text);
  if (!parsed.ok) {
    findings.add('invalid-value', { span: node.span, path }, { reason: parsed.reason, kind: 'port' });
    return [node];
  }
  return parsed.value.map((port) =>
    makeMapOf(
      {
        mode: makeScalar(port.mode, node),
        host_ip: port.host_ip === undefined ? undefined : makeScalar(port.host_ip, node),
        target: makeScalar(port.target, node),
        published: port.published === undefined ? undefined : makeScalar(port.published, node),
        protocol: makeScalar(port.protocol, node),
      },
      node,
    ),
  );
}
