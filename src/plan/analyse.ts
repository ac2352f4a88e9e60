import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FactsLookup } from '../image/facts-of.ts';
import { healthcheckOf, imageOf, isDataStore, type ServiceImage } from '../image/resolve.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Host } from '../source/host.ts';
import { ArgumentSecrets } from './argument-secrets.ts';
import { type AliasTable, aliasTable, resolverOf } from './aliases.ts';
import { type ForeignHost, foreignHosts, foreignNames } from './foreign-hosts.ts';
import { toldPorts } from './routes/told-ports.ts';
import { runsClient } from './client-program.ts';
import type { ServicePlan } from './context.ts';
import { WorkloadDraft } from './draft.ts';
import { effectiveExtension } from './extension/effective.ts';
import { decideKind, effectiveReplicas, effectiveRestart } from './kinds.ts';
import { imageName } from './image-name.ts';
import { readMetadataFiles } from './image-metadata.ts';
import { knownPorts } from './known-ports.ts';
import { pairedPorts } from './paired-ports.ts';
import { askedPort } from './probes/asked-port.ts';
import { type AliasService, nameHosts } from './host-names.ts';
import { NamePool } from './name-pool.ts';
import { needsPolicies } from './networks.ts';
import type { ConvertOptions } from './options.ts';
import { type PodFacts, type Pods, planPods } from './pods/pods.ts';
import { PortSet } from './ports.ts';
import { effectiveHealthcheck } from './probes/effective-healthcheck.ts';
import { projectIndex } from './project-index.ts';
import { allMounts } from './storage/all-mounts.ts';
import type { ResolvedMount, VolumePlan } from './storage/mounts.ts';
import { planVolumes } from './storage/plan-volumes.ts';
import { type FoldFacts, foldedInto, type Folds, planFolds } from './folding.ts';
import { isScheduler } from './schedules/labels.ts';
import { ownSchedule } from './schedules/own-schedule.ts';
import { shareBinds } from './storage/share-binds.ts';
import { collectTexts, findReferences, textOf, Texts } from './texts.ts';
import { effectiveUser } from './user.ts';
import { fileContents } from './file-sources.ts';

/** What is found out about the project before any rule translates it. */
export interface Analysis {
  readonly services: ReadonlyMap<string, ServicePlan>;
  readonly volumes: ReadonlyMap<string, VolumePlan>;
  readonly texts: Texts;
  readonly aliases: AliasTable;
  /** Services for names beside those of the services themselves (N-02). */
  readonly aliasServices: readonly AliasService[];
  /** Hosts outside the project that services call (N-39). */
  readonly foreign: readonly ForeignHost[];
  readonly names: NamePool;
  /** N-28. */
  readonly hasPolicies: boolean;
  /** What is wrong with the files that tell about images (H-02). */
  readonly imageDiagnostics: readonly Diagnostic[];
}

/** The controllers of StatefulSets and CronJobs make labels of their names and a suffix, which may have 63 characters (G-03). */
const maxControllerName = 52;

/** What the analysis looks things up in. */
export interface AnalysisSources {
  readonly host: Host;
  readonly factsOf: FactsLookup;
}

export function analyse(project: Project, options: ConvertOptions, sources: AnalysisSources, ledger: Ledger): Analysis {
  const { host, factsOf } = sources;
  const names = new NamePool();
  const metadata = readMetadataFiles(options.imageMetadata, host);
  const images = new Map(
    [...project.services].map(([key, service]) => {
      const found = metadata.find([imageName({ key, service }, { project, options }), service.image ?? '']);
      return [key, { ...imageFor(service, project, sources), ...(found && { metadata: found }) }];
    }),
  );
  const resolved = allMounts(project, (key) => ({ project, host, options, factsOf, image: images.get(key) ?? { problems: [] } }));
  const mounts = shareBinds(resolved, project);
  const aliases = aliasTable(project);
  const fileTexts = new Map(
    [...fileContents(project, host)].flatMap(([key, bytes]) => {
      const text = textOf(bytes);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
  const sites = collectTexts(project, mounts, fileTexts);
  const references = findReferences(sites, aliases, resolverOf(project, aliases), project.services.keys());
  const foreign = foreignHosts(project, aliases, sites);
  const hosts = nameHosts(project, aliases, references, names, {
    allAliases: options.allAliases,
    foreign: foreignNames(project, foreign, options.networkNamespaces),
  });
  const texts = new Texts(sites, references, hosts.renames, ledger);
  const surveys = new Map(
    [...project.services]
      .filter(([, service]) => service.provider === undefined && !isScheduler(service))
      .map(([key, service]) => {
        const facts = { project, texts, options, mounts: mounts.get(key) ?? [], image: images.get(key) ?? { problems: [] } };
        return [key, { ...surveyService(key, service, facts), name: hosts.services.get(key) ?? key }];
      }),
  );
  const pods = planPods(project, new Map([...surveys].map(([key, survey]) => [key, podFacts(survey, project)])));
  const folds = planFolds(project, new Map([...surveys].map(([key, survey]) => [key, foldFacts(survey, pods, project)])), options);
  const podOf = (key: string): string => pods.byService.get(foldedInto(key, folds))?.owner ?? key;
  const volumes = planVolumes(project, mounts, { homeDir: host.homeDir, options, names, ledger, podOf });
  const services = planServices(surveys, { project, volumes, pods, folds, names });
  return {
    services,
    volumes,
    texts,
    aliases,
    aliasServices: hosts.aliases,
    foreign,
    names,
    hasPolicies: needsPolicies(services.values(), project),
    imageDiagnostics: metadata.problems(),
  };
}

/** A service without `build` that runs an image which another one builds runs what that Dockerfile says. */
function imageFor(service: Service, project: Project, { host, factsOf }: AnalysisSources): ServiceImage {
  if (service.build || service.image === undefined) return imageOf(service, host, factsOf);
  const builder = projectIndex(project).builders.get(service.image);
  return imageOf(builder ? { ...service, ...(builder.build && { build: builder.build }) } : service, host, factsOf);
}

interface ServiceFacts {
  readonly project: Project;
  readonly texts: Texts;
  readonly options: ConvertOptions;
  readonly mounts: readonly ResolvedMount[];
  readonly image: ServiceImage;
}

/** What can be said of a service by itself, before it is known which pod it is in and who else uses its volumes. */
type Survey = Pick<
  ServicePlan,
  'key' | 'path' | 'service' | 'extension' | 'schedule' | 'image' | 'name' | 'check' | 'restart' | 'replicas' | 'mounts' | 'ports'
> & { readonly isMentioned: boolean; readonly runsClient: boolean };

function surveyService(key: string, service: Service, { project, texts, options, mounts, image }: ServiceFacts): Omit<Survey, 'name'> {
  const { extension } = effectiveExtension(key, project);
  const schedule = ownSchedule(key, service, extension, project);
  const imageCheck = healthcheckOf(image);
  const check = effectiveHealthcheck(service.healthcheck, imageCheck === 'none' ? undefined : imageCheck);
  return {
    key,
    path: ['services', key],
    service,
    extension,
    schedule,
    image,
    check,
    restart: effectiveRestart(key, service),
    replicas: schedule ? { count: schedule.replicas ?? 1, path: undefined } : effectiveReplicas(key, service),
    mounts,
    ports: knownPorts(
      key,
      service,
      image,
      texts.to(key),
      toldPorts(key, service, extension, options),
      pairedPorts(texts.to(key), project.services),
      check && check.test.origin === 'compose' ? askedPort(check.test.value) : undefined,
    ),
    isMentioned: texts.toFromOthers(key).length > 0,
    runsClient: isDataStore(image) && runsClient(service),
  };
}

function podFacts(survey: Survey, project: Project): PodFacts {
  const kind = decideKind({ ...survey, volumes: new Map() }, project);
  return { isJob: kind === 'Job' || kind === 'CronJob', isOnEveryNode: kind === 'DaemonSet', replicas: survey.replicas.count };
}

function foldFacts(survey: Survey, { byService }: Pods, project: Project): FoldFacts {
  const { key, service, replicas, isMentioned } = survey;
  const isJob = decideKind({ ...survey, volumes: new Map() }, project) === 'Job';
  return { service, isJob, isMentioned, replicas: replicas.count, sharesPod: (byService.get(key)?.members.length ?? 1) > 1 };
}

interface ProjectFacts {
  readonly project: Project;
  readonly volumes: ReadonlyMap<string, VolumePlan>;
  readonly pods: Pods;
  readonly folds: Folds;
  readonly names: NamePool;
}

/** Every service with the kind of its pod, which the volumes of all its containers decide (L-21). */
function planServices(surveys: ReadonlyMap<string, Survey>, facts: ProjectFacts): ReadonlyMap<string, ServicePlan> {
  const drafts = new Map<string, WorkloadDraft>();
  for (const [key, survey] of surveys) {
    const { owner, members } = facts.pods.byService.get(key) ?? { owner: key, members: [key] };
    if (owner !== key || facts.folds.into.has(key)) continue;
    const mounts = members.flatMap((member) => surveys.get(member)?.mounts ?? []);
    const kind = decideKind({ ...survey, mounts, volumes: facts.volumes }, facts.project);
    const draft = new WorkloadDraft(
      kind,
      kind === 'StatefulSet' || kind === 'CronJob' ? facts.names.take(kind, survey.name, maxControllerName) : survey.name,
    );
    drafts.set(key, draft);
    members.forEach((member, index) => {
      if (index > 0) drafts.set(member, new WorkloadDraft(kind, survey.name, { handle: draft.handle, container: index }));
    });
  }
  for (const key of facts.folds.into.keys()) {
    const pod = drafts.get(foldedInto(key, facts.folds));
    const container = surveys.get(key)?.name ?? key;
    if (pod) drafts.set(key, new WorkloadDraft(pod.kind, pod.handle.name, { handle: pod.handle, container }));
  }
  return new Map([...surveys].map(([key, survey]) => [key, planService(survey, drafts.get(key), surveys, facts)]));
}

function planService(
  survey: Survey,
  draft: WorkloadDraft | undefined,
  surveys: ReadonlyMap<string, Survey>,
  { pods, folds }: ProjectFacts,
): ServicePlan {
  const { key, image, mounts, service, name, isMentioned: _mentioned, runsClient: _client, ...known } = survey;
  const dependant = folds.into.get(key);
  const notFolded = folds.refusals.get(key);
  const { owner, members } = pods.byService.get(foldedInto(key, folds)) ?? { owner: key, members: [key] };
  const joins = pods.joins.get(key) ?? [];
  const made = draft ?? new WorkloadDraft('Deployment', name);
  return {
    ...known,
    key,
    image,
    mounts,
    service,
    name,
    ports: dependant === undefined ? portsOfNetwork(survey, members, surveys, pods) : survey.ports,
    user: effectiveUser(service, image),
    kind: dependant === undefined ? made.kind : 'Job',
    fold: { ...(dependant !== undefined && { into: dependant }), ...(notFolded !== undefined && { refusal: notFolded }) },
    pod: { owner, members, name: surveys.get(owner)?.name ?? name },
    joins,
    networkOf: dependant === undefined ? pods.networkOf(key) : key,
    ownsData: isDataStore(image) || mounts.some((m) => m.type === 'claim' && !m.readOnly),
    draft: made,
    argumentSecrets: new ArgumentSecrets(Object.keys(service.environment ?? {})),
  };
}

/** L-21: a name leads to every port of the network that it stands for, whichever container listens there. */
function portsOfNetwork({ key, ports }: Survey, members: readonly string[], surveys: ReadonlyMap<string, Survey>, pods: Pods): PortSet {
  const guests = members.filter((member) => member !== key && pods.networkOf(member) === key);
  if (guests.length === 0) return ports;
  const others = guests.flatMap((guest) => (surveys.get(guest)?.ports.list ?? []).map((port) => ({ ...port, of: guest })));
  const hasLongRange = ports.hasLongRange || guests.some((guest) => surveys.get(guest)?.ports.hasLongRange === true);
  return new PortSet([...ports.list, ...others], { longRanges: ports.longRanges, hasLongRange });
}
