import type { Ledger } from '../../ledger/ledger.ts';
import type { Project, Volume } from '../../model/project.ts';
import type { Path } from '../../source/node-tools.ts';
import { relative } from '../../source/posix-path.ts';
import { parseBytes, printBytes } from '../../value/bytes.ts';
import { objectAnnotations } from '../annotations.ts';
import { readVolumeExtension } from '../extension.ts';
import type { NamePool } from '../name-pool.ts';
import { projectIndex } from '../project-index.ts';
import { readDriverOptions, sizeOption } from './driver-options.ts';
import type { ResolvedMount, VolumePlan } from './mounts.ts';

/** Size of a claim that nobody gave one (V-02). */
const defaultSize = '1Gi';

type Mounts = ReadonlyMap<string, readonly ResolvedMount[]>;

/** Every volume that some active service mounts as a claim; those that the user named come first, so that they keep their names (G-03). */
export function planVolumes(project: Project, mounts: Mounts, names: NamePool, ledger: Ledger): ReadonlyMap<string, VolumePlan> {
  const users = new Map<string, { service: string; writable: boolean }[]>();
  for (const [service, list] of mounts) {
    for (const mount of list) {
      if (mount.type !== 'claim') continue;
      const known = users.get(mount.volume) ?? [];
      const same = known.find((u) => u.service === service);
      if (same) same.writable ||= !mount.readOnly;
      else known.push({ service, writable: !mount.readOnly });
      users.set(mount.volume, known);
    }
  }
  const isBind = ([key]: readonly [string, unknown]): boolean => key.startsWith('bind:');
  const inOrder = [...[...users].filter((u) => !isBind(u)), ...[...users].filter(isBind)];
  return new Map(
    inOrder.map(([key, by]) => [
      key,
      isBind([key, by]) ? planBind(key, by, project, names) : planVolume(key, by, { project, names, ledger }),
    ]),
  );
}

/** A bind mount that becomes a claim, named after its path in the project. */
function planBind(key: string, users: VolumePlan['users'], project: Project, names: NamePool): VolumePlan {
  const original = relative(project.directory, key.slice('bind:'.length)).replace(/^(\.\.?\/)+/, '');
  return {
    key,
    path: undefined,
    claimName: names.take('PersistentVolumeClaim', original, 63, key),
    size: defaultSize,
    sizeGiven: false,
    external: false,
    named: false,
    manyNodes: false,
    annotations: {},
    users,
  };
}

interface Facts {
  readonly project: Project;
  readonly names: NamePool;
  readonly ledger: Ledger;
}

function planVolume(key: string, users: VolumePlan['users'], { project, names, ledger }: Facts): VolumePlan {
  const volume = project.volumes.get(key);
  const path: Path = ['volumes', key];
  const extension = readVolumeExtension(volume?.['x-waybill']).extension;
  const size = sizeOf(extension.size, volume, path, ledger);
  const named = volume !== undefined && (volume.external === true || volume.name !== `${project.name}_${key}`);
  const options = volume && readDriverOptions(volume);
  const labels = { ...labelsOfMounts(key, project), ...volume?.labels };
  return {
    key,
    path,
    claimName: names.take('PersistentVolumeClaim', named ? volume.name : key, 63, key),
    size: size ?? defaultSize,
    sizeGiven: size !== undefined,
    ...(extension.class !== undefined && { storageClass: extension.class }),
    external: volume?.external === true,
    named,
    ...(options?.kind === 'nfs' && { nfs: options.export }),
    manyNodes: extension.access === 'rwx' || options?.kind === 'nfs',
    annotations: objectAnnotations(labels).annotations,
    users,
  };
}

/** B-132: labels that mounts give a volume; the first mount wins, as it creates the volume. */
function labelsOfMounts(key: string, project: Project): Readonly<Record<string, string>> {
  const mounts = projectIndex(project).volumeMounts.get(key) ?? [];
  return Object.assign({}, ...mounts.map((mount) => mount.volume?.labels ?? {}).toReversed());
}

/** V-02: `x-waybill.size`, `driver_opts.size`, `o: size=`. */
function sizeOf(own: string | undefined, volume: Volume | undefined, path: Path, ledger: Ledger): string | undefined {
  const text = own?.replace(/(?<=[kmgtp])i$/i, 'ib') ?? (volume && sizeOption(volume));
  if (text === undefined) return undefined;
  const bytes = parseBytes(text);
  if (bytes.ok && bytes.value > 0n) return printBytes(bytes.value);
  const at = own === undefined ? [...path, 'driver_opts'] : [...path, 'x-waybill', 'size'];
  ledger.refused(at, 'V-02', 'the size of the volume is not a byte size', { level: 'error', hint: 'write a number with a unit, as 10g' });
  return undefined;
}
