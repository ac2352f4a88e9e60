import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const holds = { outcomes: ['not-applicable'], destination: '', difference: 'holds the attributes below' } as const;
const generic = 'services.*.deploy.resources.reservations.generic_resources';

/** `deploy` itself, and what of it has no field. */
export const deployAttributes: readonly AttributeRow[] = [
  { attribute: 'services.*.deploy', ...holds, rules: ['B-180'] },
  ...rowsBelow('services.*.deploy', ['resources', 'resources.limits', 'resources.reservations'], { ...holds, rules: ['B-185'] }),
  {
    attribute: 'services.*.deploy.resources.limits.pids',
    outcomes: ['refused', 'exact'],
    destination: '',
    difference: 'the kubelet limits processes for all pods of a node (`podPidsLimit`)',
    rules: ['B-188', 'B-161'],
  },
  ...[generic, ...['', '.kind', '.value'].map((below) => `${generic}[].discrete_resource_spec${below}`)].map((attribute): AttributeRow => ({
    attribute,
    outcomes: ['refused!'],
    destination: '',
    difference: 'nodes would have to advertise an extended resource, which is then a limit of the container',
    rules: ['B-193'],
  })),
];
