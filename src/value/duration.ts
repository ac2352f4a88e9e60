import { failure, success, type Result } from './result.ts';

const units = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
  ['d', 86_400_000_000_000n],
  ['w', 604_800_000_000_000n],
]);
const largest = 2n ** 63n - 1n;

/**
 * A duration as Compose reads it: `1h5m30s20ms`, decimals allowed, `0` without a unit.
 * @returns nanoseconds
 */
export function parseDuration(text: string): Result<bigint> {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const rest = text.slice(sign.length);
  if (rest === '0') return success(0n);
  if (rest === '') return failure('empty duration');
  const part = /(?<whole>\d*)(?<point>\.(?<fraction>\d*))?(?<unit>[^.\d]*)/y;
  let total = 0n;
  while (part.lastIndex < rest.length) {
    const { whole = '', fraction = '', unit = '' } = part.exec(rest)?.groups ?? {};
    if (whole === '' && fraction === '') return failure(`"${text}" is no duration such as 1m30s`);
    if (unit === '') return failure(`no unit in "${text}": use us, ms, s, m or h`);
    const size = units.get(unit);
    if (size === undefined) return failure(`unknown unit "${unit}": use us, ms, s, m or h`);
    total += BigInt(whole) * size + fractionOf(fraction, size);
    if (total > largest) return failure(`"${text}" is too long`);
  }
  return success(sign === '-' ? -total : total);
}

/** The fraction in floating point, as the reference computes it: digits beyond 63 bits count for nothing. */
function fractionOf(digits: string, unit: bigint): bigint {
  let used = digits;
  while (BigInt(used) > largest) used = used.slice(0, -1);
  return BigInt(Math.trunc(Number(used) * (Number(unit) / 10 ** used.length)));
}

/** Go's form, as `docker compose config` prints it: `1m30s`, `1h0m0s`, `1.5s`, `20ms`. */
export function printDuration(nanoseconds: bigint): string {
  if (nanoseconds < 0n) return `-${printDuration(-nanoseconds)}`;
  if (nanoseconds === 0n) return '0s';
  if (nanoseconds < 1_000n) return `${nanoseconds}ns`;
  if (nanoseconds < 1_000_000n) return `${decimal(nanoseconds, 3)}µs`;
  if (nanoseconds < 1_000_000_000n) return `${decimal(nanoseconds, 6)}ms`;
  const minutes = nanoseconds / 60_000_000_000n;
  const seconds = `${decimal(nanoseconds % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return seconds;
  return minutes < 60n ? `${minutes}m${seconds}` : `${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** The amount with the decimal point moved to the left by so many places. */
function decimal(amount: bigint, places: number): string {
  const digits = amount.toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  const whole = digits.slice(0, -places);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Milliseconds, with a fraction where there is one. */
export function toMilliseconds(nanoseconds: bigint): number {
  return Number(nanoseconds) / 1e6;
}

/** Seconds, with a fraction where there is one. */
export function toSeconds(nanoseconds: bigint): number {
  return Number(nanoseconds) / 1e9;
}
