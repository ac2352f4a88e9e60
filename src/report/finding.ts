import type { CodeRow } from '../diagnostics/code.ts';
import { codes } from '../diagnostics/codes.ts';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Entry } from '../ledger/entry.ts';

/** What a diagnostic and an entry of the ledger have in common for a reader. */
export interface Finding {
  readonly severity: Severity;
  readonly rule: string;
  readonly span?: Span;
  readonly path?: string;
  readonly message: string;
  readonly hint?: string;
  readonly related: readonly { readonly span: Span; readonly label: string }[];
}

/** The sentence and the hint of a diagnostic, from the table of codes. */
export function findingOf({ code, severity, span, path, data, related }: Diagnostic): Finding {
  const row: CodeRow = codes[code];
  const hint = row.hint?.(data);
  return {
    severity,
    rule: row.rule,
    ...(span && { span }),
    ...(path !== undefined && { path }),
    message: row.message(data),
    ...(hint !== undefined && { hint }),
    related: related ?? [],
  };
}

export function findingOfEntry({ level, rule, span, path, message, hint }: Entry): Finding {
  return { severity: level, rule, span, path, message, ...(hint !== undefined && { hint }), related: [] };
}

/** Tells findings apart; a span is one by its source and start. */
export function identity({ rule, path, message, span }: Finding): string {
  return JSON.stringify([rule, path, message, span?.start, span?.source.path]);
}
