import type { Node } from '../../source/node.ts';
import type { Path } from '../../source/node-tools.ts';
import type { Findings } from '../load-context.ts';
import { keyValueMap } from './key-value.ts';

/** A list of `name=value` as a map; an item without `=` is an error. */
export function checkedKeyValueMap(node: Node, path: Path, findings: Findings): Node {
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) {
      if (item.kind === 'scalar' && !item.text.includes('=')) {
        findings.add('invalid-value', { span: item.span, path: [...path, index] }, { reason: 'expected name=value', kind: 'item' });
      }
    }
  }
  return keyValueMap(node);
}

/** SSH keys as a map of id to socket or file; only `default` goes without one. */
export function sshKeys(node: Node, path: Path, findings: Findings): Node {
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) {
      if (item.kind === 'scalar' && !item.text.includes('=') && item.text !== 'default') {
        findings.add('invalid-value', { span: item.span, path: [...path, index] }, { reason: 'expected id=path', kind: 'SSH key' });
      }
    }
  }
  return keyValueMap(node);
}
