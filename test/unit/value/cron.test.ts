import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCron } from '../../../src/value/cron.ts';

describe('a schedule (L-10)', () => {
  it.each([
    ['five fields', '0 3 * * 1-5', '0 3 * * 1-5'],
    ['more blanks', ' 0  3 *\t* * ', '0 3 * * *'],
    ['lists, steps and names', '*/15,7 0-6/2 ? JAN-mar Sun,6', '*/15,7 0-6/2 ? JAN-mar Sun,6'],
    ['a second that is 0', '0 0 4 * * *', '0 4 * * *'],
    ['a word', '@daily', '@daily'],
    ['minutes that divide an hour', '@every 10m', '*/10 * * * *'],
    ['a minute', '@every 60s', '* * * * *'],
    ['an hour', '@every 1h', '0 * * * *'],
    ['hours that divide a day', '@every 6h', '0 */6 * * *'],
    ['a day', '@every 24h', '0 0 * * *'],
  ])('%s', (_, text, schedule) => {
    expect(parseCron(text)).toMatchObject({ ok: true, value: { schedule } });
  });

  it.each([
    ['seconds', '*/10 * * * * *'],
    ['a second that is not 0', '30 0 4 * * *'],
    ['four fields', '0 3 * *'],
    ['nothing', ''],
    ['a minute of 60', '60 * * * *'],
    ['day 0', '0 0 0 * *'],
    ['Sunday as 7, which only cron of Unix knows', '0 0 * * 7'],
    ['a range backwards', '0 6-3 * * *'],
    ['a step of 0', '*/0 * * * *'],
    ['a start of the machine', '@reboot'],
    ['an interval that divides nothing', '@every 7m'],
    ['an interval of 90 minutes', '@every 90m'],
    ['an interval of seconds', '@every 30s'],
    ['no interval', '@every'],
  ])('is refused: %s', (_, text) => {
    expect(parseCron(text).ok).toBe(false);
  });

  it('has the time zone in a field of its own', () => {
    expect(parseCron('CRON_TZ=Europe/Berlin 0 3 * * *')).toEqual({ ok: true, value: { schedule: '0 3 * * *', timeZone: 'Europe/Berlin' } });
  });

  it('says that an interval counts from another point', () => {
    expect([parseCron('@every 5m'), parseCron('*/5 * * * *')].map((one) => one.ok && one.value.isAligned === true)).toEqual([true, false]);
  });

  it('is read back as it is given, and any text is read without a crash', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseCron(text);
        if (read.ok) expect(parseCron(read.value.schedule)).toEqual({ ok: true, value: { schedule: read.value.schedule } });
      }),
    );
  });
});
