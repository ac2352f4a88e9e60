import { describe, expect, it } from 'vitest';
import { isTimestamp, printTimestamp } from '../../../src/source/timestamp.ts';

describe('points in time as Go prints them (A-08)', () => {
  it.each([
    ['2024-01-01', '2024-01-01T00:00:00Z'],
    ['2024-1-2', '2024-01-02T00:00:00Z'],
    ['2024-01-01T10:00:00Z', '2024-01-01T10:00:00Z'],
    ['2024-01-01 1:02:03', '2024-01-01T01:02:03Z'],
    ['2024-01-01 10:00:00.1230', '2024-01-01T10:00:00.123Z'],
    ['2024-01-01T10:00:00.5+02:00', '2024-01-01T10:00:00.5+02:00'],
    ['2024-01-01T10:00:00-00:30', '2024-01-01T10:00:00-00:30'],
  ])('%s', (text, printed) => {
    expect(isTimestamp(text)).toBe(true);
    expect(printTimestamp(text)).toBe(printed);
  });
});
