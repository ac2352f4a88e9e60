import type { Json } from '../draft.ts';
import type { OwnSchedule } from './own-schedule.ts';

/** The fields of a CronJob that say when it runs; without a time zone the clock of the control plane decides (L-10). */
export function scheduleFields({ schedule, concurrency }: Pick<OwnSchedule, 'schedule' | 'concurrency'>): Json {
  return {
    schedule: schedule.schedule,
    ...(schedule.timeZone !== undefined && { timeZone: schedule.timeZone }),
    ...(concurrency && { concurrencyPolicy: concurrency }),
  };
}
