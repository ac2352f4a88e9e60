import { type AttributeRow, rowsBelow } from '../../model/attribute-row.ts';

const hooks = [
  {
    attribute: 'services.*.post_start',
    field: 'container `lifecycle.postStart.exec.command`',
    difference: 'runs as the container starts, without an order against its command; a failure restarts the container',
    rules: ['L-17', 'ENV-12', 'S-19', 'N-05', 'N-07', 'N-09', 'N-39'],
    ids: { command: 'B-073', shell: 'B-074', identity: 'B-075' },
  },
  {
    attribute: 'services.*.pre_stop',
    field: 'container `lifecycle.preStop.exec.command`',
    difference: 'runs at every termination, and its time counts as part of the grace period',
    rules: ['L-18', 'L-16', 'ENV-12', 'S-19', 'N-05', 'N-07', 'N-09', 'N-39'],
    ids: { command: 'B-076', shell: 'B-077', identity: 'B-078' },
  },
];

/** How a container starts and stops. */
export const lifecycleAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.stop_grace_period',
    outcomes: ['exact', 'differs'],
    destination: 'pod `terminationGracePeriodSeconds`',
    difference: 'rounded up to whole seconds, at least one',
    rules: ['B-071', 'L-12', 'L-05b'],
  },
  {
    attribute: 'services.*.stop_signal',
    outcomes: ['differs', 'exact', 'refused', 'refused!'],
    destination: 'container `lifecycle.preStop`; nothing when the image stops on it anyway',
    difference: 'a hook sends it, and the signal of the image follows at the end; that needs a shell and the program as PID 1',
    rules: ['B-072', 'L-15', 'L-20'],
  },
  {
    attribute: 'services.*.init',
    outcomes: ['differs', 'exact'],
    destination: 'pod `shareProcessNamespace`',
    difference: 'the pause process reaps zombies; the program is not PID 1, and the containers of the pod see each other',
    rules: ['B-019', 'L-20', 'L-21'],
  },
  ...hooks.flatMap(({ attribute, field, difference, rules, ids }) => [
    { attribute, outcomes: ['differs', 'refused!'] as const, destination: field, difference, rules: [ids.command, ids.shell, ...rules] },
    {
      attribute: `${attribute}[].command`,
      outcomes: ['differs', 'refused!'] as const,
      destination: field,
      difference,
      rules: [ids.command, ...rules],
    },
    ...rowsBelow(attribute, ['[].working_dir', '[].environment'], {
      outcomes: ['differs', 'refused!'],
      destination: field,
      difference: 'written into a shell line, which needs a shell in the image',
      rules: [ids.shell, ...rules],
    }),
    ...rowsBelow(attribute, ['[].user', '[].privileged'], {
      outcomes: ['refused', 'exact'],
      destination: '',
      difference: 'a hook runs as its container does',
      rules: [ids.identity, ...(ids.identity === 'B-075' ? [] : ['B-075'])],
    }),
  ]),
];
