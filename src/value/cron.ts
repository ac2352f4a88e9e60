import type { Result } from './result.ts';

/** A point in time that comes again, as a CronJob of Kubernetes takes it. */
export interface CronSchedule {
  /** Five fields, or a word as `@daily`. */
  readonly schedule: string;
  /** Of a `CRON_TZ=` or `TZ=` before the fields, which Kubernetes has in a field of its own. */
  readonly timeZone?: string;
  /** What is different from the text: an interval counts from full hours and days here. */
  readonly isAligned?: boolean;
}

const words: ReadonlySet<string> = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface FieldBounds {
  readonly what: string;
  readonly first: number;
  readonly last: number;
  /** Names of the values, from `first` on. */
  readonly names?: readonly string[];
}

const fieldBounds: readonly FieldBounds[] = [
  { what: 'minute', first: 0, last: 59 },
  { what: 'hour', first: 0, last: 23 },
  { what: 'day of the month', first: 1, last: 31 },
  { what: 'month', first: 1, last: 12, names: months },
  { what: 'day of the week', first: 0, last: 6, names: days },
];

/**
 * Reads a schedule of five fields, of six with a second that is 0, of a word as `@daily`, or an interval as `@every 10m` that divides
 * an hour or a day. The grammar is that of github.com/robfig/cron/v3, which Kubernetes, ofelia and swarm-cronjob all use.
 */
export function parseCron(text: string): Result<CronSchedule> {
  const [, timeZone, rest = ''] = /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/s.exec(text.trim()) ?? [];
  const zone = timeZone === undefined ? {} : { timeZone };
  if (words.has(rest)) return { ok: true, value: { schedule: rest, ...zone } };
  if (rest.startsWith('@every ')) return interval(rest.slice('@every '.length).trim(), zone);
  if (rest.startsWith('@')) return { ok: false, reason: `${rest.split(/\s/)[0] ?? ''} is no point in time of Kubernetes` };
  const fields = rest.split(/\s+/).filter((field) => field !== '');
  if (fields.length === 6) {
    if (fields[0] !== '0' && fields[0] !== '00')
      return { ok: false, reason: 'the first of six fields is the second, and Kubernetes counts in minutes' };
    fields.shift();
  }
  if (fields.length !== 5)
    return { ok: false, reason: 'a schedule has five fields: minute, hour, day of the month, month, day of the week' };
  for (const [i, bounds] of fieldBounds.entries()) {
    if (!isField(fields[i] ?? '', bounds)) return { ok: false, reason: `${fields[i] ?? ''} is no ${bounds.what}` };
  }
  return { ok: true, value: { schedule: fields.join(' '), ...zone } };
}

/** Minutes that divide an hour, hours that divide a day: those have a cron line, though it begins at full hours. */
function interval(duration: string, zone: { readonly timeZone?: string }): Result<CronSchedule> {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration);
  const seconds = parts ? Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0) : 0;
  const minutes = seconds / 60;
  const line = Number.isInteger(minutes) && minutes > 0 ? lineEvery(minutes) : undefined;
  if (line === undefined)
    return {
      ok: false,
      reason: `an interval of ${duration} is no point in time: Kubernetes wants minutes that divide an hour, or hours that divide a day`,
    };
  return { ok: true, value: { schedule: line, ...zone, isAligned: true } };
}

function lineEvery(minutes: number): string | undefined {
  if (minutes < 60) return 60 % minutes === 0 ? (minutes === 1 ? '* * * * *' : `*/${minutes} * * * *`) : undefined;
  const hours = minutes / 60;
  if (!Number.isInteger(hours) || hours > 24 || 24 % hours !== 0) return undefined;
  return hours === 24 ? '0 0 * * *' : hours === 1 ? '0 * * * *' : `0 */${hours} * * *`;
}

function isField(text: string, bounds: FieldBounds): boolean {
  return text !== '' && text.split(',').every((part) => isRange(part, bounds));
}

/** `*`, `?`, a value or a range, each with a step. */
function isRange(text: string, bounds: FieldBounds): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !/^0*[1-9]\d{0,8}$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const [from = '', to, ...rest] = range.split('-');
  const [start, end] = [valueOf(from, bounds), to === undefined ? undefined : valueOf(to, bounds)];
  return rest.length === 0 && start !== undefined && (to === undefined || (end !== undefined && start <= end));
}

function valueOf(text: string, { first, last, names = [] }: FieldBounds): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + first : /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return value >= first && value <= last ? value : undefined;
}
