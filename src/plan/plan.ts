import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Addition, Entry, Precondition } from '../ledger/entry.ts';
import { Ledger } from '../ledger/ledger.ts';
import type { Project } from '../model/project.ts';
import { factsLookup } from '../image/facts-of.ts';
import type { Host } from '../source/host.ts';
import { matchesPath, pathPattern } from '../source/path-pattern.ts';
import { k8sName } from '../value/kube-name.ts';
import { analyse } from './analyse.ts';
import { assembleWorkloads } from './assemble.ts';
import type { PlanContext } from './context.ts';
import { type SupportingObject, SupportingObjects } from './draft.ts';
import type { ConvertExtras } from './extras.ts';
import { checkNetworkNamespaces } from './foreign-hosts.ts';
import type { KubeObject } from './kubernetes.ts';
import type { ConvertOptions } from './options.ts';
import { checkGivenImages } from './given-images.ts';
import { type ImageBuild, imageBuilds } from './image-builds.ts';
import { inApplyOrder } from './order.ts';
import { mergeFolds } from './merge-folds.ts';
import { mergePods } from './pods/merge-pods.ts';
import { ownsPod } from './pods/pod-of.ts';
import { Patcher, supportingSubject } from './patch/patcher.ts';
import { planPatches } from './patch/plan-patches.ts';
import type { PlannedPatch } from './patch/planned-patch.ts';
import { statePodSecurity } from './pod-security.ts';
import { type Copy, settleTargets } from './settle-targets.ts';
import { projectRules, serviceRules } from './rules.ts';
import { type DataMove, dataMoves } from './storage/move-data.ts';

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
  /** In the order in which they were applied. */
  readonly patches: readonly PlannedPatch[];
  /** How the images that the project builds are made, in an order in which they can be. */
  readonly builds: readonly ImageBuild[];
  /** How the data of Docker volumes and directories gets into the claims, in the order of the file. */
  readonly dataMoves: readonly DataMove[];
}

/**
 * Translates a project into Kubernetes objects. Does no I/O but reading files that the project mounts, through the host.
 * @param patchLimit how many patches are applied: which of them makes an object invalid shows when they are left out
 */
export function plan(project: Project, options: ConvertOptions, host: Host, extras: ConvertExtras, patchLimit = Infinity): Plan {
  const ledger = new Ledger(project.tree);
  for (const { path, span, rule, isUnasked } of project.consumed) {
    if (rule === 'A-04') ledger.consumed(path, span, 'B-001', `the label app.kubernetes.io/part-of: ${k8sName(project.name)}`, 'differs');
    else if (isUnasked)
      ledger.consumed(path, span, rule, 'the service is left out: it was not asked for, and nothing asked for depends on it');
    else
      ledger.consumed(
        path,
        span,
        rule,
        rule === 'A-64' ? 'the service is left out: none of its profiles is active' : 'acts while loading only',
      );
  }
  const factsOf = factsLookup(extras.imageFacts ?? []);
  const { imageDiagnostics, ...analysis } = analyse(project, options, { host, factsOf }, ledger);
  const context: PlanContext = {
    project,
    options,
    host,
    factsOf,
    ledger,
    diagnostics: [...imageDiagnostics],
    partOf: k8sName(project.name),
    objects: new SupportingObjects(),
    checkCalls: new Map(),
    selfCheckers: new Set(),
    externals: new Set(),
    ...analysis,
  };
  checkGivenImages(context);
  checkNetworkNamespaces(context);
  for (const [done, service] of [...context.services.values()].entries()) {
    extras.onProgress?.('translate', done, context.services.size);
    for (const rule of serviceRules) rule.apply(service, context);
  }
  for (const rule of projectRules) rule.apply(context);
  applyOwnRules(extras, context);
  mergeFolds(context);
  mergePods(context);
  const patches = planPatches(context);
  const patcher = new Patcher(patches.slice(0, patchLimit), context);
  const workloads = assembleWorkloads(context, patcher);
  const supporting = [...namespace(context), ...context.objects.list];
  const owners = ownersOf(supporting, context);
  statePodSecurity(workloads, owners, ledger);
  const objects = [...supporting.map(({ object, service }) => patcher.apply(supportingSubject(object, service))), ...workloads].map(
    (object) => inNamespace(object, options.namespace),
  );
  patcher.close();
  const settle = settleTargets({ objects, patched: patcher.patched, copies: copiesAmong(objects, context) });
  return {
    objects: inApplyOrder(objects),
    owners,
    patches,
    entries: ledger.close(settle),
    additions: ledger.additions.map((addition) => ({ ...addition, targets: settle(addition.targets) })),
    preconditions: ledger.preconditions,
    diagnostics: context.diagnostics,
    externals: context.externals,
    builds: imageBuilds(project, options),
    dataMoves: dataMoves(context),
  };
}

/** L-10: CronJobs that run commands of a service in pods like its own. */
function copiesAmong(objects: readonly KubeObject[], { services }: PlanContext): readonly Copy[] {
  return [...services.values()].flatMap(({ key, pod, draft }) =>
    draft.scheduledCommands.flatMap(({ handle }) => {
      const by = objects.find(({ kind, metadata }) => kind === handle.kind && metadata.name === handle.name);
      return by ? [{ of: `${draft.handle.kind}/${draft.handle.name}`, by, container: pod.members.indexOf(key) }] : [];
    }),
  );
}

/** The account of what the caller's rules handle is theirs, not ours. */
function applyOwnRules({ serviceRules: ofServices = [], projectRules: ofProject = [] }: ConvertExtras, context: PlanContext): void {
  const patterns = [...ofServices, ...ofProject].flatMap(({ handles = [] }) => handles.map((text) => pathPattern(text)));
  if (patterns.length > 0) context.ledger.release((path) => patterns.some((pattern) => matchesPath(pattern, path)));
  for (const service of context.services.values()) for (const rule of ofServices) rule.apply(service, context);
  for (const rule of ofProject) rule.apply(context);
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
  for (const service of [...context.services.values()].filter(ownsPod))
    owners.set(`${service.kind}/${service.draft.handle.name}`, service.key);
  for (const { key, draft } of context.services.values())
    for (const { handle } of draft.scheduledCommands) owners.set(`${handle.kind}/${handle.name}`, key);
  return owners;
}
