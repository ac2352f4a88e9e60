import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Addition, Entry, Precondition } from '../ledger/entry.ts';
import { Ledger } from '../ledger/ledger.ts';
import type { Project } from '../model/project.ts';
import type { Host } from '../source/host.ts';
import { k8sName } from '../value/kube-name.ts';
import { analyse } from './analyse.ts';
import { assembleWorkloads } from './assemble.ts';
import type { PlanContext } from './context.ts';
import { type SupportingObject, SupportingObjects } from './draft.ts';
import type { KubeObject } from './kubernetes.ts';
import type { ConvertOptions } from './options.ts';
import { inApplyOrder } from './order.ts';
import { statePodSecurity } from './pod-security.ts';
import { projectRules, serviceRules } from './rules.ts';

/** What is to be created in the cluster, and the account of where it came from. */
export interface Plan {
  /** In the order in which they can be applied. */
  readonly objects: readonly KubeObject[];
  /** The service that each object belongs to, by `Kind/name`, where it belongs to one. */
  readonly owners: ReadonlyMap<string, string>;
  readonly entries: readonly Entry[];
  readonly additions: readonly Addition[];
  readonly preconditions: readonly Precondition[];
  readonly diagnostics: readonly Diagnostic[];
  /** Objects that manifests refer to and that must exist already, as `Secret/name`. */
  readonly externals: ReadonlySet<string>;
}

/** Translates a project into Kubernetes objects. Does no I/O but reading files that the project mounts, through the host. */
export function plan(project: Project, options: ConvertOptions, host: Host): Plan {
  const ledger = new Ledger(project.tree);
  for (const { path, span, rule } of project.consumed) {
    if (rule === 'A-04') ledger.consumed(path, span, 'B-001', `the label app.kubernetes.io/part-of: ${k8sName(project.name)}`, 'differs');
    else
      ledger.consumed(
        path,
        span,
        rule,
        rule === 'A-64' ? 'the service is left out: none of its profiles is active' : 'acts while loading only',
      );
  }
  const context: PlanContext = {
    project,
    options,
    host,
    ledger,
    diagnostics: [],
    partOf: k8sName(project.name),
    objects: new SupportingObjects(),
    checkCalls: new Map(),
    selfCheckers: new Set(),
    externals: new Set(),
    ...analyse(project, host, ledger),
  };
  for (const service of context.services.values()) for (const rule of serviceRules) rule.apply(service, context);
  for (const rule of projectRules) rule.apply(context);
  const workloads = assembleWorkloads(context);
  const supporting = [...namespace(context), ...context.objects.list];
  const owners = ownersOf(supporting, context);
  statePodSecurity(workloads, owners, ledger);
  const objects = [...supporting.map((s) => s.object), ...workloads].map((object) => inNamespace(object, options.namespace));
  return {
    objects: inApplyOrder(objects),
    owners,
    entries: ledger.close(),
    additions: ledger.additions,
    preconditions: ledger.preconditions,
    diagnostics: context.diagnostics,
    externals: context.externals,
  };
}

/** G-04. */
function namespace({ options, partOf }: PlanContext): readonly SupportingObject[] {
  if (options.namespace === undefined) return [];
  const labels = {
    'app.kubernetes.io/name': options.namespace,
    'app.kubernetes.io/part-of': partOf,
    'app.kubernetes.io/managed-by': 'waybill',
  };
  return [{ object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: options.namespace, labels } } }];
}

function inNamespace(object: KubeObject, namespaceName: string | undefined): KubeObject {
  if (namespaceName === undefined || object.kind === 'Namespace' || object.kind === 'PersistentVolume') return object;
  const { name, ...rest } = object.metadata;
  return { ...object, metadata: { name, namespace: namespaceName, ...rest } };
}

function ownersOf(supporting: readonly SupportingObject[], context: PlanContext): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { object, service } of supporting) if (service !== undefined) owners.set(`${object.kind}/${object.metadata.name}`, service);
  for (const service of context.services.values()) owners.set(`${service.kind}/${service.draft.handle.name}`, service.key);
  return owners;
}
