import { loadAttributes } from '../load/load.attributes.ts';
import type { AttributeRow } from '../model/attribute-row.ts';
import { projectRules, serviceRules } from './rules.ts';

/** A row of the table of attributes, and what handles the attribute: `load`, or the name of a rule. */
export interface HandledAttribute {
  readonly handler: string;
  readonly row: AttributeRow;
}

/** What becomes of every attribute of the Compose Specification. */
export function attributeTable(): readonly HandledAttribute[] {
  return [
    ...loadAttributes.map((row) => ({ handler: 'load', row })),
    ...[...serviceRules, ...projectRules].flatMap(({ name, handles }) => handles.map((row) => ({ handler: name, row }))),
  ];
}
