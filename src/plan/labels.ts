import type { PlanContext } from './context.ts';

/** The domain of our own labels and annotations (G-05). */
export const labelDomain = 'waybill.dev';

/** Labels of every object (G-05). */
export function objectLabels(context: Pick<PlanContext, 'partOf'>, name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': context.partOf, 'app.kubernetes.io/managed-by': 'waybill' };
}

/** What selects the pods of a service: never changes, because selectors are immutable (G-05). */
export function selectorLabels(context: Pick<PlanContext, 'partOf'>, name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': context.partOf };
}

/** Selects every pod of the project that carries one of our marks, as `waybill.dev/net-back` (N-29). */
export function markSelector(context: Pick<PlanContext, 'partOf'>, mark: string): Record<string, string> {
  return { 'app.kubernetes.io/part-of': context.partOf, [`${labelDomain}/${mark}`]: 'true' };
}
