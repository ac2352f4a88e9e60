import { type SchemaError, validate } from '../generated/compose-schema.mjs';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { MapNode, Node } from '../source/node.ts';
import { type Path, formatPath, getAt } from '../source/node-tools.ts';
import type { Findings, Place } from './load-context.ts';
import { isNull, makeMap, withoutKeys } from './make-node.ts';
import { firstVersionOneService } from './legacy.ts';
import { nearest } from './nearest.ts';
import { type Shape, modelShape, shapeBelow } from './shape.ts';

/** Checks a model against the Compose Specification and reports everything that is wrong with it. */
export function checkSchema(model: MapNode, findings: Findings): void {
  if (validate(plainForSchema(model))) return;
  const errors = [...(validate.errors ?? [])];
  const versionOne = firstVersionOneService(model);
  if (versionOne) {
    const [name, entry] = versionOne;
    findings.add('version-one-file', { span: entry.keySpan, path: [name] });
    return;
  }
  for (const error of meaningfulErrors(errors)) reportError(error, model, findings);
}

/** Checks the `include` of a document, which is used up before the rest is checked. */
export function checkInclude(document: MapNode, findings: Findings): void {
  const include = document.entries.get('include');
  if (!include || isNull(include.value)) return;
  const { value } = include;
  const items =
    value.kind === 'list'
      ? value.items.filter((item) => !isNull(item)).map((item, index) => withoutUnknown(item, ['include', index], findings))
      : [];
  const known = { ...include, value: value.kind === 'list' ? { ...value, items } : value };
  checkSchema(makeMap(new Map([['include', known]]), document), findings);
}

/** Docker Compose takes no notice of what it does not know in an item of `include`: it is reported all the same. */
function withoutUnknown(item: Node, path: Path, findings: Findings): Node {
  if (item.kind !== 'map') return item;
  const shape = shapeBelow(shapeBelow(modelShape, 'include'), 0);
  const known = shape.kind === 'object' ? Object.keys(shape.fields) : [];
  const unknown = [...item.entries].filter(([key]) => !known.includes(key));
  for (const [key, { keySpan }] of unknown) {
    const place = { span: keySpan, path: formatPath([...path, key]), severity: 'warning' } as const;
    findings.take(diagnostic('unknown-attribute', place, { attribute: key, owner: 'include', suggestion: nearest(key, known)[0] }));
  }
  return withoutKeys(item, ...unknown.map(([key]) => key));
}

/** A value that no type of the schema admits: what go-yaml reads as a timestamp. */
const noJson = Symbol('timestamp');

/** Plain data as the validator wants it; big integers lose precision, which no rule of the schema notices. */
function plainForSchema(node: Node): unknown {
  if (node.kind === 'list') return node.items.map(plainForSchema);
  if (node.kind === 'map') {
    const plain: Record<string, unknown> = Object.create(null);
    for (const [key, entry] of node.entries) plain[key] = plainForSchema(entry.value);
    return plain;
  }
  if (node.timestamp) return noJson;
  return typeof node.value === 'bigint' ? Number(node.value) : node.value;
}

interface PlacedError {
  readonly path: readonly string[];
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** For a wrong type: all types that are possible there. */
  readonly types: readonly string[];
}

/**
 * What to say of the validator's errors. Where several forms are possible, the forms of another type say nothing once
 * one form of the right type was found; where none has the right type, all types are named together.
 */
function meaningfulErrors(errors: readonly SchemaError[]): readonly PlacedError[] {
  const plain = errors.filter((error) => error.keyword !== 'oneOf' && error.keyword !== 'anyOf');
  const forms = new Set(errors.filter((error) => error.keyword === 'oneOf').map((error) => error.instancePath));
  const specific = new Set<string>();
  for (const error of plain) {
    if (error.keyword !== 'type') specific.add(error.instancePath);
    for (let at = error.instancePath.lastIndexOf('/'); at > 0; at = error.instancePath.lastIndexOf('/', at - 1)) {
      specific.add(error.instancePath.slice(0, at));
    }
  }
  const found = new Map<string, PlacedError>();
  for (const error of plain) {
    if (error.keyword === 'type' && forms.has(error.instancePath) && specific.has(error.instancePath)) continue;
    const isType = error.keyword === 'type';
    const key = JSON.stringify([error.instancePath, error.keyword, isType ? '' : error.params]);
    const types = [...(found.get(key)?.types ?? []), ...(isType ? typesOf(error.params['type']) : [])];
    found.set(key, { path: pointerSteps(error.instancePath), keyword: error.keyword, params: error.params, types: [...new Set(types)] });
  }
  return [...found.values()];
}

function typesOf(type: unknown): readonly string[] {
  const names = Array.isArray(type) ? type.map(String) : [String(type)];
  const words: Readonly<Record<string, string>> = { object: 'mapping', array: 'list', integer: 'integer', null: 'null' };
  return names.map((name) => words[name] ?? name);
}

function pointerSteps(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Steps of a pointer with list positions as numbers, as the tree has them. */
function pathIn(model: Node, steps: readonly string[]): Path {
  const path: (string | number)[] = [];
  let at: Node | undefined = model;
  for (const step of steps) {
    const next: string | number = at?.kind === 'list' ? Number(step) : step;
    path.push(next);
    at = at && getAt(at, [next]);
  }
  return path;
}

function reportError(error: PlacedError, model: MapNode, findings: Findings): void {
  const path = pathIn(model, error.path);
  const node = getAt(model, path);
  const place: Place = { span: node?.span, path };
  switch (error.keyword) {
    case 'additionalProperties':
      return reportUnknown(String(error.params['additionalProperty']), path, node, findings);
    case 'type':
      return reportType(error, node, place, findings);
    case 'required':
      return findings.add('missing-attribute', place, { attribute: String(error.params['missingProperty']) });
    case 'enum': {
      const allowed = Array.isArray(error.params['allowedValues']) ? error.params['allowedValues'].map(String) : [];
      const [suggestion] = node?.kind === 'scalar' ? nearest(node.text, allowed) : [];
      return findings.add('value-not-allowed', place, { allowed, suggestion });
    }
    case 'minimum':
    case 'maximum':
      return findings.add('value-out-of-range', place, {
        comparison: String(error.params['comparison']),
        limit: String(error.params['limit']),
      });
    default:
      return findings.add('value-malformed', place, { keyword: error.keyword });
  }
}

function reportUnknown(key: string, path: Path, node: Node | undefined, findings: Findings): void {
  const span = node?.kind === 'map' ? node.entries.get(key)?.keySpan : node?.span;
  const place: Place = { span: span ?? node?.span, path: [...path, key] };
  let shape: Shape = modelShape;
  for (const step of path) shape = shapeBelow(shape, step);
  if (shape.kind !== 'object') {
    findings.add('name-malformed', place, { name: key });
    return;
  }
  const [suggestion] = nearest(key, Object.keys(shape.fields));
  findings.add('unknown-attribute', place, { attribute: key, owner: ownerOf(path), suggestion });
}

/** What an attribute belongs to, as a word: `service`, `healthcheck`, `top-level`. */
function ownerOf(path: Path): string {
  if (path.length === 0) return 'top-level';
  if (path.length === 2) return String(path[0]).replace(/s$/, '');
  return path.findLast((step) => typeof step === 'string') ?? '';
}

function reportType(error: PlacedError, node: Node | undefined, place: Place, findings: Findings): void {
  const { types } = error;
  if (node?.kind === 'scalar' && node.timestamp) return findings.add('date-not-quoted', place);
  if (node?.kind === 'map' && node.entries.size === 1 && typeof error.path.at(-1) === 'string' && /^\d+$/.test(error.path.at(-1) ?? '')) {
    const [[key]] = [...node.entries] as [[string, unknown]];
    return findings.add('item-is-mapping', place, { key, expected: types });
  }
  const none = isNull(node);
  const actual =
    node?.kind === 'map' ? 'mapping' : node?.kind === 'list' ? 'list' : none ? 'null' : typeof (node?.kind === 'scalar' ? node.value : '');
  const quotable = node?.kind === 'scalar' && !none && actual !== 'string' && types.includes('string');
  return findings.add('wrong-type', place, { expected: types, actual, quotable });
}
