import { diagnostic } from '../diagnostics/diagnostic.ts';
import { displayPath } from '../load/load-context.ts';
import type { FileObject } from '../model/project.ts';
import { formatPath } from '../source/node-tools.ts';
import { objectAnnotations } from './annotations.ts';
import type { PlanContext } from './context.ts';
import {
  type DataItem,
  type DataObject,
  dataKey,
  dataTargets,
  entryIdentity,
  entryName,
  isTooLarge,
  makeDataObjects,
} from './data-objects.ts';
import { type FileSource, readFileSource } from './file-sources.ts';
import { kubectlCommand } from './options.ts';
import { isSensitiveFileName } from './sensitive/sensitive-file-name.ts';
import { holdsSecret } from './sensitive/sensitive-text.ts';
import { isSensitiveVariable, isTainted } from './sensitive/taint.ts';
import { reportCarriageReturns } from './storage/script-lines.ts';
import { textOf } from './texts.ts';

export type FileKind = 'secrets' | 'configs';

/** A top-level secret or config as Kubernetes has it: the objects, and the file that each key is. */
export interface PublishedFiles {
  readonly objects: readonly DataObject[];
  /** Path of the file by key; a single file has the path of the entry itself, which is empty. */
  readonly paths: ReadonlyMap<string, string>;
  readonly isDirectory: boolean;
  /** A change of the content gives the objects other names (G-07). */
  readonly isRenamed: boolean;
}

/** Rules of the contract for the attributes of the two kinds. */
const rules = {
  secrets: { name: 'B-251', labels: 'B-253', swarm: 'B-254' },
  configs: { name: 'B-241', labels: 'B-243', swarm: 'B-244' },
} as const;

/** Makes the objects of a top-level secret or config, and its account. undefined when it cannot be translated. */
export function publishEntry(kind: FileKind, key: string, context: PlanContext): PublishedFiles | undefined {
  const object = context.project[kind].get(key);
  if (!object) return undefined;
  accountForSwarm(kind, key, object, context);
  const source = readFileSource(object, key, context.project, context.host);
  switch (source.kind) {
    case 'external':
      return externalEntry(kind, key, context);
    case 'missing':
      return refuseMissing(kind, key, source, context);
    case 'too-large':
      return refuseLarge([kind, key], 'the directory is too large for Kubernetes objects', context);
    case 'content':
      return publishContent(kind, key, object, source, context);
  }
}

function publishContent(
  kind: FileKind,
  key: string,
  object: FileObject,
  source: Extract<FileSource, { kind: 'content' }>,
  context: PlanContext,
): PublishedFiles | undefined {
  const path = [kind, key];
  const used = new Set<string>();
  const sourceOf = (below: string): string => {
    const shown = displayPath(object.file ?? '', context.host.cwd);
    return source.isDirectory ? `${shown}/${below}` : shown;
  };
  const items = source.files.map((file) => {
    const text = textOf(file.bytes);
    const bytes = text === undefined ? file.bytes : new TextEncoder().encode(context.texts.rewrite(text, path, { file: file.path }));
    if (kind === 'configs') reportCarriageReturns(file, path, context);
    return { key: dataKey(file.path, used), bytes, path: file.path, ...(object.file !== undefined && { origin: sourceOf(file.path) }) };
  });
  const isSecret = kind === 'secrets' || isSensitiveConfig(key, object, items, context);
  const objectKind = isSecret ? 'Secret' : 'ConfigMap';
  const large = items.find((item) => isTooLarge(item, objectKind));
  if (large) return refuseLarge(path, `${large.path} is larger than a Kubernetes object may be`, context);
  if (kind === 'secrets' && object.file !== undefined && !source.isDirectory) reportNewline(key, items[0], context);
  const custom = object.name !== `${context.project.name}_${key}`;
  const objects = makeDataObjects(
    {
      kind: objectKind,
      base: key,
      identity: entryIdentity(kind, key),
      owner: context.names.take('entry', key),
      items,
      annotations: objectAnnotations(object.labels, [...path, 'labels'], context.project).annotations,
      ...(custom && { fixedName: entryName(kind, key, context) }),
    },
    context,
  );
  accountForEntry(kind, key, object, { objects, isSecret, custom }, context);
  return {
    objects,
    paths: new Map(items.map((item) => [item.key, source.isDirectory ? item.path : ''])),
    isDirectory: source.isDirectory,
    isRenamed: !custom && (!isSecret || context.options.secrets === 'inline'),
  };
}

/** S-28, S-17. */
function isSensitiveConfig(
  key: string,
  object: FileObject,
  items: readonly (DataItem & { readonly path: string })[],
  { project }: PlanContext,
): boolean {
  if (isSensitiveFileName(object.file ?? key) || isTainted(['configs', key, 'content'], project)) return true;
  if (object.environment !== undefined && isSensitiveVariable(object.environment, project.environment)) return true;
  return items.some((item) => {
    const text = textOf(item.bytes);
    return isSensitiveFileName(item.path) || (text !== undefined && holdsSecret(text, object.file ?? item.path));
  });
}

function refuseMissing(
  kind: FileKind,
  key: string,
  { place, reason }: Extract<FileSource, { kind: 'missing' }>,
  context: PlanContext,
): undefined {
  const path = [kind, key];
  context.diagnostics.push(
    diagnostic(
      'file-missing',
      { span: context.ledger.spanAt([...path, 'file']), path: formatPath(path) },
      { kind, key, place: place.startsWith('/') ? displayPath(place, context.host.cwd) : place, reason },
    ),
  );
  const hint =
    reason === 'not set'
      ? `set ${place} where the conversion runs`
      : 'let the file be there for the conversion, or make the entry external';
  context.ledger.refused(path, 'S-26', 'its content cannot be read', { level: 'error', hint });
}

function refuseLarge(path: readonly string[], message: string, { ledger }: PlanContext): undefined {
  ledger.refused(path, 'S-22', message, { level: 'error', hint: 'bake it into the image' });
}

/** S-03: editors end a file with a newline, and a password read from it may then be wrong. */
function reportNewline(key: string, item: DataItem | undefined, context: PlanContext): void {
  const text = item && textOf(item.bytes);
  if (text === undefined || !/^[^\r\n]+\r?\n$/.test(text)) return;
  const path = ['secrets', key];
  context.diagnostics.push(
    diagnostic('secret-ends-in-newline', { span: context.ledger.spanAt([...path, 'file']), path: formatPath(path) }, { key }),
  );
}

/** S-04: refers to what exists; the key is the name of the Compose entry. */
function externalEntry(kind: FileKind, key: string, context: PlanContext): PublishedFiles {
  const objectKind = kind === 'secrets' ? 'Secret' : 'ConfigMap';
  const name = entryName(kind, key, context);
  const what = objectKind === 'Secret' ? 'secret generic' : 'configmap';
  context.externals.add(`${objectKind}/${name}`);
  context.ledger.differs([kind, key], 'S-04', `refers to the ${objectKind} ${name}, which must exist with the key ${key}`);
  context.ledger.require({
    rule: 'S-04',
    message: `the ${objectKind} ${name} exists with the key ${key}`,
    command: `${kubectlCommand(context.options)} create ${what} ${name} --from-file=${key}=FILE`,
  });
  return {
    objects: [{ kind: objectKind, name, keys: [key], pointers: new Map() }],
    paths: new Map([[key, '']]),
    isDirectory: false,
    isRenamed: false,
  };
}

/** B-244, B-254: attributes that Docker Compose itself refuses. */
function accountForSwarm(kind: FileKind, key: string, object: FileObject, { ledger }: PlanContext): void {
  for (const attribute of ['driver', 'driver_opts', 'template_driver'] as const) {
    if (object[attribute] === undefined) continue;
    ledger.refused([kind, key, attribute], rules[kind].swarm, 'Docker Swarm only', {
      level: 'error',
      hint: kind === 'secrets' ? 'External Secrets, or the secrets store CSI driver' : 'write out what the template gives',
    });
  }
}

interface Made {
  readonly objects: readonly DataObject[];
  readonly isSecret: boolean;
  /** The name of the object is the user's. */
  readonly custom: boolean;
}

function accountForEntry(
  kind: FileKind,
  key: string,
  object: FileObject,
  { objects, isSecret, custom }: Made,
  { ledger, project }: PlanContext,
): void {
  const path = [kind, key];
  const targets = (pointer: string): { object: { kind: string; name: string }; pointer: string }[] =>
    objects.map((o) => ({ object: { kind: o.kind, name: o.name }, pointer }));
  for (const attribute of ['file', 'content', 'environment'] as const) {
    if (object[attribute] === undefined) continue;
    if (kind === 'configs' && isSecret)
      ledger.differs([...path, attribute], 'S-28', 'kept in a Secret, because its name or content is that of a secret', {
        targets: dataTargets(objects),
      });
    else ledger.exact([...path, attribute], 'S-01', dataTargets(objects));
  }
  if (object.labels) {
    const { annotations, refused } = objectAnnotations(object.labels, [...path, 'labels'], project);
    ledger.differs([...path, 'labels'], rules[kind].labels, 'labels become annotations', {
      targets: Object.keys(annotations).length > 0 ? targets('/metadata/annotations') : [],
    });
    for (const label of refused)
      ledger.refused([...path, 'labels', label], rules[kind].labels, 'no annotation may hold it', {
        hint: 'a key such as example.com/name',
      });
  }
  if (custom) {
    ledger.differs([...path, 'name'], rules[kind].name, 'the object keeps this name, so that a change of its data makes no new pods', {
      targets: targets('/metadata/name'),
    });
  } else ledger.exact([...path, 'name'], 'G-07', targets('/metadata/name'));
}
