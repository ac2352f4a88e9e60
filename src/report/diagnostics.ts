import { positionOf, type Span } from '../diagnostics/span.ts';
import { codeFrame } from './code-frame.ts';
import type { Finding } from './finding.ts';
import type { Style } from './style.ts';
import { folded, oneLine } from './terminal-text.ts';

/** `compose.yaml:12:5` */
export function placeText(span: Span): string {
  const { file, line, column } = positionOf(span);
  return oneLine(`${file}:${line}:${column}`);
}

/** `<file>:<line>:<col>: <severity> <rule> <path>: <text>`, with what is not known left out. */
export function headline({ severity, rule, span, path, message }: Finding, style: Style): string {
  const place = span ? `${style.bold(placeText(span))}: ` : '';
  const subject = path === undefined || path === '' ? '' : ` ${oneLine(path)}`;
  return `${place}${style.severity[severity](severity)} ${rule}${subject}: ${oneLine(message)}`;
}

/** A finding with the source line that it is about, further places, and what to do; broken at `width` columns where given. */
export function renderFinding(finding: Finding, style: Style, width = Infinity): readonly string[] {
  return [
    ...folded(headline(finding, style), width, 4),
    ...(finding.span ? codeFrame(finding.span, style) : []),
    ...finding.related.flatMap(({ span, label }) => [`${style.bold(placeText(span))}: ${oneLine(label)}`, ...codeFrame(span, style)]),
    ...hintLines(finding, style, width),
  ];
}

/** A finding without its source line. */
export function renderBriefly(finding: Finding, style: Style, width = Infinity): readonly string[] {
  return [...folded(headline(finding, style), width, 4), ...hintLines(finding, style, width)];
}

function hintLines({ hint }: Finding, style: Style, width = Infinity): readonly string[] {
  return hint === undefined ? [] : folded(`  ${style.dim('hint:')} ${oneLine(hint)}`, width, 8);
}
