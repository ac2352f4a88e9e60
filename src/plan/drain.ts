import { shellOf } from '../image/resolve.ts';
import type { PlanContext, ServicePlan } from './context.ts';
import { hasService } from './rules/services.ts';

/** The minor version from which the kubelet itself can wait before a stop, without a program in the image (G-11). */
export const sleepActionSince = 30;

/** L-12: how long a container waits before it is stopped, in seconds: where a Service leads to it and no hook of its own runs. */
export function drainSeconds(service: ServicePlan, context: PlanContext): number | undefined {
  const { drain } = context.options;
  if (drain === undefined || service.ports.isEmpty || service.kind === 'Job' || service.kind === 'CronJob') return undefined;
  if ((service.service.pre_stop ?? []).length > 0 || !hasService(service, context)) return undefined;
  return drain;
}

/** Whether something can wait before the stop: the kubelet, or a program of the image. */
export function canDrain(service: ServicePlan, { options }: PlanContext): boolean {
  return options.minVersion >= sleepActionSince || shellOf(service.image) !== 'none';
}
