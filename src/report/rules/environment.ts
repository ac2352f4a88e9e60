import type { RuleTable } from './rule-table.ts';

/** Variables of the container. */
export const environmentRules: RuleTable = {
  'ENV-01': [
    'The final environment',
    '`environment` over `env_file`, then names of services are rewritten where they had to change, then sensitive values are told apart.',
  ],
  'ENV-02': [
    'ConfigMap and Secret',
    'Variables come from one ConfigMap and one Secret per service, byte for byte: the kubelet expands nothing in them.',
  ],
  'ENV-03': ['Single variables', 'A variable stands in the pod itself only where it refers to something else.'],
  'ENV-04': [
    'Variables without a value',
    'A variable without a value that the environment does not have is left out. Docker would also remove it from the image; Kubernetes cannot.',
  ],
  'ENV-05': ['All values are text', 'Numbers and booleans are written as the text that Compose makes of them.'],
  'ENV-06': [
    'Names',
    'Kubernetes up to 1.31 takes names of letters, digits and `-._`, not beginning with a digit. .NET reads `__` for `:`.',
  ],
  'ENV-07': [
    'Implied variables',
    '`HOSTNAME` is the name of the pod unless a hostname is set; proxy variables of the Docker client are not copied.',
  ],
  'ENV-08': ['COMPOSE_PROJECT_NAME', 'Resolves to the name of the project.'],
  'ENV-09': ['Size of the environment', 'A variable beyond 128 KiB, or an environment beyond 1 MiB, cannot be passed to a process.'],
  'ENV-10': ['Variables in commands', 'The kubelet expands `$(NAME)` in commands against the environment of the container.'],
  'ENV-11': [
    'Dollars in commands',
    'Where a command or probe holds `$(` or `$$`, dollars are doubled, so that the kubelet gives back what was written.',
  ],
  'ENV-12': ['Dollars in hooks', 'Hooks are not expanded by the kubelet, so nothing is doubled there.'],
  'ENV-13': [
    'No service links',
    'Kubernetes would inject variables as `REDIS_PORT=tcp://…` for every Service, which override those of applications.',
  ],
  'ENV-14': ['.env in both roles', 'A file that is both `.env` of the project and `env_file` of a service acts in both roles.'],
};
