import type { CodeRow } from '../code.ts';

/** Findings about how the command was asked to treat the others. */
export const commandCodes = {
  'acceptance-unused': {
    severity: 'warning',
    rule: 'G-01',
    message: ({ rule, service }) =>
      `nothing ${service === undefined ? 'in this project' : `in ${String(service)}`} falls under ${String(rule)}: accepting it has no effect`,
    hint: () => 'take it out',
  },
  'acceptance-malformed': {
    severity: 'error',
    rule: 'B-006',
    message: () => '`accept` takes a list of rules',
    hint: () => 'write `accept: [V-19, DIAG-12]`',
  },
} satisfies Record<string, CodeRow>;
