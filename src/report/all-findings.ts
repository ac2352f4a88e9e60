import type { Entry } from '../ledger/entry.ts';
import type { Conversion } from '../pipeline.ts';
import { type Finding, findingOf, findingOfEntry } from './finding.ts';
import { reportedOutcome } from './summary.ts';

/** What a reader has to look at: an entry that is refused, or one above level `info`. */
export function needsAttention(entry: Entry): boolean {
  return entry.level !== 'info' || reportedOutcome(entry) === 'refused';
}

/** Every diagnostic, then every entry that is not exact and has a meaning in a cluster; each with what it came from. */
export function allFindings({ diagnostics, entries }: Pick<Conversion, 'diagnostics' | 'entries'>): readonly Finding[] {
  const told = entries.filter((entry) => {
    const outcome = reportedOutcome(entry);
    return outcome === 'differs' || outcome === 'refused' || entry.level !== 'info';
  });
  return [...diagnostics.map(findingOf), ...told.map(findingOfEntry)];
}
