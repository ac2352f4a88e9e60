import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { ScalarNode, ScalarValue } from '../source/node.ts';
import { type Path, formatPath } from '../source/node-tools.ts';
import { parseBytes } from '../value/bytes.ts';
import { parseDuration, printDuration } from '../value/duration.ts';
import { type Result, failure, success } from '../value/result.ts';
import type { Findings } from './load-context.ts';
import { makeScalar } from './make-node.ts';
import type { ScalarType } from './shape.ts';

/** A scalar in the canonical form of its type; a value that has none is reported and stays. */
export function convertScalar(node: ScalarNode, type: ScalarType, path: Path, findings: Findings): ScalarNode {
  if (type === 'nullable' && node.value === null) return node;
  if (node.value === null) return type === 'string' ? nullText(node, path) : node;
  if (type === 'boolean' && typeof node.value === 'string') reportWord(node, path, findings);
  if (type === 'bytes' && isFloat(node)) return lostSize(node, path, findings);
  const converted = conversions[type](node);
  if (!converted.ok) {
    const unit = type === 'bytes' ? kubernetesUnit.exec(node.text)?.groups : undefined;
    if (unit)
      findings.add('unit-unknown', { span: node.span, path }, { unit: `${unit['letter']}i`, meant: node.text.slice(0, -1).toLowerCase() });
    else findings.add('invalid-value', { span: node.span, path }, { reason: converted.reason, kind: type });
    return node;
  }
  return converted.value === node.value ? node : makeScalar(converted.value, node);
}

/** `512Mi`, which is `512m` here. */
const kubernetesUnit = /^\d+(?:\.\d+)? ?(?<letter>[KMGTP])i$/i;

/** In a map of the user's keys null is an empty text; an attribute without value stays null. */
function nullText(node: ScalarNode, path: Path): ScalarNode {
  return freeTextMaps.has(String(path.at(-2))) ? makeScalar('', node) : node;
}

const freeTextMaps: ReadonlySet<string> = new Set([
  'annotations',
  'labels',
  'options',
  'driver_opts',
  'sysctls',
  'storage_opt',
  'additional_contexts',
  'aux_addresses',
]);

const conversions: Readonly<Record<ScalarType, (node: ScalarNode) => Result<ScalarValue>>> = {
  string: (node) => success(typeof node.value === 'string' ? node.value : node.text),
  nullable: (node) => success(typeof node.value === 'string' ? node.value : node.text),
  boolean: toBoolean,
  integer: toInteger,
  unsigned: toUnsigned,
  float: toFloat,
  bytes: toBytes,
  duration: toDuration,
  mode: toMode,
  count: (node) => (String(node.value).toLowerCase() === 'all' ? success(-1) : toInteger(node)),
};

const words: Readonly<Record<string, boolean>> = {
  true: true,
  y: true,
  yes: true,
  on: true,
  false: false,
  n: false,
  no: false,
  off: false,
};

function toBoolean(node: ScalarNode): Result<boolean> {
  if (typeof node.value === 'boolean') return success(node.value);
  const word = node.text.toLowerCase();
  const value = Object.hasOwn(words, word) ? words[word] : undefined;
  return value === undefined ? failure('expected true or false') : success(value);
}

/** words of YAML 1.1 are understood, with a warning. */
function reportWord(node: ScalarNode, path: Path, findings: Findings): void {
  const word = node.text.toLowerCase();
  if (Object.hasOwn(words, word) && word !== 'true' && word !== 'false') {
    findings.add('boolean-word', { span: node.span, path }, { word: node.text, meaning: String(words[word]) });
  }
}

function toInteger(node: ScalarNode): Result<number | bigint> {
  if (typeof node.value === 'bigint') return success(node.value);
  if (typeof node.value === 'number') return success(Math.trunc(node.value));
  if (typeof node.value !== 'string' || !/^[+-]?[0-9]+$/.test(node.value)) return failure('expected an integer');
  const value = BigInt(node.value.replace(/^\+/, ''));
  return success(Number.isSafeInteger(Number(value)) ? Number(value) : value);
}

function toUnsigned(node: ScalarNode): Result<number | bigint> {
  const integer = toInteger(node);
  return integer.ok && integer.value < 0 ? failure('must not be negative') : integer;
}

function toFloat(node: ScalarNode): Result<number> {
  const value = Number(node.value);
  const isNumber = typeof node.value === 'number' || typeof node.value === 'bigint';
  if (!isNumber && (typeof node.value !== 'string' || !/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(node.value))) {
    return failure('expected a number');
  }
  return success(shortestFloat32(value));
}

/** The shortest decimal number that is the same 32-bit float. */
function shortestFloat32(value: number): number {
  const wanted = Math.fround(value);
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(wanted.toPrecision(digits));
    if (Math.fround(short) === wanted) return short;
  }
  return wanted;
}

/** Whether YAML read a number with a point or an exponent. */
function isFloat({ value, style, span }: ScalarNode): boolean {
  if (typeof value !== 'number') return false;
  return !Number.isInteger(value) || (style === 'plain' && /^[+-]?[\d_]*(?:\.|e)/i.test(span.source.text.slice(span.start, span.end)));
}

/** Docker Compose reads such a number as no size at all: 0. */
function lostSize(node: ScalarNode, path: Path, findings: Findings): ScalarNode {
  const place = { span: node.span, path: formatPath(path), severity: 'warning' } as const;
  findings.take(diagnostic('value-reworded', place, { written: node.text, text: '0' }));
  return makeScalar('0', node);
}

function toBytes(node: ScalarNode): Result<string> {
  if (typeof node.value === 'boolean' || node.value === null) return failure('expected a size');
  if (typeof node.value === 'string' && node.value.startsWith('-'))
    return failure('a size cannot be negative; write -1 without quotes for no limit');
  const parsed = parseBytes(node.value);
  return parsed.ok ? success(String(parsed.value)) : parsed;
}

function toDuration(node: ScalarNode): Result<string> {
  const parsed = parseDuration(node.text);
  return parsed.ok ? success(printDuration(parsed.value)) : parsed;
}

function toMode(node: ScalarNode): Result<string> {
  if (typeof node.value === 'number' && Number.isInteger(node.value) && node.value >= 0) return success(`0${node.value.toString(8)}`);
  if (typeof node.value === 'string' && /^[0-7]+$/.test(node.value)) return success(`0${Number.parseInt(node.value, 8).toString(8)}`);
  return failure('expected octal digits such as "0440"');
}
