import type { AttributeRow } from '../../model/attribute-row.ts';

/** What the container runs. */
export const commandAttributes: readonly AttributeRow[] = [
  {
    attribute: 'services.*.command',
    outcomes: ['exact', 'differs'],
    destination: 'container `args`; `command` beside an empty entrypoint',
    difference: 'secrets in it move into a Secret; host names that change are rewritten; `[]` means the command of the image',
    rules: ['B-012', 'A-79', 'L-27', 'ENV-11', 'S-19', 'N-05', 'N-07', 'N-09', 'N-39'],
  },
  {
    attribute: 'services.*.entrypoint',
    outcomes: ['exact', 'differs', 'refused!'],
    destination: 'container `command`',
    difference: 'an empty one needs a `command`, or a CMD of the image that is known; secrets and host names as in `command`',
    rules: ['B-013', 'A-79', 'L-27', 'ENV-11', 'S-19', 'N-05', 'N-07', 'N-09', 'N-39'],
  },
  {
    attribute: 'services.*.working_dir',
    outcomes: ['exact', 'refused!'],
    destination: 'container `workingDir`',
    difference: 'must be absolute',
    rules: ['B-014'],
  },
  { attribute: 'services.*.tty', outcomes: ['exact'], destination: 'container `tty`', rules: ['B-017'] },
  { attribute: 'services.*.stdin_open', outcomes: ['exact'], destination: 'container `stdin`', rules: ['B-018'] },
];
