import { basename, relative } from '../../source/posix-path.ts';
import { k8sName } from '../../value/kube-name.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import { ownsClaim } from '../kinds.ts';
import { selectorLabels } from '../labels.ts';
import { kubectlCommand } from '../options.ts';
import { claimSubPath, isOnServer } from './claims.ts';
import type { ResolvedMount, VolumePlan } from './mounts.ts';
import { isWithin } from './nesting.ts';

/** How what a Docker volume or a directory of the machine holds gets into the claim that takes its place. */
export interface DataMove {
  /** Name of the Docker volume, or path of the directory or file, from the project's own directory where it lies in that. */
  readonly volume: string;
  readonly claim: string;
  /** Lines for a POSIX shell on the machine where Docker runs and `kubectl` reaches the cluster, in the directory of the project; in order. */
  readonly commands: readonly string[];
  /** What has to be known before they are run. */
  readonly note: string;
}

/** The commands that move the data of every claim that a project makes; for when the manifests have been applied. */
export function dataMoves(context: PlanContext): readonly DataMove[] {
  return [...context.volumes.values()].filter((volume) => !volume.external && !isOnServer(volume)).map((volume) => moveOf(volume, context));
}

function moveOf(volume: VolumePlan, context: PlanContext): DataMove {
  const pods = podsOf(volume, context);
  const claim = claimNameOf(volume, pods, context);
  const origin = originOf(volume, context);
  const kubectl = kubectlFor(context);
  const { waitImage: image } = context.options;
  const helper = k8sName(`move-${claim}`);
  const target = ['/to', ...(origin.below === undefined ? [] : [origin.below])].join('/');
  const isFile = origin.file !== undefined;
  const notes = ['replaces what the claim holds', ...pods.flatMap(({ kind, draft }) => noteOn(kind, draft.handle.name)), ...origin.notes];
  return {
    volume: origin.shown,
    claim,
    commands: [
      words('docker', 'compose', '-p', context.project.name, 'stop', ...mountersOf(volume, context).map(({ key }) => key)),
      ...pods.flatMap((pod) => stop(pod, kubectl, context)),
      words(...kubectl, 'run', helper, `--image=${image}`, '--restart=Never', `--overrides=${helperSpec(helper, claim, volume, image)}`),
      words(...kubectl, 'wait', '--for=condition=Ready', `pod/${helper}`, '--timeout=5m'),
      ...(isFile
        ? []
        : [
            ...(origin.below === undefined ? [] : [words(...kubectl, 'exec', helper, '--', 'mkdir', '-p', target)]),
            // What the program wrote at its first start would be mixed with what comes.
            words(...kubectl, 'exec', helper, '--', 'find', target, '-mindepth', '1', '-delete'),
          ]),
      `docker run --rm -v ${origin.mount} ${word(image)} ${words('tar', '-C', '/from', '-cf', '-', origin.file ?? '.')} | ${words(...kubectl, 'exec', '-i', helper, '--', 'tar', '-C', target, '-xpf', '-')}`,
      words(...kubectl, 'delete', 'pod', helper),
      ...pods.flatMap((pod) => start(pod, kubectl)),
    ],
    note: notes.join('; '),
  };
}

/** The services that give the pods their names, each once. */
function podsOf({ users }: VolumePlan, { services }: PlanContext): readonly ServicePlan[] {
  const owners = users.map(({ service }) => services.get(service)?.pod.owner ?? service);
  return [...new Set(owners)].flatMap((key) => services.get(key) ?? []);
}

const mountersByVolume = new WeakMap<PlanContext['services'], ReadonlyMap<string, readonly ServicePlan[]>>();

/** All services that mount it. */
function mountersOf({ key }: VolumePlan, { services }: PlanContext): readonly ServicePlan[] {
  const known = mountersByVolume.get(services) ?? gatherMounters(services);
  mountersByVolume.set(services, known);
  return known.get(key) ?? [];
}

/** In one pass, so that a project costs in proportion to its size. */
function gatherMounters(services: PlanContext['services']): ReadonlyMap<string, readonly ServicePlan[]> {
  const found = new Map<string, ServicePlan[]>();
  for (const service of services.values()) {
    const volumes = new Set(service.mounts.flatMap((mount) => (mount.type === 'claim' ? [mount.volume] : [])));
    for (const volume of volumes) {
      const mounters = found.get(volume);
      if (mounters) mounters.push(service);
      else found.set(volume, [service]);
    }
  }
  return found;
}

function claimMounts({ mounts }: ServicePlan, key: string): readonly Extract<ResolvedMount, { type: 'claim' }>[] {
  return mounts.flatMap((mount) => (mount.type === 'claim' && mount.volume === key ? [mount] : []));
}

/** V-04: the controller of a StatefulSet names the claims that it makes. */
function claimNameOf({ key, claimName }: VolumePlan, pods: readonly ServicePlan[], { volumes }: PlanContext): string {
  const [pod] = pods;
  const isTemplate = pod?.kind === 'StatefulSet' && pod.draft.claimTemplates.length > 0 && ownsClaim({ ...pod, volumes }, key);
  return isTemplate ? `${claimName}-${pod.draft.handle.name}-0` : claimName;
}

interface Origin {
  readonly shown: string;
  /** Argument of `docker run -v`, quoted. */
  readonly mount: string;
  /** The only file that is moved. */
  readonly file?: string;
  /** Directory of the claim that the program uses in place of its root. */
  readonly below?: string;
  readonly notes: readonly string[];
}

function originOf(volume: VolumePlan, context: PlanContext): Origin {
  const { project } = context;
  if (volume.path) {
    const name = project.volumes.get(volume.key)?.name ?? volume.key;
    const below = directoryBelow(volume, context);
    return { shown: name, mount: word(`${name}:/from:ro`), ...(below !== undefined && { below }), notes: [] };
  }
  const path = volume.key.slice('bind:'.length);
  const isInside = isWithin(path, project.directory);
  const shown = isInside ? `./${relative(project.directory, path)}` : path;
  const mounts = mountersOf(volume, context).flatMap((service) => claimMounts(service, volume.key));
  const file = mounts.every((m) => m.seededFile && m.subPath === basename(path)) ? basename(path) : undefined;
  const isCarried = mounts.some((m) => m.files !== undefined || m.seededFile?.content !== undefined);
  const to = file === undefined ? '/from' : `/from/${file}`;
  const source = isInside ? `"$PWD"${word(`/${relative(project.directory, path)}:${to}:ro`)}` : word(`${path}:${to}:ro`);
  return {
    shown,
    mount: source,
    ...(file !== undefined && { file }),
    notes: isCarried ? ['what it held at conversion is copied by the pods themselves: needed only where it has changed since'] : [],
  };
}

/** V-08: PostgreSQL that is not root keeps its data one directory further down. */
function directoryBelow(volume: VolumePlan, context: PlanContext): string | undefined {
  const isMoved = mountersOf(volume, context).some((service) => {
    const moved = claimMounts(service, volume.key).map(({ target }) => `${target}/pgdata`);
    const given = service.service.environment?.['PGDATA'];
    return service.draft.env.some(({ name, value }) => name === 'PGDATA' && value !== given && moved.includes(String(value)));
  });
  return isMoved ? 'pgdata' : undefined;
}

type Words = readonly string[];

function kubectlFor({ options }: PlanContext): Words {
  return kubectlCommand(options).split(' ');
}

/** Nothing may run on the data while it is exchanged. */
function stop({ kind, draft: { handle }, pod }: ServicePlan, kubectl: Words, context: PlanContext): Words {
  const selector = Object.entries(selectorLabels(context, pod.name))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const name = `${kind.toLowerCase()}/${handle.name}`;
  const gone = words(...kubectl, 'wait', '--for=delete', 'pod', '-l', selector, '--timeout=5m');
  switch (kind) {
    case 'Deployment':
    case 'StatefulSet':
      return [words(...kubectl, 'scale', name, '--replicas=0'), gone];
    case 'CronJob':
      return [words(...kubectl, 'patch', name, '-p', '{"spec":{"suspend":true}}')];
    case 'DaemonSet':
    case 'Job':
      return [words(...kubectl, 'delete', name)];
  }
}

function start({ kind, draft: { handle }, replicas }: ServicePlan, kubectl: Words): Words {
  const name = `${kind.toLowerCase()}/${handle.name}`;
  if (kind === 'Deployment' || kind === 'StatefulSet')
    return replicas.count === 0 ? [] : [words(...kubectl, 'scale', name, `--replicas=${replicas.count}`)];
  return kind === 'CronJob' ? [words(...kubectl, 'patch', name, '-p', '{"spec":{"suspend":false}}')] : [];
}

function noteOn(kind: ServicePlan['kind'], name: string): readonly string[] {
  if (kind === 'CronJob') return [`wait for a Job of ${name} that is running`];
  return kind === 'DaemonSet' || kind === 'Job' ? [`apply the manifests again afterwards: ${kind}/${name} is deleted meanwhile`] : [];
}

/** A pod that mounts what the program sees of the claim (V-07). */
function helperSpec(name: string, claimName: string, volume: VolumePlan, image: string): string {
  const subPath = claimSubPath(volume, undefined);
  return JSON.stringify({
    apiVersion: 'v1',
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name,
          image,
          command: ['sleep', '86400'],
          volumeMounts: [{ name: 'to', mountPath: '/to', ...(subPath !== undefined && { subPath }) }],
        },
      ],
      volumes: [{ name: 'to', persistentVolumeClaim: { claimName } }],
    },
  });
}

function words(...list: Words): string {
  return list.map(word).join(' ');
}

/** Quoted only where a shell would take it for something else. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
