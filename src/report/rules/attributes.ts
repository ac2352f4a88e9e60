import type { RuleTable } from './rule-table.ts';

/** The rules of single attributes, from the table that the translation itself is documented by. */
export function attributeRules(): RuleTable {
  return {};
}
