import { sha256Hex } from '../../value/hash.ts';
import { k8sName } from '../../value/kube-name.ts';
import type { WorkloadDraft } from '../draft.ts';

/** A name for a volume of a pod that no other volume of it has, nor a claim that its StatefulSet makes. */
export function volumeName(draft: WorkloadDraft, wanted: string): string {
  const name = k8sName(wanted, 63);
  const claims = draft.claimTemplates.map((template) => (template['metadata'] as { readonly name: string }).name);
  const isTaken = claims.includes(name) || draft.volumes.some((v) => v.name === name);
  return isTaken ? k8sName(`${name.slice(0, 54)}-${sha256Hex(`${wanted}/${draft.volumes.length}`, 8)}`, 63) : name;
}
