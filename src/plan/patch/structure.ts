import { type FieldRow, kinds, types } from '../../generated/kubernetes-1.28.mjs';
import { pointerTo } from '../../value/json-pointer.ts';
import { isMap, own, type PlainMap } from './plain.ts';

export interface StructureProblem {
  readonly pointer: string;
  /** Holds no value. */
  readonly reason: string;
}

/**
 * The first place where an object lacks a field, or has one of another form than its kind has in Kubernetes 1.28: what later steps
 * rely on. Fields that are unknown are left to the check of the whole, which knows later versions, too.
 * @returns undefined for an object of the right structure
 */
export function structureProblem(object: PlainMap): StructureProblem | undefined {
  const kind = `${String(object['apiVersion'])}/${String(object['kind'])}`;
  const type = Object.hasOwn(kinds, kind) ? kinds[kind]?.type : undefined;
  const { apiVersion: _, kind: __, ...rest } = object;
  return type === undefined ? undefined : mapProblem(rest, type, '');
}

function mapProblem(value: PlainMap, type: string, pointer: string): StructureProblem | undefined {
  const fields = Object.hasOwn(types, type) ? (types[type] ?? {}) : {};
  for (const [name, row] of Object.entries(fields)) {
    if (row.required && own(value, name) === undefined) return { pointer, reason: `${name} is missing` };
  }
  for (const [name, item] of Object.entries(value)) {
    const at = pointerTo(pointer, name);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const found = field && fieldProblem(item, field, at);
    if (found) return found;
  }
  return undefined;
}

function fieldProblem(value: unknown, field: FieldRow, pointer: string): StructureProblem | undefined {
  if (field.isList) {
    if (!Array.isArray(value)) return { pointer, reason: 'expected a list' };
    return firstOf(
      value.map((item: unknown, i) => [item, pointerTo(pointer, i)]),
      field.type,
    );
  }
  if (!field.isMap) return elementProblem(value, field.type, pointer);
  if (!isMap(value)) return { pointer, reason: 'expected a map' };
  return firstOf(
    Object.entries(value).map(([key, item]) => [item, pointerTo(pointer, key)]),
    field.type,
  );
}

function firstOf(items: readonly (readonly [value: unknown, pointer: string])[], type: string): StructureProblem | undefined {
  for (const [value, pointer] of items) {
    const found = elementProblem(value, type, pointer);
    if (found) return found;
  }
  return undefined;
}

const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value),
  Quantity: (value) => typeof value === 'string' || typeof value === 'number',
  IntOrString: (value) => typeof value === 'string' || Number.isSafeInteger(value),
};

function elementProblem(value: unknown, type: string, pointer: string): StructureProblem | undefined {
  const isScalar = Object.hasOwn(scalars, type) ? scalars[type] : undefined;
  if (isScalar) return isScalar(value) ? undefined : { pointer, reason: `expected ${type === 'date' ? 'string' : type}` };
  return isMap(value) ? mapProblem(value, type, pointer) : { pointer, reason: 'expected a map' };
}
