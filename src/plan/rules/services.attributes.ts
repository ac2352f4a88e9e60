import type { AttributeRow } from '../../model/attribute-row.ts';

/** Names that a service answers to. */
export const servicesAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.container_name',
    outcomes: ['differs'],
    destination: 'Service, where a text uses the name',
    difference: 'pods are named by the cluster',
    rules: ['B-026', 'N-02'],
  },
  {
    attribute: 'services.*.hostname',
    outcomes: ['exact', 'differs'],
    destination: 'pod `hostname`; Service, where a text uses the name',
    difference: 'rewritten to a DNS label',
    rules: ['B-027', 'N-02', 'V-04'],
  },
  {
    attribute: 'services.*.links',
    outcomes: ['differs'],
    destination: 'Service for the alias',
    difference: 'every service of the project can be called by its name; an alias is seen by the whole namespace',
    rules: ['B-106', 'N-38', 'A-61'],
  },
];
