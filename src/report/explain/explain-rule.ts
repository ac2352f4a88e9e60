import type { Conversion } from '../../pipeline.ts';
import { allFindings } from '../all-findings.ts';
import { headline } from '../diagnostics.ts';
import { ruleText } from '../rules/rule-text.ts';
import { folded } from '../terminal-text.ts';
import type { ExplainOptions } from './render.ts';

/** What a rule says, and where it acts in the project, where there is one; nothing for an id that no rule has. */
export function explainRule(rule: string, conversion: Conversion | undefined, { style, width }: ExplainOptions): readonly string[] {
  const known = ruleText(rule);
  if (!known) return [];
  const findings = conversion ? allFindings(conversion).filter((one) => one.rule === rule) : [];
  return [
    `${style.bold(rule)} ${known.title}`,
    ...folded(known.text, width, 0),
    ...(findings.length > 0 ? ['', style.bold('Here')] : []),
    ...findings.flatMap((finding) => folded(headline(finding, style), width, 4)),
  ];
}
