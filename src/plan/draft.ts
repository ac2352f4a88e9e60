import type { ObjectHandle, Target } from '../ledger/entry.ts';
import { Fields } from './fields.ts';
import type { KubeObject } from './kubernetes.ts';
import { FileMounts } from './storage/file-mounts.ts';

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob';

/** A plain Kubernetes structure below the level of an object. */
export type Json = Readonly<Record<string, unknown>>;

export interface EnvVar extends Json {
  readonly name: string;
}

export interface VolumeMount extends Json {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

export interface PodVolume extends Json {
  readonly name: string;
}

/** What an init container is for decides its place: waits come before seeds (contract L-07). */
export type InitPhase = 'wait' | 'seed';

/**
 * The workload of one service while rules fill it: intent in Kubernetes terms,
 * put together into an object when every rule has spoken.
 */
export class WorkloadDraft {
  readonly handle: ObjectHandle;
  readonly kind: WorkloadKind;
  /** Annotations of the workload object. */
  readonly annotations = new Map<string, string>();
  readonly podLabels = new Map<string, string>();
  readonly podAnnotations = new Map<string, string>();
  /** The workload's own spec: replicas, strategy, backoffLimit … */
  readonly spec: Fields;
  readonly pod: Fields;
  readonly podSecurity: Fields;
  readonly container: Fields;
  readonly containerSecurity: Fields;
  readonly env: EnvVar[] = [];
  readonly envFrom: Json[] = [];
  readonly mounts: VolumeMount[] = [];
  readonly volumes: PodVolume[] = [];
  readonly claimTemplates: Json[] = [];
  readonly podAffinity: Json[] = [];
  readonly podAntiAffinity: Json[] = [];
  /** Expressions that a node must fulfil. */
  readonly nodeRequirements: Json[] = [];
  /** Expressions that a node had better fulfil. */
  readonly nodePreferences: Json[] = [];
  readonly topologySpread: Json[] = [];
  /** Files from ConfigMaps and Secrets, mounted when all of them are known. */
  readonly files = new FileMounts();
  readonly #initContainers: { readonly phase: InitPhase; readonly make: () => Json }[] = [];

  constructor(kind: WorkloadKind, name: string) {
    this.kind = kind;
    this.handle = { kind, name };
    const what = `${kind}/${name}`;
    this.spec = new Fields(`${what} spec`);
    this.pod = new Fields(`${what} pod`);
    this.podSecurity = new Fields(`${what} pod securityContext`);
    this.container = new Fields(`${what} container`);
    this.containerSecurity = new Fields(`${what} container securityContext`);
  }

  /** A field of the workload object, for a ledger entry: `/spec/replicas`. */
  target(pointer: string): Target {
    return { object: this.handle, pointer };
  }

  /** A field of the pod: `/terminationGracePeriodSeconds`. */
  podTarget(pointer: string): Target {
    return this.target(`/spec/template/spec${pointer}`);
  }

  /** A field of the service's container: `/readinessProbe`. */
  containerTarget(pointer: string): Target {
    return this.podTarget(`/containers/0${pointer}`);
  }

  /** The container is made when the workload is put together: a wait names a Job, whose name holds a hash of its finished template. */
  addInitContainer(phase: InitPhase, make: () => Json): void {
    this.#initContainers.push({ phase, make });
  }

  /** Waits first, then what fills volumes. */
  makeInitContainers(): readonly Json[] {
    const phases: readonly InitPhase[] = ['wait', 'seed'];
    return phases.flatMap((phase) => this.#initContainers.filter((c) => c.phase === phase).map((c) => c.make()));
  }

  get makesInitContainers(): boolean {
    return this.#initContainers.length > 0;
  }

  get hasWaits(): boolean {
    return this.#initContainers.some((c) => c.phase === 'wait');
  }

  /** Mounts a volume once a path; the volume itself is added once a name. */
  mount(volume: PodVolume | undefined, mount: VolumeMount): void {
    if (volume && !this.volumes.some((v) => v.name === volume.name)) this.volumes.push(volume);
    this.mounts.push(mount);
  }
}

/** An object that is not a workload, with the service that it belongs to, if one. */
export interface SupportingObject {
  readonly object: KubeObject;
  readonly service?: string;
}

/** Everything that is not a workload, in the order in which rules made it. */
export class SupportingObjects {
  readonly #list: SupportingObject[] = [];
  readonly #ids = new Set<string>();

  push(made: SupportingObject): void {
    this.#list.push(made);
    this.#ids.add(`${made.object.kind}/${made.object.metadata.name}`);
  }

  has(kind: string, name: string): boolean {
    return this.#ids.has(`${kind}/${name}`);
  }

  get list(): readonly SupportingObject[] {
    return this.#list;
  }
}
