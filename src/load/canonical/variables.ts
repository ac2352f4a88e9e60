import type { Node } from '../../source/node.ts';
import type { Path } from '../../source/node-tools.ts';
import type { Findings } from '../load-context.ts';
import { keyValueMap } from './key-value.ts';

/** Environment variables as a map; a name with a blank at its end is an error (DIAG-21). */
export function checkedVariables(node: Node, path: Path, findings: Findings): Node {
  const map = keyValueMap(node);
  if (node.kind !== 'list' || map.kind !== 'map') return map;
  for (const [name, entry] of map.entries) {
    if (/\s$/u.test(name)) findings.add('variable-name-blank', { span: entry.keySpan, path }, { name: name.trimEnd() });
  }
  return map;
}
