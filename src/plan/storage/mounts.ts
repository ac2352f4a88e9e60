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
  /** `x-waybill.bind` says what becomes of it. */
  readonly isChosen?: boolean;
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
        /** Paths in the volume that other mounts are about, which fill them themselves (V-05). */
        readonly parts?: readonly string[];
        /** A single file of the volume, at `subPath`: made while it is missing, with this content or empty (V-14). */
        readonly seededFile?: { readonly content?: BoundFile };
        /** The server that the user chose in place of the directory of the machine (V-13). */
        readonly nfs?: NfsExport;
      }
    /** A path of the node (V-13). */
    | { readonly type: 'hostPath'; readonly hostPath: string; readonly check?: HostPathCheck; readonly propagation?: MountPropagation }
    | { readonly type: 'memory'; readonly sizeLimit?: bigint }
    /** Anonymous: filled with what the image has at the target unless `nocopy`. */
    | {
        readonly type: 'ephemeral';
        readonly nocopy: boolean;
        /** What its volume is named after, where several containers of the pod mount it (V-27). */
        readonly shared?: string;
      }
    /** A directory of another image, `/` for all of it (V-26). */
    | { readonly type: 'image'; readonly image: string; readonly subPath: string }
    | { readonly type: 'file'; readonly source: string; readonly file: BoundFile }
    | { readonly type: 'directory'; readonly source: string; readonly files: readonly BoundFile[] }
    | { readonly type: 'none' }
  );

/** What the kubelet finds or makes at a path of the node before it mounts it; nothing is looked at where it is absent. */
export type HostPathCheck = 'Directory' | 'DirectoryOrCreate' | 'File' | 'Socket';

/** Whether mounts that are made later are seen on the other side (B-127). */
export type MountPropagation = 'HostToContainer' | 'Bidirectional';

export interface NfsExport {
  readonly server: string;
  readonly path: string;
  readonly readOnly: boolean;
  readonly mountOptions: readonly string[];
}

/** A share of a Windows or Samba server (V-21). */
export interface SmbShare {
  /** `//server/share`. */
  readonly source: string;
  readonly readOnly: boolean;
  /** Without credentials. */
  readonly mountOptions: readonly string[];
  /** Secret. */
  readonly credentials: readonly { readonly key: string; readonly value: string }[];
  /** They stand in a file of the machine. */
  readonly hasCredentialsFile: boolean;
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
  /** A share that a PersistentVolume of the SMB CSI driver is made for (V-21). */
  readonly smb?: SmbShare;
  /** Pods on several nodes may mount it (V-06). */
  readonly manyNodes: boolean;
  /** Labels of the claim beside our own. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Pods that mount it, by the services that give them their names, in the order of the file. */
  readonly users: readonly { readonly service: string; readonly writable: boolean }[];
}
