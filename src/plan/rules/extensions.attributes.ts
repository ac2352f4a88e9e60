import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const noRunner = { outcomes: ['refused!'], destination: '', difference: 'a cluster has no model runner' } as const;

/** Extension blocks anywhere, and top-level models. */
export const extensionsAttributes: readonly AttributeRow[] = [
  {
    attribute: 'x-*',
    outcomes: ['not-applicable', 'exact', 'differs', 'refused', 'refused!'],
    destination: '',
    difference: 'anywhere; only `x-waybill` steers the conversion',
    rules: ['B-006'],
  },
  { attribute: 'models', ...noRunner, rules: ['B-260'] },
  ...rowsBelow('models.*', ['name', 'model', 'context_size', 'runtime_flags'], { ...noRunner, rules: ['B-260'] }),
];
