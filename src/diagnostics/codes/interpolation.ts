import type { CodeRow } from '../code.ts';

/** What can be wrong with variables: in Compose files and in env files. */
export const interpolationCodes = {
  'variable-unset': {
    severity: 'warning',
    rule: 'DIAG-07',
    message: ({ name }) => `variable \`${String(name)}\` is not set, replaced by an empty string`,
    hint: ({ name }) => `set it in \`.env\` or the environment, or give a default: \`\${${String(name)}:-value}\``,
  },
  'variable-required': {
    severity: 'error',
    rule: 'DIAG-08',
    message: ({ name, message }) =>
      `required variable \`${String(name)}\` is missing${message === undefined ? '' : `: ${String(message)}`}`,
    hint: () => 'set it in `.env` or the environment',
  },
  'interpolation-invalid': {
    severity: 'error',
    rule: 'DIAG-09',
    message: () => 'invalid interpolation',
    hint: () => 'write `$$` for a literal `$`; a variable is `$NAME`, `${NAME}` or `${NAME:-default}`, on one line',
  },
  'interpolation-too-long': {
    severity: 'error',
    rule: 'DIAG-09',
    message: ({ longest }) => `with its variables replaced, the value is longer than ${String(longest)} characters`,
    hint: () => 'a variable that holds another one several times grows fast; put large values into files',
  },
  'dollar-in-secret': {
    severity: 'warning',
    rule: 'DIAG-09',
    message: ({ name }) => `\`$${String(name)}\` inside a value that looks like a secret was replaced by an empty string`,
    hint: ({ name }) => `for a literal dollar sign write \`$$${String(name)}\`; otherwise set the variable`,
  },
  'default-unused': {
    severity: 'info',
    rule: 'A-17',
    message: () => 'not evaluated, because the default is not needed; Docker Compose up to 2.40 fails here',
  },
  'interpolation-cast': {
    severity: 'error',
    rule: 'A-18',
    message: ({ path, type, empty, unset }) =>
      empty === true
        ? `\`${String(path)}\` must be ${article(type)}, but is empty${Array.isArray(unset) ? ` (not set: ${unset.join(', ')})` : ''}`
        : `\`${String(path)}\` must be ${article(type)}`,
  },
  'boolean-word': {
    severity: 'warning',
    rule: 'A-07',
    message: ({ word, meaning }) => `\`${String(word)}\` is no boolean in YAML 1.2; read as \`${String(meaning)}\``,
    hint: ({ meaning }) => `write \`${String(meaning)}\``,
  },
  'dotenv-key': {
    severity: 'error',
    rule: 'A-20',
    message: ({ character }) =>
      `${character === undefined ? 'a blank' : `the character ${JSON.stringify(character)}`} cannot stand in the name of a variable`,
    hint: () => 'one `NAME=value` a line; names have letters, digits and `_ . - [ ]`',
  },
  'dotenv-key-empty': {
    severity: 'warning',
    rule: 'A-20',
    message: () => 'a value without a name is ignored',
  },
  'dotenv-quote': {
    severity: 'error',
    rule: 'A-23',
    message: ({ quote }) => `the quote ${String(quote)} is never closed`,
    hint: () => 'close it, or write the whole value in the other kind of quotes',
  },
  'dotenv-comment-value': {
    severity: 'warning',
    rule: 'A-21',
    message: ({ name }) => `the comment is the value of \`${String(name)}\`: a \`#\` that begins the value is a part of it`,
    hint: ({ name }) => `put the comment on a line of its own; \`${String(name)}=\` alone is empty`,
  },
  'dotenv-last-line': {
    severity: 'info',
    rule: 'A-24',
    message: ({ name }) => `\`${String(name)}\` alone on a last line without a line end: read as inherited; Docker Compose loses it`,
    hint: () => 'end the file with a line end',
  },
  'dotenv-raw-key': {
    severity: 'error',
    rule: 'A-26',
    message: ({ empty }) => (empty === true ? 'no name before the `=`' : 'a blank cannot stand in or behind the name of a variable'),
    hint: () => 'the format `raw` takes lines as `NAME=value`, without `export` and without blanks around `=`',
  },
} satisfies Record<string, CodeRow>;

function article(type: unknown): string {
  return type === 'integer' ? 'an integer' : `a ${String(type)}`;
}
