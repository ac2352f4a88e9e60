import type { Mount } from '../../model/service.ts';
import type { BindChoice } from '../extension.ts';
import {
  type BindContext,
  type BindDecision,
  directoryAsVolume,
  fileAsVolume,
  looksLikeFile,
  missingDirectory,
  refuse,
  shownPath,
} from './bind-decision.ts';
import { readBoundFile, readDirectoryFiles } from './bound-files.ts';
import { chosenHostPath } from './host-paths.ts';

/** What the user decided about a bind mount; it wins over everything that V-13 would decide. @throws {HostError} */
export function chooseBind(choice: BindChoice, mount: Mount, source: string, context: BindContext): BindDecision {
  const { host } = context;
  switch (choice.type) {
    case 'image':
      return {
        type: 'none',
        outcome: 'differs',
        rule: 'V-13',
        message: 'left out, as x-waybill says: the content of the image is used',
      };
    case 'hostPath':
      return chosenHostPath(mount, choice.path ?? source, choice.path === undefined && host.stat(source)?.kind === 'file', context);
    case 'nfs':
      return {
        type: 'claim',
        nfs: { server: choice.server, path: choice.path, readOnly: false, mountOptions: [] },
        outcome: 'differs',
        rule: 'V-20',
        message: `${choice.path} of the NFS server ${choice.server} takes the place of the directory, as x-waybill says`,
      };
    case 'pvc':
      return asClaim(mount, source, context);
    case 'configmap':
      return asConfiguration(mount, source, context);
  }
}

function asClaim(mount: Mount, source: string, { host, projectDirectory }: BindContext): BindDecision {
  const stat = host.stat(source);
  if (stat?.kind === 'directory') return directoryAsVolume(source, { host, projectDirectory });
  const isFile = stat?.kind === 'file' || (!stat && looksLikeFile(mount.target));
  if (isFile) return fileAsVolume(source, stat && readBoundFile(source, stat, host));
  return missingDirectory(shownPath(source, { host, projectDirectory }));
}

function asConfiguration(mount: Mount, source: string, { host, projectDirectory }: BindContext): BindDecision {
  const stat = host.stat(source);
  const readOnly = mount.read_only === true;
  const statement = readOnly
    ? ({ outcome: 'exact', rule: 'V-14', message: '' } as const)
    : ({ outcome: 'differs', rule: 'V-14', message: 'read-only here, as x-waybill says; a change of a file makes new pods' } as const);
  if (stat?.kind === 'file') return { type: 'file', file: readBoundFile(source, stat, host), ...statement };
  const reading = stat?.kind === 'directory' ? readDirectoryFiles(host, source) : undefined;
  const shown = shownPath(source, { host, projectDirectory });
  if (!reading) return refuse('DIAG-14', `${shown} does not exist, so that no ConfigMap can hold it`, 'add it, or choose pvc');
  if ('tooLarge' in reading) return refuse('V-15', `${shown} is too large to become ConfigMaps`, 'choose pvc or image');
  if (reading.files.length === 0) return refuse('V-15', `${shown} is empty, so that no ConfigMap can hold it`, 'choose pvc');
  return { ...statement, type: 'directory', files: reading.files, rule: 'V-15' };
}
