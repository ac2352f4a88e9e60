import type { PlanContext } from '../context.ts';
import { ownsClaim } from '../kinds.ts';
import type { KubeObject } from '../kubernetes.ts';
import { objectLabels } from '../labels.ts';
import type { ProjectRule } from '../rule.ts';
import { claimSpec } from '../storage/claims.ts';
import type { VolumePlan } from '../storage/mounts.ts';

/** C.5 for `volumes:`: claims that are not made by a StatefulSet, and the account of every declared volume. */
export const claimsRule: ProjectRule = {
  name: 'claims',
  handles: ['volumes'],
  apply(context) {
    for (const volume of context.volumes.values()) emitClaim(volume, context);
    for (const key of context.project.volumes.keys()) accountForVolume(key, context);
  },
};

function emitClaim(volume: VolumePlan, context: PlanContext): void {
  if (volume.external) {
    context.externals.add(`PersistentVolumeClaim/${volume.claimName}`);
    context.ledger.require({ rule: 'V-23', message: `the PersistentVolumeClaim ${volume.claimName} exists`, command: `kubectl get pvc ${volume.claimName}` });
    return;
  }
  if (!volume.nfs && volume.storageClass === undefined) {
    context.ledger.require({ rule: 'V-02', message: 'the cluster has a default StorageClass', command: 'kubectl get storageclass' });
  }
  if (ownerOf(volume, context)) return;
  const labels = objectLabels(context, volume.users.length === 1 ? (context.services.get(volume.users[0]?.service ?? '')?.name ?? volume.claimName) : volume.claimName);
  const annotations = context.project.volumes.get(volume.key)?.labels;
  if (volume.nfs) context.objects.push({ object: persistentVolume(volume, labels) });
  context.objects.push({
    object: {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: volume.claimName, labels, ...(annotations && { annotations }) },
      spec: claimSpec(volume),
    },
  });
}

/** V-20. */
function persistentVolume(volume: VolumePlan, labels: Record<string, string>): KubeObject {
  const { server = '', path = '', mountOptions = [] } = volume.nfs ?? {};
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volume.claimName, labels },
    spec: {
      capacity: { storage: volume.size },
      accessModes: ['ReadWriteMany'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: '',
      ...(mountOptions.length > 0 && { mountOptions }),
      nfs: { server, path },
    },
  };
}

/** The StatefulSet whose claim template makes the claim (V-04). */
function ownerOf(volume: VolumePlan, context: PlanContext): string | undefined {
  const [user] = volume.users;
  const service = user && context.services.get(user.service);
  return service?.kind === 'StatefulSet' && ownsClaim({ ...service, volumes: context.volumes }, volume.key) ? service.name : undefined;
}

function accountForVolume(key: string, context: PlanContext): void {
  const { ledger, project } = context;
  const source = project.volumes.get(key);
  const volume = context.volumes.get(key);
  const path = ['volumes', key];
  if (!volume || !source) {
    const used = [...project.services.values()].some((s) => s.volumes?.some((m) => m.source === key));
    if (used) ledger.differs(path, 'V-22', 'translated where it is mounted');
    else ledger.notApplicable(path, 'DIAG-36', 'no active service uses it');
    return;
  }
  const owner = ownerOf(volume, context);
  const object = owner === undefined ? { kind: 'PersistentVolumeClaim', name: volume.claimName } : { kind: 'StatefulSet', name: owner };
  const targets = [{ object, pointer: owner === undefined ? '/spec' : '/spec/volumeClaimTemplates' }];
  if (volume.external) ledger.differs(path, 'V-23', `refers to the claim ${volume.claimName}, which must exist`);
  else if (volume.sizeGiven) ledger.exact(path, 'V-02', targets);
  else ledger.differs(path, 'V-02', `Docker volumes have no size; the claim asks for ${volume.size}`, { targets, hint: 'x-waybill: {size: 10g} on the volume' });
}
