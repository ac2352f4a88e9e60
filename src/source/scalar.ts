import { printGoFloat } from './go-number.ts';
import type { ScalarValue } from './node.ts';
import { isTimestamp } from './timestamp.ts';

/** What a scalar means to go-yaml, as Docker Compose uses it (contract ). */
export interface ResolvedScalar {
  readonly value: ScalarValue;
  /** Go's `%v` of the value. */
  readonly text: string;
  readonly type: ScalarType;
}

export type ScalarType = 'string' | 'int' | 'float' | 'bool' | 'null' | 'timestamp';

const words = new Map<string, ResolvedScalar>([
  ...['true', 'True', 'TRUE'].map((word) => [word, { value: true, text: 'true', type: 'bool' }] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, { value: false, text: 'false', type: 'bool' }] as const),
  // Go prints a missing value as <nil>; Compose turns null into the empty string or leaves it null, never prints it.
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, { value: null, text: '', type: 'null' }] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, float(Number.NaN)] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, float(Number.POSITIVE_INFINITY)] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, float(Number.NEGATIVE_INFINITY)] as const),
]);

/** The meaning of a plain scalar without a tag. */
export function resolvePlain(source: string): ResolvedScalar {
  const word = words.get(source);
  if (word) return word;
  const first = source[0] ?? '';
  if (first === '.') return (/^\.\d+(?:[eE][+-]?\d+)?$/.test(source) ? finite(source) : undefined) ?? string(source);
  if (!/[0-9+-]/.test(first)) return string(source);
  if (isTimestamp(source)) return { value: source, text: source, type: 'timestamp' };
  return resolveNumber(source.replaceAll('_', '')) ?? string(source);
}

/** A scalar that is a string whatever it looks like: quoted, or with a custom tag. */
export function string(source: string): ResolvedScalar {
  return { value: source, text: source, type: 'string' };
}

/**
 * The meaning of a scalar with one of YAML's own tags (`!!int`); with any other tag it is a string.
 * Undefined where the text is not of that type.
 */
export function resolveTagged(tag: string, source: string): ResolvedScalar | undefined {
  const type = standardTags.get(tag);
  if (type === undefined || type === 'string') return string(source);
  if (type === 'binary') return decodeBinary(source);
  const resolved = type !== 'timestamp' && isTimestamp(source) ? string(source) : resolvePlain(source);
  if (type === 'float' && resolved.type === 'int') return float(Number(resolved.value));
  return resolved.type === type ? resolved : undefined;
}

const standardTags: ReadonlyMap<string, ScalarType | 'binary'> = new Map([
  ['tag:yaml.org,2002:str', 'string'],
  ['tag:yaml.org,2002:int', 'int'],
  ['tag:yaml.org,2002:float', 'float'],
  ['tag:yaml.org,2002:bool', 'bool'],
  ['tag:yaml.org,2002:null', 'null'],
  ['tag:yaml.org,2002:timestamp', 'timestamp'],
  ['tag:yaml.org,2002:binary', 'binary'],
]);

/** The integer that the digits of a 64-bit Go literal stand for; undefined where they are none or do not fit. */
function parseGoInteger(source: string): bigint | undefined {
  const groups = /^(?<sign>[+-]?)(?:0[xX](?<hex>[0-9a-fA-F]+)|0[bB](?<bin>[01]+)|0(?:[oO])?(?<oct>[0-7]+)|(?<dec>0|[1-9]\d*))$/.exec(
    source,
  )?.groups;
  if (!groups) return undefined;
  const { sign = '', hex, bin, oct, dec } = groups;
  const size = BigInt(hex !== undefined ? `0x${hex}` : bin !== undefined ? `0b${bin}` : oct !== undefined ? `0o${oct}` : (dec ?? '0'));
  const value = sign === '-' ? -size : size;
  // Unsigned 64-bit integers exist only without a sign.
  const largest = sign === '' ? 2n ** 64n - 1n : 2n ** 63n - 1n;
  return value >= -(2n ** 63n) && value <= largest ? value : undefined;
}

function resolveNumber(digits: string): ResolvedScalar | undefined {
  // go-yaml also takes a sign behind the prefix: `0b-11`.
  const inner = /^(?<prefix>0[bo])(?<sign>[+-])(?<rest>\d+)$/.exec(digits)?.groups;
  const integer = parseGoInteger(inner ? `${inner.sign}${inner.prefix}${inner.rest}` : digits);
  if (integer !== undefined) return int(integer);
  return /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(digits) ? finite(digits) : undefined;
}

/** An integer that keeps all its digits. */
export function int(value: bigint): ResolvedScalar {
  const exact = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return { value: exact ? Number(value) : value, text: value.toString(), type: 'int' };
}

export function float(value: number): ResolvedScalar {
  return { value, text: printGoFloat(value), type: 'float' };
}

/** A number that Go cannot hold (`1e400`) stays a string. */
function finite(digits: string): ResolvedScalar | undefined {
  const value = Number(digits);
  return Number.isFinite(value) ? float(value) : undefined;
}

function decodeBinary(source: string): ResolvedScalar | undefined {
  const packed = source.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(packed)) return undefined;
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  return string(new TextDecoder().decode(bytes));
}
