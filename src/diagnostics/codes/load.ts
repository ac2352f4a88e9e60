import type { CodeRow } from '../code.ts';
import type { DiagnosticData } from '../diagnostic.ts';

function list(value: DiagnosticData[string]): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function meant({ suggestion }: DiagnosticData): string | undefined {
  return suggestion === undefined ? undefined : `did you mean \`${String(suggestion)}\`?`;
}

/** `a, b or c` */
function alternatives(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a directory',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ELOOP: 'is a symbolic link to itself',
  EFBIG: 'is larger than 32 MiB, more than is read',
  ETIMEDOUT: 'is a pipe that nobody writes to',
};

function unreadable(what: string, { file, reason }: DiagnosticData): string {
  return `${what} \`${String(file)}\` ${reasons[String(reason)] ?? `cannot be read (${String(reason)})`}`;
}

/** Findings while files are found, merged and brought into canonical form. */
export const loadCodes = {
  'no-compose-file': {
    severity: 'error',
    rule: 'A-01',
    message: ({ directory }) => `no Compose file in \`${String(directory)}\` or above it`,
    hint: () => 'name one with `-f`, or call it `compose.yaml`',
  },
  'several-compose-files': {
    severity: 'warning',
    rule: 'A-01',
    message: ({ used, others }) => `several files with a default name: \`${String(used)}\` is used, ${quoted(list(others))} is not`,
    hint: () => 'name the files with `-f`',
  },
  'path-unreadable': {
    severity: 'error',
    rule: 'A-02',
    message: (data) => unreadable('path', data),
  },
  'compose-file-unreadable': {
    severity: 'error',
    rule: 'A-02',
    message: (data) => unreadable('Compose file', data),
  },
  'env-file-unreadable': {
    severity: 'error',
    rule: 'A-03',
    message: (data) => unreadable('env file', data),
    hint: () => 'create it, or name another one',
  },
  'project-name-invalid': {
    severity: 'error',
    rule: 'A-04',
    message: ({ name, origin }) => `\`${String(name)}\` (${String(origin)}) is no project name`,
    hint: () => 'use lowercase letters, digits, `-` and `_`; begin with a letter or digit',
  },
  'project-name-empty': {
    severity: 'error',
    rule: 'A-04',
    message: () => 'the project has no name',
    hint: () => 'set `name:` at the top of the file, or use --project-name',
  },
  'project-name-from-directory': {
    severity: 'info',
    rule: 'A-04',
    message: ({ name }) =>
      `the project is called \`${String(name)}\` after its directory; the name enters selectors, which cannot change later`,
    hint: () => 'pin it with `name:` or --project-name',
  },
  'version-obsolete': {
    severity: 'info',
    rule: 'DIAG-01',
    message: () => 'attribute `version` is obsolete and ignored',
    hint: () => 'delete the line',
  },
  'unknown-attribute': {
    severity: 'error',
    rule: 'DIAG-02',
    message: ({ attribute, owner }) => `unknown ${String(owner)} attribute \`${String(attribute)}\``,
    hint: meant,
  },
  'deploy-attribute-misplaced': {
    severity: 'warning',
    rule: 'DIAG-02',
    message: ({ attribute }) =>
      `\`${String(attribute)}\` belongs under \`deploy:\`; docker compose rejects this file; read here as \`deploy.${String(attribute)}\``,
    hint: ({ attribute }) => `indent it under \`deploy:\` as \`deploy.${String(attribute)}\``,
  },
  'deploy-attribute-twice': {
    severity: 'error',
    rule: 'A-80',
    message: ({ attribute }) => `\`${String(attribute)}\` stands under the service and under \`deploy:\``,
    hint: ({ attribute }) => `keep \`deploy.${String(attribute)}\` only`,
  },
  'version-one-file': {
    severity: 'error',
    rule: 'DIAG-05',
    message: () => 'no `services:` section; looks like the version-1 format',
    hint: () => 'indent everything under `services:`',
  },
  'no-such-service': {
    severity: 'error',
    rule: 'A-64',
    message: ({ service }) => `the project has no service \`${String(service)}\``,
    hint: meant,
  },
  'no-services': {
    severity: 'error',
    rule: 'DIAG-05',
    message: () => 'the project has no services',
    hint: () => 'define them under `services:`',
  },
  'wrong-type': {
    severity: 'error',
    rule: 'DIAG-06',
    message: ({ expected, actual }) => `must be a ${alternatives(list(expected))}, not a ${String(actual)}`,
    hint: ({ quotable }) => (quotable === true ? 'quote it' : undefined),
  },
  'date-not-quoted': {
    severity: 'error',
    rule: 'DIAG-06',
    message: () => 'an unquoted date is no string for Compose',
    hint: () => 'quote it',
  },
  'item-is-mapping': {
    severity: 'error',
    rule: 'DIAG-21',
    message: ({ key, expected }) => `the list item is a mapping \`{${String(key)}: …}\`, not a ${alternatives(list(expected))}`,
    hint: ({ key }) => `write \`- ${String(key)}=…\`, or leave the dashes out`,
  },
  'missing-attribute': {
    severity: 'error',
    rule: 'DIAG-02',
    message: ({ attribute }) => `attribute \`${String(attribute)}\` is missing`,
  },
  'value-not-allowed': {
    severity: 'error',
    rule: 'DIAG-06',
    message: ({ allowed }) => `must be one of ${quoted(list(allowed))}`,
    hint: meant,
  },
  'value-out-of-range': {
    severity: 'error',
    rule: 'DIAG-06',
    message: ({ comparison, limit }) => `must be ${String(comparison)} ${String(limit)}`,
  },
  'value-malformed': {
    severity: 'error',
    rule: 'DIAG-06',
    message: () => 'the value does not have the form that is needed here',
  },
  'name-malformed': {
    severity: 'error',
    rule: 'DIAG-02',
    message: ({ name }) => `\`${String(name)}\` cannot be a name here`,
    hint: () => 'use letters, digits, `.`, `_` and `-`',
  },
  'invalid-value': {
    severity: 'error',
    rule: 'DIAG-06',
    message: ({ kind, reason }) => `not a valid ${String(kind)}: ${String(reason)}`,
  },
  'unit-unknown': {
    severity: 'error',
    rule: 'DIAG-23',
    message: ({ unit }) => `unit \`${String(unit)}\` is unknown`,
    hint: ({ meant: size }) => `write \`${String(size)}\`: units of Compose are powers of 1024`,
  },
  'value-reworded': {
    severity: 'info',
    rule: 'DIAG-22',
    message: ({ written, text }) =>
      written === undefined ? 'the container gets this number in another form' : `\`${String(written)}\` becomes \`${String(text)}\``,
    hint: () => 'quote it',
  },
  'mode-decimal': {
    severity: 'warning',
    rule: 'DIAG-18',
    message: ({ written, octal }) => `\`mode: ${String(written)}\` is decimal (${String(octal)})`,
    hint: ({ written }) => `write \`0${String(written)}\``,
  },
  'duplicate-item': {
    severity: 'warning',
    rule: 'A-41',
    message: ({ item }) => `\`${String(item)}\` stands in the list twice; docker compose rejects that, here it counts once`,
    hint: () => 'delete one',
  },
  'mount-replaced': {
    severity: 'warning',
    rule: 'A-65',
    message: ({ target }) => `a second volume on \`${String(target)}\` silently replaces the first`,
    hint: () => 'delete one, or give it another target',
  },
  'mount-option-ignored': {
    severity: 'warning',
    rule: 'A-71',
    message: ({ option }) => `Docker Compose takes no notice of the volume option \`${String(option)}\``,
  },
  'mount-consistency-ignored': {
    severity: 'info',
    rule: 'A-71',
    message: ({ option }) => `the volume option \`${String(option)}\` was a hint for Docker Desktop and does nothing`,
  },
  'variable-name-blank': {
    severity: 'error',
    rule: 'DIAG-21',
    message: ({ name }) => `the name of variable \`${String(name)}\` ends in a blank`,
    hint: () => 'remove the blanks around `=`',
  },
  'external-name-deprecated': {
    severity: 'info',
    rule: 'A-62',
    message: () => '`external.name` is deprecated',
    hint: () => 'write `name:` and `external: true`',
  },
  'external-name-conflict': {
    severity: 'error',
    rule: 'A-62',
    message: () => '`name` and `external.name` differ',
    hint: () => 'keep `name` only',
  },
  'external-with-attributes': {
    severity: 'error',
    rule: 'A-62',
    message: ({ attribute }) => `an external volume cannot have \`${String(attribute)}\``,
    hint: () => 'it exists already; keep `name` only',
  },
  'sources-exclusive': {
    severity: 'error',
    rule: 'A-65',
    message: ({ attributes }) => `${quoted(list(attributes))} exclude each other`,
  },
  'source-missing': {
    severity: 'error',
    rule: 'A-65',
    message: ({ attributes }) => `one of ${quoted(list(attributes))} is needed`,
  },
  'count-and-device-ids': {
    severity: 'error',
    rule: 'A-65',
    message: () => '`count` and `device_ids` exclude each other',
  },
  'merge-clash': {
    severity: 'error',
    rule: 'A-30',
    message: ({ base, over }) => `a ${String(over)} cannot be merged with a ${String(base)}`,
    hint: () => 'use the same form in both places, or `!override`',
  },
  'extends-unknown-service': {
    severity: 'error',
    rule: 'DIAG-34',
    message: ({ service, base, file }) => `\`${String(service)}\` extends \`${String(base)}\`, which \`${String(file)}\` does not have`,
    hint: meant,
  },
  'extends-unreadable': {
    severity: 'error',
    rule: 'DIAG-34',
    message: (data) => unreadable('extended file', data),
  },
  'extends-cycle': {
    severity: 'error',
    rule: 'DIAG-34',
    message: ({ chain }) => `services extend each other in a circle: ${list(chain).join(' → ')}`,
  },
  'include-missing': {
    severity: 'error',
    rule: 'DIAG-34',
    message: (data) => unreadable('included file', data),
  },
  'include-cycle': {
    severity: 'error',
    rule: 'DIAG-34',
    message: ({ chain }) => `files include each other in a circle: ${list(chain).join(' → ')}`,
  },
  'include-redefined': {
    severity: 'warning',
    rule: 'A-45',
    message: ({ kind, name }) =>
      `\`${String(kind)}.${String(name)}\` is also included; the two are merged, older Docker Compose rejects this`,
    hint: () => 'change included resources in an override file',
  },
  'command-cut-off': {
    severity: 'warning',
    rule: 'DIAG-20',
    message: ({ operator }) => `everything after \`${String(operator)}\` is ignored by Compose: a string command runs without a shell`,
    hint: () => 'write a list: `["sh", "-c", "…"]`',
  },
  'list-in-quotes': {
    severity: 'warning',
    rule: 'DIAG-21',
    message: () => 'the list stands in quotes: Compose takes it for a string, and runs what looks like its first item, bracket and all',
    hint: () => 'take the quotes around the brackets away',
  },
  'command-unreadable': {
    severity: 'error',
    rule: 'DIAG-20',
    message: ({ reason }) => `the command cannot be split into words: ${String(reason)}`,
    hint: () => 'write a list: `["sh", "-c", "…"]`',
  },
  'file-unreadable': {
    severity: 'error',
    rule: 'DIAG-15',
    message: (data) => unreadable(String(data['attribute']), data),
    hint: ({ attribute, file }) =>
      attribute === 'env file' ? `create it or use \`{path: ${String(file)}, required: false}\`` : 'create it, or name another one',
  },
  'env-file-skipped': {
    severity: 'info',
    rule: 'A-26',
    message: ({ file }) => `env file \`${String(file)}\` does not exist and is not required`,
  },
  'env-file-format': {
    severity: 'error',
    rule: 'A-26',
    message: ({ format }) => `unknown env file format \`${String(format)}\``,
    hint: () => 'use `raw`, or leave it out',
  },
  'service-inactive': {
    severity: 'info',
    rule: 'A-64',
    message: ({ service, profiles }) => `\`${String(service)}\` is left out: none of its profiles is active (${list(profiles).join(', ')})`,
    hint: ({ profiles }) => `--profile ${list(profiles)[0] ?? ''}`,
  },
  'optional-dependency-inactive': {
    severity: 'info',
    rule: 'A-64',
    message: ({ service, dependency }) => `\`${String(service)}\` does not wait for \`${String(dependency)}\`, which is left out`,
  },
  'undefined-service': {
    severity: 'error',
    rule: 'DIAG-11',
    message: ({ service, target, attribute }) =>
      attribute === 'depends_on'
        ? `\`${String(service)}\` depends on \`${String(target)}\`, which does not exist`
        : `\`${String(service)}\` refers to \`${String(target)}\` in \`${String(attribute)}\`, which does not exist`,
    hint: meant,
  },
  'inactive-dependency': {
    severity: 'error',
    rule: 'DIAG-11',
    message: ({ service, target, profiles }) =>
      `\`${String(service)}\` depends on \`${String(target)}\`, which is disabled (profiles: ${list(profiles).join(', ')})`,
    hint: ({ profiles }) => `--profile ${list(profiles)[0] ?? ''} or \`required: false\``,
  },
  'undefined-resource': {
    severity: 'error',
    rule: 'DIAG-10',
    message: ({ service, kind, name }) => `service \`${String(service)}\` refers to undefined ${String(kind)} \`${String(name)}\``,
    hint: ({ kind, name, suggestion }) => {
      if (suggestion !== undefined) return `did you mean \`${String(suggestion)}\`?`;
      const declare = `declare it under \`${String(kind)}s:\``;
      return kind === 'volume' ? `${declare}; if you meant a directory write \`./${String(name)}\`` : declare;
    },
  },
  'no-image-or-build': {
    severity: 'error',
    rule: 'A-65',
    message: ({ service }) => `service \`${String(service)}\` has neither an image nor a build`,
    hint: () => 'add `image:` or `build:`',
  },
  'dockerfile-twice': {
    severity: 'error',
    rule: 'A-65',
    message: () => '`dockerfile` and `dockerfile_inline` exclude each other',
  },
  'context-not-buildable': {
    severity: 'error',
    rule: 'A-65',
    message: ({ target }) => `\`${String(target)}\` is no service with a build`,
  },
  'platform-not-built': {
    severity: 'error',
    rule: 'A-65',
    message: ({ platform }) => `\`build.platforms\` lacks the service's platform \`${String(platform)}\``,
  },
  'network-mode-and-networks': {
    severity: 'error',
    rule: 'A-65',
    message: () => '`network_mode` and `networks` exclude each other',
  },
  'healthcheck-form': {
    severity: 'error',
    rule: 'DIAG-17',
    message: () => 'the first item of the test must be `CMD`, `CMD-SHELL` or `NONE`',
    hint: () => 'put "CMD" before a program with its arguments, "CMD-SHELL" before a shell line',
  },
  'watch-target-missing': {
    severity: 'error',
    rule: 'A-65',
    message: ({ action }) => `the action \`${String(action)}\` needs a \`target\``,
  },
  'mount-target-twice': {
    severity: 'error',
    rule: 'A-65',
    message: ({ target }) => `\`${String(target)}\` is already mounted`,
  },
  'container-name-scaled': {
    severity: 'error',
    rule: 'DIAG-28',
    message: ({ service }) => `\`${String(service)}\` sets \`container_name\` and more than one replica`,
    hint: () => 'remove one of them',
  },
  'container-name-twice': {
    severity: 'error',
    rule: 'DIAG-28',
    message: ({ name, other }) => `container name \`${String(name)}\` is also that of \`${String(other)}\``,
    hint: () => 'remove one of them',
  },
  'negative-scale': {
    severity: 'error',
    rule: 'A-65',
    message: () => 'there cannot be less than 0 replicas',
  },
  'settings-conflict': {
    severity: 'error',
    rule: 'DIAG-23',
    message: ({ attribute, other }) => `\`${String(attribute)}\` and \`${String(other)}\` are set to different values`,
    hint: ({ other }) => `keep \`${String(other)}\` only`,
  },
  'settings-half': {
    severity: 'warning',
    rule: 'A-66',
    message: ({ attribute, other }) =>
      `docker compose rejects \`${String(attribute)}\` beside a block that could hold \`${String(other)}\` and does not; both are used here`,
    hint: ({ attribute, other }) => `write \`${String(other)}\` instead of \`${String(attribute)}\``,
  },
  'secret-without-source': {
    severity: 'error',
    rule: 'A-65',
    message: ({ name }) => `secret \`${String(name)}\` needs \`file\` or \`environment\``,
  },
  'dependency-cycle': {
    severity: 'error',
    rule: 'A-65',
    message: ({ chain }) => `services depend on each other in a circle: ${list(chain).join(' → ')}`,
  },
} satisfies Record<string, CodeRow>;
