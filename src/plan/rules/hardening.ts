import type { PlanContext, ServicePlan } from '../context.ts';
import type { Json } from '../draft.ts';
import { type Hardening, hardenedCopy, hardeningOf } from '../hardening.ts';
import type { ServiceRule } from '../rule.ts';

/** SEC-01: what `--harden` adds; the rule `security` writes the capabilities. */
export const hardeningRule: ServiceRule = {
  name: 'hardening',
  handles: [],
  apply(service, context) {
    if (!context.options.harden) return;
    const { draft } = service;
    const hardening = hardeningOf(service, context);
    const { nonRoot, noEscalation, reason } = hardening;
    if (nonRoot) {
      draft.containerSecurity.set('runAsUser', nonRoot.uid, 'SEC-01');
      if (nonRoot.gid !== undefined && !draft.containerSecurity.has('runAsGroup') && !service.user.write)
        draft.containerSecurity.set('runAsGroup', nonRoot.gid, 'SEC-01');
      draft.containerSecurity.set('runAsNonRoot', true, 'SEC-01');
    }
    if (noEscalation) draft.containerSecurity.set('allowPrivilegeEscalation', false, 'SEC-01');
    draft.secureInitContainer = (container) => secured(container, service, hardening, context);
    state(service, hardening, context);
    if (reason !== undefined) {
      context.ledger.add({
        rule: 'SEC-01',
        message: `${service.key} is not hardened ${nonRoot ? 'further ' : ''}because ${reason}`,
        targets: [],
      });
    }
  },
};

function state({ key, draft }: ServicePlan, { nonRoot, noEscalation, keep }: Hardening, { ledger }: PlanContext): void {
  const parts = [
    ...(nonRoot ? ['runAsNonRoot'] : []),
    ...(noEscalation ? ['allowPrivilegeEscalation: false'] : []),
    ...(keep ? [`capabilities drop ALL${keep.length > 0 ? ` but ${keep.join(', ')}` : ''}`] : []),
  ];
  if (parts.length === 0) return;
  const fields = [
    ...(nonRoot ? ['runAsNonRoot', 'runAsUser', ...(draft.containerSecurity.has('runAsGroup') ? ['runAsGroup'] : [])] : []),
    ...(noEscalation ? ['allowPrivilegeEscalation'] : []),
    ...(keep ? ['capabilities'] : []),
  ];
  ledger.add({
    rule: 'SEC-01',
    message: `${key} is hardened beyond what Docker does: ${parts.join(', ')}`,
    targets: fields.map((field) => draft.containerTarget(`/securityContext/${field}`)),
    optOut: 'leave out --harden',
  });
}

/** Containers that copy, with the image of the service or ours: another image may have its files for root only. */
function secured(container: Json, { draft }: ServicePlan, hardening: Hardening, { options }: PlanContext): Json {
  const given = (container['securityContext'] ?? {}) as Json;
  const isOurs = container['image'] === draft.container.get('image') || container['image'] === options.waitImage;
  if (!isOurs) return container;
  const securityContext = hardenedCopy(hardening, given);
  return Object.keys(securityContext).length === 0 ? container : { ...container, securityContext };
}
