import type { Ledger } from '../../ledger/ledger.ts';
import type { Project, Volume } from '../../model/project.ts';
import type { Path } from '../../source/node-tools.ts';
import { relative } from '../../source/posix-path.ts';
import { parseBytes, printBytes } from '../../value/bytes.ts';
import { objectAnnotations } from '../annotations.ts';
import { effectiveVolumeExtension } from '../extension/effective.ts';
import { isKomposeLabel } from '../extension/kompose/label.ts';
import type { NamePool } from '../name-pool.ts';
import type { ConvertOptions } from '../options.ts';
import { projectIndex } from '../project-index.ts';
import { readDriverOptions, sizeOption } from './driver-options.ts';
import type { NfsExport, ResolvedMount, VolumePlan } from './mounts.ts';

type Mounts = ReadonlyMap<string, readonly ResolvedMount[]>;

interface Setting {
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
function planBind(key: string, users: VolumePlan['users'], nfs: NfsExport | undefined, { project, names, options }: Facts): VolumePlan {
  const original = nfs ? nfs.path : relative(project.directory, key.slice('bind:'.length)).replace(/^(\.\.?\/)+/, '');
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
  const labels = Object.entries({ ...labelsOfMounts(key, project), ...volume?.labels }).filter(([label]) => !isKomposeLabel(label));
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
    annotations: { ...objectAnnotations(Object.fromEntries(labels)).annotations, ...extension.annotations },
    users,
  };
}

/** B-132: labels that mounts give a volume; the first mount wins, as it creates the volume. */
function labelsOfMounts(key: string, project: Project): Readonly<Record<string, string>> {
  const mounts = projectIndex(project).volumeMounts.get(key) ?? [];
  return Object.assign({}, ...mounts.map((mount) => mount.volume?.labels ?? {}).toReversed());
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
