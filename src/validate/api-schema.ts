import { type FieldRow, kinds as coreKinds, types as coreTypes } from '../generated/kubernetes-1.28.mjs';
import type { KubeObject } from '../plan/kubernetes.ts';
import { enums } from './enums.ts';
import { gatewayKinds, gatewayListLimits, gatewayTypes } from './gateway-api.ts';
import { asMap, isMap, type JsonMap } from './json.ts';
import { pointerTo } from '../value/json-pointer.ts';
import { listKeys } from './list-keys.ts';
import { isPortName } from './name-formats.ts';
import { gatedFields, newerFields, newerTypes } from './newer-fields.ts';
import { parseQuantity } from './quantity.ts';
import { objectId, type Violation, type ViolationCode } from './violation.ts';

const kinds = { ...coreKinds, ...gatewayKinds };
const types = { ...coreTypes, ...gatewayTypes };

interface Report {
  (pointer: string, code: ViolationCode, detail: string): void;
  /** The oldest minor version that has to take the object. */
  readonly minVersion: number;
}

/** Fields whose strings are bytes in Base64. */
const byteFields = new Set(['KubeSecretProps.data', 'KubeConfigMapProps.binaryData']);

const base64Text = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : typeof value;
}

const primitiveChecks: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isSafeInteger(value),
};

function isIntOrString(value: unknown): boolean {
  if (typeof value === 'string') return /^[0-9]+%$/.test(value) || isPortName(value);
  return Number.isSafeInteger(value);
}

function checkValue(type: string, value: unknown, pointer: string, report: Report): void {
  const primitive = Object.hasOwn(primitiveChecks, type) ? primitiveChecks[type] : undefined;
  if (primitive) {
    if (!primitive(value)) report(pointer, 'wrong-type', `expected ${type}, found ${kindOfValue(value)}`);
  } else if (type === 'Quantity') {
    if (parseQuantity(value) === undefined) report(pointer, 'quantity', 'not a quantity');
  } else if (type === 'IntOrString') {
    if (!isIntOrString(value)) report(pointer, 'wrong-type', `expected integer, percentage or port name, found ${kindOfValue(value)}`);
  } else checkMap(type, value, pointer, report);
}

function checkDuplicates(path: string, value: readonly unknown[], pointer: string, report: Report): void {
  const keys = listKeys.get(path);
  if (!keys) return;
  const seen = new Set<string>();
  value.forEach((item, i) => {
    const key = JSON.stringify(keys.map((name) => asMap(item)[name]));
    if (seen.has(key)) report(pointerTo(pointer, i), 'duplicate-key', `${keys.join(' and ')} of an earlier item`);
    seen.add(key);
  });
}

function checkElement(path: string, field: FieldRow, value: unknown, pointer: string, report: Report): void {
  if (value === null || value === undefined) return report(pointer, 'null', 'has no value');
  checkValue(field.type, value, pointer, report);
  const allowed = enums.get(path);
  if (allowed && typeof value === 'string' && !allowed.includes(value)) report(pointer, 'enum', `not one of ${allowed.join(', ')}`);
  if (byteFields.has(path) && typeof value === 'string' && !base64Text.test(value)) report(pointer, 'base64', 'not Base64');
}

function checkField(path: string, field: FieldRow, value: unknown, pointer: string, report: Report): void {
  if (field.isList) {
    if (!Array.isArray(value)) return report(pointer, 'wrong-type', `expected list, found ${kindOfValue(value)}`);
    const limit = gatewayListLimits.get(path);
    if (limit !== undefined && value.length > limit) report(pointer, 'size', `more than ${limit} items`);
    value.forEach((item, i) => checkElement(path, field, item, pointerTo(pointer, i), report));
    return checkDuplicates(path, value, pointer, report);
  }
  if (!field.isMap) return checkElement(path, field, value, pointer, report);
  if (!isMap(value)) return report(pointer, 'wrong-type', `expected map, found ${kindOfValue(value)}`);
  for (const [key, item] of Object.entries(value)) checkElement(path, field, item, pointerTo(pointer, key), report);
}

function checkFields(type: string, fields: Readonly<Record<string, FieldRow>>, value: JsonMap, pointer: string, report: Report): void {
  for (const [name, item] of Object.entries(value)) {
    const { field, since } = fieldOf(type, fields, name);
    if (!field || since > report.minVersion) {
      const why = field ? `works from Kubernetes 1.${since} on` : `${type} has no such field in Kubernetes 1.28`;
      report(pointerTo(pointer, name), 'unknown-field', why);
    } else if (item === null) report(pointerTo(pointer, name), 'null', 'has no value');
    else if (item !== undefined) checkField(`${type}.${name}`, field, item, pointerTo(pointer, name), report);
  }
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && (!Object.hasOwn(value, name) || value[name] === undefined))
      report(pointerTo(pointer, name), 'required', 'is missing');
  }
}

/** The description of a field, and the minor version from which it works (G-11). */
function fieldOf(
  type: string,
  fields: Readonly<Record<string, FieldRow>>,
  name: string,
): { readonly field: FieldRow | undefined; readonly since: number } {
  const path = `${type}.${name}`;
  if (Object.hasOwn(fields, name)) return { field: fields[name], since: gatedFields.get(path) ?? 0 };
  const newer = newerFields.get(path);
  return { field: newer?.field, since: newer?.since ?? 0 };
}

function fieldsOf(type: string): Readonly<Record<string, FieldRow>> | undefined {
  if (Object.hasOwn(types, type)) return types[type];
  return Object.hasOwn(newerTypes, type) ? newerTypes[type] : undefined;
}

function checkMap(type: string, value: unknown, pointer: string, report: Report): void {
  const fields = fieldsOf(type);
  if (!isMap(value)) report(pointer, 'wrong-type', `expected map, found ${kindOfValue(value)}`);
  else if (fields) checkFields(type, fields, value, pointer, report);
}

/**
 * Holds one object against the description of the Kubernetes 1.28 API, and the fields that came since (G-11): fields, types, required fields, quantities,
 * permitted values, keys of lists, Base64, nulls.
 * @param minVersion the oldest minor version that has to take the object
 */
export function validateObject(object: KubeObject, minVersion = 28): Violation[] {
  const found: Violation[] = [];
  const note = (pointer: string, code: ViolationCode, detail: string): void => {
    found.push({ object: objectId(object), pointer, code, detail });
  };
  const report: Report = Object.assign(note, { minVersion });
  const { apiVersion, kind, ...rest } = object;
  const known = Object.hasOwn(kinds, `${apiVersion}/${kind}`) ? kinds[`${apiVersion}/${kind}`] : undefined;
  if (!known) report('/kind', 'unknown-kind', `no kind ${kind} in ${apiVersion}`);
  else checkMap(known.type, rest, '', report);
  if (!object.metadata.name) report('/metadata/name', 'required', 'is missing');
  return found;
}
