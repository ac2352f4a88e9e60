import type { CodeRow } from '../code.ts';
import type { DiagnosticData } from '../diagnostic.ts';

const didYouMean = (near: DiagnosticData[string]): string | undefined => (typeof near === 'string' ? `did you mean ${near}?` : undefined);

/** Findings about `x-waybill` and the patches in it. */
export const extensionCodes = {
  'extension-unknown': {
    severity: 'error',
    rule: 'B-006',
    message: ({ key }) => `x-waybill has no key ${key} here`,
    hint: ({ near, known }) => didYouMean(near) ?? `known: ${Array.isArray(known) ? known.join(', ') : ''}`,
  },
  'extension-invalid': {
    severity: 'error',
    rule: 'B-006',
    message: ({ expected }) => `x-waybill cannot be read here: expected ${expected}`,
    hint: ({ near }) => didYouMean(near),
  },
  'extension-misplaced': {
    severity: 'error',
    rule: 'B-006',
    message: () => 'x-waybill is read at the top level, in services and in volumes, and nowhere else',
    hint: () => 'move it there',
  },
  'extension-reserved': {
    severity: 'error',
    rule: 'G-05',
    message: ({ key }) => `${key} is set by waybill itself`,
    hint: () => 'use another key',
  },
  'extension-conflict': {
    severity: 'error',
    rule: 'B-006',
    message: ({ key, other }) => `${key} has another value in ${other}`,
    hint: () => 'remove one of them',
  },
  'extension-secret': {
    severity: 'error',
    rule: 'S-19',
    message: ({ key }) => `${key} looks like a secret, and labels and annotations are no place for one`,
    hint: () => 'pass it in environment or as a secret',
  },
  'patch-without-target': {
    severity: 'error',
    rule: 'B-006',
    message: ({ target }) => `the patch is for ${target}, which is not among the emitted objects`,
    hint: ({ known }) => (Array.isArray(known) && known.length > 0 ? `emitted: ${known.join(', ')}` : undefined),
  },
  'patch-failed': {
    severity: 'error',
    rule: 'B-006',
    message: ({ object, reason }) => `the patch cannot be applied to ${object}: ${reason}`,
  },
  'patch-result-invalid': {
    severity: 'error',
    rule: 'B-006',
    message: ({ object, pointer, detail }) => `with this patch ${object} is not valid: ${pointer}: ${detail}`,
  },
  'patch-without-effect': {
    severity: 'warning',
    rule: 'B-006',
    message: ({ object }) => `the patch changes nothing in ${object}`,
    hint: () => 'remove it',
  },
  'patch-holds-secret': {
    severity: 'warning',
    rule: 'DIAG-29',
    message: ({ object }) => `the patch writes what looks like a secret into ${object} (value hidden)`,
    hint: () => 'pass it in environment or as a secret, from where it gets into a Secret',
  },
} satisfies Record<string, CodeRow>;
