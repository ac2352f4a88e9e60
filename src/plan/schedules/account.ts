import type { ObjectHandle } from '../../ledger/entry.ts';
import type { Path } from '../../source/node-tools.ts';
import type { CronSchedule } from '../../value/cron.ts';
import type { PlanContext } from '../context.ts';
import type { OfeliaJob } from './labels.ts';

/** What became of a schedule that a CronJob has (L-10). */
export function accountForSchedule(
  path: Path,
  { schedule, timeZone, isAligned }: CronSchedule,
  handle: ObjectHandle,
  { ledger }: PlanContext,
): void {
  const fields = ['/kind', '/spec/schedule', ...(timeZone === undefined ? [] : ['/spec/timeZone'])];
  const targets = fields.map((pointer) => ({ object: handle, pointer }));
  const clock = timeZone === undefined ? 'the clock of the control plane, which mostly shows UTC' : `the time zone ${timeZone}`;
  const rhythm = isAligned ? `${schedule}: counted from full hours and days, not from the start of the scheduler; ` : '';
  ledger.differs(path, 'L-10', `${rhythm}by ${clock}`, {
    targets,
    ...(timeZone === undefined && { hint: 'x-waybill: {schedule: {cron: …, timeZone: …}}, or TZ in environment of the scheduler' }),
  });
}

/** A schedule that no CronJob can have: what it is for would never run. */
export function refuseSchedule(path: Path, reason: string, { ledger }: PlanContext): void {
  ledger.refused(path, 'L-10', reason, {
    level: 'error',
    hint: 'write five fields, as 0 3 * * *, or make a service of it with x-waybill: {schedule: …}',
  });
}

/** A job that no CronJob can stand for: the error is at its schedule, where there is one. */
export function refuseJob(job: OfeliaJob, reason: string, context: PlanContext): void {
  const labels = [...job.settings.values()];
  const at = job.settings.get('schedule') ?? labels[0];
  for (const label of labels) {
    if (label === at) refuseSchedule(label.path, reason, context);
    else context.ledger.notApplicable(label.path, 'L-10', 'belongs to a job that is refused');
  }
}
