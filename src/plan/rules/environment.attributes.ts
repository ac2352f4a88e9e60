import type { AttributeRow } from '../../model/attribute-row.ts';

/** Environment variables. */
export const environmentAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.environment',
    outcomes: ['exact', 'differs', 'refused!'],
    destination: 'ConfigMap or Secret `data`, by container `envFrom`',
    difference:
      'a bare name without a value cannot remove a variable of the image; host names that change are rewritten; Kubernetes takes fewer names, before 1.32',
    rules: ['B-040', 'ENV-02', 'ENV-04', 'ENV-06', 'ENV-09', 'S-16', 'S-18', 'S-22', 'N-05', 'N-07', 'N-09', 'N-25', 'N-39', 'N-42'],
    since: '1.32',
  },
];
