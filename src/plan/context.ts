import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FactsLookup } from '../image/facts-of.ts';
import type { ServiceImage } from '../image/resolve.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Host } from '../source/host.ts';
import type { Path } from '../source/node-tools.ts';
import type { ArgumentSecrets } from './argument-secrets.ts';
import type { AliasTable } from './aliases.ts';
import type { SupportingObjects, WorkloadDraft, WorkloadKind } from './draft.ts';
import type { Extension } from './extension.ts';
import type { ForeignHost } from './foreign-hosts.ts';
import type { AliasService } from './host-names.ts';
import type { NamePool } from './name-pool.ts';
import type { ConvertOptions } from './options.ts';
import type { Join } from './pods/joins.ts';
import type { Pod } from './pods/pods.ts';
import type { PortSet } from './ports.ts';
import type { EffectiveHealthcheck } from './probes/effective-healthcheck.ts';
import type { OwnSchedule } from './schedules/own-schedule.ts';
import type { ResolvedMount, VolumePlan } from './storage/mounts.ts';
import type { Texts } from './texts.ts';
import type { EffectiveUser } from './user.ts';

/** What every rule sees: the project, the choices of the user, and the account that it has to write. */
export interface PlanContext {
  readonly project: Project;
  readonly options: ConvertOptions;
  readonly host: Host;
  /** What is known about published images. */
  readonly factsOf: FactsLookup;
  readonly ledger: Ledger;
  readonly diagnostics: Diagnostic[];
  readonly names: NamePool;
  /** Whether NetworkPolicies keep services apart (N-28). */
  readonly hasPolicies: boolean;
  /** Value of `app.kubernetes.io/part-of`. */
  readonly partOf: string;
  /** In the order of the file. */
  readonly services: ReadonlyMap<string, ServicePlan>;
  /** Every volume that becomes a claim, by its key: a name of `volumes:`, or `bind:<path>`. */
  readonly volumes: ReadonlyMap<string, VolumePlan>;
  readonly texts: Texts;
  readonly aliases: AliasTable;
  /** Services for names beside those of the services themselves (N-02). */
  readonly aliasServices: readonly AliasService[];
  /** Hosts outside the project that services call (N-39). */
  readonly foreign: readonly ForeignHost[];
  /** Services whose check calls another service: readiness then depends on that one (H-19). */
  readonly checkCalls: Map<string, string>;
  /** Services whose check calls them by their own name from inside: it must resolve before they are ready (H-19, N-15). */
  readonly selfCheckers: Set<string>;
  /** Objects other than workloads, in the order in which rules made them. */
  readonly objects: SupportingObjects;
  /** Objects that must exist before the manifests are applied, as `Secret/name`. */
  readonly externals: Set<string>;
}

/** A service with everything that was found out about it before rules translate it. */
export interface ServicePlan {
  /** Its name in the Compose file. */
  readonly key: string;
  readonly path: Path;
  readonly service: Service;
  readonly extension: Extension;
  /** Where `--jobs fold` puts a one-shot that others wait for (L-05b). */
  readonly fold: Fold;
  /** When it runs, where that is not all the time (L-10). */
  readonly schedule: OwnSchedule | undefined;
  readonly image: ServiceImage;
  /** Name of its internal Service, and what derived names begin with. */
  readonly name: string;
  readonly check: EffectiveHealthcheck | undefined;
  readonly restart: Restart;
  readonly replicas: Replicas;
  readonly mounts: readonly ResolvedMount[];
  readonly ports: PortSet;
  readonly user: EffectiveUser;
  /** That of its pod. */
  readonly kind: WorkloadKind;
  /** The pod that its container is in (L-21). */
  readonly pod: Pod;
  /** What it asks of other services: to enter their namespaces. */
  readonly joins: readonly Join[];
  /** The service whose network it uses: itself, or the one that `network_mode: service:` leads to. */
  readonly networkOf: string;
  /** Has a writable persistent volume, or is a data store of the image table (H-04). */
  readonly ownsData: boolean;
  readonly draft: WorkloadDraft;
  /** Secrets that stood in arguments and checks (S-19). */
  readonly argumentSecrets: ArgumentSecrets;
}

export interface Fold {
  /** The service before whose containers it runs, as an init container of their pod. */
  readonly into?: string;
  /** Why it stays a Job: a clause without a full stop. */
  readonly refusal?: string;
}

/** The effective restart policy (L-02). */
export interface Restart {
  readonly policy: 'no' | 'always' | 'on-failure';
  readonly maxAttempts?: number;
  /** The attribute that decided it; undefined when nothing is written. */
  readonly path: Path | undefined;
}

export interface Replicas {
  readonly count: number;
  /** The attribute that says so, where one does. */
  readonly path: Path | undefined;
}
