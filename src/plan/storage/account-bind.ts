import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Target } from '../../ledger/entry.ts';
import { nearest } from '../../load/nearest.ts';
import type { Mount } from '../../model/service.ts';
import { formatPath } from '../../source/node-tools.ts';
import { clean } from '../../source/posix-path.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { ResolvedMount } from './mounts.ts';

/** B-126…B-129: what became of the options below `bind` of a mount. */
export function accountForBindOptions(
  { bind }: Mount,
  mount: ResolvedMount,
  targets: readonly Target[],
  ledger: PlanContext['ledger'],
): void {
  const { path } = mount;
  if (bind?.selinux !== undefined) ledger.notApplicable([...path, 'bind', 'selinux'], 'B-129', 'the kubelet labels volumes for the pod');
  if (mount.type === 'hostPath') return accountForHostPath(bind, mount, targets, ledger);
  const say = (key: string, rule: string): void => ledger.notApplicable([...path, 'bind', key], rule, 'no path of the node is mounted');
  if (bind?.create_host_path !== undefined) say('create_host_path', 'B-126');
  if (bind?.propagation !== undefined) say('propagation', 'B-127');
  if (bind?.recursive !== undefined) say('recursive', 'B-128');
}

function accountForHostPath(
  bind: Mount['bind'],
  { path, check, propagation }: Extract<ResolvedMount, { type: 'hostPath' }>,
  targets: readonly Target[],
  ledger: PlanContext['ledger'],
): void {
  if (bind?.create_host_path !== undefined) {
    const at = [...path, 'bind', 'create_host_path'];
    const isKept = (check === 'DirectoryOrCreate') === bind.create_host_path;
    if (isKept) ledger.exact(at, 'B-126', targets);
    else ledger.differs(at, 'B-126', `nothing is made at a path that every node has: type ${check ?? 'is not checked'}`, { targets });
  }
  if (bind?.propagation !== undefined) {
    const at = [...path, 'bind', 'propagation'];
    const kept = { rprivate: undefined, private: undefined, rslave: 'HostToContainer', rshared: 'Bidirectional' } as const;
    const isKept = Object.entries(kept).some(([key, value]) => key === bind.propagation && value === propagation);
    if (isKept) ledger.exact(at, 'B-127', targets);
    else if (bind.propagation === 'rshared')
      ledger.differs(at, 'B-127', 'mounts of the program stay in its container: only a privileged one may share them with the node', {
        level: 'warning',
        targets,
      });
    else
      ledger.differs(at, 'B-127', 'later mounts are not seen in the container: Kubernetes knows rprivate, rslave and rshared', { targets });
  }
  if (bind?.recursive !== undefined)
    ledger.refused([...path, 'bind', 'recursive'], 'B-128', 'no field of Kubernetes 1.28 says what becomes of mounts below this one', {
      hint: 'leave it out, or mount the path that is meant',
    });
}

/** `x-waybill.bind` for a path at which no bind mount is. */
export function reportUnmatchedChoices(
  { service, path, extension, mounts }: ServicePlan,
  { diagnostics, ledger, project }: PlanContext,
): void {
  const isBind = (mount: ResolvedMount): boolean => {
    const written = mount.path[2] === 'volumes' ? service.volumes?.[Number(mount.path[3])] : undefined;
    if (written?.type === 'bind') return true;
    const volume = written?.type === 'volume' ? project.volumes.get(written.source ?? '') : undefined;
    return /(?:^|,)r?bind(?:,|$)/.test(volume?.driver_opts?.['o'] ?? '');
  };
  const known = mounts.filter(isBind).map((mount) => mount.target);
  for (const target of extension.bind?.keys() ?? []) {
    if (known.includes(clean(target))) continue;
    const at = [...path, 'x-waybill', 'bind', target];
    const near = nearest(target, known);
    diagnostics.push(
      diagnostic(
        'bind-choice-unmatched',
        { span: ledger.spanAt(at), path: formatPath(at) },
        { service: String(path[1]), target, near: near[0] ?? (known.length === 1 ? known[0] : undefined), known },
      ),
    );
  }
}
