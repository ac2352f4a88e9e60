import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { checkBlocks } from '../extension/check-blocks.ts';
import { projectExtension } from '../extension/effective.ts';
import { formatPath } from '../../source/node-tools.ts';
import type { Node } from '../../source/node.ts';
import type { Path } from '../../source/node-tools.ts';
import type { Target } from '../../ledger/entry.ts';
import type { PlanContext } from '../context.ts';
import type { WorkloadDraft } from '../draft.ts';
import { ownsPod } from '../pods/pod-of.ts';
import type { ProjectRule } from '../rule.ts';
import { extensionsAttributes } from './extensions.attributes.ts';

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
  handles: extensionsAttributes,
  apply(context) {
    const { ledger, project } = context;
    for (const key of project.tree.entries.keys()) {
      if (key === 'models')
        ledger.refused([key], 'B-260', 'a cluster has no model runner', { level: 'error', hint: 'deploy an inference server' });
    }
    for (const place of extensible) accountForExtensions(project.tree, [], place === '' ? [] : place.split('.'), context);
    checkBlocks(context);
    accountForProjectBlock(context);
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
    if (step === undefined && key.startsWith('x-')) accountForBlock([...path, key], context);
    else if (step === '*' || step === key) accountForExtensions(value, [...path, key], rest, context);
  }
}

function accountForBlock(at: Path, { ledger, diagnostics }: PlanContext): void {
  const isOurs = at.at(-1) === 'x-waybill';
  const isRead = at.length === 1 || (at.length === 3 && (at[0] === 'services' || at[0] === 'volumes'));
  ledger.notApplicable(at, 'B-006', isOurs && isRead ? 'read at conversion' : 'an extension that no part of this tool reads');
  if (isOurs && !isRead) diagnostics.push(diagnostic('extension-misplaced', { span: ledger.spanAt(at), path: formatPath(at) }));
}

const podFields = [
  ['serviceAccount', '/serviceAccountName'],
  ['priorityClass', '/priorityClassName'],
  ['tolerations', '/tolerations'],
  ['nodeSelector', '/nodeSelector'],
] as const;

/** What the top level says holds for every service that does not say otherwise. */
function accountForProjectBlock({ ledger, project, services }: PlanContext): void {
  const block = projectExtension(project);
  const drafts = [...services.values()].filter(ownsPod).map(({ draft }) => draft);
  const account = (field: keyof typeof block, targets: (draft: WorkloadDraft) => readonly Target[]): void => {
    if (block[field] !== undefined) ledger.exact(['x-waybill', field], 'B-006', drafts.flatMap(targets));
  };
  for (const field of ['labels', 'annotations'] as const)
    account(field, (draft) => [draft.target(`/metadata/${field}`), draft.target(`${draft.templatePointer}/metadata/${field}`)]);
  for (const [field, pointer] of podFields) account(field, (draft) => [draft.podTarget(pointer)]);
}
