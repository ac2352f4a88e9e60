import type { RuleTable } from './rule-table.ts';

/** How Compose files are found, read and merged; the real Docker Compose is the measure. */
export const loadingRules: RuleTable = {
  'A-01': [
    'Finding the files',
    'Without `-f`, the first directory from here upwards with `compose.yaml`, `compose.yml`, `docker-compose.yml` or `docker-compose.yaml` is taken, and its override file.',
  ],
  'A-02': [
    'Files by -f',
    'Files named by `-f` or `COMPOSE_FILE` are merged in their order; relative paths of all start from the directory of the first, or from `--project-directory`.',
  ],
  'A-03': ['Project environment', 'Variables come from the process, then from `.env` or the files of `--env-file`.'],
  'A-04': [
    'Project name',
    '`-p`, `COMPOSE_PROJECT_NAME`, the top-level `name`, or the name of the directory. It enters selectors, which never change: pin it.',
  ],
  'A-05': ['Steps of loading', 'Each file is parsed, interpolated, extended and merged in the order in which Docker Compose does it.'],
  'A-06': [
    'Interpolation before merging',
    'Variables are replaced file by file, so that a required variable counts even where a later file overrides the value.',
  ],
  'A-07': [
    'YAML of Compose',
    'YAML as Docker Compose reads it: `yes` and `no` are strings but for boolean attributes, octal and hexadecimal numbers are numbers, duplicate keys are errors.',
  ],
  'A-08': [
    'Numbers as text',
    'A number where text is expected is written as Docker Compose writes it: `1.10` becomes `1.1`, `0022` becomes `18`. Quote it to keep it.',
  ],
  'A-17': [
    'Defaults are read when used',
    'The default or message of a variable is replaced only when it is used; Docker Compose up to 2.40 always does.',
  ],
  'A-18': [
    'Types after interpolation',
    'Text that came from a variable becomes a number or boolean only for the attributes for which Docker Compose does that.',
  ],
  'A-20': [
    'Lines of an env file',
    'Separators are `=` or `:`, `export` is dropped, keys hold letters, digits and `_ . - [ ]`; anything else is an error with its line.',
  ],
  'A-21': ['Unquoted values', 'An unquoted value of an env file ends at the first ` #`; variables in it are replaced.'],
  'A-22': ['Double quotes', 'Escapes are expanded and variables replaced; the value may span lines.'],
  'A-23': ['Quotes of an env file', 'A value in single quotes is literal; a quote that is not closed is an error.'],
  'A-24': ['Keys without a value', 'A key alone takes the value of the environment, and is absent where there is none.'],
  'A-25': ['Variables of an env file', 'Variables inside an env file come from outside first, then from lines above.'],
  'A-26': [
    'env_file',
    'Files of `env_file` are read at conversion; `required: false` passes over a missing one, `format: raw` takes values verbatim.',
  ],
  'A-27': ['Order of the environment', '`environment` wins over `env_file`, a later file over an earlier one, all over the image.'],
  'A-30': ['Merging', 'Maps are merged key by key; a map and a list cannot be merged.'],
  'A-39': ['Merging ports', 'Ports of several files are added up; the same port replaces the earlier entry.'],
  'A-41': ['Merging lists', 'Lists of several files are appended; Docker Compose rejects duplicates, here they count once.'],
  'A-42': ['!reset', '`!reset` removes the attribute from everything merged so far.'],
  'A-43': ['!override', '`!override` replaces instead of merging.'],
  'A-44': ['extends', 'A service takes over everything of its base; paths of another file start from its directory.'],
  'A-45': [
    'include',
    'An included file is a project of its own whose resources are imported; on a clash of names the including file is merged over it, which Docker Compose up to 2.40 rejects.',
  ],
  'A-46': ['Environment of an include', 'An included project takes variables from the parent first, then from its own env files.'],
  'A-61': ['Implied dependencies', '`links`, `volumes_from` and `network_mode: service:…` imply `depends_on`.'],
  'A-62': ['External resources', 'An external volume, network, secret or config exists already and has no other attribute than its name.'],
  'A-64': ['Profiles', 'Services of inactive profiles are left out; `--profile NAME` activates them.'],
  'A-65': [
    'Consistency',
    'What no engine could start is an error: a service without image and build, undefined resources, cycles of dependencies.',
  ],
  'A-66': ['Settings in two places', 'An attribute and its twin under `deploy` may not say different things.'],
  'A-71': [
    'Short volumes',
    '`SOURCE:TARGET:OPTIONS`: a source that begins with `.`, `/` or `~` is a path, any other the name of a volume.',
  ],
  'A-72': ['Short secrets and configs', 'A name stands for the source; `mode` is octal when it is written as octal.'],
  'A-77': ['Sizes', 'Numbers are bytes; units `b k m g t p` are powers of 1024; `512Mi` is no Compose size.'],
  'A-78': ['Durations', 'Durations need a unit: `30s`, `1m30s`.'],
  'A-79': [
    'Commands as text',
    'A command written as text is split into words without a shell; everything from the first unquoted operator on is dropped, as Docker Compose does.',
  ],
  'A-80': ['Old files', 'Attributes of old versions are read where their meaning is clear; `docker compose` may reject the file.'],
};
