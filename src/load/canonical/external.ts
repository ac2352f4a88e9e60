import type { Node } from '../../source/node.ts';
import type { Path } from '../../source/node-tools.ts';
import type { Findings } from '../load-context.ts';
import { childOf, makeScalar, withKey } from '../make-node.ts';

/** The deprecated `external: {name: x}` as `external: true` and `name: x`. */
export function canonicalExternal(node: Node, path: Path, findings: Findings): Node {
  if (node.kind !== 'map') return node;
  const external = childOf(node, 'external');
  if (external?.kind !== 'map') return node;
  const flagged = withKey(node, 'external', makeScalar(true, external.span));
  const entry = external.entries.get('name');
  if (!entry) return flagged;
  findings.add('external-name-deprecated', { span: entry.keySpan, path: [...path, 'external', 'name'] });
  const name = childOf(node, 'name');
  if (!name) return withKey(flagged, 'name', entry.value, entry.keySpan);
  const text = (one: Node): string | undefined => (one.kind === 'scalar' ? one.text : undefined);
  if (text(name) !== text(entry.value)) {
    const related = [{ span: name.span, label: 'the other name' }];
    findings.add('external-name-conflict', { span: entry.value.span, path: [...path, 'external', 'name'], related });
  }
  return flagged;
}
