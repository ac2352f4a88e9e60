import { healthcheckOf, imageOf, isDataStore, type ServiceImage } from '../image/resolve.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Host } from '../source/host.ts';
import { ArgumentSecrets } from './argument-secrets.ts';
import { type AliasTable, aliasTable, resolverOf } from './aliases.ts';
import { runsClient } from './client-program.ts';
import type { ServicePlan } from './context.ts';
import { WorkloadDraft } from './draft.ts';
import { readExtension } from './extension.ts';
import { decideKind, effectiveReplicas, effectiveRestart } from './kinds.ts';
import { knownPorts } from './known-ports.ts';
import { type AliasService, nameHosts } from './host-names.ts';
import { NamePool } from './name-pool.ts';
import { needsPolicies } from './networks.ts';
import { effectiveHealthcheck } from './probes/effective-healthcheck.ts';
import { projectIndex } from './project-index.ts';
import type { ResolvedMount, VolumePlan } from './storage/mounts.ts';
import { planVolumes } from './storage/plan-volumes.ts';
import { resolveMounts } from './storage/resolve-mounts.ts';
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
  readonly names: NamePool;
  /** N-28. */
  readonly hasPolicies: boolean;
}

/** The controller of a StatefulSet makes labels of its name and a hash, which may have 63 characters (G-03). */
const maxStatefulSetName = 52;

export function analyse(project: Project, host: Host, ledger: Ledger): Analysis {
  const names = new NamePool();
  const images = new Map([...project.services].map(([key, service]) => [key, imageFor(service, project, host)]));
  const resolved = new Map(
    [...project.services].map(([key, service]) => [
      key,
      resolveMounts(key, service, { project, host, image: images.get(key) ?? { problems: [] } }),
    ]),
  );
  const mounts = shareBinds(resolved, project);
  const volumes = planVolumes(project, mounts, names, ledger);
  const aliases = aliasTable(project);
  const fileTexts = new Map(
    [...fileContents(project, host)].flatMap(([key, bytes]) => {
      const text = textOf(bytes);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
  const sites = collectTexts(project, mounts, fileTexts);
  const references = findReferences(sites, aliases, resolverOf(project, aliases), project.services.keys());
  const hosts = nameHosts(project, aliases, references, names);
  const texts = new Texts(sites, references, hosts.renames, ledger);
  const services = new Map(
    [...project.services]
      .filter(([, service]) => service.provider === undefined)
      .map(([key, service]) => {
        const facts = {
          project,
          volumes,
          texts,
          mounts: mounts.get(key) ?? [],
          image: images.get(key) ?? { problems: [] },
          name: hosts.services.get(key) ?? key,
          names,
        };
        return [key, analyseService(key, service, facts)];
      }),
  );
  return { services, volumes, texts, aliases, aliasServices: hosts.aliases, names, hasPolicies: needsPolicies(services.values(), project) };
}

/** A service without `build` that runs an image which another one builds runs what that Dockerfile says. */
function imageFor(service: Service, project: Project, host: Host): ServiceImage {
  if (service.build || service.image === undefined) return imageOf(service, host);
  const builder = projectIndex(project).builders.get(service.image);
  return builder ? imageOf({ ...service, ...(builder.build && { build: builder.build }) }, host) : imageOf(service, host);
}

interface ServiceFacts {
  readonly project: Project;
  readonly volumes: ReadonlyMap<string, VolumePlan>;
  readonly texts: Texts;
  readonly mounts: readonly ResolvedMount[];
  readonly image: ServiceImage;
  readonly name: string;
  readonly names: NamePool;
}

function analyseService(key: string, service: Service, { project, volumes, texts, mounts, image, name, names }: ServiceFacts): ServicePlan {
  const { extension } = readExtension(service['x-waybill']);
  const imageCheck = healthcheckOf(image);
  const check = effectiveHealthcheck(service.healthcheck, imageCheck === 'none' ? undefined : imageCheck);
  const restart = effectiveRestart(key, service);
  const replicas = effectiveReplicas(key, service);
  const ports = knownPorts(key, service, image, texts.to(key));
  const isMentioned = texts.toFromOthers(key).length > 0;
  const kind = decideKind(
    {
      key,
      service,
      extension,
      restart,
      replicas,
      check,
      ports,
      mounts,
      volumes,
      isMentioned,
      runsClient: isDataStore(image) && runsClient(service),
    },
    project,
  );
  return {
    key,
    path: ['services', key],
    service,
    extension,
    image,
    name,
    check,
    restart,
    replicas,
    mounts,
    ports,
    user: effectiveUser(service, image),
    kind,
    ownsData: isDataStore(image) || mounts.some((m) => m.type === 'claim' && !m.readOnly),
    draft: new WorkloadDraft(kind, kind === 'StatefulSet' ? names.take(kind, name, maxStatefulSetName) : name),
    argumentSecrets: new ArgumentSecrets(Object.keys(service.environment ?? {})),
  };
}
