import type { PlanContext, ServicePlan } from '../context.ts';
import { type JoinAttribute, splitMode } from './joins.ts';
import { podOwner, usesOtherNetwork } from './pod-of.ts';

const messages: Readonly<Record<JoinAttribute, string>> = {
  network_mode: 'they share network and ports, and are started, moved and replaced together',
  pid: 'its containers see the processes of each other, of which none is number 1',
  ipc: 'its containers share memory',
};

/** L-21, L-22: accounts for `network_mode: service:X` and the like, and says whether the attribute is one of these. */
export function accountForJoin(service: ServicePlan, attribute: JoinAttribute, context: PlanContext): boolean {
  const { ledger } = context;
  const at = [...service.path, attribute];
  const rule = attribute === 'network_mode' ? 'L-21' : 'L-22';
  const join = service.joins.find((one) => one.attribute === attribute);
  if (!join) {
    const mode = service.service[attribute] ?? '';
    if (!/^(service|container):/.test(mode)) return false;
    const [kind, name] = splitMode(mode);
    ledger.refused(at, kind === 'service' ? rule : attributeRules[attribute], `no service of the project makes a container ${name}`, {
      level: 'error',
      hint: 'name a service of the project: service:NAME',
    });
    return true;
  }
  if (join.refusal) {
    const { reason, hint } = join.refusal;
    ledger.refused(at, rule, `the containers cannot run in one pod: ${reason}`, { level: 'error', ...(hint !== undefined && { hint }) });
    return true;
  }
  const alsoNetwork = attribute !== 'network_mode' && !usesOtherNetwork(service) ? ', and share its network, too' : '';
  ledger.differs(at, rule, `a container in the pod of ${podOwner(service, context).key}: ${messages[attribute]}${alsoNetwork}`, {
    targets: [service.draft.containerTarget('/name')],
    ...(alsoNetwork !== '' && { level: 'warning' }),
  });
  return true;
}

/** Where a container outside the project is named. */
const attributeRules: Readonly<Record<JoinAttribute, string>> = { network_mode: 'B-105', pid: 'B-176', ipc: 'B-175' };
