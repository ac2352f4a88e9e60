import colors from 'picocolors';
import type { Severity } from '../diagnostics/diagnostic.ts';

/** The colours of a report; without colour every function gives back its text. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly mark: (text: string) => string;
  readonly severity: Readonly<Record<Severity, (text: string) => string>>;
}

export function createStyle(isColored: boolean): Style {
  const { bold, dim, red, yellow, cyan, green } = colors.createColors(isColored);
  return { bold, dim, mark: green, severity: { error: red, warning: yellow, info: cyan } };
}

export const plainStyle: Style = createStyle(false);
