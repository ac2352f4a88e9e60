import type { PlanContext, ServicePlan } from '../context.ts';
import type { ServiceRule } from '../rule.ts';

/** B-188, B-191…B-193, B-202…B-204, B-167: placement and devices of `deploy`. */
export const deployRule: ServiceRule = {
  name: 'deploy',
  handles: [
    'services.*.deploy.placement',
    'services.*.deploy.resources.limits.pids',
    'services.*.deploy.resources.reservations.devices',
    'services.*.deploy.resources.reservations.generic_resources',
    'services.*.gpus',
  ],
  apply(service, context) {
    const { ledger } = context;
    const deploy = service.service.deploy;
    const at = [...service.path, 'deploy'];
    if (deploy?.resources?.limits?.pids !== undefined) {
      ledger.refused([...at, 'resources', 'limits', 'pids'], 'B-161', 'the number of processes is limited by the node (podPidsLimit)');
    }
    if (deploy?.resources?.reservations?.generic_resources) {
      ledger.refused([...at, 'resources', 'reservations', 'generic_resources'], 'B-193', 'a generic resource must be advertised by nodes', { level: 'error', hint: 'use an extended resource of a device plugin' });
    }
    if (deploy && Object.keys(deploy).length === 0) ledger.exact(at, 'B-180');
    if (deploy?.resources && Object.keys(deploy.resources).length === 0) ledger.exact([...at, 'resources'], 'B-185');
    placement(service, context);
  },
};

function placement(service: ServicePlan, { ledger }: PlanContext): void {
  const rules = service.service.deploy?.placement;
  if (!rules) return;
  const at = [...service.path, 'deploy', 'placement'];
  if (Object.keys(rules).length === 0) return ledger.exact(at, 'B-202');
  for (const key of Object.keys(rules)) {
    ledger.refused([...at, key], 'L-23', 'where pods run is left to the scheduler; docker compose up ignores it, too', { hint: 'add node affinity with kustomize' });
  }
}
