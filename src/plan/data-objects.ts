import { base64 } from '../value/base64.ts';
import type { Target } from '../ledger/entry.ts';
import { goJsonBytes } from '../value/go-json.ts';
import { sha256Hex } from '../value/hash.ts';
import { pointerTo } from '../value/json-pointer.ts';
import { k8sName } from '../value/kube-name.ts';
import type { PlanContext } from './context.ts';
import { shellWord } from './image-builds.ts';
import { objectLabels } from './labels.ts';
import type { KubeObject } from './kubernetes.ts';
import { kubectlCommand } from './options.ts';
import { textOf } from './texts.ts';

/** A key of a ConfigMap or Secret. */
export interface DataItem {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** The file that it was read from, as the user would name it. */
  readonly origin?: string;
}

export interface DataRequest {
  readonly kind: 'ConfigMap' | 'Secret';
  /** What the name is made from; with a content hash behind it unless `fixedName`. */
  readonly base: string;
  /** What the data is, where two requests may have one base: `entry/secrets/db`, `environment/web`. */
  readonly identity: string;
  /** Value of `app.kubernetes.io/name`. */
  readonly owner: string;
  readonly items: readonly DataItem[];
  readonly annotations?: Readonly<Record<string, string>>;
  /** The user chose the name: no hash, not immutable (S-24). */
  readonly fixedName?: string;
}

/** Objects in which all items found room, and which item is where. */
export interface DataObject {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly keys: readonly string[];
  /** Where each key stands in the object; none where the object is not emitted. */
  readonly pointers: ReadonlyMap<string, string>;
}

/** The fields of an object that hold some of its keys, for a ledger entry. */
export function keyTargets({ kind, name, pointers }: DataObject, keys: readonly string[]): readonly Target[] {
  return keys.flatMap((key) => {
    const pointer = pointers.get(key);
    return pointer === undefined ? [] : [{ object: { kind, name }, pointer }];
  });
}

/** The fields of objects that hold all their keys; objects that are not emitted as such, for what refers to them. */
export function dataTargets(objects: readonly DataObject[]): readonly Target[] {
  return objects.flatMap(({ kind, name, pointers }) => {
    const fields = new Set([...pointers.values()].map((pointer) => pointer.slice(0, pointer.indexOf('/', 1))));
    return (fields.size === 0 ? [''] : [...fields]).map((pointer) => ({ object: { kind, name }, pointer }));
  });
}

/** Client-side apply stores the object in an annotation of at most 262144 bytes (S-22, G-10). */
const maxObjectBytes = 250_000;
/** What metadata and framing of the object take, generously. */
const framing = 2_000;
const maxName = 63;
/** Ten digits of the hash, and a hyphen before them (G-07). */
const maxBase = maxName - 11;

/** The value that stands where the user has to fill one in (S-02). */
export const placeholder = 'REPLACE_ME';

/**
 * Puts data into immutable, content-named ConfigMaps or Secrets (G-07, S-21…S-25) and emits them by the mode of `--secrets`.
 * @returns one object, or several where one would be too large
 */
export function makeDataObjects(request: DataRequest, context: PlanContext): readonly DataObject[] {
  const sorted = request.items.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const groups = split(sorted, request.kind, goJsonBytes(JSON.stringify(request.annotations ?? {})));
  return groups.map((items, i) => {
    const part = groups.length === 1 ? '' : `-${i + 1}`;
    const { fixedName } = request;
    return emit(
      {
        ...request,
        base: request.base + part,
        identity: request.identity + part,
        items,
        ...(fixedName !== undefined && { fixedName: fixedName + part }),
      },
      context,
    );
  });
}

/** Whether one item alone is more than an object can hold. */
export function isTooLarge(item: DataItem, kind: DataRequest['kind']): boolean {
  return itemBytes(item, kind) + framing > maxObjectBytes;
}

function split(items: readonly DataItem[], kind: DataRequest['kind'], annotations: number): readonly (readonly DataItem[])[] {
  const groups: DataItem[][] = [[]];
  let size = framing + annotations;
  for (const item of items) {
    const bytes = itemBytes(item, kind);
    if (size + bytes > maxObjectBytes && (groups.at(-1)?.length ?? 0) > 0) {
      groups.push([]);
      size = framing + annotations;
    }
    groups.at(-1)?.push(item);
    size += bytes;
  }
  return groups;
}

function itemBytes({ key, bytes }: DataItem, kind: DataRequest['kind']): number {
  const text = kind === 'ConfigMap' ? textOf(bytes) : undefined;
  const value = text === undefined ? Math.ceil(bytes.length / 3) * 4 : goJsonBytes(text);
  return value + goJsonBytes(key) + 6;
}

function emit(request: DataRequest, context: PlanContext): DataObject {
  const { kind, owner, annotations, fixedName } = request;
  const keys = request.items.map((item) => item.key);
  const fillIn = kind === 'Secret' && context.options.secrets !== 'inline';
  const data = dataFields(request, fillIn && context.options.secrets === 'placeholder');
  if (fillIn) reserveEntryNames(context);
  const stable = fixedName ?? (fillIn ? context.names.take(kind, request.base, maxName, request.identity) : undefined);
  const name = stable ?? contentName(request, data);
  if (stable === undefined) stateOldGenerations(context);
  if (kind === 'Secret' && context.options.secrets === 'external') {
    context.externals.add(`Secret/${name}`);
    context.ledger.require({
      rule: 'S-02',
      message: `the Secret ${name} exists with the keys ${keys.join(', ')}`,
      command: `${kubectlCommand(context.options)} ${createSecret(name, request.items)}`,
    });
    return { kind, name, keys, pointers: new Map() };
  }
  if (kind === 'Secret' && context.options.secrets === 'placeholder') {
    context.ledger.require({ rule: 'S-02', message: `the placeholders in the Secret ${name} are replaced by values: ${keys.join(', ')}` });
  }
  const known = context.objects.has(kind, name);
  const object: KubeObject = {
    apiVersion: 'v1',
    kind,
    metadata: { name, labels: objectLabels(context, owner), ...(annotations && Object.keys(annotations).length > 0 && { annotations }) },
    ...(kind === 'Secret' && { type: 'Opaque' }),
    ...(stable === undefined && { immutable: true }),
    ...data,
  };
  if (!known) context.objects.push({ object });
  const pointers = Object.entries(data).flatMap(([field, values]) =>
    Object.keys(values).map((key) => [key, pointerTo(`/${field}`, key)] as const),
  );
  return { kind, name, keys, pointers: new Map(pointers) };
}

function createSecret(name: string, items: readonly DataItem[]): string {
  const sources = items.map(({ key, origin }) =>
    origin === undefined ? `--from-literal=${key}=…` : `--from-file=${shellWord(`${key}=${origin}`)}`,
  );
  return `create secret generic ${name} ${sources.join(' ')}`;
}

function dataFields({ kind, items }: DataRequest, placeholders: boolean): Record<string, Record<string, string>> {
  const data: [string, string][] = [];
  const binary: [string, string][] = [];
  for (const { key, bytes } of items) {
    const text = kind === 'ConfigMap' ? textOf(bytes) : undefined;
    if (kind === 'Secret') data.push([key, base64(placeholders ? new TextEncoder().encode(placeholder) : bytes)]);
    else if (text === undefined) binary.push([key, base64(bytes)]);
    else data.push([key, text]);
  }
  return {
    ...(data.length > 0 && { data: plainMap(data) }),
    ...(binary.length > 0 && { binaryData: plainMap(binary) }),
  };
}

/** Keys such as `__proto__` are legal in both kinds. */
function plainMap(entries: readonly [string, string][]): Record<string, string> {
  const map: Record<string, string> = {};
  for (const [key, value] of entries) Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
  return map;
}

/** G-07: the hash covers kind, name and data, so that equal short values of different Secrets do not show (S-20). */
function contentName(request: DataRequest, data: unknown): string {
  const base = k8sName(request.base, maxBase);
  return `${base}-${sha256Hex(JSON.stringify([request.kind, base, data]), 10)}`;
}

/** The object name of a top-level secret or config that has no content hash. */
export function entryName(kind: 'secrets' | 'configs', key: string, context: Pick<PlanContext, 'names' | 'project'>): string {
  const original = context.project[kind].get(key)?.name ?? key;
  const isDefault = original === `${context.project.name}_${key}`;
  return context.names.take(kind === 'secrets' ? 'Secret' : 'ConfigMap', isDefault ? key : original, maxName, entryIdentity(kind, key));
}

export function entryIdentity(kind: 'secrets' | 'configs', key: string): string {
  return `entry/${kind}/${key}`;
}

/** G-03: names that the user gave win over those made from them, as `web-env`. */
function reserveEntryNames(context: PlanContext): void {
  for (const key of context.project.secrets.keys()) entryName('secrets', key, context);
}

/** S-24. */
function stateOldGenerations({ ledger, partOf }: PlanContext): void {
  ledger.add({
    rule: 'S-24',
    message: `ConfigMaps and Secrets are immutable and named after their content: those of former contents stay behind, with the label app.kubernetes.io/part-of=${partOf}`,
    targets: [],
  });
}

/** S-06: a legal key; the real file name is restored where the object is mounted. The API takes no key that begins with two dots. */
export function dataKey(path: string, used: Set<string>): string {
  const wanted = isDataKey(path)
    ? path
    : path
        .replaceAll(/[^-._A-Za-z0-9]/g, '_')
        .replace(/^\.\.|^\.$/, '_')
        .slice(0, 240) || '_';
  let key = wanted;
  for (let n = 2; used.has(key); n++) key = `${wanted}_${n}`;
  used.add(key);
  return key;
}

/** Whether the API takes a text as a key of a ConfigMap or Secret. */
export function isDataKey(text: string): boolean {
  return /^[-._A-Za-z0-9]{1,253}$/.test(text) && text !== '.' && !text.startsWith('..');
}
