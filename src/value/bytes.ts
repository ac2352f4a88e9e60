import { failure, success, type Result } from './result.ts';

const powers = ['', 'k', 'm', 'g', 't', 'p'];
const largest = 2n ** 63n - 1n;

/**
 * A size as Compose reads it: a number of bytes, or a decimal with a suffix that counts in powers of 1024.
 * `-1` stands for unlimited.
 * @returns bytes, the fraction cut off
 */
export function parseBytes(size: string | number | bigint): Result<bigint> {
  if (typeof size === 'bigint') return inRange(size);
  if (typeof size === 'number') return Number.isFinite(size) ? inRange(BigInt(Math.trunc(size))) : failure('not a size');
  if (size === '-1') return success(-1n);
  const groups = /^(?<amount>\+?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?) ?(?<suffix>[a-z]*)$/i.exec(withoutSeparators(size))?.groups;
  if (!groups) return failure(`"${size}" is no size such as 512m`);
  const { amount = '', suffix = '' } = groups;
  const unit = suffix.toLowerCase();
  const power = unit === 'b' ? 0 : powers.indexOf(unit.replace(/(?<=^[kmgtp])i?b$/, ''));
  if (power === -1) return failure(`unknown unit "${suffix}": use b, k, m, g, t or p, also with b or ib behind`);
  const bytes = Number(amount) * 1024 ** power;
  return Number.isFinite(bytes) ? inRange(BigInt(Math.trunc(bytes))) : failure(`"${size}" is too large`);
}

/** Go's numbers may have an underscore between two digits. */
function withoutSeparators(text: string): string {
  return text.replaceAll(/(?<=\d)_(?=\d)/g, '');
}

function inRange(bytes: bigint): Result<bigint> {
  if (bytes < -1n) return failure('a size cannot be negative');
  return bytes <= largest ? success(bytes) : failure('larger than 2^63 - 1 bytes');
}

/** A Kubernetes quantity: `Gi` or `Mi` where that is exact, else plain bytes (G-08). */
export function printBytes(bytes: bigint): string {
  if (bytes !== 0n && bytes % 2n ** 30n === 0n) return `${bytes / 2n ** 30n}Gi`;
  if (bytes !== 0n && bytes % 2n ** 20n === 0n) return `${bytes / 2n ** 20n}Mi`;
  return bytes.toString();
}
