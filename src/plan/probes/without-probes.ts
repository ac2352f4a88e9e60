import type { Healthcheck } from '../../model/service.ts';
import { declaredFields } from './effective-healthcheck.ts';
import { exact, type ProbeNote } from './probe-note.ts';

/**
 * What to say about the attributes of a `healthcheck` from which no probe is made, that is,
 * when `effectiveHealthcheck` answers undefined: the check is disabled, in the file or in the image, or nobody knows its command.
 */
export function notesWithoutProbes(compose: Healthcheck, imageHasNone: boolean): ProbeNote[] {
  const disabled = imageHasNone || compose.disable === true || compose.test?.[0] === 'NONE';
  const notes: ProbeNote[] = compose.disable === undefined ? [] : [exact('disable', 'H-01')];
  for (const field of declaredFields(compose)) {
    const hasNoEffect = disabled || (field === 'test' && compose.test?.length === 0);
    notes.push(hasNoEffect ? exact(field, 'H-01') : { ...withoutCommand, field });
  }
  return notes;
}

const withoutCommand = {
  outcome: 'refused',
  level: 'warning',
  rule: 'H-02',
  message: 'no probe is made, because the file sets no command and a check that the image defines is not known',
  hint: 'set `test`',
} as const;
