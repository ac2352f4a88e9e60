import type { Ledger } from '../../ledger/ledger.ts';
import type { Project, Volume } from '../../model/project.ts';
import type { Path } from '../../source/node-tools.ts';
import { relative } from '../../source/posix-path.ts';
import { parseBytes, printBytes } from '../../value/bytes.ts';
import { readVolumeExtension, type VolumeExtension } from '../extension.ts';
import type { NamePool } from '../name-pool.ts';
import type { ResolvedMount, VolumePlan } from './mounts.ts';

/** Size of a claim that nobody gave one (V-02). */
const defaultSize = '1Gi';

/** Every volume that some active service mounts as a claim, in the order of first use. */
export function planVolumes(
  project: Project,
  mounts: ReadonlyMap<string, readonly ResolvedMount[]>,
  names: NamePool,
  ledger: Ledger,
): ReadonlyMap<string, VolumePlan> {
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
  return new Map([...users].map(([key, by]) => [key, planVolume(key, by, project, names, ledger)]));
}

function planVolume(key: string, users: VolumePlan['users'], project: Project, names: NamePool, ledger: Ledger): VolumePlan {
  const volume = project.volumes.get(key);
  const isBind = key.startsWith('bind:');
  const path: Path | undefined = isBind ? undefined : ['volumes', key];
  const extension = readVolumeExtension(volume?.['x-waybill']).extension;
  const size = sizeOf(extension, volume, path, ledger);
  const named = volume !== undefined && (volume.external === true || volume.name !== `${project.name}_${key}`);
  const nfs = volume && nfsOf(volume);
  const original = isBind ? relative(project.directory, key.slice('bind:'.length)).replace(/^(\.\.?\/)+/, '') : named ? volume.name : key;
  return {
    key,
    path,
    claimName: names.take('PersistentVolumeClaim', original),
    size: size ?? defaultSize,
    sizeGiven: size !== undefined,
    ...(extension.class !== undefined && { storageClass: extension.class }),
    external: volume?.external === true,
    named,
    ...(nfs && { nfs }),
    users,
  };
}

/** V-02: `x-waybill.size`, `driver_opts.size`, `o: size=`. */
function sizeOf(extension: VolumeExtension, volume: Volume | undefined, path: Path | undefined, ledger: Ledger): string | undefined {
  const options = volume?.driver_opts;
  const text = extension.size ?? options?.['size'] ?? /(?:^|,)size=([^,]+)/.exec(options?.['o'] ?? '')?.[1];
  if (text === undefined) return undefined;
  const bytes = parseBytes(text);
  if (bytes.ok && bytes.value > 0n) return printBytes(bytes.value);
  if (path) ledger.refused(path, 'V-02', 'the size of the volume is not a byte size', { level: 'error', hint: 'write a number with a unit, as 10g' });
  return undefined;
}

/** V-20: the options of `mount -t nfs` as a volume source. */
function nfsOf(volume: Volume): VolumePlan['nfs'] {
  const options = volume.driver_opts ?? {};
  const type = options['type'];
  if (type !== 'nfs' && type !== 'nfs4') return undefined;
  const parts = (options['o'] ?? '').split(',').filter((p) => p !== '');
  const server = parts.find((p) => p.startsWith('addr='))?.slice('addr='.length) ?? '';
  const mountOptions = parts.filter((p) => !p.startsWith('addr=') && p !== 'rw' && p !== 'ro');
  return { server, path: (options['device'] ?? '').replace(/^[^/]*:/, ''), mountOptions: [...(type === 'nfs4' ? ['nfsvers=4'] : []), ...mountOptions] };
}
