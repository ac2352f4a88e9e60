import { isAbsolute } from '../../source/posix-path.ts';

/** Why nothing can be mounted on a cleaned path. */
export interface NoMountPoint {
  readonly message: string;
  readonly hint: string;
}

/** What stands against a cleaned path as `mountPath` of a container; undefined where it can be one. */
export function noMountPoint(target: string): NoMountPoint | undefined {
  if (!isAbsolute(target)) {
    return {
      message: `${target} is no absolute path to mount on`,
      hint: 'volume names need two letters: one letter before a colon is taken for a Windows drive',
    };
  }
  if (target === '/') return { message: 'nothing can be mounted on /, in Docker no more than here', hint: 'mount on a directory below it' };
  if (target.includes(':'))
    return { message: `${target} has a colon, which no path of a mount may have in Kubernetes`, hint: 'choose another path' };
  return undefined;
}
