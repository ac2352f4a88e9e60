import { parseBytes, printBytes } from '../../value/bytes.ts';
import { basename } from '../../source/posix-path.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { type DataItem, dataKey, isTooLarge, makeDataObjects } from '../data-objects.ts';
import type { Json } from '../draft.ts';
import { ownsClaim } from '../kinds.ts';
import { labelDomain, markSelector } from '../labels.ts';
import type { ServiceRule } from '../rule.ts';
import { isSensitiveFileName } from '../sensitive/sensitive-file-name.ts';
import { isSensitiveValue } from '../sensitive/sensitive-value.ts';
import type { BoundFile } from '../storage/bound-files.ts';
import { claimSpec } from '../storage/claims.ts';
import type { ResolvedMount } from '../storage/mounts.ts';
import { volumeName } from '../storage/volume-name.ts';
import { textOf } from '../texts.ts';

/** C.5: what is mounted into the container. */
export const volumesRule: ServiceRule = {
  name: 'volumes',
  handles: ['services.*.volumes', 'services.*.tmpfs', 'services.*.shm_size'],
  apply(service, context) {
    for (const mount of service.mounts) {
      mountOne(service, mount, context);
      accountForMount(service, mount, context);
    }
    sharedMemory(service, context);
  },
};

type Mount<T extends ResolvedMount['type']> = Extract<ResolvedMount, { type: T }>;

function mountOne(service: ServicePlan, mount: ResolvedMount, context: PlanContext): void {
  switch (mount.type) {
    case 'claim':
      return mountClaim(service, mount, context);
    case 'memory': {
      const name = volumeName(service.draft, mount.target.slice(1));
      const emptyDir = { medium: 'Memory', ...(mount.sizeLimit !== undefined && { sizeLimit: printBytes(mount.sizeLimit) }) };
      return service.draft.mount({ name, emptyDir }, { name, mountPath: mount.target });
    }
    case 'ephemeral': {
      const name = volumeName(service.draft, mount.target.slice(1));
      return service.draft.mount({ name, emptyDir: {} }, { name, mountPath: mount.target });
    }
    case 'file':
      return mountBoundFile(service, mount, context);
    case 'directory':
      return mountDirectory(service, mount, context);
    case 'none':
      return;
  }
}

/** V-04, V-05, V-07: a claim, never its root directory. */
function mountClaim(service: ServicePlan, mount: Mount<'claim'>, context: PlanContext): void {
  const { draft } = service;
  const volume = context.volumes.get(mount.volume);
  if (!volume) return;
  const name = volume.claimName;
  const subPath = mount.subPath === undefined ? 'data' : `data/${mount.subPath}`;
  const volumeMount = { name, mountPath: mount.target, subPath, ...(mount.readOnly && { readOnly: true }) };
  if (service.kind === 'StatefulSet' && ownsClaim({ ...service, volumes: context.volumes }, mount.volume)) {
    if (!draft.claimTemplates.some((t) => (t['metadata'] as { name: string }).name === name)) {
      draft.claimTemplates.push({ metadata: { name }, spec: claimSpec(volume) });
    }
    draft.mount(undefined, volumeMount);
    return;
  }
  draft.mount({ name, persistentVolumeClaim: { claimName: name } }, volumeMount);
  if (volume.users.length > 1 || service.replicas.count > 1) colocate(service, name, context);
}

/** V-05: all pods that mount one volume run on one node, so that ReadWriteOnce is enough. */
function colocate({ draft }: ServicePlan, claim: string, context: PlanContext): void {
  const mark = `vol-${claim}`;
  if (draft.podLabels.has(`${labelDomain}/${mark}`)) return;
  draft.podLabels.set(`${labelDomain}/${mark}`, 'true');
  draft.podAffinity.push({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: markSelector(context, mark) } });
}

function mountBoundFile(service: ServicePlan, mount: Mount<'file'>, context: PlanContext): void {
  const parent = service.mounts.find((m) => m.type === 'directory' && mount.target.startsWith(`${m.target}/`));
  if (parent) return;
  const [object] = publishFiles(service, mount, [mount.file], context) ?? [];
  if (!object) return;
  const key = object.keys[0] ?? mount.file.path;
  const name = volumeName(service.draft, basename(mount.source));
  const mode = modeOf(mount.file);
  const items = [{ key, path: key }];
  const volume = object.kind === 'Secret' ? { secret: { secretName: object.name, defaultMode: mode, items } } : { configMap: { name: object.name, defaultMode: mode, items } };
  service.draft.mount({ name, ...volume }, { name, mountPath: mount.target, subPath: key, readOnly: true });
}

/** V-15, V-30: a projected volume, which also takes files that are mounted below the directory. */
function mountDirectory(service: ServicePlan, mount: Mount<'directory'>, context: PlanContext): void {
  const below = service.mounts.flatMap((m): BoundFile[] =>
    m.type === 'file' && m.target.startsWith(`${mount.target}/`) ? [{ ...m.file, path: m.target.slice(mount.target.length + 1) }] : [],
  );
  const files = [...mount.files.filter((f) => !below.some((b) => b.path === f.path)), ...below];
  const objects = publishFiles(service, mount, files, context);
  if (!objects) return;
  const name = volumeName(service.draft, basename(mount.source));
  const sources = objects.map((object) => {
    const items = object.keys.map((key) => {
      const file = files.find((f) => f.path === object.paths.get(key));
      return { key, path: object.paths.get(key) ?? key, ...(file?.executable && { mode: 0o555 }) };
    });
    return object.kind === 'Secret' ? { secret: { name: object.name, items } } : { configMap: { name: object.name, items } };
  });
  service.draft.mount({ name, projected: { defaultMode: 0o444, sources } }, { name, mountPath: mount.target, readOnly: true });
}

interface PublishedObject {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly keys: readonly string[];
  readonly paths: ReadonlyMap<string, string>;
}

/** V-14, S-28: files that are secret by name or content go into a Secret, the others into ConfigMaps; undefined when one is too large. */
function publishFiles(service: ServicePlan, mount: Mount<'file' | 'directory'>, files: readonly BoundFile[], context: PlanContext): readonly PublishedObject[] | undefined {
  const used = new Set<string>();
  const items = files.map((file) => ({ key: dataKey(file.path, used), path: file.path, bytes: contentOf(file, mount, context), secret: isSensitiveFile(file) }));
  const large = items.find((item) => isTooLarge(item, item.secret ? 'Secret' : 'ConfigMap'));
  if (large) {
    context.ledger.refused(mount.path, 'S-22', `${large.path} is larger than a Kubernetes object may be`, { level: 'error', hint: 'bake it into the image, or use a named volume' });
    return undefined;
  }
  const paths = new Map(items.map((item) => [item.key, item.path]));
  const make = (kind: 'ConfigMap' | 'Secret', chosen: readonly DataItem[]): readonly PublishedObject[] =>
    chosen.length === 0
      ? []
      : makeDataObjects({ kind, base: `${service.name}-${basename(mount.source)}`, owner: service.name, items: chosen }, context).map((o) => ({ ...o, paths }));
  return [...make('ConfigMap', items.filter((i) => !i.secret)), ...make('Secret', items.filter((i) => i.secret))];
}

function contentOf(file: BoundFile, mount: ResolvedMount, context: PlanContext): Uint8Array {
  const text = textOf(file.bytes);
  return text === undefined ? file.bytes : new TextEncoder().encode(context.texts.rewrite(text, mount.path, { file: file.path }));
}

function isSensitiveFile(file: BoundFile): boolean {
  const text = textOf(file.bytes);
  return isSensitiveFileName(file.path) || (text !== undefined && isSensitiveValue(text));
}

function modeOf(file: BoundFile): number {
  return file.executable ? 0o555 : 0o444;
}

function accountForMount(service: ServicePlan, mount: ResolvedMount, { ledger, volumes }: PlanContext): void {
  const { outcome, rule, message, level, hint } = mount.decision;
  const targets = mount.type === 'none' ? [] : [service.draft.containerTarget('/volumeMounts')];
  const details = { targets, ...(level && { level }), ...(hint !== undefined && { hint }) };
  switch (outcome) {
    case 'exact':
      break;
    case 'differs':
      return ledger.differs(mount.path, rule, message, details);
    case 'refused':
      return ledger.refused(mount.path, rule, message, details);
    case 'not-applicable':
      return ledger.notApplicable(mount.path, rule, message);
  }
  const volume = mount.type === 'claim' ? volumes.get(mount.volume) : undefined;
  if (volume && (volume.users.length > 1 || service.replicas.count > 1)) {
    return ledger.differs(mount.path, 'V-05', 'all pods that mount this volume run on one node', { targets });
  }
  ledger.exact(mount.path, rule, targets);
}

/** charged to the memory limit of the container. */
function sharedMemory({ service, path, draft }: ServicePlan, { ledger }: PlanContext): void {
  if (service.shm_size === undefined) return;
  const at = [...path, 'shm_size'];
  const bytes = parseBytes(service.shm_size);
  if (!bytes.ok || service.ipc === 'host') return ledger.exact(at, 'R-09');
  const volume: Json & { name: string } = { name: 'dshm', emptyDir: { medium: 'Memory', sizeLimit: printBytes(bytes.value) } };
  draft.mount(volume, { name: 'dshm', mountPath: '/dev/shm' });
  const limit = parseBytes(service.deploy?.resources?.limits?.memory ?? service.mem_limit ?? '0');
  const targets = [draft.podTarget('/volumes')];
  if (limit.ok && limit.value > 0n && limit.value < bytes.value) {
    ledger.differs(at, 'R-09', 'shared memory counts against the memory limit, which is smaller', { level: 'warning', targets });
  } else ledger.exact(at, 'R-09', targets);
}
