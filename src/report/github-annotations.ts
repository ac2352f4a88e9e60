import { positionOf } from '../diagnostics/span.ts';
import type { Conversion } from '../pipeline.ts';
import { allFindings } from './all-findings.ts';
import type { Finding } from './finding.ts';
import { sameLineEnd } from './same-line-end.ts';
import { oneLine } from './terminal-text.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Workflow commands that GitHub Actions shows beside the lines of a pull request; what merely differs is left out.
 * Form: docs.github.com, "Workflow commands for GitHub Actions".
 */
export function printGithubAnnotations(conversion: Conversion): string {
  return allFindings(conversion)
    .filter(({ severity }) => severity !== 'info')
    .map((finding) => `${annotation(finding)}\n`)
    .join('');
}

function annotation(finding: Finding): string {
  const { severity, rule, path, message, hint } = finding;
  const title = property(path === undefined || path === '' ? rule : `${rule} ${path}`);
  const text = hint === undefined ? message : `${message}\nhint: ${hint}`;
  return `::${commands[severity]} ${[...place(finding), `title=${title}`].join(',')}::${data(text)}`;
}

function place({ span }: Finding): readonly string[] {
  if (!span) return [];
  const { file, line, column } = positionOf(span);
  const end = sameLineEnd(span);
  return [`file=${property(file)}`, `line=${line}`, `col=${column}`, ...(end === undefined ? [] : [`endColumn=${end}`])];
}

/** A line break of a message survives as `%0A`; other controls have no place in a log. */
function data(text: string): string {
  return text.split(/\r?\n/).map(oneLine).join('\n').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return oneLine(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
