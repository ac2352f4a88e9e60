import type { PlanContext } from '../context.ts';
import { dataTargets, makeDataObjects } from '../data-objects.ts';
import type { Json } from '../draft.ts';
import { kubectlCommand } from '../options.ts';
import type { SmbShare, VolumePlan } from './mounts.ts';

/** The volume of the SMB CSI driver, with its credentials in a Secret. The driver looks the Secret up in a namespace that has to be named. */
export function smbSource(volume: VolumePlan, share: SmbShare, context: PlanContext): Json {
  const name = smbSecretName(volume);
  const items = share.credentials.map(({ key, value }) => ({ key, bytes: new TextEncoder().encode(value) }));
  if (items.length > 0) {
    const request = { base: name, identity: `smb/${volume.key}`, owner: volume.claimName, items, fixedName: name };
    const objects = makeDataObjects({ kind: 'Secret', ...request }, context);
    context.ledger.shapes(['volumes', volume.key, 'driver_opts', 'o'], 'V-21', dataTargets(objects));
  } else if (share.hasCredentialsFile)
    context.ledger.require({
      rule: 'V-21',
      message: `the Secret ${name} exists with the keys username and password, which stood in a file of the machine`,
      command: `${kubectlCommand(context.options)} create secret generic ${name} --from-literal=username=… --from-literal=password=…`,
    });
  const needsSecret = items.length > 0 || share.hasCredentialsFile;
  return {
    driver: 'smb.csi.k8s.io',
    volumeHandle: `${share.source.slice(2)}#${context.partOf}-${volume.claimName}`,
    ...(share.readOnly && { readOnly: true }),
    volumeAttributes: { source: share.source },
    ...(needsSecret && { nodeStageSecretRef: { name, namespace: context.options.namespace ?? 'default' } }),
  };
}

function smbSecretName({ claimName }: VolumePlan): string {
  return `${claimName.slice(0, 59)}-smb`;
}
