import type { Path } from '../source/node-tools.ts';
import type { WorkloadKind } from './draft.ts';

export { readExtension, readProjectExtension, readVolumeExtension } from './extension/read.ts';

/** What `x-waybill` of a service says. */
export interface Extension {
  readonly kind?: WorkloadKind;
  /** Makes a CronJob of the service: five fields, as in crontab (L-10). */
  readonly schedule?: Schedule;
  readonly liveness?: boolean;
  /** `false`: nothing is published; `true`: as `--expose` says, also for a data store; a word: so, whatever the flag says. */
  readonly expose?: boolean | ExposeMode;
  readonly ingress?: IngressChoice;
  /** `false` forbids an autoscaler. */
  readonly autoscale?: false | Autoscale;
  readonly seed?: boolean;
  /** What becomes of bind mounts, by their path in the container (V-13). */
  readonly bind?: ReadonlyMap<string, BindChoice>;
  /** Labels and annotations of the workload and its pods. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** A ServiceAccount that exists; its token is not mounted. */
  readonly serviceAccount?: string;
  readonly priorityClass?: string;
  /** As in a pod. */
  readonly tolerations?: readonly Readonly<Record<string, unknown>>[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Applied last. */
  readonly patch?: readonly Patch[];
}

/** What `x-waybill` at the top level says: for every service, which may say otherwise, and for the project. */
export type ProjectExtension = Pick<
  Extension,
  'labels' | 'annotations' | 'serviceAccount' | 'priorityClass' | 'tolerations' | 'nodeSelector' | 'patch'
>;

export type ExposeMode = 'loadbalancer' | 'nodeport' | 'ingress' | 'gateway' | 'none';

export interface Schedule {
  readonly cron: string;
  readonly concurrency?: 'Allow' | 'Forbid' | 'Replace';
  /** A name of the time zone database: `Europe/Berlin`. */
  readonly timeZone?: string;
}

/** N-25; fields that are absent are decided by flags and labels. */
export interface IngressChoice {
  readonly host?: string;
  readonly path?: string;
  /** `true`: a Secret `<service>-tls`; else the name of the Secret. */
  readonly tls?: boolean | string;
  readonly class?: string;
  /** Port of the container that requests go to. */
  readonly port?: number;
}

export type BindChoice =
  | { readonly type: 'pvc' | 'configmap' | 'image' }
  /** `path` unless it is that of the mount. */
  | { readonly type: 'hostPath'; readonly path?: string }
  | { readonly type: 'nfs'; readonly server: string; readonly path: string };

/** A change of an emitted object; the workload of the service unless it names another. */
export interface Patch {
  readonly kind?: string;
  readonly name?: string;
  /** Strategic merge patch, as `kubectl patch` takes it. */
  readonly merge?: Readonly<Record<string, unknown>>;
  /** RFC 6902. */
  readonly json?: readonly { readonly op: string; readonly path: string; readonly value?: unknown; readonly from?: string }[];
}

export interface Autoscale {
  readonly min?: number;
  readonly max?: number;
  /** Target in percent of the request. */
  readonly cpu?: number;
  readonly memory?: number;
}

/** What `x-waybill` of a volume says. */
export interface VolumeExtension {
  /** A byte size as in Compose: `10g`. */
  readonly size?: string;
  /** Storage class. */
  readonly class?: string;
  /** `rwx`: pods on several nodes may mount it, which the class must offer (V-06). */
  readonly access?: 'rwo' | 'rwx';
  /** Labels and annotations of the claim. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A value of an `x-waybill` block that says nothing this tool understands. */
export interface ExtensionProblem {
  readonly kind: 'unknown' | 'invalid';
  /** From the block down. */
  readonly path: Path;
  /** The key is meant, not its value. */
  readonly isKey?: boolean;
  /** What would be right, in words. */
  readonly expected?: string;
  /** Keys that would be right. */
  readonly known?: readonly string[];
  /** What was probably meant. */
  readonly near?: string | undefined;
}
