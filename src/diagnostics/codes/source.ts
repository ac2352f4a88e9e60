import type { CodeRow } from '../code.ts';

/** What can be wrong with a text as YAML. */
export const sourceCodes = {
  'yaml-syntax': {
    severity: 'error',
    rule: 'A-07',
    message: ({ problem }) => `not valid YAML: ${String(problem)}`,
  },
  'yaml-tab': {
    severity: 'error',
    rule: 'DIAG-03',
    message: () => 'tab character used for indentation',
    hint: () => 'replace the tab by spaces',
  },
  'yaml-indent': {
    severity: 'error',
    rule: 'DIAG-03',
    message: ({ problem }) => `wrong indentation: ${String(problem)}`,
    hint: () => 'begin sibling keys and items in the same column',
  },
  'yaml-duplicate-key': {
    severity: 'error',
    rule: 'DIAG-04',
    message: ({ key, firstLine }) => `key \`${String(key)}\` is defined twice (first at line ${String(firstLine)})`,
    hint: ({ key }) => (key === '<<' ? 'merge several maps with a list: `<<: [*a, *b]`' : 'merge the two; YAML would keep only one'),
  },
  'yaml-key-not-string': {
    severity: 'error',
    rule: 'A-07',
    message: ({ key, type }) =>
      key === undefined ? `a ${String(type)} cannot be a key` : `key \`${String(key)}\` is a ${String(type)}, not a string`,
    hint: ({ key }) => (key === undefined ? undefined : `quote it: "${String(key)}"`),
  },
  'yaml-root-not-map': {
    severity: 'error',
    rule: 'A-07',
    message: ({ found }) => `the top level must be a mapping, not a ${String(found)}`,
    hint: () => 'a Compose file begins with keys such as `services:`',
  },
  'yaml-empty': {
    severity: 'error',
    rule: 'A-07',
    message: ({ among }) => (among === true ? 'empty document' : 'the file is empty'),
    hint: ({ among }) => (among === true ? 'delete the `---` that has nothing behind it' : undefined),
  },
  'yaml-anchor-unknown': {
    severity: 'error',
    rule: 'A-07',
    message: ({ anchor }) => `no anchor \`&${String(anchor)}\` before this alias`,
    hint: () => 'anchors must come first and hold for one document of one file',
  },
  'yaml-alias-cycle': {
    severity: 'error',
    rule: 'A-07',
    message: ({ anchor }) => `anchor \`&${String(anchor)}\` contains itself`,
  },
  'yaml-too-many-nodes': {
    severity: 'error',
    rule: 'A-07',
    message: ({ limit }) => `aliases expand to more than ${String(limit)} values`,
    hint: () => 'aliases of aliases multiply; write the values out',
  },
  'yaml-too-deep': {
    severity: 'error',
    rule: 'A-07',
    message: ({ limit }) => `values are nested more than ${String(limit)} levels deep`,
  },
  'yaml-merge-value': {
    severity: 'error',
    rule: 'A-07',
    message: ({ found }) => `a merge key takes a mapping, an alias of one, or a list of them, not a ${String(found)}`,
    hint: () => 'lists cannot be merged with `<<`',
  },
  'yaml-tag-mismatch': {
    severity: 'error',
    rule: 'A-07',
    message: ({ tag }) => `the value does not fit its tag \`${String(tag)}\``,
  },
  'yaml-tag-unknown': {
    severity: 'warning',
    rule: 'A-07',
    message: ({ tag, scalar }) => `unknown tag \`${String(tag)}\` ignored${scalar === true ? '; the value is read as a string' : ''}`,
    hint: () => 'Compose knows `!reset` and `!override`',
  },
} satisfies Record<string, CodeRow>;
