import type { MapEntry, MapNode, Node, ScalarNode } from '../source/node.ts';
import type { Path } from '../source/node-tools.ts';
import { splitCommand } from '../value/command-words.ts';
import { parseExtraHost } from '../value/extra-host.ts';
import type { Findings } from './load-context.ts';
import { isNull, makeList, makeScalar, partSpan, withEntries } from './make-node.ts';
import { sequenceItems } from './merge.ts';
import { convertScalar } from './scalar-value.ts';
import { type Shape, modelShape, shapeBelow } from './shape.ts';

/** Gives every value of a model in long form its canonical type: sizes, durations, flags, words of commands. */
export function toCanonicalValues(model: MapNode, findings: Findings): MapNode {
  const converted = convert(model, modelShape, [], findings);
  return converted.kind === 'map' ? converted : model;
}

function convert(node: Node, shape: Shape, path: Path, findings: Findings): Node {
  switch (shape.kind) {
    case 'any':
      return node;
    case 'scalar':
      return node.kind === 'scalar' ? convertScalar(node, shape.type, path, findings) : node;
    case 'command':
      return commandWords(node, path, findings);
    case 'hosts':
      return hostList(node, path, findings);
    case 'list':
      return convertList(node, shape.items, path, findings);
    case 'map':
      return convertMap(node, shape, path, findings);
    case 'object':
      if (node.kind === 'scalar' && shape.short && node.value !== null) return convertScalar(node, shape.short, path, findings);
      return convertMap(node, shape, path, findings);
  }
}

function convertMap(node: Node, shape: Shape, path: Path, findings: Findings): Node {
  if (node.kind !== 'map') return node;
  let entries: Map<string, MapEntry> | undefined;
  for (const [key, entry] of node.entries) {
    const value = convert(entry.value, shapeBelow(shape, key), [...path, key], findings);
    if (value !== entry.value) (entries ??= new Map(node.entries)).set(key, { ...entry, value });
  }
  return entries ? withEntries(node, entries) : node;
}

/** A scalar where a list is meant is a list of one (`provider.options`, `tmpfs`). */
function convertList(node: Node, items: Shape, path: Path, findings: Findings): Node {
  if (node.kind === 'scalar' && node.value !== null) return makeList([convert(node, items, path, findings)], node);
  if (node.kind !== 'list') return node;
  const converted = node.items.map((item, index) => convert(item, items, [...path, index], findings));
  return converted.some((item, index) => item !== node.items[index]) ? { ...node, items: converted } : node;
}

/** */
function commandWords(node: Node, path: Path, findings: Findings): Node {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  if (/^\s*\[\s*(?:"[^]*"|'[^]*')\s*\]\s*$/.test(node.value)) findings.add('list-in-quotes', { span: node.span, path });
  const split = splitCommand(node.value);
  if (!split.ok) {
    const span = partSpan(node, split.offset, split.offset + 1);
    findings.add('command-unreadable', { span, path }, { reason: split.reason });
    return node;
  }
  const { words, discarded } = split.value;
  if (discarded) reportDiscarded(node, discarded.text, discarded.offset, path, findings);
  return makeList(
    words.map((word) => makeScalar(word, node)),
    node,
  );
}

function reportDiscarded(node: ScalarNode, text: string, offset: number, path: Path, findings: Findings): void {
  const operator = /[;&|<>]+/.exec(text)?.[0] ?? '';
  findings.add('command-cut-off', { span: partSpan(node, offset, offset + text.length), path }, { operator });
}

function hostList(node: Node, path: Path, findings: Findings): Node {
  if (isNull(node)) return node;
  const hosts: { readonly text: string; readonly node: Node }[] = [];
  for (const item of sequenceItems(node)) {
    if (item.kind !== 'scalar') continue;
    const parsed = parseExtraHost(item.text);
    if (!parsed.ok) {
      findings.add('invalid-value', { span: item.span, path }, { reason: parsed.reason, kind: 'extra host' });
      continue;
    }
    for (const address of parsed.value.addresses) hosts.push({ text: `${parsed.value.host}=${address}`, node: item });
  }
  const sorted = hosts.toSorted((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)));
  return makeList(
    sorted.map((host) => makeScalar(host.text, host.node)),
    node,
  );
}
