const shape =
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:(?:[Tt](?<zoned>\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?)(?:Z|[+-](?<zone>\d\d:\d\d)))| +(?<local>\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?))?$/;

/** Whether go-yaml reads a plain scalar as a point in time: a date, a date and a time, RFC 3339 (contract A-08). */
export function isTimestamp(text: string): boolean {
  const groups = shape.exec(text)?.groups;
  if (!groups) return false;
  const { year = '', month = '', day = '', zoned, zone, local } = groups;
  return isDate(Number(year), Number(month), Number(day)) && isTime(zoned ?? local ?? '0:0:0') && isZone(zone ?? '00:00');
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] ?? 0);
}

function isTime(text: string): boolean {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map((part) => Number(part.replace(',', '.')));
  return hour < 24 && minute < 60 && second < 60;
}

function isZone(text: string): boolean {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours <= 24 && minutes < 60;
}

/** The point in time as Go prints it: RFC 3339, without needless zeros. */
export function printTimestamp(text: string): string {
  const { year = '', month = '', day = '', zoned, zone = '', local } = shape.exec(text)?.groups ?? {};
  const [hour = '0', minute = '0', second = '0'] = (zoned ?? local ?? '0:0:0').split(':');
  const [whole = '', fraction = ''] = second.split(/[.,]/);
  const two = (part: string): string => part.padStart(2, '0');
  const rest = fraction.slice(0, 9).replace(/0+$/, '');
  const clock = `${two(hour)}:${two(minute)}:${two(whole)}${rest === '' ? '' : `.${rest}`}`;
  const sign = /[+-](?=\d\d:\d\d$)/.exec(text)?.[0] ?? '+';
  return `${year}-${two(month)}-${two(day)}T${clock}${zone === '' || zone === '00:00' ? 'Z' : `${sign}${zone}`}`;
}
