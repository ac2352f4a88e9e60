import type { Node } from '../../source/node.ts';
import type { Path } from '../../source/node-tools.ts';
import { parseMount } from '../../value/mount.ts';
import type { Findings } from '../load-context.ts';
import { makeMapOf, makeScalar, stringOf } from '../make-node.ts';

/** Hints for the file sharing of Docker Desktop. */
const consistencyModes: ReadonlySet<string> = new Set(['cached', 'consistent', 'delegated']);

/** `[SRC:]TARGET[:options]` in long form. */
export function canonicalMount(node: Node, path: Path, findings: Findings): Node {
  const text = stringOf(node);
  if (text === undefined) return node;
  const parsed = parseMount(text);
  if (!parsed.ok) {
    findings.add('invalid-value', { span: node.span, path }, { reason: parsed.reason, kind: 'volume' });
    return node;
  }
  const { mount, ignored } = parsed.value;
  for (const option of ignored) {
    const code = consistencyModes.has(option) ? 'mount-consistency-ignored' : 'mount-option-ignored';
    findings.add(code, { span: node.span, path }, { option });
  }
  return makeMapOf(
    {
      type: makeScalar(mount.type, node),
      source: mount.source === undefined ? undefined : makeScalar(mount.source, node),
      target: makeScalar(mount.target, node),
      read_only: mount.read_only ? makeScalar(true, node) : undefined,
      bind: mount.bind && options(mount.bind, node),
      volume: mount.volume && options(mount.volume, node),
    },
    node,
  );
}

function options(values: Readonly<Record<string, string | boolean>>, node: Node): Node {
  return makeMapOf(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, makeScalar(value, node)])), node);
}
