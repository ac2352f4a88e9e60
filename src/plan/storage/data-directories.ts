import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { isDataStore, volumesOf } from '../../image/resolve.ts';
import { formatPath } from '../../source/node-tools.ts';
import { clean } from '../../source/posix-path.ts';
import { runsClient } from '../client-program.ts';
import type { PlanContext, ServicePlan } from '../context.ts';
import type { VolumeMount } from '../draft.ts';
import { runsToEnd } from '../draft.ts';
import type { ResolvedMount } from './mounts.ts';
import { isWithin } from './nesting.ts';
import { isPureCache } from './pure-cache.ts';
import { volumeName } from './volume-name.ts';

/**
 * Known databases and queues whose data directory has no volume: what the image declares as VOLUME gets a directory that
 * outlives the container, though not the pod, and the user is told (V-11, V-32, DIAG-32).
 */
export function keepDataDirectories(service: ServicePlan, context: PlanContext): void {
  const { image, mounts, draft } = service;
  if (!isDataStore(image)) return warnOfLostState(service, context);
  if (isElsewhere(service) || runsAnotherProgram(service, context)) return;
  const directories = (image.facts ?? image.base)?.dataDirectories ?? [];
  const declared = volumesOf(image).map(clean);
  const lost = directories.map(clean).filter((directory) => !mounts.some((mount) => mount.type !== 'none' && touches(mount, directory)));
  for (const directory of lost.filter((d) => declared.includes(d))) {
    const name = volumeName(draft, directory.slice(1));
    draft.mount({ name, emptyDir: {} }, { name, mountPath: directory });
    context.ledger.add({
      rule: 'V-11',
      message: `${service.key} keeps ${directory}, a VOLUME of its image, until the pod is replaced`,
      targets: [draft.mountTarget(directory)],
      optOut: 'mount a named volume there',
    });
  }
  const [directory] = lost;
  // A store one of whose directories is kept has its data there: MongoDB's /data/configdb is empty but on configuration servers.
  if (directory === undefined || lost.length < directories.length || isPureCache(service.service)) return;
  const path = [...service.path, 'image'];
  context.diagnostics.push(
    diagnostic('data-without-volume', { span: context.ledger.spanAt(path), path: formatPath(path) }, { service: service.key, directory }),
  );
}

/**
 * V-32: `restart` of Docker keeps what a container has written, and the kubelet makes a new one. Programs that keep their state
 * elsewhere, as their variables tell, lose none.
 */
function warnOfLostState(service: ServicePlan, context: PlanContext): void {
  const { image, mounts, restart, kind, draft } = service;
  const directory = (image.facts ?? image.base)?.dataDirectories.find((path) => path !== '/tmp');
  const isServer = restart.policy !== 'no' && !runsToEnd(kind);
  const usesDatabase = Object.keys(service.service.environment ?? {}).some((name) => /(?:^|_)(?:DB|DATABASE)(?:_|$)/.test(name));
  if (directory === undefined || !isServer || usesDatabase || draft.mounts.some((mount) => isWritable(mount, draft))) return;
  if (mounts.some((mount) => mount.type !== 'none' && touches(mount, directory))) return;
  const path = [...service.path, 'image'];
  context.diagnostics.push(
    diagnostic('state-without-volume', { span: context.ledger.spanAt(path), path: formatPath(path) }, { service: service.key, directory }),
  );
}

function isWritable({ name, readOnly }: VolumeMount, draft: ServicePlan['draft']): boolean {
  const volume = draft.volumes.find((v) => v.name === name);
  return readOnly !== true && (volume === undefined || Object.hasOwn(volume, 'persistentVolumeClaim'));
}

/** A volume at the directory, around it, or in it, as `PGDATA` below a mount; a single file in it keeps no data. */
function touches(mount: ResolvedMount, directory: string): boolean {
  const isFile = mount.type === 'file' || (mount.type === 'claim' && mount.seededFile !== undefined);
  return isWithin(directory, mount.target) || (!isFile && isWithin(mount.target, directory));
}

/** Whether a service is the server of a database, a queue or a cache: each of its pods has data of its own. */
export function servesData(service: ServicePlan, context: PlanContext): boolean {
  return isDataStore(service.image) && !runsAnotherProgram(service, context);
}

/** A client that runs to its end, or a program of the user's own that nobody calls, such as a backup: no server, so no data. */
export function runsAnotherProgram({ key, kind, service }: ServicePlan, { texts }: PlanContext): boolean {
  return runsToEnd(kind) || runsClient(service) || ((service.entrypoint ?? []).length > 0 && texts.toFromOthers(key).length === 0);
}

/** The environment sends the data to a place that has a volume: `PGDATA=/data/pg`. */
function isElsewhere({ service, mounts }: ServicePlan): boolean {
  const paths = Object.values(service.environment ?? {}).filter((value) => value?.startsWith('/'));
  return mounts.some(
    (mount) => mount.type === 'claim' && !mount.readOnly && paths.some((path) => isWithin(clean(path ?? ''), mount.target)),
  );
}
