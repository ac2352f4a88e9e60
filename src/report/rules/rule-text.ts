import { attributeRules } from './attributes.ts';
import { diagnosisRules } from './diagnoses.ts';
import { environmentRules } from './environment.ts';
import { generalRules } from './general.ts';
import { healthRules } from './health.ts';
import { lifecycleRules } from './lifecycle.ts';
import { loadingRules } from './loading.ts';
import { networkingRules } from './networking.ts';
import { resourceRules } from './resources.ts';
import type { RuleTable, RuleText } from './rule-table.ts';
import { secretRules } from './secrets.ts';
import { securityRules } from './security.ts';
import { volumeRules } from './volumes.ts';

/** The sections of the rules, in the order of the documentation. */
export const ruleSections: readonly { readonly title: string; readonly rules: RuleTable }[] = [
  { title: 'General', rules: generalRules },
  { title: 'Loading', rules: loadingRules },
  { title: 'Health checks', rules: healthRules },
  { title: 'Secrets and configs', rules: secretRules },
  { title: 'Environment', rules: environmentRules },
  { title: 'Resources and scaling', rules: resourceRules },
  { title: 'Volumes', rules: volumeRules },
  { title: 'Networking', rules: networkingRules },
  { title: 'Lifecycle and placement', rules: lifecycleRules },
  { title: 'Security', rules: securityRules },
  { title: 'Diagnoses', rules: diagnosisRules },
];

let texts: ReadonlyMap<string, RuleText> | undefined;

/** The text of a rule; every rule that a report cites has one. Read from the tables at the first question. */
export function ruleText(id: string): RuleText | undefined {
  texts ??= new Map(
    [attributeRules(), ...ruleSections.map(({ rules }) => rules)].flatMap((table) =>
      Object.entries(table).map(([rule, [title, text]]): [string, RuleText] => [rule, { title, text }]),
    ),
  );
  return texts.get(id);
}
