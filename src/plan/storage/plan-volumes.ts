import type { Ledger } from '../../ledger/ledger.ts';
import type { Project, Volume } from '../../model/project.ts';
import type { Path } from '../../source/node-tools.ts';
import { basename, relative } from '../../source/posix-path.ts';
import { parseBytes, printBytes } from '../../value/bytes.ts';
import { objectAnnotations } from '../annotations.ts';
import { effectiveVolumeExtension } from '../extension/effective.ts';
import { isKomposeLabel } from '../extension/kompose/label.ts';
import type { NamePool } from '../name-pool.ts';
import type { ConvertOptions } from '../options.ts';
import { projectIndex, type VolumeMount } from '../project-index.ts';
import { readDriverOptions, sizeOption } from './driver-options.ts';
import type { NfsExport, ResolvedMount, VolumePlan } from './mounts.ts';
import { isBelow, isWithin } from './nesting.ts';

type Mounts = ReadonlyMap<string, readonly ResolvedMount[]>;

interface Setting {
  /** Where `~` leads: no part of a name, which has to be the same on every machine. */
  readonly homeDir: string;
  readonly options: Pick<ConvertOptions, 'storageClass' | 'storageSize'>;
  readonly names: NamePool;
  readonly ledger: Ledger;
  /** The service whose pod a service is in. */
  readonly podOf: (service: string) => string;
}

/** Every volume that some active service mounts as a claim; those that the user named come first, so that they keep their names (G-03). */
export function planVolumes(project: Project, mounts: Mounts, setting: Setting): ReadonlyMap<string, VolumePlan> {
  const users = new Map<string, { service: string; writable: boolean }[]>();
  const exports = new Map<string, NfsExport>();
  for (const [key, list] of mounts) {
    const service = setting.podOf(key);
    for (const mount of list) {
      if (mount.type !== 'claim') continue;
      if (mount.nfs) exports.set(mount.volume, mount.nfs);
      const known = users.get(mount.volume) ?? [];
      const same = known.find((u) => u.service === service);
      if (same) same.writable ||= !mount.readOnly;
      else known.push({ service, writable: !mount.readOnly });
      users.set(mount.volume, known);
    }
  }
  // No name under `volumes:` holds a colon.
  const isBind = ([key]: readonly [string, unknown]): boolean => key.includes(':');
  const inOrder = [...[...users].filter((u) => !isBind(u)), ...[...users].filter(isBind)];
  const facts = { ...setting, project };
  return new Map(
    inOrder.map(([key, by]) => [key, isBind([key, by]) ? planBind(key, by, exports.get(key), facts) : planVolume(key, by, facts)]),
  );
}

/** A bind mount that becomes a claim, named after its path in the project, or that of the export in its place. */
function planBind(
  key: string,
  users: VolumePlan['users'],
  nfs: NfsExport | undefined,
  { project, names, options, homeDir }: Facts,
): VolumePlan {
  const source = key.slice('bind:'.length);
  const isAtHome =
    !isWithin(source, project.directory) && homeDir !== '/' && !isWithin(project.directory, homeDir) && isBelow(source, homeDir);
  const original = nfs
    ? nfs.path
    : relative(isAtHome ? homeDir : project.directory, source).replace(/^(?:\.\.?(?:\/|$))+/, '') || basename(source);
  return {
    key,
    path: undefined,
    claimName: names.take('PersistentVolumeClaim', original, 63, key),
    size: options.storageSize,
    sizeGiven: false,
    ...(options.storageClass !== undefined && !nfs && { storageClass: options.storageClass }),
    external: false,
    named: false,
    ...(nfs && { nfs }),
    manyNodes: nfs !== undefined,
    annotations: {},
    users,
  };
}

type Facts = Omit<Setting, 'podOf'> & { readonly project: Project };

function planVolume(key: string, users: VolumePlan['users'], { project, options, names, ledger }: Facts): VolumePlan {
  const volume = project.volumes.get(key);
  const path: Path = ['volumes', key];
  const { extension, origins } = effectiveVolumeExtension(key, users, project);
  const size = sizeOf(extension.size, volume, origins.get('size') ?? [...path, 'driver_opts'], ledger);
  const named = volume !== undefined && (volume.external === true || volume.name !== `${project.name}_${key}`);
  const driver = volume && readDriverOptions(volume);
  const storageClass = extension.class ?? options.storageClass;
  const ofMounts = annotationsOfMounts(key, project);
  const own = withoutKompose(objectAnnotations(volume?.labels, [...path, 'labels'], project).annotations);
  return {
    key,
    path,
    claimName: names.take('PersistentVolumeClaim', named ? volume.name : key, 63, key),
    size: size ?? options.storageSize,
    sizeGiven: size !== undefined,
    ...(storageClass !== undefined && { storageClass }),
    external: volume?.external === true,
    named,
    ...(driver?.kind === 'nfs' && { nfs: driver.export }),
    ...(driver?.kind === 'smb' && { smb: driver.share }),
    manyNodes: extension.access === 'rwx' || driver?.kind === 'nfs' || driver?.kind === 'smb',
    ...(extension.labels && { labels: extension.labels }),
    annotations: { ...ofMounts, ...own, ...extension.annotations },
    users,
  };
}

/** B-132: labels that mounts give a volume; the first mount wins, as it creates the volume. */
function annotationsOfMounts(key: string, project: Project): Readonly<Record<string, string>> {
  const mounts = projectIndex(project).volumeMounts.get(key) ?? [];
  const ofMount = ({ mount, path }: VolumeMount): Readonly<Record<string, string>> =>
    objectAnnotations(mount.volume?.labels, [...path, 'volume', 'labels'], project).annotations;
  return withoutKompose(Object.assign({}, ...mounts.map(ofMount).toReversed()));
}

function withoutKompose(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(annotations).filter(([label]) => !isKomposeLabel(label)));
}

/** V-02: `x-waybill.size`, `driver_opts.size`, `o: size=`. */
function sizeOf(own: string | undefined, volume: Volume | undefined, at: Path, ledger: Ledger): string | undefined {
  const text = own?.replace(/(?<=[kmgtp])i$/i, 'ib') ?? (volume && sizeOption(volume));
  if (text === undefined) return undefined;
  const bytes = parseBytes(text);
  if (bytes.ok && bytes.value > 0n) return printBytes(bytes.value);
  ledger.refused(at, 'V-02', 'the size of the volume is not a byte size', { level: 'error', hint: 'write a number with a unit, as 10g' });
  return undefined;
}
