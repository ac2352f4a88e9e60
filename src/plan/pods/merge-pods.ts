import { sha256Hex } from '../../value/hash.ts';
import { k8sName } from '../../value/kube-name.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { ownsPod, podMembers } from './pod-of.ts';
import type { Json, PodVolume, VolumeMount, WorkloadDraft } from '../draft.ts';
import { settleGracePeriod, takePodFields } from './pod-fields.ts';

const sharedMemory = '/dev/shm';

/** Puts what rules planned for the containers of one pod into the draft of the service that owns it (L-21). */
export function mergePods(context: PlanContext): void {
  for (const owner of context.services.values()) {
    const [, ...guests] = podMembers(owner, context);
    if (!ownsPod(owner) || guests.length === 0) continue;
    settleGracePeriod([owner, ...guests], context);
    for (const guest of guests) joinPod(owner, guest, context);
    for (const guest of guests) shareMemory(guest, context);
  }
}

/** Gives the pod of a service what the container of another one needs of it. */
export function joinPod(owner: ServicePlan, guest: ServicePlan, context: PlanContext): void {
  takePodFields(owner, guest, context);
  takeVolumes(owner, guest);
  takePlacement(owner, guest, context);
}

/** Volumes of equal names are two volumes, unless they show the same claim, ConfigMap or Secret, or are meant to be shared. */
function takeVolumes({ draft }: ServicePlan, guest: ServicePlan): void {
  const names = new Map<string, string>();
  for (const volume of guest.draft.volumes) {
    const known = draft.volumes.find(({ name }) => name === volume.name);
    const isClaim = draft.claimTemplates.some((template) => claimName(template) === volume.name);
    const isSame = known !== undefined && (guest.draft.sharedVolumes.has(volume.name) || isSameContent(known, volume));
    if (isSame) continue;
    const name = known || isClaim ? freeName(draft, `${guest.name}-${volume.name}`) : volume.name;
    names.set(volume.name, name);
    draft.volumes.push({ ...volume, name });
  }
  for (const template of guest.draft.claimTemplates) {
    if (!draft.claimTemplates.some((known) => claimName(known) === claimName(template))) draft.claimTemplates.push(template);
  }
  const renamed = <T extends { readonly name: string }>(mount: T): T => ({ ...mount, name: names.get(mount.name) ?? mount.name });
  guest.draft.mounts.splice(0, Infinity, ...guest.draft.mounts.map(renamed));
  draft.adoptInitContainers(guest.draft, (container) => {
    const mounts = (container['volumeMounts'] ?? []) as readonly VolumeMount[];
    return mounts.length === 0 ? container : { ...container, volumeMounts: mounts.map(renamed) };
  });
}

function claimName(template: Json): string {
  return (template['metadata'] as { readonly name: string }).name;
}

/** An empty directory is another one each time. */
function isSameContent(one: PodVolume, other: PodVolume): boolean {
  return one['emptyDir'] === undefined && JSON.stringify(one) === JSON.stringify(other);
}

function freeName({ volumes, claimTemplates }: WorkloadDraft, wanted: string): string {
  const name = k8sName(wanted, 63);
  const isTaken = [...volumes.map((v) => v.name), ...claimTemplates.map(claimName)].includes(name);
  return isTaken ? k8sName(`${name.slice(0, 54)}-${sha256Hex(`${wanted}/${volumes.length}`, 8)}`, 63) : name;
}

/** L-22: a volume at `/dev/shm` takes the place of the memory that the containers of a pod have in common. */
function shareMemory({ joins, draft }: ServicePlan, { services, ledger }: PlanContext): void {
  const join = joins.find((one) => one.attribute === 'ipc' && !one.refusal);
  const memory = join && services.get(join.to)?.draft.mounts.find((mount) => mount.mountPath === sharedMemory);
  if (!memory || draft.mounts.some((mount) => mount.mountPath === sharedMemory)) return;
  draft.mounts.push(memory);
  ledger.shapes(join.path, 'L-22', [draft.mountTarget(sharedMemory)]);
}

function hasPlacement({ topologySpread, ...draft }: WorkloadDraft, field: string): boolean {
  if (field === '/topologySpreadConstraints') return topologySpread.length > 0;
  return (['podAffinity', 'podAntiAffinity', 'nodeRequirements', 'nodePreferences'] as const).some((list) => draft[list].length > 0);
}

/** L-23, V-05: a pod is on one node, which has to do for all its containers. */
function takePlacement({ key, draft }: ServicePlan, { draft: guest, service, path }: ServicePlan, { ledger }: PlanContext): void {
  for (const list of ['podAffinity', 'podAntiAffinity', 'nodeRequirements', 'nodePreferences', 'topologySpread'] as const) {
    for (const item of guest[list]) {
      if (!draft[list].some((known) => JSON.stringify(known) === JSON.stringify(item))) draft[list].push(item);
    }
  }
  for (const [label, value] of guest.podLabels) draft.podLabels.set(label, value);
  if (service.deploy?.placement !== undefined) {
    ledger.differs([...path, 'deploy', 'placement'], 'L-21', `holds for the whole pod, and so for ${key}`, {
      targets: ['/affinity', '/topologySpreadConstraints']
        .filter((field) => hasPlacement(draft, field))
        .map((field) => draft.podTarget(field)),
    });
  }
}
