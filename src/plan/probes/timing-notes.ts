import type { EffectiveHealthcheck } from './effective-healthcheck.ts';
import { differs, exact, type ProbeField, type ProbeNote } from './probe-note.ts';

/** The numbers that a health check became. */
export interface ProbeTiming {
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
  readonly startup: { readonly periodSeconds: number; readonly budgetSeconds: number } | undefined;
  /** The limit that the client in the check sets itself. */
  readonly ownLimitSeconds: number | undefined;
  /** Whether the startup probe is meant to restart what does not come up. */
  readonly restartsWhenLate: boolean;
}

type TimingField = Exclude<ProbeField, 'test'>;

const timingFields: readonly TimingField[] = ['interval', 'timeout', 'retries', 'start_period', 'start_interval'];

/** What became of the attributes other than `test` that Compose or the image sets. */
export function timingNotes(check: EffectiveHealthcheck, timing: ProbeTiming): ProbeNote[] {
  return settings(check).map((field) => (check.unusable.includes(field) ? unusableNote(field) : timingNote(field, check, timing)));
}

/** The same attributes where no probe is made. */
export function unprobedNotes(check: EffectiveHealthcheck): ProbeNote[] {
  return settings(check).map((field) => ({
    field,
    outcome: 'refused',
    level: 'warning',
    rule: 'H-07',
    message: 'there is no probe that it could time',
  }));
}

function settings(check: EffectiveHealthcheck): TimingField[] {
  return timingFields.filter((field) => check.declared.includes(field) || check[field].origin !== 'default');
}

function unusableNote(field: ProbeField): ProbeNote {
  return {
    field,
    outcome: 'refused',
    level: 'error',
    rule: 'H-01',
    message: 'the value is no duration of at least 1 ms, which Docker refuses',
    hint: 'write a duration such as 30s, or leave it out',
  };
}

function timingNote(field: TimingField, check: EffectiveHealthcheck, timing: ProbeTiming): ProbeNote {
  switch (field) {
    case 'interval':
      return rounding(field, 'H-07', check.interval.value, timing.periodSeconds);
    case 'timeout':
      return timeoutNote(check, timing);
    case 'retries':
      return retriesNote(check, timing);
    case 'start_period':
      return startPeriodNote(check, timing);
    case 'start_interval':
      // Docker uses it within the start period only.
      return timing.startup ? rounding(field, 'H-09', check.start_interval.value, timing.startup.periodSeconds) : exact(field, 'H-09');
  }
}

function rounding(field: TimingField, rule: string, milliseconds: number, seconds: number): ProbeNote {
  if (milliseconds === seconds * 1000) return exact(field, rule);
  const way = milliseconds < seconds * 1000 ? 'rounded up' : 'cut';
  return differs(field, rule, `${milliseconds / 1000} s is ${way} to ${seconds} s`);
}

function timeoutNote(check: EffectiveHealthcheck, { timeoutSeconds, ownLimitSeconds }: ProbeTiming): ProbeNote {
  if (ownLimitSeconds === undefined || ownLimitSeconds * 1000 >= check.timeout.value) {
    return rounding('timeout', 'H-07', check.timeout.value, timeoutSeconds);
  }
  return differs('timeout', 'H-13', `the probe gets the shorter limit that the command sets itself, ${timeoutSeconds} s`);
}

function retriesNote(check: EffectiveHealthcheck, { failureThreshold }: ProbeTiming): ProbeNote {
  if (failureThreshold === check.retries.value) return exact('retries', 'H-07');
  return differs(
    'retries',
    'H-07',
    `${check.retries.value} retries become ${failureThreshold}, so that it takes as long until the check counts as failed`,
  );
}

function startPeriodNote(check: EffectiveHealthcheck, { startup, restartsWhenLate }: ProbeTiming): ProbeNote {
  if (!startup || check.start_period.value === 0) return exact('start_period', 'H-09');
  const budget = `${check.start_period.value / 1000} s become ${startup.budgetSeconds} s in which the check has to succeed once`;
  const reason = restartsWhenLate
    ? 'because the container is restarted after them'
    : 'because the container is killed after them, where Docker only marks it unhealthy';
  return differs('start_period', 'H-09', `${budget}, ${reason}`);
}
