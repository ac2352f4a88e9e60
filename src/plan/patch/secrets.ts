import type { MapNode, Node } from '../../source/node.ts';
import { getAt, type Path } from '../../source/node-tools.ts';
import { isLiteral } from '../sensitive/is-literal.ts';
import { isSensitiveName } from '../sensitive/sensitive-name.ts';
import { isSensitiveValue } from '../sensitive/sensitive-value.ts';

/** Texts of a patch that look like secrets: by their shape, by the key or variable that they stand for, by the variable they come from. */
export function findSecrets(tree: MapNode, path: Path): readonly Path[] {
  const node = getAt(tree, path);
  return node ? [...secretsBelow(node, path, undefined)] : [];
}

function* secretsBelow(node: Node, path: Path, name: string | undefined): Generator<Path> {
  if (node.kind === 'list') {
    for (const [i, item] of node.items.entries()) yield* secretsBelow(item, [...path, i], name);
  } else if (node.kind === 'map') {
    // `{name: DB_PASSWORD, value: …}` is about the variable, not about a key `value`; an operation of RFC 6902 about its path.
    const named = (node.entries.get('name') ?? node.entries.get('path'))?.value;
    const variable =
      named?.kind === 'scalar' && typeof named.value === 'string' ? named.value.slice(named.value.lastIndexOf('/') + 1) : undefined;
    for (const [key, { value }] of node.entries) yield* secretsBelow(value, [...path, key], key === 'value' ? variable : key);
  } else if (typeof node.value === 'string' && isLiteral(node.value)) {
    const names = [...(name === undefined ? [] : [name]), ...(node.variables ?? [])];
    if (isSensitiveValue(node.value) || names.some(isSensitiveName)) yield path;
  }
}
