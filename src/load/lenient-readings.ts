import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostics/codes.ts';

/** Findings about input that is read although Docker Compose 2.40 rejects it, or reads it otherwise. */
const lenientCodes: ReadonlySet<DiagnosticCode> = new Set([
  'default-unused',
  'dotenv-last-line',
  'duplicate-item',
  'include-redefined',
  'settings-half',
  'deploy-attribute-misplaced',
]);

/** Whether a finding tells of a deliberate leniency, which `--strict` makes an error. */
export function isLenientReading({ code }: Diagnostic): boolean {
  return lenientCodes.has(code);
}
