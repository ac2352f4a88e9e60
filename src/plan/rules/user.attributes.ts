import type { AttributeRow } from '../../model/attribute-row.ts';

/** Who the container runs as. */
export const userAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.user',
    outcomes: ['exact', 'differs', 'refused!'],
    destination: 'container `securityContext.runAsUser`, `runAsGroup`',
    difference: 'numbers only; a name has to be known from the image',
    rules: ['B-015', 'SEC-02', 'SEC-03', 'SEC-15'],
  },
];
