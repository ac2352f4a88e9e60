import type { Target } from '../../ledger/entry.ts';
import type { Mount } from '../../model/service.ts';
import { getAt, type Path } from '../../source/node-tools.ts';
import { objectAnnotations } from '../annotations.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { ConvertOptions } from '../options.ts';
import { accountForBindOptions } from './account-bind.ts';
import type { MountDecision, ResolvedMount, VolumePlan } from './mounts.ts';

/** What became of a mount as a whole, and of the options below it (B-120…B-137). */
export function accountForMount(service: ServicePlan, mount: ResolvedMount, context: PlanContext): void {
  const { ledger, volumes, project, options } = context;
  const targets = mount.type === 'none' ? [] : [service.draft.mountTarget(mount.target)];
  record(mount.path, mount.decision, targets, ledger);
  const volume = mount.type === 'claim' ? volumes.get(mount.volume) : undefined;
  if (volume) accountForClaim(service, mount, volume, isColocated(service, volume, options), ledger);
  if (mount.type === 'hostPath' && !mount.readOnly && service.user.isRoot !== true)
    ledger.differs(mount.path, 'V-08', 'the node decides who may write there; the group of the pod changes nothing', { targets });
  const written = mount.path[2] === 'volumes' ? service.service.volumes?.[Number(mount.path[3])] : undefined;
  if (written && !isShort(mount.path, project)) accountForOptions(written, mount, targets, context);
}

function record(
  path: Path,
  { outcome, rule, message, level, hint }: MountDecision,
  targets: readonly Target[],
  ledger: PlanContext['ledger'],
): void {
  const details = { targets, ...(level && { level }), ...(hint !== undefined && { hint }) };
  switch (outcome) {
    case 'exact':
      return ledger.exact(path, rule, targets);
    case 'differs':
      return ledger.differs(path, rule, message, details);
    case 'refused':
      return ledger.refused(path, rule, message, details);
    case 'not-applicable':
      return ledger.notApplicable(path, rule, message);
  }
}

/** V-04, V-05, V-08. */
function accountForClaim(
  service: ServicePlan,
  mount: ResolvedMount,
  volume: VolumePlan,
  oneNode: boolean,
  ledger: PlanContext['ledger'],
): void {
  const targets = [service.draft.mountTarget(mount.target)];
  if (service.kind === 'DaemonSet' && !volume.manyNodes) {
    ledger.refused(mount.path, 'V-04', 'every node runs a pod, and the claim is attached to one node', {
      level: 'error',
      hint: 'x-waybill: {access: rwx} on the volume, with a class that offers ReadWriteMany',
    });
  } else if (oneNode) ledger.differs(mount.path, 'V-05', 'all pods that mount this volume run on one node', { targets });
  if (volume.smb && service.user.isRoot !== true)
    ledger.differs(
      mount.path,
      'V-08',
      'uid and gid in the options of the share decide who may write to it; the group of the pod changes nothing there',
      {
        targets,
      },
    );
  if (volume.nfs && service.user.isRoot !== true)
    ledger.differs(mount.path, 'V-08', 'the server decides who may write to the NFS export; the group of the pod changes nothing there', {
      targets,
    });
}

/** V-05: whether the pods that mount a volume have to meet on one node. An autoscaler may run several that only read. */
export function isColocated({ replicas, kind, extension, pod, ports }: ServicePlan, volume: VolumePlan, { hpa }: ConvertOptions): boolean {
  const reads = volume.users.some((user) => user.service === pod.owner && !user.writable);
  const isWanted = extension.autoscale ?? (hpa === 'all' || (hpa === 'auto' && !ports.isEmpty));
  const mayScale = kind === 'Deployment' && pod.members.length === 1 && reads && isWanted !== false;
  return !volume.manyNodes && (volume.users.length > 1 || replicas.count > 1 || mayScale);
}

/** `./data:/data`: its options stand in no line of their own. */
function isShort(path: Path, { tree }: PlanContext['project']): boolean {
  const [whole, target] = [getAt(tree, path), getAt(tree, [...path, 'target'])];
  return whole !== undefined && whole.span.start === target?.span.start && whole.span.end === target.span.end;
}

function accountForOptions(written: Mount, mount: ResolvedMount, targets: readonly Target[], { ledger, project }: PlanContext): void {
  const { path } = mount;
  if (written.consistency !== undefined) ledger.notApplicable([...path, 'consistency'], 'B-125', 'a cache of Docker Desktop');
  if (mount.decision.outcome !== 'refused') accountForBindOptions(written, mount, targets, ledger);
  const { volume, tmpfs } = written;
  if (volume?.nocopy !== undefined) ledger.exact([...path, 'volume', 'nocopy'], 'B-130');
  if (mount.type === 'claim' && volume?.subpath !== undefined)
    ledger.differs([...path, 'volume', 'subpath'], 'B-131', 'the directory is made when it is missing, where Docker fails', { targets });
  if (mount.type === 'claim' && volume?.labels) {
    ledger.differs([...path, 'volume', 'labels'], 'B-132', 'labels become annotations of the claim');
    const at = [...path, 'volume', 'labels'];
    for (const label of objectAnnotations(volume.labels, at, project).refused)
      ledger.refused([...at, label], 'B-132', 'no annotation may hold it', { hint: 'a key such as example.com/name' });
  }
  if (mount.type !== 'memory' || tmpfs?.mode === undefined) return;
  if (tmpfs.mode === 0o1777) ledger.exact([...path, 'tmpfs', 'mode'], 'B-134', targets);
  else ledger.differs([...path, 'tmpfs', 'mode'], 'B-134', 'the mode is 01777 here and cannot be set', { targets });
}
