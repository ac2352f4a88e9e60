import { ApiObject, JsonPatch } from 'cdk8s';
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s.js';
import type { Construct } from 'constructs';
import { type FieldRow, kinds, types } from '../src/generated/kubernetes-1.28.mjs';
import type { KubeObject } from '../src/plan/kubernetes.ts';
import { newerFields } from '../src/validate/newer-fields.ts';
import { firstDifference, isJsonMap } from './json-difference.ts';

/** A map that cdk8s cannot carry, and where it belongs. */
interface Withheld {
  readonly path: readonly string[];
  readonly map: Readonly<Record<string, unknown>>;
}

type L1Class = new (scope: Construct, id: string, props: Record<string, unknown>) => ApiObject;

/** What cdk8s made of an object is not the object: a mistake of waybill or a field unknown to Kubernetes 1.28. */
export class AlteredObjectError extends Error {
  override readonly name = 'AlteredObjectError';
  /** JSON pointer of the first value that differs. */
  readonly pointer: string;
  constructor(object: KubeObject, pointer: string) {
    super(`${object.kind} ${object.metadata.name}: cdk8s alters ${pointer === '' ? 'the object' : pointer}`);
    this.pointer = pointer;
  }
}

/** cdk8s takes a map with one of these keys for an instance of a class, or loses the key: fields that came after Kubernetes 1.28. */
const uncarriedKeys = ['constructor', '__proto__', ...[...newerFields.keys()].map((path) => path.slice(path.indexOf('.') + 1))];

/**
 * A copy with ordinary maps only. Maps that cdk8s would refuse or alter are left empty and collected: those with a key
 * such as `constructor`, and empty maps and lists in metadata, which it drops.
 */
function withhold(value: unknown, path: readonly string[], withheld: Withheld[]): unknown {
  if (Array.isArray(value)) return value.map((item, i) => withhold(item, [...path, String(i)], withheld));
  if (!isJsonMap(value)) return value;
  if (uncarriedKeys.some((key) => Object.hasOwn(value, key)) || (path[0] === 'metadata' && Object.keys(value).length === 0)) {
    withheld.push({ path, map: value });
    return {};
  }
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) copy[key] = withhold(item, [...path, key], withheld);
  return copy;
}

/** Puts what was withheld back; a key that someone set in the meantime, as by `metadata.addLabel`, stays. */
function putBack(json: Record<string, unknown>, withheld: readonly Withheld[]): Record<string, unknown> {
  for (const { path, map } of withheld) {
    let parent: unknown = json;
    for (const key of path.slice(0, -1))
      parent = isJsonMap(parent) || Array.isArray(parent) ? (parent as Record<string, unknown>)[key] : undefined;
    const last = path.at(-1);
    if (last === undefined || (!isJsonMap(parent) && !Array.isArray(parent))) continue;
    const present = (parent as Record<string, unknown>)[last];
    const entries = [...Object.entries(map), ...Object.entries(isJsonMap(present) ? present : {})];
    (parent as Record<string, unknown>)[last] = Object.fromEntries(entries);
  }
  return json;
}

function valueForL1(type: string, value: unknown): unknown {
  if (type === 'Quantity') return typeof value === 'number' ? k8s.Quantity.fromNumber(value) : k8s.Quantity.fromString(String(value));
  if (type === 'IntOrString')
    return typeof value === 'number' ? k8s.IntOrString.fromNumber(value) : k8s.IntOrString.fromString(String(value));
  const fields = types[type];
  return fields && isJsonMap(value) ? propsForL1(fields, value) : value;
}

function fieldForL1(field: FieldRow, value: unknown): unknown {
  if (field.isList) return Array.isArray(value) ? value.map((item) => valueForL1(field.type, item)) : value;
  if (!field.isMap) return valueForL1(field.type, value);
  return isJsonMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueForL1(field.type, item)])) : value;
}

/** Plain JSON under cdk8s' names, with its classes for quantities and for integers that may be strings. */
function propsForL1(fields: Readonly<Record<string, FieldRow>>, json: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(json)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field) props[field.prop ?? name] = fieldForL1(field, value);
    else props[name] = value;
  }
  return props;
}

/** An L1 construct with two faults of cdk8s mended. */
interface Mended extends ApiObject {
  holdBack(withheld: readonly Withheld[]): void;
}

type MendedClass = new (scope: Construct, id: string, props: Record<string, unknown>) => Mended;

const mendedClasses = new Map<L1Class, MendedClass>();

/**
 * The L1 class with two faults mended: JSON patches go by Kubernetes' names and see whole values (cdk8s applies them
 * before it translates names, so that a patch of `hostIPC` or of a quantity vanishes), and withheld maps come back.
 */
function mended(base: L1Class): MendedClass {
  const known = mendedClasses.get(base);
  if (known) return known;
  const made = class extends base implements Mended {
    readonly #patches: JsonPatch[] = [];
    #withheld: readonly Withheld[] = [];
    holdBack(withheld: readonly Withheld[]): void {
      this.#withheld = withheld;
    }
    override addJsonPatch(...operations: JsonPatch[]): void {
      this.#patches.push(...operations);
    }
    override toJson(): unknown {
      const json = putBack(super.toJson() as Record<string, unknown>, this.#withheld);
      return this.#patches.length === 0 ? json : (JsonPatch.apply(json, ...this.#patches) as unknown);
    }
  };
  mendedClasses.set(base, made);
  return made;
}

function classOf(className: string): L1Class | undefined {
  return (k8s as unknown as Readonly<Record<string, L1Class | undefined>>)[className];
}

/**
 * Adds an object to a cdk8s chart as its L1 construct (`KubeDeployment` …), or as a plain `ApiObject` where cdk8s-plus-28
 * has no class for the kind.
 * @param id the construct's name in its scope; the object keeps its own `metadata.name`
 * @throws AlteredObjectError if `toJson()` is not what was given
 */
export function addObject(scope: Construct, id: string, object: KubeObject): ApiObject {
  const withheld: Withheld[] = [];
  const { apiVersion, kind, ...rest } = withhold(object, [], withheld) as KubeObject;
  const known = kinds[`${apiVersion}/${kind}`];
  const base = known && classOf(known.className);
  const fields = known && types[known.type];
  const made =
    base && fields
      ? new (mended(base))(scope, id, propsForL1(fields, rest))
      : new (mended(ApiObject as unknown as L1Class))(scope, id, { apiVersion, kind, ...rest });
  made.holdBack(withheld);
  const difference = firstDifference(made.toJson(), object);
  if (difference !== undefined) throw new AlteredObjectError(object, difference);
  return made;
}
