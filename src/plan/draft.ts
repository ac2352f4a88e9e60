import type { ObjectHandle, Target } from '../ledger/entry.ts';
import { itemWhere, pointerTo } from '../value/json-pointer.ts';
import { k8sName } from '../value/kube-name.ts';
import type { CronSchedule } from '../value/cron.ts';
import { Fields } from './fields.ts';
import type { KubeObject } from './kubernetes.ts';
import { FileMounts } from './storage/file-mounts.ts';

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob';

/** Whether pods of this kind are done when their program ends. */
export function runsToEnd(kind: WorkloadKind): boolean {
  return kind === 'Job' || kind === 'CronJob';
}

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

/** What an init container is for decides its place: waits come before seeds, those before one-shots (L-05b), and those before what the file asks for (contract L-07). */
export type InitPhase = 'wait' | 'seed' | 'fold' | 'pre-start';

/** A command that runs by a schedule in a pod like that of a service. */
export interface ScheduledCommand {
  readonly handle: ObjectHandle;
  readonly schedule: CronSchedule;
  readonly concurrency?: 'Forbid';
  /** As in a container. */
  readonly command: readonly string[];
  /** Fields of the security context that are other than the service's. */
  readonly user?: { readonly runAsUser?: number; readonly runAsGroup?: number };
}

/** The place of a container in the pod of another service (L-21). */
export interface ContainerPlace {
  /** The workload that the pod is of. */
  readonly handle: ObjectHandle;
  /** Position in `containers`; for a one-shot that runs before them its name (L-05b). */
  readonly container: number | string;
}

/**
 * The workload of one service while rules fill it: intent in Kubernetes terms,
 * put together into an object when every rule has spoken.
 */
export class WorkloadDraft {
  readonly handle: ObjectHandle;
  readonly kind: WorkloadKind;
  /** Labels of the workload object beside our own. */
  readonly labels = new Map<string, string>();
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
  /** Commands that run in pods of their own by a schedule, like the container of the service (L-10). */
  readonly scheduledCommands: ScheduledCommand[] = [];
  /** Files from ConfigMaps and Secrets, mounted when all of them are known. */
  readonly files = new FileMounts();
  /** Volumes that other containers of the pod mount by the same name; every other one is this container's alone (L-22, V-27). */
  readonly sharedVolumes = new Set<string>();
  /** Tightens the containers that copy files (SEC-01). */
  secureInitContainer: (container: Json) => Json = (container) => container;
  readonly #initContainers: { readonly phase: InitPhase; readonly make: () => Json }[] = [];
  readonly #container: number | string;

  constructor(kind: WorkloadKind, name: string, place?: ContainerPlace) {
    this.kind = kind;
    this.handle = place?.handle ?? { kind, name };
    this.#container = place?.container ?? 0;
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

  /** Where the template of the pods stands in the workload. */
  get templatePointer(): string {
    return this.kind === 'CronJob' ? '/spec/jobTemplate/spec/template' : '/spec/template';
  }

  /** A field of the Job, which a CronJob holds a template of: `/backoffLimit`. */
  jobTarget(pointer: string): Target {
    return this.target(this.kind === 'CronJob' ? `/spec/jobTemplate/spec${pointer}` : `/spec${pointer}`);
  }

  /** A field of the pod: `/terminationGracePeriodSeconds`. */
  podTarget(pointer: string): Target {
    return this.target(`${this.templatePointer}/spec${pointer}`);
  }

  /** A field of the service's container: `/readinessProbe`. */
  containerTarget(pointer: string): Target {
    if (typeof this.#container === 'number') return this.podTarget(`/containers/${this.#container}${pointer}`);
    const target = this.initTarget(this.#container);
    return { ...target, pointer: target.pointer + pointer };
  }

  /** A variable of the service's container. */
  envTarget(name: string): Target {
    return this.containerTarget(pointerTo('/env', itemWhere('name', name)));
  }

  /** What is mounted into the service's container at a path; the volume and its claim go with it. */
  mountTarget(mountPath: string): Target {
    return this.containerTarget(pointerTo('/volumeMounts', itemWhere('mountPath', mountPath)));
  }

  /** An init container of the pod. */
  initTarget(name: string): Target {
    return this.podTarget(pointerTo('/initContainers', itemWhere('name', name)));
  }

  /** The container is made when the workload is put together: a wait names a Job, whose name holds a hash of its finished template. */
  addInitContainer(phase: InitPhase, make: () => Json): void {
    this.#initContainers.push({ phase, make: phase === 'seed' ? () => this.secureInitContainer(make()) : make });
  }

  /** Takes over the init containers of a container that joins the pod. */
  adoptInitContainers(other: WorkloadDraft, adapt: (container: Json) => Json): void {
    for (const { phase, make } of other.#initContainers) this.#initContainers.push({ phase, make: () => adapt(make()) });
  }

  /** Spreads the pods over the values of a label of the nodes; once a label, which is all that an API server takes. */
  spread(constraint: { readonly topologyKey: string } & Json): void {
    if (this.topologySpread.every((known) => known['topologyKey'] !== constraint.topologyKey)) this.topologySpread.push(constraint);
  }

  /**
   * Waits first, then what fills volumes, then one-shots, then what the file asks for; what several containers of a pod need alike, once.
   * @param fields set in all but one-shots, which have their own
   */
  makeInitContainers(phases: readonly InitPhase[] = ['wait', 'seed', 'fold', 'pre-start'], fields: Json = {}): readonly Json[] {
    const made = phases.flatMap((phase) =>
      this.#initContainers.filter((c) => c.phase === phase).map((c) => (phase === 'fold' ? c.make() : { ...c.make(), ...fields })),
    );
    return withOwnNames(made.filter((one, i) => made.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i));
  }

  get makesInitContainers(): boolean {
    return this.#initContainers.length > 0;
  }

  get hasWaits(): boolean {
    return this.#initContainers.some((c) => c.phase === 'wait' || c.phase === 'fold');
  }

  /** Mounts a volume once a path; the volume itself is added once a name. */
  mount(volume: PodVolume | undefined, mount: VolumeMount): void {
    if (volume && !this.volumes.some((v) => v.name === volume.name)) this.volumes.push(volume);
    this.mounts.push(mount);
  }
}

/** A pod takes no two containers of one name: those that come later are counted. */
function withOwnNames(containers: readonly Json[]): readonly Json[] {
  const names = new Map<unknown, number>();
  return containers.map((container) => {
    const { name } = container;
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return count === 1 ? container : { ...container, name: k8sName(`${String(name)}-${count}`) };
  });
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
