import { codes, type DiagnosticCode } from './codes.ts';
import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What the sentences of a diagnostic are made from. Never holds a secret value. */
export type DiagnosticData = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A finding about the input: a code of the table, where it is, and the facts that its sentence needs. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** Where the finding is; absent only for findings about no place at all (no Compose file found). */
  readonly span?: Span;
  /** The canonical path of the attribute, as `services.web.ports[0]`, where there is one. */
  readonly path?: string;
  readonly data: DiagnosticData;
  /** Further places that explain the finding: the first of two duplicate keys, the chain of an extends cycle. */
  readonly related?: readonly { readonly span: Span; readonly label: string }[];
}

/** Makes a diagnostic with the severity of the table unless another is given. */
export function diagnostic(
  code: DiagnosticCode,
  place: { span?: Span | undefined; path?: string | undefined; related?: Diagnostic['related'] | undefined; severity?: Severity },
  data: DiagnosticData = {},
): Diagnostic {
  return {
    code,
    severity: place.severity ?? codes[code].severity,
    ...(place.span && { span: place.span }),
    ...(place.path !== undefined && { path: place.path }),
    data,
    ...(place.related && { related: place.related }),
  };
}

/** A diagnostic thrown where no further step can go on; stages catch it at their own edge. */
export class DiagnosticError extends Error {
  override readonly name = 'DiagnosticError';
  readonly diagnostic: Diagnostic;
  constructor(found: Diagnostic) {
    super(found.code);
    this.diagnostic = found;
  }
}
