import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const item = 'services.*.pre_start';
const destination = 'pod `initContainers[]`';
const difference = 'runs before every start of a pod, where Docker Compose runs it once for a definition';

/** Hooks that run before a service starts. */
export const preStartAttributes: readonly AttributeRow[] = [
  {
    attribute: item,
    outcomes: ['differs', 'refused!'],
    destination,
    difference,
    rules: ['B-079', 'B-080', 'L-07', 'S-19', 'N-05', 'N-07', 'N-09', 'N-39'],
  },
  ...rowsBelow(item, ['[].command', '[].working_dir', '[].privileged'], {
    outcomes: ['differs', 'refused!'],
    destination,
    difference,
    rules: ['B-079', 'S-19', 'N-05', 'N-07', 'N-09', 'N-39'],
  }),
  {
    attribute: `${item}[].image`,
    outcomes: ['differs', 'refused!'],
    destination: `${destination}.image`,
    difference,
    rules: ['B-079', 'DIAG-24'],
  },
  {
    attribute: `${item}[].user`,
    outcomes: ['differs', 'refused!'],
    destination: `${destination}.securityContext.runAsUser`,
    difference: 'Kubernetes takes numbers only',
    rules: ['B-079', 'SEC-02', 'SEC-03'],
  },
  {
    attribute: `${item}[].environment`,
    outcomes: ['differs', 'refused!'],
    destination: `${destination}.env`,
    difference: 'secrets among them stand in a Secret',
    rules: ['B-079', 'S-16', 'ENV-04', 'ENV-06'],
  },
  {
    attribute: `${item}[].per_replica`,
    outcomes: ['exact', 'refused!'],
    destination,
    difference: 'what has to run once for several replicas is refused',
    rules: ['B-080'],
  },
];
