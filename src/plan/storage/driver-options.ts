import type { Volume } from '../../model/project.ts';
import type { NfsExport, SmbShare } from './mounts.ts';
import { readSmbShare } from './smb-share.ts';

/** What `driver_opts` of the local driver mean: the options of the mount command (V-20…V-22). */
export type DriverOptions =
  | { readonly kind: 'plain' }
  | { readonly kind: 'bind'; readonly device: string; readonly readOnly: boolean }
  | { readonly kind: 'tmpfs'; readonly size: string | undefined }
  | { readonly kind: 'nfs'; readonly export: NfsExport }
  | { readonly kind: 'smb'; readonly share: SmbShare }
  | { readonly kind: 'unsupported'; readonly what: string; readonly rule: 'V-20' | 'V-21' | 'B-231' };

/** Options that do not reach the PersistentVolume: the address is a field, the access mode another. */
const ownFields = /^(?:addr=.*|rw|ro)$/;

export function readDriverOptions(volume: Volume): DriverOptions {
  if (volume.external === true) return { kind: 'plain' };
  const driver = volume.driver ?? 'local';
  if (driver !== 'local' && driver !== 'default' && driver !== '')
    return { kind: 'unsupported', what: `the volume driver ${driver} is a plugin of Docker`, rule: 'B-231' };
  const { type, device, o = '' } = volume.driver_opts ?? {};
  const options = o.split(',').filter((option) => option !== '');
  if (device !== undefined && (options.includes('bind') || options.includes('rbind')))
    return { kind: 'bind', device, readOnly: options.includes('ro') };
  if (type === 'tmpfs') return { kind: 'tmpfs', size: valueOf(options, 'size') };
  if (type === 'nfs' || type === 'nfs4') return nfs(type, device ?? '', options);
  if (type === undefined || type === '') return { kind: 'plain' };
  if (type === 'cifs' || type === 'smb3') {
    const share = readSmbShare(device ?? '', options);
    return share ? { kind: 'smb', share } : { kind: 'unsupported', what: 'the SMB options name no share', rule: 'V-21' };
  }
  return { kind: 'unsupported', what: `a volume of type ${type} has no counterpart here`, rule: 'B-231' };
}

/** The size that the options name (V-02). */
export function sizeOption(volume: Volume): string | undefined {
  return volume.driver_opts?.['size'] ?? valueOf((volume.driver_opts?.['o'] ?? '').split(','), 'size');
}

function valueOf(options: readonly string[], name: string): string | undefined {
  return options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** V-20. */
function nfs(type: string, device: string, options: readonly string[]): DriverOptions {
  const colon = device.lastIndexOf(':/');
  const server = valueOf(options, 'addr') ?? (colon > 0 ? device.slice(0, colon) : '');
  const path = colon === -1 ? device : device.slice(colon + 1);
  if (server === '' || !path.startsWith('/'))
    return { kind: 'unsupported', what: 'the NFS options name no server or no path', rule: 'V-20' };
  const hasVersion = options.some((option) => /^(?:nfs)?vers=/.test(option));
  return {
    kind: 'nfs',
    export: {
      server,
      path,
      readOnly: options.includes('ro'),
      mountOptions: [...(type === 'nfs4' && !hasVersion ? ['nfsvers=4'] : []), ...options.filter((option) => !ownFields.test(option))],
    },
  };
}

/** What to do about options that no volume can have here. */
export function unsupportedHint(rule: string): string {
  if (rule === 'V-21') return 'install the SMB CSI driver (smb.csi.k8s.io) and refer to its claim with external: true';
  return rule === 'V-20'
    ? 'o: addr=SERVER and device: :/PATH'
    : 'make a claim with the CSI driver of that storage and refer to it with external: true';
}
