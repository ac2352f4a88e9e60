import type { AttributeRow } from '../../model/attribute-row.ts';
import { attributeTable } from '../../plan/attribute-table.ts';
import type { RuleTable } from './rule-table.ts';

/** The rules of single attributes (`B-…`), from the table that the rules carry and that docs/conversion.md shows. */
export function attributeRules(): RuleTable {
  const rows = new Map<string, AttributeRow[]>();
  for (const { row } of attributeTable()) {
    for (const id of row.rules.filter((rule) => rule.startsWith('B-'))) {
      const known = rows.get(id);
      if (known) known.push(row);
      else rows.set(id, [row]);
    }
  }
  return Object.fromEntries([...rows].map(([id, same]) => [id, [title(same), text(same)]]));
}

/** Attributes named in a title; the others are counted. */
const named = 3;

function title(rows: readonly AttributeRow[]): string {
  const names = rows.slice(0, named).map(({ attribute }) => attribute);
  return names.join(', ') + (rows.length > named ? ` and ${rows.length - named} more` : '');
}

function text(rows: readonly AttributeRow[]): string {
  const sentences = rows.flatMap(({ destination, difference }) => [
    ...(destination === '' ? [] : [`Becomes ${destination}.`]),
    ...(difference === undefined ? [] : [`${difference.charAt(0).toUpperCase()}${difference.slice(1)}.`]),
  ]);
  return sentences.length === 0 ? 'Has no field in a cluster.' : [...new Set(sentences)].join(' ');
}
