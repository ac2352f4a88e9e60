import { type Conversion, convert, getAt, nodeHost, type OwnServiceRule, toPlain } from 'waybill';

/** `x-team` of a service becomes a label of its workload and of its pods. */
const teamRule: OwnServiceRule = {
  name: 'team',
  // The account of this attribute is ours: what waybill would say about it is left out.
  handles: ['services.*.x-team'],
  apply({ path, draft }, { project, ledger }) {
    const at = [...path, 'x-team'];
    const node = getAt(project.tree, at);
    const team = node && toPlain(node);
    if (typeof team !== 'string') return;
    draft.labels.set('example.com/team', team);
    draft.podLabels.set('example.com/team', team);
    const pointer = '/metadata/labels/example.com~1team';
    ledger.exact(at, 'ACME-1', [draft.target(pointer), draft.target(draft.templatePointer + pointer)]);
  },
};

/** Every service keeps its image at hand when a node is short of disk. */
const pullRule: OwnServiceRule = {
  name: 'pull-policy',
  apply({ draft }, { ledger }) {
    // `settle` takes the place of what a rule of waybill has set; `set` would report the conflict.
    draft.container.settle('imagePullPolicy', 'IfNotPresent', 'ACME-2');
    ledger.add({ rule: 'ACME-2', message: 'images are pulled once a node', targets: [draft.containerTarget('/imagePullPolicy')] });
  },
};

export function convertForAcme(file: string): Conversion {
  return convert({ files: [file], envFiles: [], profiles: [] }, {}, nodeHost(), { serviceRules: [teamRule, pullRule] });
}
