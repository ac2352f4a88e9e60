import type { ServiceRule } from '../rule.ts';
import { deployAttributes } from './deploy.attributes.ts';

/** B-188, B-193: what `deploy` holds beside the things that have rules of their own. */
export const deployRule: ServiceRule = {
  name: 'deploy',
  handles: deployAttributes,
  apply({ service, path }, { ledger }) {
    const at = [...path, 'deploy'];
    const resources = service.deploy?.resources;
    const pids = resources?.limits?.pids;
    const pidsPath = [...at, 'resources', 'limits', 'pids'];
    if (pids !== undefined && pids <= 0) ledger.exact(pidsPath, 'B-161');
    else if (pids !== undefined)
      ledger.refused(pidsPath, 'B-161', 'the number of processes is limited by the node (podPidsLimit)', {
        hint: 'podPidsLimit in the configuration of the kubelets',
      });
    (resources?.reservations?.generic_resources ?? []).forEach((resource, i) => {
      const kind = kindOf(resource['discrete_resource_spec']);
      ledger.refused(
        [...at, 'resources', 'reservations', 'generic_resources', i],
        'B-193',
        'a generic resource must be advertised by nodes',
        {
          level: 'error',
          hint: `let a device plugin offer example.com/${kind}, and set it as a limit with a patch`,
        },
      );
    });
  },
};

function kindOf(spec: unknown): string {
  const kind = typeof spec === 'object' && spec !== null && 'kind' in spec ? spec.kind : undefined;
  return typeof kind === 'string' ? kind.toLowerCase() : 'KIND';
}
