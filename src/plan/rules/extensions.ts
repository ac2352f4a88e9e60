import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { readExtension, readVolumeExtension } from '../extension.ts';
import { formatPath } from '../../source/node-tools.ts';
import type { Node } from '../../source/node.ts';
import type { Path } from '../../source/node-tools.ts';
import type { PlanContext } from '../context.ts';
import type { ProjectRule } from '../rule.ts';

/** Where the Compose Specification allows extension blocks; `*` is a key of the user or an item of a list. */
const extensible: readonly string[] = [
  '',
  'services.*',
  'services.*.build',
  'services.*.deploy',
  'services.*.healthcheck',
  'services.*.logging',
  'services.*.ports.*',
  'services.*.volumes.*',
  'services.*.networks.*',
  'services.*.depends_on.*',
  'services.*.secrets.*',
  'services.*.configs.*',
  'networks.*',
  'networks.*.ipam',
  'volumes.*',
  'secrets.*',
  'configs.*',
  'models.*',
];

/** B-001, B-006, G-04: what stands at the top level, and extension blocks anywhere. */
export const extensionsRule: ProjectRule = {
  name: 'extensions',
  handles: ['name', 'version', 'include', 'x-*', 'services.*.x-*', 'models'],
  apply(context) {
    const { ledger, project } = context;
    for (const key of project.tree.entries.keys()) {
      if (key === 'models')
        ledger.refused([key], 'B-260', 'a cluster has no model runner', { level: 'error', hint: 'deploy an inference server' });
    }
    for (const place of extensible) accountForExtensions(project.tree, [], place === '' ? [] : place.split('.'), context);
    for (const [name, service] of project.services)
      report(readExtension(service['x-waybill']).problems, ['services', name, 'x-waybill'], context);
    for (const [name, volume] of project.volumes)
      report(readVolumeExtension(volume['x-waybill']).problems, ['volumes', name, 'x-waybill'], context);
    if (context.options.namespace === undefined) {
      ledger.require({
        rule: 'G-04',
        message: 'no other project in the namespace has objects of the same names, which carry no prefix',
      });
    }
  },
};

function accountForExtensions(node: Node, path: Path, place: readonly string[], context: PlanContext): void {
  const [step, ...rest] = place;
  if (node.kind === 'list') {
    if (step === '*') node.items.forEach((item, i) => accountForExtensions(item, [...path, i], rest, context));
    return;
  }
  if (node.kind !== 'map') return;
  for (const [key, { value }] of node.entries) {
    if (step === undefined && key.startsWith('x-')) {
      context.ledger.notApplicable(
        [...path, key],
        'B-006',
        key === 'x-waybill' ? 'read at conversion' : 'an extension that no part of this tool reads',
      );
    } else if (step === '*' || step === key) accountForExtensions(value, [...path, key], rest, context);
  }
}

function report(
  problems: ReturnType<typeof readExtension>['problems'],
  path: readonly string[],
  { diagnostics, ledger }: PlanContext,
): void {
  for (const problem of problems) {
    const at = [...path, ...problem.key.split('.')];
    diagnostics.push(
      diagnostic('extension-unknown', { span: ledger.spanAt(at), path: formatPath(at) }, { key: problem.key, known: problem.known }),
    );
  }
}
