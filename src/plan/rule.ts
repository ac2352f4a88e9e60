import type { AttributeRow } from '../model/attribute-row.ts';
import type { PlanContext, ServicePlan } from './context.ts';

/** Translates some attributes of one service. */
export interface ServiceRule {
  readonly name: string;
  /** The attributes that it accounts for; no two rules handle the same one. */
  readonly handles: readonly AttributeRow[];
  readonly apply: (service: ServicePlan, context: PlanContext) => void;
}

/** Translates what belongs to the project as a whole, or needs every service. */
export interface ProjectRule {
  readonly name: string;
  readonly handles: readonly AttributeRow[];
  readonly apply: (context: PlanContext) => void;
}
