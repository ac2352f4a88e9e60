import type { MapNode } from '../source/node.ts';
import { isIp } from '../value/ip.ts';
import type { Findings } from './load-context.ts';
import { childOf, isTrueAt, stringAt, stringOf } from './make-node.ts';
import { type Visitor, ruleTree, visit } from './rule-tree.ts';

/** A secret or config has one source, unless something else provides it. */
function oneSourceOf(...sources: readonly string[]): Visitor<Findings> {
  return (node, path, findings) => {
    if (node.kind !== 'map') return;
    const given = sources.filter((key) => node.entries.has(key));
    const [first, second] = given;
    if (first !== undefined && second !== undefined) {
      const related = [{ span: node.entries.get(first)?.keySpan ?? node.span, label: first }];
      findings.add('sources-exclusive', { span: node.entries.get(second)?.keySpan, path, related }, { attributes: given });
    } else if (first === undefined && !node.entries.has('driver') && !node.entries.has('external')) {
      findings.add('source-missing', { span: node.span, path }, { attributes: sources });
    }
  };
}

const externalVolume: Visitor<Findings> = (node, path, findings) => {
  if (node.kind !== 'map' || !isTrueAt(node, 'external')) return;
  for (const [key, entry] of node.entries) {
    if (key === 'name' || key === 'external' || key.startsWith('x-')) continue;
    findings.add('external-with-attributes', { span: entry.keySpan, path: [...path, key] }, { attribute: key });
  }
};

const deviceRequest: Visitor<Findings> = (node, path, findings) => {
  const [count, ids] = [childOf(node, 'count'), childOf(node, 'device_ids')];
  if (!count || !ids) return;
  findings.add('count-and-device-ids', { span: ids.span, path, related: [{ span: count.span, label: 'count' }] });
};

const checks = ruleTree<Visitor<Findings>>({
  'configs.*': oneSourceOf('file', 'environment', 'content'),
  'secrets.*': oneSourceOf('file', 'environment'),
  'services.*.deploy.resources.reservations.devices[]': deviceRequest,
  'services.*.develop.watch[].path': (node, path, findings) => {
    if (stringOf(node) === '') findings.add('invalid-value', { span: node.span, path }, { reason: 'the path is empty', kind: 'path' });
  },
  'services.*.expose[]': (node, path, findings) => {
    if (node.kind !== 'scalar' || typeof node.value !== 'number' || Number.isInteger(node.value)) return;
    findings.add('invalid-value', { span: node.span, path }, { reason: 'expected a port or a range of ports', kind: 'port' });
  },
  'services.*.gpus[]': deviceRequest,
  'services.*.ports[]': (node, path, findings) => {
    const target = childOf(node, 'target');
    if (!target || (target.kind === 'scalar' && target.value === 0))
      findings.add('missing-attribute', { span: node.span, path }, { attribute: 'target' });
    const address = stringAt(node, 'host_ip');
    if (address === undefined || isIp(address)) return;
    findings.add('invalid-value', { span: childOf(node, 'host_ip')?.span, path }, { reason: `${address} is no IP address`, kind: 'port' });
  },
  'services.*.volumes[]': (node, path, findings) => {
    if (node.kind !== 'map') return;
    const needsSource = stringAt(node, 'type') === 'bind' && !node.entries.has('source');
    if (needsSource) findings.add('missing-attribute', { span: node.span, path }, { attribute: 'source' });
    if (!node.entries.has('target')) findings.add('missing-attribute', { span: node.span, path }, { attribute: 'target' });
  },
  'volumes.*': externalVolume,
});

/** Checks single attributes and resources, also those that no active service uses. */
export function checkAttributes(model: MapNode, findings: Findings): void {
  visit(model, checks, findings);
}
