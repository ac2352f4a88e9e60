import type { Level, Outcome } from '../../ledger/entry.ts';
import type { Path } from '../../source/node-tools.ts';
import type { BoundFile } from './bound-files.ts';

/** What the account says about a mount. */
export interface MountDecision {
  readonly outcome: Exclude<Outcome, 'not-translated'>;
  readonly rule: string;
  readonly message: string;
  readonly level?: Level;
  readonly hint?: string;
}

interface MountBase {
  /** The attribute: an item of `volumes` or of `tmpfs`. */
  readonly path: Path;
  readonly target: string;
  readonly readOnly: boolean;
  readonly decision: MountDecision;
}

/** A mount of a service after V-01: one a target, its kind decided. */
export type ResolvedMount = MountBase &
  (
    | {
        readonly type: 'claim';
        readonly volume: string;
        readonly subPath?: string;
        readonly nocopy: boolean;
        /** What the directory of the machine holds; copied into the volume while that is empty (V-15). */
        readonly files?: readonly BoundFile[];
      }
    | { readonly type: 'memory'; readonly sizeLimit?: bigint }
    /** Anonymous: filled with what the image has at the target unless `nocopy`. */
    | { readonly type: 'ephemeral'; readonly nocopy: boolean }
    /** A directory of another image (V-26). */
    | { readonly type: 'image'; readonly image: string; readonly subPath: string }
    | { readonly type: 'file'; readonly source: string; readonly file: BoundFile }
    | { readonly type: 'directory'; readonly source: string; readonly files: readonly BoundFile[] }
    | { readonly type: 'none' }
  );

export interface NfsExport {
  readonly server: string;
  readonly path: string;
  readonly readOnly: boolean;
  readonly mountOptions: readonly string[];
}

/** A volume that becomes a PersistentVolumeClaim, or refers to one that exists. */
export interface VolumePlan {
  /** Key of `volumes:`, or `bind:<absolute path>`. */
  readonly key: string;
  /** The attribute under `volumes:`; undefined for a bind mount. */
  readonly path: Path | undefined;
  readonly claimName: string;
  /** Quantity. */
  readonly size: string;
  readonly sizeGiven: boolean;
  readonly storageClass?: string;
  /** A claim that exists already (V-23). */
  readonly external: boolean;
  /** Named by the user, so that no StatefulSet makes a claim of its own for it (V-04). */
  readonly named: boolean;
  /** An NFS export that a PersistentVolume is made for (V-20). */
  readonly nfs?: NfsExport;
  /** Pods on several nodes may mount it (V-06). */
  readonly manyNodes: boolean;
  readonly annotations: Readonly<Record<string, string>>;
  /** Services that mount it, in the order of the file. */
  readonly users: readonly { readonly service: string; readonly writable: boolean }[];
}
