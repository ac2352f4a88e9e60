import type { Level, Target } from '../../ledger/entry.ts';
import type { FileReference } from '../../model/service.ts';
import { clean, isAbsolute, join } from '../../source/posix-path.ts';
import type { Path } from '../../source/node-tools.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { type DataObject, dataTargets, keyTargets } from '../data-objects.ts';
import { type FileKind, type PublishedFiles, publishEntry } from '../published-files.ts';
import type { ProjectRule } from '../rule.ts';
import { defaultFileMode, type FileSource } from '../storage/file-mounts.ts';
import { noMountPoint } from '../storage/mount-point.ts';
import { isBelow, readOnlyVolumeAround } from '../storage/nesting.ts';
import { type PodGroup, isClosed, podGroups } from '../storage/pod-group.ts';
import { filesAttributes } from './files.attributes.ts';

const secretsDirectory = '/run/secrets';
/** What most images reach by the same way, since `/var/run` leads to `/run` there. */
const oldRun = '/var/run';

/** C.2: Docker secrets and configs. */
export const filesRule: ProjectRule = {
  name: 'files',
  handles: filesAttributes,
  apply(context) {
    const published = new Map<string, PublishedFiles | undefined>();
    const publish = (kind: FileKind, key: string): PublishedFiles | undefined => {
      const id = `${kind}/${key}`;
      if (!published.has(id)) published.set(id, publishEntry(kind, key, context));
      return published.get(id);
    };
    const groups = podGroups(context);
    for (const service of context.services.values()) {
      const mounted: Mounted[] = [];
      for (const use of usesOf(service, groups.get(service.key)))
        mountReference(use, publish(use.kind, use.reference.source), mounted, context);
      service.draft.files.mountInto(
        service.draft,
        service.mounts.filter((m) => m.type !== 'none' && m.type !== 'file').map((m) => m.target),
      );
      for (const one of mounted) accountForReference(one, context);
      for (const mount of service.mounts)
        if (mount.type === 'file') context.ledger.shapes(mount.path, 'V-30', mountOf(mount.target, service));
    }
    for (const kind of ['secrets', 'configs'] as const) {
      for (const [key] of context.project[kind]) if (!published.has(`${kind}/${key}`)) accountForUnused(kind, key, context);
    }
    stateSecretsInManifests(context);
  },
};

/** S-02. */
function stateSecretsInManifests({ ledger, objects, options }: PlanContext): void {
  const secrets = objects.list.map(({ object }) => object).filter((object) => object.kind === 'Secret');
  const count = secrets.reduce((sum, object) => sum + Object.keys(object['data'] ?? {}).length, 0);
  if (options.secrets !== 'inline' || count === 0) return;
  ledger.add({
    rule: 'S-02',
    message: `${count} secret ${count === 1 ? 'value stands' : 'values stand'} in the manifests, and base64 is no encryption: keep them out of version control`,
    targets: secrets.map((object) => ({ object: { kind: 'Secret', name: object.metadata.name }, pointer: '/data' })),
    optOut: '--secrets placeholder, or --secrets external',
  });
}

/** A secret or config of one service. */
interface Use {
  readonly kind: FileKind;
  readonly reference: FileReference;
  readonly at: Path;
  readonly target: string;
  readonly group: PodGroup | undefined;
  readonly service: ServicePlan;
  /** A later one has the same target. */
  readonly isReplaced: boolean;
}

function usesOf(service: ServicePlan, group: PodGroup | undefined): readonly Use[] {
  const uses = (['secrets', 'configs'] as const).flatMap((kind) =>
    (service.service[kind] ?? []).map((reference, i) => ({
      kind,
      reference,
      at: [...service.path, kind, i],
      target: targetOf(kind, reference),
      group,
      service,
    })),
  );
  return uses.map((use, i) => ({ ...use, isReplaced: uses.slice(i + 1).some((later) => later.target === use.target) }));
}

/** A secret or config whose files the container gets. */
interface Mounted {
  readonly use: Use;
  readonly objects: readonly DataObject[];
}

/** The mount that shows a path: at it, or at a directory around it (V-30). */
function mountOf(path: string, { draft }: ServicePlan): readonly Target[] {
  const around = draft.mounts.map(({ mountPath }) => mountPath).filter((mountPath) => mountPath === path || isBelow(path, mountPath));
  const nearest = around.reduce((longest, mountPath) => (mountPath.length > longest.length ? mountPath : longest), '');
  const volume = draft.mounts.find(({ mountPath }) => mountPath === nearest)?.name;
  return draft.mounts.filter(({ name }) => name === volume).map(({ mountPath }) => draft.mountTarget(mountPath));
}

/** S-07. */
function targetOf(kind: FileKind, { source, target }: FileReference): string {
  const directory = kind === 'secrets' ? secretsDirectory : '/';
  if (target === undefined || target === '') return join(directory, source);
  return isAbsolute(target) ? clean(target) : join(directory, target);
}

/** S-05, S-27. */
function accountForUnused(kind: FileKind, key: string, { ledger, project }: PlanContext): void {
  const isForBuilds = [...project.services.values()].some((s) => JSON.stringify(s.build?.['secrets'] ?? []).includes(JSON.stringify(key)));
  if (kind === 'secrets' && isForBuilds) ledger.notApplicable([kind, key], 'S-27', 'used while building only');
  else ledger.notApplicable([kind, key], 'S-05', 'no active service uses it');
}

/** S-08, S-10. */
function mountReference(use: Use, published: PublishedFiles | undefined, mounted: Mounted[], context: PlanContext): void {
  const { ledger } = context;
  const { at, target, service } = use;
  if (!published) {
    const hint = `the entry of ${use.kind}.${use.reference.source} says why`;
    return ledger.refused(at, 'S-26', 'no object holds its content, so it is not mounted', { level: 'error', hint });
  }
  const obstacle = noMountPoint(target);
  if (obstacle) return ledger.refused(at, 'S-07', obstacle.message, { level: 'error', hint: 'choose another target' });
  if (use.isReplaced)
    return ledger.differs(at, 'V-01', `a later entry on ${target} replaces it, as in Docker Compose`, { level: 'warning' });
  if (service.mounts.some((m) => m.type !== 'none' && m.target === target)) {
    return ledger.differs(at, 'V-01', `a volume on ${target} replaces it, as in Docker Compose`, { level: 'warning' });
  }
  const hidden = readOnlyVolumeAround(target, service.mounts);
  if (hidden)
    return ledger.refused(at, 'V-30', `lies in ${hidden.target}, which is mounted read-only and takes no mount points`, {
      level: 'error',
      hint: 'choose another target',
    });
  mounted.push({ use, objects: published.objects });
  if (published.isRenamed) ledger.add({ rule: 'S-11', message: updates, targets: [] });
  const below = belowSecrets(target, service);
  if (below === undefined) return mountElsewhere(use, published);
  const sources = published.objects.map((object) => projection(object, published, below, modeOf(use)));
  const needsOldPath = service.mounts.some((m) => m.type !== 'none' && m.target === oldRun) || isBelow(target, `${oldRun}/secrets`);
  service.draft.files.addDirectory(secretsDirectory, 'secrets', sources, needsOldPath ? [`${oldRun}/secrets`] : []);
}

/** S-08: the path in the one volume for everything below /run/secrets; undefined for other places, and when a volume has its place. */
function belowSecrets(target: string, { mounts }: ServicePlan): string | undefined {
  const path = isBelow(target, oldRun) ? target.slice('/var'.length) : target;
  if (!isBelow(path, secretsDirectory) || mounts.some((m) => m.target === secretsDirectory && m.type !== 'none' && m.type !== 'directory'))
    return undefined;
  return path.slice(secretsDirectory.length + 1);
}

function mountElsewhere(use: Use, published: PublishedFiles): void {
  const { kind, reference, target, service } = use;
  const wanted = `${kind === 'secrets' ? 'secret' : 'cfg'}-${reference.source}`;
  const mode = modeOf(use);
  const [object] = published.objects;
  if (published.isDirectory || published.objects.length !== 1 || !object) {
    service.draft.files.addDirectory(
      target,
      wanted,
      published.objects.map((o) => projection(o, published, '', mode)),
    );
    return;
  }
  service.draft.files.addFile({ target, wanted, object, key: object.keys[0] ?? reference.source, mode });
}

/** A source of a projected volume; `below` is the path of the entry in the volume, empty for its root. */
function projection(object: DataObject, published: PublishedFiles, below: string, mode: number): FileSource {
  const items = object.keys.map((key) => {
    const file = published.paths.get(key) ?? '';
    return { key, path: [below, file].filter((part) => part !== '').join('/'), mode };
  });
  return { object, items };
}

/** S-12, S-13: write bits go; a container that is not root reads through the group of the pod, and the kubelet lets a group read always. */
function modeOf({ reference, service, group }: Use): number {
  const readable = (reference.mode === undefined ? defaultFileMode : Number.parseInt(reference.mode, 8)) & 0o555;
  if (group) return readable | 0o440;
  return isClosed(reference) && service.user.isRoot !== true ? readable | 0o040 : readable;
}

function accountForReference({ use, objects }: Mounted, { ledger, project }: PlanContext): void {
  const { kind, reference, at, service, group, target } = use;
  const isFile = project[kind].get(reference.source)?.file !== undefined;
  const targets = mountOf(target, service);
  const fields = objects.flatMap((object) => (object.pointers.size > 0 ? keyTargets(object, object.keys) : dataTargets([object])));
  ledger.exact([...at, 'source'], 'S-01', [...targets, ...fields]);
  if (reference.target !== undefined) ledger.exact([...at, 'target'], 'S-07', targets);
  if (reference.mode !== undefined) accountForMode(use, targets, ledger);
  if (reference.uid !== undefined) {
    if (isFile) ledger.notApplicable([...at, 'uid'], 'S-12', 'Docker Compose ignores it for files');
    else ledger.differs([...at, 'uid'], 'S-12', 'the file belongs to root');
  }
  if (reference.gid === undefined) return;
  if (isFile) return ledger.notApplicable([...at, 'gid'], 'S-12', 'Docker Compose ignores it for files');
  const podTargets = [service.draft.podTarget('/securityContext/fsGroup')];
  if (group)
    ledger.differs([...at, 'gid'], 'S-12', `the pod has the group ${group.gid}, which all of its files belong to`, { targets: podTargets });
  else
    ledger.differs([...at, 'gid'], 'S-12', 'the file belongs to root: a group of the pod would change the rights of its volumes', {
      level: 'warning',
    });
}

const updates = 'a change of a secret or config gives its object a new name and makes new pods; running pods never see it';

function accountForMode(use: Use, targets: readonly Target[], ledger: PlanContext['ledger']): void {
  const at = [...use.at, 'mode'];
  const wanted = Number.parseInt(use.reference.mode ?? '', 8);
  const got = modeOf(use);
  if (wanted === got) return ledger.exact(at, 'S-13', targets);
  if ((wanted & 0o555) === got) return ledger.differs(at, 'S-13', `the mode is 0${got.toString(8)}: the file is read-only`, { targets });
  const level: Level = (wanted & 0o077) === 0 ? 'warning' : 'info';
  ledger.differs(at, 'S-12', `the mode is 0${got.toString(8)}: the file belongs to root, and the container reads it through its group`, {
    level,
    targets,
    ...(level === 'warning' && { hint: 'programs that insist on 0400, as ssh for its keys, need a copy of their own' }),
  });
}
