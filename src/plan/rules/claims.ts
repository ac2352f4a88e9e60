import type { Volume } from '../../model/project.ts';
import type { Path } from '../../source/node-tools.ts';
import { itemWhere, pointerTo } from '../../value/json-pointer.ts';
import { objectAnnotations } from '../annotations.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { ownsClaim } from '../kinds.ts';
import type { KubeObject } from '../kubernetes.ts';
import { objectLabels } from '../labels.ts';
import { kubectlCommand } from '../options.ts';
import type { ProjectRule } from '../rule.ts';
import { claimSpec, isOnServer } from '../storage/claims.ts';
import { readDriverOptions, unsupportedHint } from '../storage/driver-options.ts';
import type { VolumePlan } from '../storage/mounts.ts';
import { smbSource } from '../storage/smb-source.ts';
import { claimsAttributes } from './claims.attributes.ts';

/** C.5 for `volumes:`: claims that are not made by a StatefulSet, and the account of every declared volume. */
export const claimsRule: ProjectRule = {
  name: 'claims',
  handles: claimsAttributes,
  apply(context) {
    const owners = [...context.services.values()].filter((service) => service.draft.claimTemplates.length > 0);
    if (owners.length > 0) {
      context.ledger.add({
        rule: 'G-10',
        message:
          'the claim templates of a StatefulSet cannot be changed: before a change of its volumes or their size is applied, it has to be deleted; its pods and claims stay',
        targets: owners.map(({ draft }) => draft.target('/spec/volumeClaimTemplates')),
        optOut: 'kubectl delete statefulset NAME --cascade=orphan',
      });
    }
    for (const volume of context.volumes.values()) emitClaim(volume, context);
    for (const [key, volume] of context.project.volumes) accountForVolume(key, volume, context);
  },
};

function emitClaim(volume: VolumePlan, context: PlanContext): void {
  const { ledger, objects, externals } = context;
  if (volume.external) {
    externals.add(`PersistentVolumeClaim/${volume.claimName}`);
    return ledger.require({
      rule: 'V-23',
      message: `the PersistentVolumeClaim ${volume.claimName} exists and has its content in the directory data`,
      command: `${kubectlCommand(context.options)} get pvc ${volume.claimName}`,
    });
  }
  if (volume.nfs)
    ledger.require({ rule: 'V-20', message: `the nodes can mount NFS and know the server ${volume.nfs.server} by this name` });
  else if (volume.smb)
    ledger.require({ rule: 'V-21', message: 'the SMB CSI driver is installed', command: 'kubectl get csidriver smb.csi.k8s.io' });
  else if (volume.storageClass === undefined)
    ledger.require({ rule: 'V-02', message: 'the cluster has a default StorageClass', command: 'kubectl get storageclass' });
  else
    ledger.require({
      rule: 'V-02',
      message: `the StorageClass ${volume.storageClass} exists`,
      command: `kubectl get storageclass ${volume.storageClass}`,
    });
  if (ownerOf(volume, context) !== undefined) return;
  const labels = objectLabels(
    context,
    volume.users.length === 1 ? (context.services.get(volume.users[0]?.service ?? '')?.name ?? volume.claimName) : volume.claimName,
  );
  if (isOnServer(volume)) objects.push({ object: persistentVolume(volume, labels, context) });
  const metadata = {
    name: volume.claimName,
    labels: { ...labels, ...volume.labels },
    ...(Object.keys(volume.annotations).length > 0 && { annotations: volume.annotations }),
  };
  objects.push({ object: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: claimSpec(volume) } });
}

/** V-20, V-21. The claim is named in advance only where its namespace is known: a reference without one matches no claim. */
function persistentVolume(volume: VolumePlan, labels: Record<string, string>, context: PlanContext): KubeObject {
  const { namespace } = context.options;
  const { server = '', path = '', readOnly = false } = volume.nfs ?? {};
  const { mountOptions = [] } = volume.nfs ?? volume.smb ?? {};
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volume.claimName, labels },
    spec: {
      capacity: { storage: volume.size },
      accessModes: ['ReadWriteMany'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: '',
      ...(namespace !== undefined && { claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: volume.claimName } }),
      ...(mountOptions.length > 0 && { mountOptions }),
      ...(volume.smb ? { csi: smbSource(volume, volume.smb, context) } : { nfs: { server, path, ...(readOnly && { readOnly }) } }),
    },
  };
}

/** The StatefulSet whose claim template makes the claim (V-04). */
function ownerOf(volume: VolumePlan, context: PlanContext): ServicePlan | undefined {
  const [user] = volume.users;
  const service = user && context.services.get(user.service);
  return service?.kind === 'StatefulSet' && ownsClaim({ ...service, volumes: context.volumes }, volume.key) ? service : undefined;
}

/** Where things about a volume stand in the output. */
interface Place {
  readonly kind: string;
  readonly name: string;
  readonly pointer: string;
}

function accountForVolume(key: string, source: Volume, context: PlanContext): void {
  const { ledger, project } = context;
  const volume = context.volumes.get(key);
  const path = ['volumes', key];
  if (!volume) {
    const isUsed = [...project.services.values()].some((s) => s.volumes?.some((m) => m.type === 'volume' && m.source === key));
    return isUsed ? accountForMountedElsewhere(path, source, context) : ledger.notApplicable(path, 'DIAG-36', 'no active service uses it');
  }
  if (volume.external) return ledger.differs(path, 'V-23', `refers to the claim ${volume.claimName}, which must exist`);
  const owner = ownerOf(volume, context);
  const place: Place =
    owner === undefined
      ? { kind: 'PersistentVolumeClaim', name: volume.claimName, pointer: '' }
      : {
          kind: 'StatefulSet',
          name: owner.draft.handle.name,
          pointer: pointerTo('/spec/volumeClaimTemplates', itemWhere('metadata/name', volume.claimName)),
        };
  const targets = targetsAt(place, '/spec/resources/requests/storage');
  ledger.shapes(path, 'V-02', targetsAt(place, owner === undefined ? '/spec' : ''));
  if (volume.sizeGiven && !volume.smb) ledger.exact(path, 'V-02', targets);
  else if (volume.smb)
    ledger.refused(
      path,
      'V-21',
      'an SMB share: its PersistentVolume needs the CSI driver smb.csi.k8s.io, which clusters do not come with',
      {
        level: 'error',
        targets,
        hint: `install the driver, and accept this entry${context.options.namespace === undefined ? '; --namespace names where its Secret is, else default' : ''}`,
      },
    );
  else if (volume.nfs) ledger.differs(path, 'V-20', 'an NFS export of any size; the size of its claim is a formality', { targets });
  else
    ledger.differs(path, 'V-02', `Docker volumes have no size; the claim asks for ${volume.size}`, {
      targets,
      hint: 'x-waybill: {size: 10g} on the volume',
    });
  accountForName(path, source.name, volume, place, context);
  accountForDriver(path, source, volume, place, context);
  accountForLabels(path, source, place, context);
}

function targetsAt({ kind, name, pointer }: Place, below: string): { object: { kind: string; name: string }; pointer: string }[] {
  return [{ object: { kind, name }, pointer: pointer + below }];
}

/** B-230. */
function accountForName(path: Path, name: string, { named, claimName }: VolumePlan, place: Place, { ledger }: PlanContext): void {
  const targets = targetsAt(place, '/metadata/name');
  if (!named || name === claimName) ledger.exact([...path, 'name'], 'B-230', targets);
  else ledger.differs([...path, 'name'], 'B-230', `the claim is called ${claimName}: Kubernetes takes no such name`, { targets });
}

/** B-231, B-232. */
function accountForDriver(path: Path, source: Volume, volume: VolumePlan, place: Place, { ledger }: PlanContext): void {
  if (source.driver !== undefined) ledger.exact([...path, 'driver'], 'B-231');
  const targets = isOnServer(volume)
    ? [{ object: { kind: 'PersistentVolume', name: volume.claimName }, pointer: '/spec' }]
    : targetsAt(place, '/spec/resources/requests/storage');
  for (const [key, value] of Object.entries(source.driver_opts ?? {})) {
    const at = [...path, 'driver_opts', key];
    if (isOnServer(volume) && ['type', 'o', 'device'].includes(key))
      ledger.differs(at, volume.nfs ? 'V-20' : 'V-21', 'becomes a PersistentVolume that the claim is bound to', { targets });
    else if (key === 'size' || (key === 'o' && /^size=[^,]*$/.test(value))) ledger.exact(at, 'V-02', targets);
    else
      ledger.refused(at, 'B-232', 'an option of the local driver of Docker, which the storage class decides here', {
        hint: 'a StorageClass of your own, with x-waybill: {class: NAME} on the volume',
      });
  }
}

/** B-234. */
function accountForLabels(path: Path, { labels }: Volume, place: Place, { ledger, project }: PlanContext): void {
  if (!labels) return;
  const { annotations, refused } = objectAnnotations(labels, [...path, 'labels'], project);
  ledger.differs([...path, 'labels'], 'B-234', 'labels become annotations of the claim', {
    targets: Object.keys(annotations).length > 0 ? targetsAt(place, '/metadata/annotations') : [],
  });
  for (const label of refused)
    ledger.refused([...path, 'labels', label], 'B-234', 'no annotation may hold it', { hint: 'a key such as example.com/name' });
}

/** V-21, V-22: no claim; the mounts say what became of it. */
function accountForMountedElsewhere(path: Path, source: Volume, { ledger }: PlanContext): void {
  const options = readDriverOptions(source);
  switch (options.kind) {
    case 'bind':
      return ledger.differs(path, 'V-22', 'a bind mount by another name, translated as one where it is mounted');
    case 'tmpfs':
      return ledger.differs(path, 'V-22', 'a tmpfs by another name, translated as one where it is mounted');
    case 'unsupported':
      return ledger.refused(path, options.rule, options.what, { level: 'error', hint: unsupportedHint(options.rule) });
    default:
      return ledger.differs(path, 'V-01', 'no claim is made, because no mount of it remains');
  }
}
