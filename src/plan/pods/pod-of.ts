import type { PlanContext, ServicePlan } from '../context.ts';

type Services = Pick<PlanContext, 'services'>;

/** The service that gives the pod of a service its name and kind: mostly itself (L-21). */
export function podOwner(service: ServicePlan, { services }: Services): ServicePlan {
  return services.get(service.pod.owner) ?? service;
}

export function ownsPod({ key, pod }: ServicePlan): boolean {
  return pod.owner === key;
}

/** The services whose containers are in the pod of a service, in the order of the containers. */
export function podMembers({ pod }: ServicePlan, { services }: Services): readonly ServicePlan[] {
  return pod.members.flatMap((key) => services.get(key) ?? []);
}

/** The service whose name leads to a service: that of its network (L-21). */
export function reachedBy(service: ServicePlan, { services }: Services): ServicePlan {
  return services.get(service.networkOf) ?? service;
}

/** Whether a service uses the network of another one, and so has no name and no ports of its own (L-21). */
export function usesOtherNetwork({ key, networkOf }: ServicePlan): boolean {
  return networkOf !== key;
}

/** B-019, L-22: whether the containers of a pod see each other's processes, of which none is number 1. */
export function sharesProcesses(service: ServicePlan, context: Services): boolean {
  return podMembers(service, context).some(
    (member) => member.service.init === true || member.joins.some((join) => join.attribute === 'pid' && !join.refusal),
  );
}
