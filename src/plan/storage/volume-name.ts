import { sha256Hex } from '../../value/hash.ts';
import { k8sName } from '../../value/kube-name.ts';
import type { WorkloadDraft } from '../draft.ts';

/** A name for a volume of a pod that no other volume of it has. */
export function volumeName(draft: WorkloadDraft, wanted: string): string {
  const name = k8sName(wanted, 63);
  const taken = draft.volumes.some((v) => v.name === name);
  return taken ? k8sName(`${name.slice(0, 54)}-${sha256Hex(`${wanted}/${draft.volumes.length}`, 8)}`, 63) : name;
}
