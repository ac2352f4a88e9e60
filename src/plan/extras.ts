import type { ImageRow } from '../image/well-known/row.ts';
import type { ProgressListener } from '../source/progress.ts';
import type { ProjectRule, ServiceRule } from './rule.ts';

interface OwnRule {
  /**
   * Path patterns of attributes, as `services.*.x-team`, whose account is this rule's alone: what waybill would enter
   * about them is left out, and one that the rule enters nothing for counts as not translated.
   */
  readonly handles?: readonly string[];
}

/** A rule of the caller for one service. */
export interface OwnServiceRule extends Omit<ServiceRule, 'handles'>, OwnRule {}

/** A rule of the caller for the project as a whole. */
export interface OwnProjectRule extends Omit<ProjectRule, 'handles'>, OwnRule {}

/** What a caller of `convert` adds of its own. */
export interface ConvertExtras {
  /** Applied to each service after all rules of waybill. They write to its draft and to the ledger. */
  readonly serviceRules?: readonly OwnServiceRule[];
  /** Applied after those, once. */
  readonly projectRules?: readonly OwnProjectRule[];
  /** What is known about images; wins over the table of well-known ones. */
  readonly imageFacts?: readonly ImageRow[];
  readonly onProgress?: ProgressListener;
}
