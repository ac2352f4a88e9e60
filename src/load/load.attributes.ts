import { type AttributeRow, rowsBelow } from '../model/attribute-row.ts';

/** What loading uses up, so that no rule of the plan sees it. */
export const loadAttributes: readonly AttributeRow[] = [
  {
    attribute: 'name',
    outcomes: ['differs'],
    destination: 'label `app.kubernetes.io/part-of`',
    difference: 'object names carry no project prefix; what a label cannot hold becomes `-`',
    rules: ['B-001', 'A-04', 'G-04'],
  },
  { attribute: 'version', outcomes: ['not-applicable'], destination: '', difference: 'obsolete and ignored', rules: ['B-002', 'DIAG-01'] },
  {
    attribute: 'services',
    outcomes: ['not-applicable', 'refused!'],
    destination: '',
    difference: 'holds the attributes below; a service whose profiles are not active is left out, one that a provider runs is refused',
    rules: ['B-003', 'A-64', 'B-034', 'L-10'],
  },
  { attribute: 'include', outcomes: ['not-applicable'], destination: '', difference: 'resolved while loading', rules: ['B-005', 'A-45'] },
  ...rowsBelow('include', ['[].path', '[].project_directory', '[].env_file'], {
    outcomes: ['not-applicable'],
    destination: '',
    difference: 'resolved while loading',
    rules: ['B-005', 'A-45', 'A-46'],
  }),
  {
    attribute: 'services.*.extends',
    outcomes: ['not-applicable'],
    destination: '',
    difference: 'resolved while loading',
    rules: ['A-44'],
  },
  ...rowsBelow('services.*.extends', ['service', 'file'], {
    outcomes: ['not-applicable'],
    destination: '',
    difference: 'resolved while loading',
    rules: ['A-44'],
  }),
];
