import { container, inDependencyOrder } from './assemble.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import type { Json } from './draft.ts';
import { joinPod } from './pods/merge-pods.ts';

/** L-05b: puts one-shots before the containers of what waits for them, each behind those that it waits for itself. */
export function mergeFolds(context: PlanContext): void {
  for (const service of inDependencyOrder(context)) {
    const dependant = service.fold.into === undefined ? undefined : context.services.get(service.fold.into);
    if (!dependant) continue;
    joinPod(dependant, service, context);
    dependant.draft.addInitContainer('fold', () => initContainer(service));
    context.ledger.add({
      rule: 'L-05b',
      message: `${service.key} runs in every pod of ${dependant.key} before it starts, and again whenever a pod starts`,
      targets: [service.draft.containerTarget('')],
      // N-31: who is kept from the API server cannot ask it.
      optOut: context.options.jobs === 'fold' ? '--jobs rbac' : `a network for ${dependant.key} that is not internal`,
    });
  }
}

/** An init container serves nobody and has no hooks. */
function initContainer(service: ServicePlan): Json {
  const { ports: _ports, lifecycle: _hooks, tty: _tty, stdin: _stdin, ...fields } = container(service);
  return fields;
}
