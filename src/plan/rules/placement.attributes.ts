import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

/** Which nodes run the pods. */
export const placementAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.deploy.placement',
    outcomes: ['not-applicable'],
    destination: '',
    difference: 'holds the attributes below',
    rules: ['B-202'],
  },
  {
    attribute: 'services.*.deploy.placement.constraints',
    outcomes: ['differs', 'refused'],
    destination: 'pod `affinity.nodeAffinity`',
    difference: 'preferred nodes, required ones with `--strict-placement`; the role of a node and properties of its engine are lost',
    rules: ['B-202', 'L-23'],
  },
  ...rowsBelow('services.*.deploy.placement', ['preferences', 'preferences[].spread'], {
    outcomes: ['differs', 'refused'],
    destination: 'pod `topologySpreadConstraints`',
    difference: 'as far as that goes; over labels of nodes only',
    rules: ['B-203', 'L-24'],
  }),
  {
    attribute: 'services.*.deploy.placement.max_replicas_per_node',
    outcomes: ['exact', 'refused'],
    destination: 'pod `affinity.podAntiAffinity`',
    difference: 'only one pod a node can be demanded',
    rules: ['B-204'],
  },
];
