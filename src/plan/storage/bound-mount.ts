import { basename } from '../../source/posix-path.ts';
import type { BindDecision } from './bind-decision.ts';
import type { MountDecision, ResolvedMount } from './mounts.ts';

/** Where a mount is written and where it leads. */
export type MountPlace = Pick<ResolvedMount, 'path' | 'target' | 'readOnly' | 'isChosen'>;

/** A bind mount as it was decided. @param source path of the machine */
export function boundMount(base: MountPlace, source: string, decision: BindDecision): ResolvedMount {
  const row = statement(decision);
  switch (decision.type) {
    case 'claim': {
      const { files, seededFile, nfs } = decision;
      return {
        ...base,
        type: 'claim',
        volume: nfs ? `nfs:${nfs.server}:${nfs.path}` : `bind:${source}`,
        nocopy: true,
        ...(files && { files }),
        ...(seededFile && { seededFile, subPath: basename(source) }),
        ...(nfs && { nfs }),
        decision: row,
      };
    }
    case 'hostPath': {
      const { hostPath, readOnly, check, propagation } = decision;
      return { ...base, readOnly, type: 'hostPath', hostPath, ...(check && { check }), ...(propagation && { propagation }), decision: row };
    }
    case 'file':
      return { ...base, type: 'file', source, file: decision.file, decision: row };
    case 'directory':
      return { ...base, type: 'directory', source, files: decision.files, decision: row };
    case 'none':
      return { ...base, type: 'none', decision: row };
  }
}

function statement(decision: MountDecision): MountDecision {
  const { outcome, rule, message, level, hint } = decision;
  return { outcome, rule, message, ...(level && { level }), ...(hint !== undefined && { hint }) };
}
