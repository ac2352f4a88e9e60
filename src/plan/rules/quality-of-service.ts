import type { PlanContext, ServicePlan } from '../context.ts';
import type { WorkloadDraft } from '../draft.ts';
import { ownsPod, podMembers } from '../pods/pod-of.ts';
import { type QualityOfService, qualityOfService } from '../quality-of-service.ts';
import type { ProjectRule } from '../rule.ts';

const consequences: readonly (readonly [QualityOfService, string, string])[] = [
  ['Guaranteed', 'R-07', 'evicted last when a node runs short of memory'],
  ['Burstable', 'R-07', 'evicted for what they use above their requests when a node runs short of memory'],
  ['BestEffort', 'R-04', 'evicted first when a node runs short of memory, and never scaled by an autoscaler'],
];

/** the class of each pod, said once a class; after every rule that adds init containers. */
export const qualityOfServiceRule: ProjectRule = {
  name: 'quality-of-service',
  handles: [],
  apply(context: PlanContext) {
    const { services, ledger } = context;
    const oneShots = oneShotsByPod(context);
    const pods = [...services.values()].filter(ownsPod).map((service) => ({
      service,
      quality: qualityOfService(draftsOf(podMembers(service, context)), draftsOf(oneShots.get(service.key) ?? [])),
    }));
    for (const [quality, rule, consequence] of consequences) {
      const found = pods.filter((pod) => pod.quality === quality).map(({ service }) => service);
      if (found.length === 0) continue;
      ledger.add({
        rule,
        message: `the pods of ${found.map((s) => s.key).join(', ')} are ${quality}: ${consequence}`,
        targets: found.flatMap(({ draft }) => (draft.container.has('resources') ? [draft.containerTarget('/resources')] : [])),
      });
    }
  },
};

function draftsOf(services: readonly ServicePlan[]): readonly WorkloadDraft[] {
  return services.map(({ draft }) => draft);
}

/** L-05b: the services that run as init containers of a pod, by the owner of the pod. */
function oneShotsByPod({ services }: PlanContext): ReadonlyMap<string, readonly ServicePlan[]> {
  const found = new Map<string, ServicePlan[]>();
  for (const service of services.values())
    if (service.fold.into !== undefined) found.set(service.pod.owner, [...(found.get(service.pod.owner) ?? []), service]);
  return found;
}
