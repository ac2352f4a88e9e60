import { nearest } from '../../load/nearest.ts';
import type { Path } from '../../source/node-tools.ts';
import type { Extension, ExtensionProblem, ProjectExtension, VolumeExtension } from '../extension.ts';
import { type Condition, expectation, type FieldTest, type MapShape, type Shape, type TextShape } from './shape.ts';
import { projectShape, serviceShape, volumeShape } from './table.ts';

interface ReadBlock<T> {
  readonly extension: T;
  readonly problems: readonly ExtensionProblem[];
}

type PlainMap = Readonly<Record<string, unknown>>;

/** Reads `x-waybill` of a service; what it cannot use is a problem, not a guess. */
export function readExtension(block: unknown): ReadBlock<Extension> {
  return readBlock<Extension>(serviceShape, block);
}

/** Reads `x-waybill` of a volume. */
export function readVolumeExtension(block: unknown): ReadBlock<VolumeExtension> {
  return readBlock<VolumeExtension>(volumeShape, block);
}

/** Reads `x-waybill` at the top level. */
export function readProjectExtension(block: unknown): ReadBlock<ProjectExtension> {
  return readBlock<ProjectExtension>(projectShape, block);
}

/** The table of shapes and the types say the same, held by a test. */
function readBlock<T>(shape: MapShape, block: unknown): ReadBlock<T> {
  const problems: ExtensionProblem[] = [];
  const extension = block === undefined ? undefined : readValue(shape, block, { path: [], problems });
  return { extension: (extension ?? {}) as T, problems };
}

interface Place {
  readonly path: Path;
  readonly problems: ExtensionProblem[];
}

/** The value in its one form; undefined where it cannot be used. */
function readValue(shape: Shape, value: unknown, place: Place): unknown {
  switch (shape.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : invalid(shape, value, place);
    case 'integer':
      return readInteger(shape, value, place);
    case 'text':
      return typeof value === 'string' && matches(shape, value) ? value : invalid(shape, value, place);
    case 'word':
      return typeof value === 'string' && shape.words.includes(value) ? value : invalid(shape, value, place);
    case 'list':
      if (!Array.isArray(value)) return invalid(shape, value, place);
      return value.flatMap((item: unknown, i) => readValue(shape.of, item, below(place, i)) ?? []);
    case 'record':
      return isMap(value) ? readRecord(shape, value, place) : invalid(shape, value, place);
    case 'map':
      return isMap(value) ? readMap(shape, value, place) : invalid(shape, value, place);
    case 'either':
      return readEither(shape, value, place);
    case 'anything':
      return isPortable(value) ? value : invalid(shape, value, place, 'numbers below 2^53');
  }
}

function readInteger(shape: Extract<Shape, { type: 'integer' }>, value: unknown, place: Place): unknown {
  // A variable gives a string.
  const number = typeof value === 'string' && /^[0-9]{1,15}$/.test(value) ? Number(value) : value;
  const fits = typeof number === 'number' && Number.isSafeInteger(number) && number >= shape.minimum && number <= (shape.maximum ?? number);
  return fits ? number : invalid(shape, value, place);
}

function readRecord(shape: Extract<Shape, { type: 'record' }>, value: PlainMap, place: Place): unknown {
  const read: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    const at = below(place, key);
    if (shape.keys && !matches(shape.keys, key))
      at.problems.push({ kind: 'invalid', path: at.path, isKey: true, expected: shape.keys.says });
    else {
      const one = readValue(shape.values, item, at);
      if (one !== undefined) read[key] = one;
    }
  }
  return read;
}

function readMap(shape: MapShape, value: PlainMap, place: Place): unknown {
  const known = Object.keys(shape.fields);
  const read: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    const at = below(place, key);
    if (!field) place.problems.push({ kind: 'unknown', path: at.path, isKey: true, known, near: nearest(key, known)[0] });
    else if (!field.judgedElsewhere) {
      const one = readValue(field.shape, item, at);
      const converted = one === undefined || !field.convert ? one : field.convert(one);
      if (converted !== undefined) read[key] = converted;
    }
  }
  const missing = (shape.required ?? []).filter((key) => !Object.hasOwn(value, key));
  const broken = (shape.conditions ?? []).filter((condition) => !holds(condition, value));
  for (const key of missing) place.problems.push({ kind: 'invalid', path: place.path, expected: `the key ${key}` });
  for (const { says } of broken) place.problems.push({ kind: 'invalid', path: place.path, expected: says });
  // One that is there and cannot be used was reported at its own place.
  const isComplete = (shape.required ?? []).every((key) => Object.hasOwn(read, key) || shape.fields[key]?.judgedElsewhere === true);
  return isComplete && broken.length === 0 ? read : undefined;
}

function holds({ when, demands }: Condition, value: PlainMap): boolean {
  return !when.every((test) => passes(test, value)) || demands.every((test) => passes(test, value));
}

function passes(test: FieldTest, value: PlainMap): boolean {
  const isPresent = Object.hasOwn(value, test.field);
  return 'is' in test ? isPresent && test.is.some((one) => one === value[test.field]) : isPresent === test.isPresent;
}

/** The form of the value tells which of the shapes was meant; where more than one could be, any may fit. */
function readEither(shape: Extract<Shape, { type: 'either' }>, value: unknown, place: Place): unknown {
  const candidates = shape.of.filter((one) => formOf(one) === formOfValue(value));
  const [only] = candidates;
  if (only && candidates.length === 1) return readValue(only, value, place);
  for (const candidate of candidates) {
    const problems: ExtensionProblem[] = [];
    const read = readValue(candidate, value, { path: place.path, problems });
    if (problems.length === 0) return read;
  }
  return invalid(shape, value, place);
}

type Form = 'scalar' | 'list' | 'map';

function formOf({ type }: Shape): Form {
  return type === 'list' ? 'list' : type === 'record' || type === 'map' ? 'map' : 'scalar';
}

function formOfValue(value: unknown): Form {
  return Array.isArray(value) ? 'list' : isMap(value) ? 'map' : 'scalar';
}

function invalid(shape: Shape, value: unknown, { path, problems }: Place, expected = expectation(shape)): undefined {
  const words = wordsOf(shape);
  const near = typeof value === 'string' ? nearest(value, words)[0] : undefined;
  problems.push({ kind: 'invalid', path, expected, near });
  return undefined;
}

function wordsOf(shape: Shape): readonly string[] {
  return shape.type === 'word' ? shape.words : shape.type === 'either' ? shape.of.flatMap(wordsOf) : [];
}

/** Whether a text has the form that a shape asks for. */
function matches({ pattern, longest }: TextShape, value: string): boolean {
  return value.length <= (longest ?? value.length) && (pattern === undefined || new RegExp(pattern, 'u').test(value));
}

/** JSON has no integers beyond 2^53 that every reader takes alike. */
function isPortable(value: unknown): boolean {
  if (typeof value === 'bigint') return false;
  return typeof value !== 'object' || value === null || Object.values(value).every(isPortable);
}

function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function below({ path, problems }: Place, key: string | number): Place {
  return { path: [...path, key], problems };
}
