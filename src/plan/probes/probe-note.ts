import type { Level } from '../../ledger/entry.ts';

/** The attributes of a health check that have a meaning of their own. */
export type ProbeField = 'test' | 'interval' | 'timeout' | 'retries' | 'start_period' | 'start_interval';

/** What became of one attribute of a health check; an attribute may have several. */
export interface ProbeNote {
  readonly field: ProbeField | 'disable';
  readonly outcome: 'exact' | 'differs' | 'refused';
  readonly level: Level;
  /** Rule id of the contract. */
  readonly rule: string;
  /** One sentence without a full stop; empty where the translation is exact and nothing is to be said. Never quotes a command. */
  readonly message: string;
  readonly hint?: string;
}

/** A note that an attribute was translated exactly. */
export function exact(field: ProbeNote['field'], rule: string): ProbeNote {
  return { field, outcome: 'exact', level: 'info', rule, message: '' };
}

/** A note that an attribute was translated with a difference. */
export function differs(field: ProbeNote['field'], rule: string, message: string): ProbeNote {
  return { field, outcome: 'differs', level: 'info', rule, message };
}
