import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { FileObject } from '../../model/project.ts';
import type { FileReference } from '../../model/service.ts';
import { isAbsolute, join } from '../../source/posix-path.ts';
import { formatPath } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { type DataItem, type DataObject, dataKey, isTooLarge, makeDataObjects } from '../data-objects.ts';
import type { Json } from '../draft.ts';
import { readFileSource } from '../file-sources.ts';
import type { ProjectRule } from '../rule.ts';
import { isSensitiveFileName } from '../sensitive/sensitive-file-name.ts';
import { isSensitiveValue } from '../sensitive/sensitive-value.ts';
import { textOf } from '../texts.ts';
import { volumeName } from '../storage/volume-name.ts';

const secretsDirectory = '/run/secrets';
/** Read for all, as Docker mounts them (S-13). */
const defaultMode = 0o444;

/** A top-level entry as Kubernetes has it: the objects, and the file that each key is. */
interface PublishedFiles {
  readonly objects: readonly DataObject[];
  /** Path of the file by key; a single file has the path of the entry itself, which is empty. */
  readonly paths: ReadonlyMap<string, string>;
  readonly isDirectory: boolean;
}

/** C.2: Docker secrets and configs. */
export const filesRule: ProjectRule = {
  name: 'files',
  handles: ['services.*.secrets', 'services.*.configs', 'secrets', 'configs'],
  apply(context) {
    const published = new Map<string, PublishedFiles | undefined>();
    const publish = (kind: 'secrets' | 'configs', key: string): PublishedFiles | undefined => {
      const id = `${kind}/${key}`;
      if (!published.has(id)) published.set(id, publishEntry(kind, key, context));
      return published.get(id);
    };
    for (const service of context.services.values()) {
      mountSecrets(service, (key) => publish('secrets', key), context);
      mountConfigs(service, (key) => publish('configs', key), context);
    }
    for (const kind of ['secrets', 'configs'] as const) {
      for (const [key] of context.project[kind]) {
        if (published.has(`${kind}/${key}`)) continue;
        context.ledger.notApplicable([kind, key], 'S-05', 'no active service uses it');
      }
    }
  },
};

/** Makes the object of a top-level secret or config once. */
function publishEntry(kind: 'secrets' | 'configs', key: string, context: PlanContext): PublishedFiles | undefined {
  const object = context.project[kind].get(key);
  if (!object) return undefined;
  const path = [kind, key];
  const source = readFileSource(object, key, context.project, context.host);
  switch (source.kind) {
    case 'external':
      return externalEntry(kind, key, object, context);
    case 'missing':
      context.diagnostics.push(diagnostic('file-missing', { span: context.ledger.spanAt([...path, 'file']), path: formatPath(path) }, { kind, key, place: source.place, reason: source.reason }));
      context.ledger.refused(path, 'S-26', 'its content cannot be read', { level: 'error' });
      return undefined;
    case 'too-large':
      context.ledger.refused(path, 'S-22', 'the directory is too large for Kubernetes objects', { level: 'error', hint: 'bake it into the image' });
      return undefined;
    case 'content':
      break;
  }
  const used = new Set<string>();
  const items = source.files.map((file) => {
    const text = kind === 'configs' ? textOf(file.bytes) : undefined;
    const bytes = text === undefined ? file.bytes : new TextEncoder().encode(context.texts.rewrite(text, path, { file: file.path }));
    return { key: dataKey(file.path, used), bytes, path: file.path };
  });
  const objectKind = kind === 'secrets' || items.some((item) => isSensitiveItem(item, object)) ? 'Secret' : 'ConfigMap';
  const large = items.find((item) => isTooLarge(item, objectKind));
  if (large) {
    context.ledger.refused(path, 'S-22', `${large.path} is larger than a Kubernetes object may be`, { level: 'error', hint: 'bake it into the image' });
    return undefined;
  }
  const custom = object.name !== `${context.project.name}_${key}`;
  const objects = makeDataObjects(
    {
      kind: objectKind,
      base: key,
      owner: context.names.take('entry', key),
      items,
      ...(object.labels && { annotations: object.labels }),
      ...(custom && { fixedName: context.names.take(objectKind, object.name) }),
    },
    context,
  );
  accountForEntry(path, object, objects, custom, context);
  return { objects, paths: new Map(items.map((item) => [item.key, source.isDirectory ? item.path : ''])), isDirectory: source.isDirectory };
}

/** S-28. */
function isSensitiveItem(item: DataItem & { readonly path: string }, object: FileObject): boolean {
  const text = textOf(item.bytes);
  return isSensitiveFileName(object.file ?? item.path) || (text !== undefined && isSensitiveValue(text));
}

/** S-04: refers to what exists; the key is the name of the Compose entry. */
function externalEntry(kind: 'secrets' | 'configs', key: string, object: FileObject, context: PlanContext): PublishedFiles {
  const objectKind = kind === 'secrets' ? 'Secret' : 'ConfigMap';
  const name = context.names.take(objectKind, object.name);
  const what = objectKind === 'Secret' ? 'secret generic' : 'configmap';
  context.externals.add(`${objectKind}/${name}`);
  context.ledger.differs([kind, key], 'S-04', `refers to the ${objectKind} ${name}, which must exist with the key ${key}`);
  context.ledger.require({ rule: 'S-04', message: `the ${objectKind} ${name} exists with the key ${key}`, command: `kubectl create ${what} ${name} --from-file=${key}=FILE` });
  return { objects: [{ kind: objectKind, name, keys: [key] }], paths: new Map([[key, '']]), isDirectory: false };
}

function accountForEntry(path: readonly string[], object: FileObject, objects: readonly DataObject[], custom: boolean, context: PlanContext): void {
  const { ledger } = context;
  const targets = objects.map((o) => ({ object: { kind: o.kind, name: o.name }, pointer: '/data' }));
  const plain = targets.map((t) => ({ ...t, pointer: '/metadata/name' }));
  for (const attribute of ['file', 'content', 'environment'] as const) if (object[attribute] !== undefined) ledger.exact([...path, attribute], 'S-01', targets);
  if (object.labels) ledger.differs([...path, 'labels'], 'B-253', 'labels become annotations', { targets: targets.map((t) => ({ ...t, pointer: '/metadata/annotations' })) });
  if (custom) ledger.differs([...path, 'name'], 'S-24', 'the object has the name that the file gives, so that a change of its data makes no new pods', { targets: plain });
  else ledger.exact([...path, 'name'], 'G-07', plain);
  for (const attribute of ['driver', 'driver_opts', 'template_driver'] as const) {
    if (object[attribute] !== undefined) ledger.refused([...path, attribute], 'B-254', 'Docker Swarm only', { level: 'error', hint: 'External Secrets, or the secrets store CSI driver' });
  }
}

/** S-08: everything below /run/secrets is one projected volume. */
function mountSecrets(service: ServicePlan, publish: (key: string) => PublishedFiles | undefined, context: PlanContext): void {
  const sources: Json[] = [];
  (service.service.secrets ?? []).forEach((reference, i) => {
    const at = [...service.path, 'secrets', i];
    const published = publish(reference.source);
    if (!published) return context.ledger.refused(at, 'S-26', 'its content cannot be read', { level: 'error' });
    const target = secretTarget(reference);
    const mode = modeOf(reference, service);
    accountForReference(at, reference, service, context);
    if (!target.startsWith(`${secretsDirectory}/`)) return mountFile(reference, published, target, mode, 'secret', service, context);
    const below = target.slice(secretsDirectory.length + 1);
    for (const object of published.objects) sources.push(projection(object, published, below, mode));
  });
  if (sources.length === 0) return;
  service.draft.mount({ name: 'secrets', projected: { defaultMode, sources } }, { name: 'secrets', mountPath: secretsDirectory, readOnly: true });
}

/** A source of a projected volume; `below` is the path of the entry in the volume, empty for its root. */
function projection(object: DataObject, published: PublishedFiles, below: string, mode: number): Json {
  const items = object.keys.map((key) => {
    const file = published.paths.get(key) ?? '';
    return { key, path: [below, file].filter((part) => part !== '').join('/'), mode };
  });
  return object.kind === 'Secret' ? { secret: { name: object.name, items } } : { configMap: { name: object.name, items } };
}

/** S-10: one file over the image's own directory. */
function mountConfigs(service: ServicePlan, publish: (key: string) => PublishedFiles | undefined, context: PlanContext): void {
  (service.service.configs ?? []).forEach((reference, i) => {
    const at = [...service.path, 'configs', i];
    const published = publish(reference.source);
    if (!published) return context.ledger.refused(at, 'S-26', 'its content cannot be read', { level: 'error' });
    const target = reference.target === undefined ? `/${reference.source}` : isAbsolute(reference.target) ? reference.target : `/${reference.target}`;
    accountForReference(at, reference, service, context);
    mountFile(reference, published, target, modeOf(reference, service), 'cfg', service, context);
  });
}

function mountFile(reference: FileReference, published: PublishedFiles, target: string, mode: number, prefix: string, service: ServicePlan, context: PlanContext): void {
  if (service.mounts.some((m) => m.target === target && m.type !== 'none')) return;
  const name = volumeName(service.draft, `${prefix}-${reference.source}`);
  const [object] = published.objects;
  if (published.isDirectory || published.objects.length !== 1 || !object) {
    const sources = published.objects.map((o) => projection(o, published, '', mode));
    service.draft.mount({ name, projected: { defaultMode: mode, sources } }, { name, mountPath: target, readOnly: true });
    return;
  }
  const key = object.keys[0] ?? reference.source;
  const items = [{ key, path: key }];
  const volume = object.kind === 'Secret' ? { secret: { secretName: object.name, defaultMode: mode, items } } : { configMap: { name: object.name, defaultMode: mode, items } };
  service.draft.mount({ name, ...volume }, { name, mountPath: target, subPath: key, readOnly: true });
  context.ledger.add({
    rule: 'S-11',
    message: 'a change of a secret or config gives its object a new name and makes new pods; running pods never see it',
    targets: [],
  });
}

function secretTarget({ source, target }: FileReference): string {
  if (target === undefined) return `${secretsDirectory}/${source}`;
  return isAbsolute(target) ? target : join(secretsDirectory, target);
}

/** S-12, S-13: write bits go; a container that is not root reads through the group of the pod. */
function modeOf({ mode }: FileReference, service: ServicePlan): number {
  const wanted = mode === undefined ? defaultMode : Number.parseInt(mode, 8);
  const readable = wanted & 0o555;
  return (readable & 0o004) === 0 && service.user.isRoot !== true ? readable | 0o040 : readable;
}

function accountForReference(at: readonly (string | number)[], reference: FileReference, service: ServicePlan, { ledger, project }: PlanContext): void {
  const kind = at[2] === 'secrets' ? 'secrets' : 'configs';
  const isFile = project[kind].get(reference.source)?.file !== undefined;
  const targets = [service.draft.containerTarget('/volumeMounts')];
  ledger.exact([...at, 'source'], 'S-01', targets);
  if (reference.target !== undefined) ledger.exact([...at, 'target'], 'S-07', targets);
  if (reference.mode !== undefined) {
    const wanted = Number.parseInt(reference.mode, 8);
    const got = modeOf(reference, service);
    if (wanted === got) ledger.exact([...at, 'mode'], 'S-13', targets);
    else ledger.differs([...at, 'mode'], 'S-12', `the mode is 0${got.toString(8)}: files belong to root and are read-only`, { targets });
  }
  for (const id of ['uid', 'gid'] as const) {
    if (reference[id] === undefined) continue;
    if (isFile) ledger.notApplicable([...at, id], 'S-12', 'Docker Compose ignores it for files');
    else ledger.differs([...at, id], 'S-12', id === 'gid' ? 'becomes the group of the pod' : 'files belong to root', { targets: [service.draft.podTarget('/securityContext/fsGroup')] });
  }
}
