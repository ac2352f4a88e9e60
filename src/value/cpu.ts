import { failure, success, type Result } from './result.ts';

/**
 * Processor cores (G-08), counted in decimal: 1.1 cores are 1100 millicores, not 1101.
 * @returns millicores, rounded up; 0 (no limit) only for 0
 */
export function parseCpus(cores: string | number): Result<number> {
  const groups = /^\+?(?<whole>\d*)(?:\.(?<fraction>\d*))?(?:e(?<exponent>[+-]?\d+))?$/i.exec(String(cores))?.groups;
  const { whole = '', fraction = '', exponent = '0' } = groups ?? {};
  if (!groups || whole + fraction === '') return failure(`${JSON.stringify(cores)} is no number of cores`);
  const digits = BigInt(whole + fraction);
  const shift = Number(exponent) - fraction.length + 3;
  if (digits === 0n) return success(0);
  if (Math.abs(shift) > 400) return failure(`${JSON.stringify(cores)} is no number of cores`);
  const scale = 10n ** BigInt(Math.abs(shift));
  const millicores = shift >= 0 ? digits * scale : (digits + scale - 1n) / scale;
  return millicores <= BigInt(Number.MAX_SAFE_INTEGER)
    ? success(Number(millicores))
    : failure(`${JSON.stringify(cores)} cores are too many`);
}

/** A Kubernetes quantity: `1500m`. */
export function printCpu(millicores: number): string {
  return `${millicores}m`;
}
