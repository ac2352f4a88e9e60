import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const places = [
  { parent: 'services.*.gpus', rules: ['R-11', 'B-167'], choice: ['B-168'] },
  { parent: 'services.*.deploy.resources.reservations.devices', rules: ['R-11', 'B-191'], choice: ['B-168', 'B-192'] },
];

/** Graphics cards and other accelerators. */
export const gpusAttributes: readonly AttributeRow[] = places.flatMap(({ parent, rules, choice }) => [
  ...['', '[].capabilities', '[].count', '[].driver'].map((below): AttributeRow => ({
    attribute: parent + below,
    outcomes: ['differs', 'refused!'],
    destination: 'container `resources.limits`: `nvidia.com/gpu`, `amd.com/gpu` or `google.com/tpu`',
    difference: 'each pod takes its devices for itself, where containers of Docker share them; `all` is 1',
    rules,
  })),
  ...rowsBelow(parent, ['[].device_ids', '[].options'], {
    outcomes: ['refused'],
    destination: '',
    difference: 'the scheduler chooses which device a pod gets',
    rules: choice,
  }),
]);
