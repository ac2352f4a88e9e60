import { pointerTo } from '../value/json-pointer.ts';

/** A field that differs; a value that is absent on one side is undefined there. */
export interface FieldChange {
  /** As a JSON pointer, but items of lists that have names are named: `/spec/containers/[name=web]/image`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What tells the items of a list apart, in the order of preference; the merge keys of the Kubernetes API. */
const itemKeys = ['name', 'mountPath', 'containerPort', 'port', 'key', 'ip', 'topologyKey'];

/** Where two JSON values differ, in the order of the first and then of the second. */
export function fieldChanges(before: unknown, after: unknown, path = ''): readonly FieldChange[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, path);
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => fieldChanges(own(before, key), own(after, key), pointerTo(path, key)));
  }
  return [{ path, before, after }];
}

function listChanges(before: readonly unknown[], after: readonly unknown[], path: string): readonly FieldChange[] {
  const key = itemKeys.find((one) => tellsApart(before, one) && tellsApart(after, one));
  if (key === undefined) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, at) => fieldChanges(before[at], after[at], pointerTo(path, at))).flat();
  }
  const [old, made] = [byKey(before, key), byKey(after, key)];
  const names = [...new Set([...old.keys(), ...made.keys()])];
  const changes = names.flatMap((name) => fieldChanges(old.get(name), made.get(name), `${path}/[${key}=${name}]`));
  const kept = (all: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): string =>
    JSON.stringify([...all.keys()].filter((name) => others.has(name)));
  return kept(old, made) === kept(made, old) ? changes : [...changes, { path, before: [...old.keys()], after: [...made.keys()] }];
}

function tellsApart(items: readonly unknown[], key: string): boolean {
  const names = items.map((item) => (isRecord(item) ? own(item, key) : undefined));
  return names.every((name) => typeof name === 'string' || typeof name === 'number') && new Set(names).size === names.length;
}

function byKey(items: readonly unknown[], key: string): ReadonlyMap<string, unknown> {
  return new Map(items.map((item) => [String(isRecord(item) ? own(item, key) : ''), item]));
}

function own(record: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
