import type { EffectiveHealthcheck } from './effective-healthcheck.ts';
import { chooseHandler, type HandlerChoice, type ProbeContext, type ProbeHandler } from './handler.ts';
import type { ProbeNote } from './probe-note.ts';
import { timingNotes, unprobedNotes } from './timing-notes.ts';

/** A probe as the API server takes it, keys in the order in which they are printed. */
export type Probe = ProbeHandler & {
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
  readonly successThreshold?: number;
};

export interface ProbePlan {
  /** Absent only where no probe can do what the check does. */
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
  /** At least one for every attribute that Compose or the image sets. */
  readonly notes: readonly ProbeNote[];
  /** What the probes do that the check did not ask for (H-04, H-09). */
  readonly additions: readonly ProbeAddition[];
  /** Name of the other service that the check calls (H-19). */
  readonly targetsOther?: string;
  /** The command calls the service by its own name, so its Service needs N-15. */
  readonly usesOwnName: boolean;
  /** A password or the like is written into the command (H-20, S-19). */
  readonly carriesCredentials: boolean;
  /** How long the container may take to start before it is killed, B of H-09; 0 without a startup probe. */
  readonly startupBudgetSeconds: number;
}

export interface ProbeAddition {
  readonly probe: 'readinessProbe' | 'livenessProbe' | 'startupProbe';
  readonly rule: string;
  /** A sentence without a full stop. */
  readonly message: string;
  readonly optOut?: string;
}

/** How a plan is to be made, beside what is known about the service. */
export interface ProbeOptions {
  /** Whether a liveness probe is wanted, `auto` and overrides being decided (H-04, H-05). */
  readonly liveness: boolean;
  readonly ownsData: boolean;
}

/** True of every probe, so said once a conversion (H-08). */
export const timingDifference = {
  rule: 'H-08',
  message:
    'Docker waits one interval before the first check and counts the next from the end of the last, the kubelet checks at once and on a fixed period',
} as const;

/** The fields of a probe are 32-bit integers to the API server. */
const largest = 2_147_483_647;

/** The least startup budget where a failure restarts the container anyway, in seconds (H-09). */
const shortBudgetSeconds = 300;

/** The startup budget where a restart would do harm, in seconds: a day (H-09). */
const longBudgetSeconds = 86_400;

/** Makes the probes of a container from its health check. Not for pods of Jobs and CronJobs, which get none (H-06). */
export function planProbes(check: EffectiveHealthcheck, context: ProbeContext & ProbeOptions): ProbePlan {
  const choice = chooseHandler(check.test.value, context);
  const { handler, usesOwnName, carriesCredentials, targetsOther } = choice;
  const about = { usesOwnName, carriesCredentials, ...(targetsOther !== undefined && { targetsOther }) };
  if (!handler) return { notes: [...choice.notes, ...unprobedNotes(check)], additions: [], startupBudgetSeconds: 0, ...about };

  const periodSeconds = wholeSeconds(check.interval.value);
  const timeoutSeconds = wholeSeconds(Math.min(check.timeout.value, (choice.timeoutSeconds ?? Infinity) * 1000));
  const failureThreshold = bounded(Math.ceil((check.retries.value * check.interval.value) / (periodSeconds * 1000)));
  const startup = check.start_period.value > 0 || context.liveness ? startupOf(check, context) : undefined;
  return {
    readinessProbe: { ...structuredClone(handler), periodSeconds, timeoutSeconds, failureThreshold, successThreshold: 1 },
    ...(startup && {
      startupProbe: {
        ...structuredClone(handler),
        periodSeconds: startup.periodSeconds,
        timeoutSeconds,
        failureThreshold: bounded(Math.ceil(startup.budgetSeconds / startup.periodSeconds)),
      },
    }),
    ...(context.liveness && {
      livenessProbe: { ...structuredClone(handler), periodSeconds, timeoutSeconds, failureThreshold: bounded(2 * failureThreshold) },
    }),
    notes: [
      ...choice.notes,
      ...killNote(choice, context),
      ...timingNotes(check, {
        periodSeconds,
        timeoutSeconds,
        failureThreshold,
        startup,
        ownLimitSeconds: choice.timeoutSeconds,
        restartsWhenLate: context.liveness && !context.ownsData,
      }),
    ],
    additions: additionsOf(check, context),
    startupBudgetSeconds: startup?.budgetSeconds ?? 0,
    ...about,
  };
}

function startupOf(check: EffectiveHealthcheck, { liveness, ownsData }: ProbeOptions): { periodSeconds: number; budgetSeconds: number } {
  const asked = (check.start_period.value + check.retries.value * check.interval.value) / 1000;
  // A failing startup probe kills: what owns data, or is never restarted otherwise, gets a day (H-09).
  const budgetSeconds = ownsData || !liveness ? longBudgetSeconds : Math.max(shortBudgetSeconds, Math.ceil(asked));
  return { periodSeconds: wholeSeconds(check.start_interval.value), budgetSeconds: bounded(budgetSeconds) };
}

/** H-05: the author wanted a restart, which a probe's handler does not do by itself. */
function killNote({ killsOnFailure }: HandlerChoice, { liveness }: ProbeOptions): ProbeNote[] {
  if (!killsOnFailure) return [];
  const note = { field: 'test', outcome: 'differs', rule: 'H-05' } as const;
  if (liveness) {
    return [
      {
        ...note,
        level: 'info',
        message: 'the check kills the container at the first failure, the liveness probe after as many as its threshold',
      },
    ];
  }
  return [
    {
      ...note,
      level: 'warning',
      message: 'the check kills the container when it fails, but without a liveness probe nothing restarts it',
      hint: 'set `x-waybill: {liveness: true}` on the service',
    },
  ];
}

function additionsOf(check: EffectiveHealthcheck, { liveness }: ProbeOptions): ProbeAddition[] {
  const additions: ProbeAddition[] = [
    {
      probe: 'readinessProbe',
      rule: 'H-04',
      message: 'a pod whose check fails leaves its Service, while Docker goes on sending it traffic',
    },
  ];
  if (liveness) {
    additions.push({
      probe: 'livenessProbe',
      rule: 'H-04',
      message: 'a container whose check goes on failing is restarted, which Docker Compose does not do',
      optOut: '--liveness never, or x-waybill: {liveness: false} on the service',
    });
    if (check.start_period.value === 0) {
      additions.push({ probe: 'startupProbe', rule: 'H-09', message: 'the liveness probe waits until the check has succeeded once' });
    }
  }
  return additions;
}

/** At least 1 (H-07). */
function wholeSeconds(milliseconds: number): number {
  return bounded(Math.ceil(milliseconds / 1000));
}

function bounded(value: number): number {
  return Math.min(largest, Math.max(1, value));
}
