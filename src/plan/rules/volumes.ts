import { parseBytes, printBytes } from '../../value/bytes.ts';
import { basename, join as joinPaths } from '../../source/posix-path.ts';
import { k8sName } from '../../value/kube-name.ts';
import { itemWith, pointerTo } from '../../value/json-pointer.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { Json } from '../draft.ts';
import { escapeDollar } from '../escape.ts';
import { ownsClaim } from '../kinds.ts';
import { labelDomain, markSelector } from '../labels.ts';
import { podOwner } from '../pods/pod-of.ts';
import type { ServiceRule } from '../rule.ts';
import { reportUnmatchedChoices } from '../storage/account-bind.ts';
import { accountForMount, isColocated } from '../storage/account-mount.ts';
import { accountForVolumesFrom } from '../storage/account-volumes-from.ts';
import { carryFiles, seedFile } from '../storage/carry-files.ts';
import type { BoundFile } from '../storage/bound-files.ts';
import { claimSpec, claimSubPath } from '../storage/claims.ts';
import { colocationLeader } from '../storage/colocation.ts';
import { keepDataDirectories } from '../storage/data-directories.ts';
import { refuseMongoKeyFile } from '../storage/mongo-key-file.ts';
import { ownPostgresDirectory } from '../storage/postgres-directory.ts';
import { defaultFileMode } from '../storage/file-mounts.ts';
import type { ResolvedMount, VolumePlan } from '../storage/mounts.ts';
import { readOnlyVolumeAround } from '../storage/nesting.ts';
import { publishBoundFiles } from '../storage/publish-bound-files.ts';
import { walksDirectory } from '../storage/recursive-loaders.ts';
import { volumeName } from '../storage/volume-name.ts';
import { volumesAttributes } from './volumes.attributes.ts';

/** C.5: what is mounted into the container. */
export const volumesRule: ServiceRule = {
  name: 'volumes',
  handles: volumesAttributes,
  apply(service, context) {
    // Claims first: their names are given, the other volumes of the pod find names beside them.
    const inOrder = [...service.mounts.filter((m) => m.type === 'claim'), ...service.mounts.filter((m) => m.type !== 'claim')];
    for (const mount of inOrder) {
      const hidden = mount.type === 'none' ? undefined : readOnlyVolumeAround(mount.target, service.mounts);
      if (hidden) {
        context.ledger.refused(mount.path, 'V-30', `lies in ${hidden.target}, which is mounted read-only and takes no mount points`, {
          level: 'error',
          hint: 'mount the outer volume without ro, or choose another target',
        });
        continue;
      }
      if (mountOne(service, mount, context)) accountForMount(service, asCopied(service, mount), context);
    }
    reportUnmatchedChoices(service, context);
    keepDataDirectories(service, context);
    ownPostgresDirectory(service, context);
    refuseMongoKeyFile(service, context);
    sharedMemory(service, context);
    accountForVolumesFrom(service, context);
  },
};

type Mount<T extends ResolvedMount['type']> = Extract<ResolvedMount, { type: T }>;

/** @returns false for what is refused because of its content, of which then nothing else is to be said */
function mountOne(service: ServicePlan, mount: ResolvedMount, context: PlanContext): boolean {
  switch (mount.type) {
    case 'claim':
      mountClaim(service, mount, context);
      return true;
    case 'memory':
      mountEmptyDirectory(service, mount, {
        medium: 'Memory',
        ...(mount.sizeLimit !== undefined && { sizeLimit: printBytes(mount.sizeLimit) }),
      });
      return true;
    case 'ephemeral':
      if (mount.shared === undefined) mountEmptyDirectory(service, mount, {});
      else mountShared(service, mount, mount.shared);
      return true;
    case 'image':
      mountImage(service, mount);
      return true;
    case 'hostPath':
      mountHostPath(service, mount);
      return true;
    case 'file':
      return mountBoundFile(service, mount, context);
    case 'directory':
      return mountDirectory(service, mount, context);
    case 'none':
      return true;
  }
}

/** @returns name of the volume */
function mountEmptyDirectory({ draft }: ServicePlan, mount: ResolvedMount, emptyDir: Json): string {
  const name = volumeName(draft, mount.target.slice(1));
  draft.mount({ name, emptyDir }, { name, mountPath: mount.target, ...(mount.readOnly && { readOnly: true }) });
  return name;
}

/** V-27: one directory for several containers of the pod, which know it by one name. */
function mountShared({ draft }: ServicePlan, { target, readOnly }: ResolvedMount, shared: string): void {
  const name = k8sName(shared, 63);
  draft.sharedVolumes.add(name);
  draft.mount({ name, emptyDir: {} }, { name, mountPath: target, ...(readOnly && { readOnly: true }) });
}

/** V-04, V-05, V-07: a claim, never its root directory. */
function mountClaim(service: ServicePlan, mount: Mount<'claim'>, context: PlanContext): void {
  const { draft } = service;
  const volume = context.volumes.get(mount.volume);
  if (!volume) return;
  const name = volume.claimName;
  const subPath = claimSubPath(volume, mount.subPath);
  const volumeMount = {
    name,
    mountPath: mount.target,
    ...(subPath !== undefined && { subPath }),
    ...(mount.readOnly && { readOnly: true }),
  };
  if (mount.files) carryFiles(service, mount, mount.files, volumeMount, context);
  if (mount.seededFile) seedFile(service, mount, { ...volumeMount, ...withSubPath(claimSubPath(volume, undefined)) }, context);
  if (
    podOwner(service, context).kind === 'StatefulSet' &&
    ownsClaim({ ...podOwner(service, context), volumes: context.volumes }, mount.volume)
  ) {
    if (!draft.claimTemplates.some((t) => (t['metadata'] as { name: string }).name === name))
      draft.claimTemplates.push(claimTemplate(volume));
    draft.mount(undefined, volumeMount);
    return;
  }
  draft.mount({ name, persistentVolumeClaim: { claimName: name } }, volumeMount);
  if (isColocated(service, volume, context.options)) colocate(service, mount, colocationLeader(volume, context.volumes).claimName, context);
}

function claimTemplate(volume: VolumePlan): Json {
  const { claimName: name, labels, annotations } = volume;
  return {
    metadata: { name, ...(labels && { labels }), ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: claimSpec(volume),
  };
}

/** V-05: all pods that mount one volume run on one node, so that ReadWriteOnce is enough. */
function colocate({ draft }: ServicePlan, { path }: ResolvedMount, claim: string, context: PlanContext): void {
  const mark = k8sName(`vol-${claim}`);
  const required = '/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution';
  context.ledger.shapes(path, 'V-05', [
    draft.target(pointerTo(`${draft.templatePointer}/metadata/labels`, `${labelDomain}/${mark}`)),
    draft.podTarget(pointerTo(required, itemWith(pointerTo('labelSelector/matchLabels', `${labelDomain}/${mark}`)))),
  ]);
  if (draft.podLabels.has(`${labelDomain}/${mark}`)) return;
  draft.podLabels.set(`${labelDomain}/${mark}`, 'true');
  draft.podAffinity.push({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: markSelector(context, mark) } });
}

function withSubPath(subPath: string | undefined): { readonly subPath?: string } {
  return subPath === undefined ? {} : { subPath };
}

/** V-13, B-126, B-127. */
function mountHostPath({ draft }: ServicePlan, { target, hostPath, check, propagation, readOnly }: Mount<'hostPath'>): void {
  const name = volumeName(draft, `host-${hostPath === '/' ? 'root' : hostPath.slice(1)}`);
  draft.mount(
    { name, hostPath: { path: hostPath, ...(check && { type: check }) } },
    { name, mountPath: target, ...(readOnly && { readOnly: true }), ...(propagation && { mountPropagation: propagation }) },
  );
}

/** V-26: without `-a`, because a user other than root may not set the times of the volume's own directory. */
function mountImage(service: ServicePlan, mount: Mount<'image'>): void {
  const name = mountEmptyDirectory(service, mount, {});
  service.draft.addInitContainer('seed', () => ({
    name: k8sName(`copy-${name}`),
    image: mount.image,
    command: (mount.subPath === '/' ? ['sh', '-c', copyImage] : ['cp', '-R', '--', `${mount.subPath}/.`, '/.copy']).map(escapeDollar),
    resources: { requests: { cpu: '10m', memory: '16Mi' } },
    volumeMounts: [{ name, mountPath: '/.copy' }],
  }));
}

/** Everything but what the runtime mounts. */
const copyImage =
  'set -e; for f in /.[!.]* /*; do case "$f" in /proc|/sys|/dev|/.copy|/.dockerenv) continue;; esac; if [ -e "$f" ] || [ -L "$f" ]; then cp -R -- "$f" /.copy/; fi; done';

function mountBoundFile(service: ServicePlan, mount: Mount<'file'>, context: PlanContext): boolean {
  const [object] = publishBoundFiles(service, mount, [mount.file], context) ?? [];
  if (!object) return false;
  service.draft.files.addFile({
    target: mount.target,
    wanted: basename(mount.source),
    object,
    key: object.keys[0] ?? mount.file.path,
    mode: modeOf(mount.file, mount.target, service),
  });
  if (mount.file.executable || !isRun(mount.target, service)) return true;
  context.ledger.differs(mount.path, 'V-14', 'the file is executable here, because the container runs it', {
    level: 'info',
    targets: [service.draft.mountTarget(mount.target)],
  });
  return true;
}

/** V-15: a projected volume. */
function mountDirectory(service: ServicePlan, mount: Mount<'directory'>, context: PlanContext): boolean {
  const objects = publishBoundFiles(service, mount, mount.files, context);
  if (!objects) return false;
  const sources = objects.map((object) => ({
    object,
    items: object.keys.map((key) => {
      const file = object.files.get(key);
      const mode = file && modeOf(file, joinPaths(mount.target, file.path), service);
      return { key, path: file?.path ?? key, ...(mode !== undefined && mode !== defaultFileMode && { mode }) };
    }),
  }));
  service.draft.files.addDirectory(mount.target, basename(mount.source), sources);
  if (!walksDirectory(service, mount.target, mount.files)) return true;
  service.draft.files.copyDirectory(mount.target, context.options.waitImage);
  context.ledger.add({
    rule: 'V-15',
    message: `${service.key} gets a copy of ${mount.target}: its program would stumble over the links of which a mounted ConfigMap consists`,
    targets: [service.draft.mountTarget(mount.target)],
  });
  return true;
}

/** What is said of the links of a directory does not hold for a copy of it. */
function asCopied(service: ServicePlan, mount: ResolvedMount): ResolvedMount {
  if (mount.type !== 'directory' || !walksDirectory(service, mount.target, mount.files)) return mount;
  const message =
    'an init container copies the files, which the program would find twice or not at all in a mounted ConfigMap; a change of a file makes new pods';
  return { ...mount, decision: { ...mount.decision, outcome: 'differs', message } };
}

/** V-14. What the container runs is executable, although a file of Windows, or out of an archive, does not say so. */
function modeOf(file: BoundFile, target: string, service: ServicePlan): number {
  return file.executable || isRun(target, service) ? 0o555 : defaultFileMode;
}

/** Whether the file at the path is the program of the container, of its arguments or of its health check. */
function isRun(path: string, { service: { entrypoint, command, healthcheck } }: ServicePlan): boolean {
  const check = healthcheck?.test?.[0] === 'CMD' ? healthcheck.test[1] : undefined;
  return [entrypoint?.[0], command?.[0], check].includes(path);
}

/** charged to the memory limit of the container. */
function sharedMemory({ service, path, draft, mounts, joins }: ServicePlan, { ledger }: PlanContext): void {
  if (service.shm_size === undefined) return;
  const at = [...path, 'shm_size'];
  const join = joins.find((one) => one.attribute === 'ipc' && !one.refusal);
  if (join) return ledger.differs(at, 'L-22', `not used, as in Docker: the shared memory is that of ${join.to}`);
  const bytes = parseBytes(service.shm_size);
  const isMounted = mounts.some((m) => m.target === '/dev/shm' && m.type !== 'none');
  // Docker takes 0 for its default, which is that of Kubernetes.
  if (!bytes.ok || bytes.value === 0n || service.ipc === 'host' || isMounted) return ledger.exact(at, 'R-09');
  const name = volumeName(draft, 'dshm');
  draft.mount({ name, emptyDir: { medium: 'Memory', sizeLimit: printBytes(bytes.value) } }, { name, mountPath: '/dev/shm' });
  const limit = parseBytes(service.deploy?.resources?.limits?.memory ?? service.mem_limit ?? '0');
  const targets = [draft.mountTarget('/dev/shm')];
  if (limit.ok && limit.value > 0n && limit.value < bytes.value) {
    ledger.differs(at, 'R-09', 'shared memory counts against the memory limit, which is smaller', { level: 'warning', targets });
  } else ledger.exact(at, 'R-09', targets);
}
