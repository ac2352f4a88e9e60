import { healthcheckOf, imageOf, isDataStore, type ServiceImage } from '../image/resolve.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Project } from '../model/project.ts';
import type { Service } from '../model/service.ts';
import type { Host } from '../source/host.ts';
import { k8sName } from '../value/kube-name.ts';
import { ArgumentSecrets } from './argument-secrets.ts';
import { type AliasTable, aliasTable, renames } from './aliases.ts';
import type { ServicePlan } from './context.ts';
import { WorkloadDraft } from './draft.ts';
import { readExtension } from './extension.ts';
import { decideKind, effectiveReplicas, effectiveRestart } from './kinds.ts';
import { knownPorts } from './known-ports.ts';
import { NamePool } from './name-pool.ts';
import { effectiveHealthcheck } from './probes/effective-healthcheck.ts';
import type { ResolvedMount, VolumePlan } from './storage/mounts.ts';
import { planVolumes } from './storage/plan-volumes.ts';
import { resolveMounts } from './storage/resolve-mounts.ts';
import { collectTexts, textOf, Texts } from './texts.ts';
import { effectiveUser } from './user.ts';
import { configContents } from './file-sources.ts';

/** What is found out about the project before any rule translates it. */
export interface Analysis {
  readonly services: ReadonlyMap<string, ServicePlan>;
  readonly volumes: ReadonlyMap<string, VolumePlan>;
  readonly texts: Texts;
  readonly aliases: AliasTable;
  readonly names: NamePool;
}

/** Names limit themselves to what a StatefulSet allows, so that a change of kind does not rename a service (G-03). */
const maxServiceName = 52;

export function analyse(project: Project, host: Host, ledger: Ledger): Analysis {
  const names = new NamePool();
  const serviceNames = nameServices(project, names);
  const images = new Map([...project.services].map(([key, service]) => [key, imageFor(service, project, host)]));
  const mounts = new Map(
    [...project.services].map(([key, service]) => [key, resolveMounts(key, service, { project, host, image: images.get(key) ?? { problems: [] } })]),
  );
  const volumes = planVolumes(project, mounts, names, ledger);
  const aliases = aliasTable(project);
  const configTexts = new Map(
    [...configContents(project, host)].flatMap(([key, bytes]) => {
      const text = textOf(bytes);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
  const texts = new Texts(collectTexts(project, mounts, configTexts), aliases, renames(aliases, serviceNames, project), ledger);
  const services = new Map(
    [...project.services].map(([key, service]) => {
      const facts = { project, volumes, texts, mounts: mounts.get(key) ?? [], image: images.get(key) ?? { problems: [] }, name: serviceNames.get(key) ?? key };
      return [key, analyseService(key, service, facts)];
    }),
  );
  return { services, volumes, texts, aliases, names };
}

/** G-03: names that can stay are given out first. */
function nameServices(project: Project, names: NamePool): ReadonlyMap<string, string> {
  const keys = [...project.services.keys()];
  const inOrder = [...keys.filter((k) => k8sName(k, maxServiceName) === k), ...keys.filter((k) => k8sName(k, maxServiceName) !== k)];
  return new Map(inOrder.map((key) => [key, names.take('Service', key, maxServiceName)]));
}

/** A service without `build` that runs an image which another one builds runs what that Dockerfile says. */
function imageFor(service: Service, project: Project, host: Host): ServiceImage {
  if (service.build || service.image === undefined) return imageOf(service, host);
  const builder = [...project.services.values()].find((s) => s.build !== undefined && s.image === service.image);
  return builder ? imageOf({ ...service, ...(builder.build && { build: builder.build }) }, host) : imageOf(service, host);
}

interface ServiceFacts {
  readonly project: Project;
  readonly volumes: ReadonlyMap<string, VolumePlan>;
  readonly texts: Texts;
  readonly mounts: readonly ResolvedMount[];
  readonly image: ServiceImage;
  readonly name: string;
}

function analyseService(key: string, service: Service, { project, volumes, texts, mounts, image, name }: ServiceFacts): ServicePlan {
  const { extension } = readExtension(service['x-waybill']);
  const imageCheck = healthcheckOf(image);
  const check = effectiveHealthcheck(service.healthcheck, imageCheck === 'none' ? undefined : imageCheck);
  const restart = effectiveRestart(key, service);
  const replicas = effectiveReplicas(key, service);
  const ports = knownPorts(key, service, image, texts.references);
  const isMentioned = texts.toFromOthers(key).length > 0;
  const kind = decideKind({ key, service, extension, restart, replicas, check, ports, mounts, volumes, isMentioned }, project);
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
    draft: new WorkloadDraft(kind, name),
    argumentSecrets: new ArgumentSecrets(Object.keys(service.environment ?? {})),
  };
}
