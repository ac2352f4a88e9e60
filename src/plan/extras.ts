import type { ImageRow } from '../image/well-known/row.ts';
import type { ProgressListener } from '../source/progress.ts';
import type { ProjectRule, ServiceRule } from './rule.ts';

/** What a caller of `convert` adds of its own. */
export interface ConvertExtras {
  /**
   * Applied to each service after all rules of waybill. They write to the draft (`Fields.settle` where waybill has set a
   * field already) and to the ledger: the account of the attributes that they handle is theirs alone.
   */
  readonly serviceRules?: readonly ServiceRule[];
  /** Applied after those, once. */
  readonly projectRules?: readonly ProjectRule[];
  /** What is known about images; wins over the table of well-known ones. */
  readonly imageFacts?: readonly ImageRow[];
  readonly onProgress?: ProgressListener;
}
