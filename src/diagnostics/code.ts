import type { DiagnosticData, Severity } from './diagnostic.ts';

/** One row of the table of codes. */
export interface CodeRow {
  readonly severity: Severity;
  /** Rule id of the translation contract: `DIAG-02`, `A-16`. */
  readonly rule: string;
  /** The sentence shown to people; no trailing full stop. */
  readonly message: (data: DiagnosticData) => string;
  /** What to do about it. */
  readonly hint?: (data: DiagnosticData) => string | undefined;
}
