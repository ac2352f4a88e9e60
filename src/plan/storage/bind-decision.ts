import type { DockerfileFacts } from '../../image/dockerfile-facts.ts';
import type { Build } from '../../model/service.ts';
import type { Host } from '../../source/host.ts';
import { basename, relative } from '../../source/posix-path.ts';
import { type BoundFile, canBeCarried, readDirectoryFiles } from './bound-files.ts';
import type { HostPathCheck, MountDecision, MountPropagation, NfsExport } from './mounts.ts';
import { isBelow, isWithin } from './nesting.ts';

/** What a bind mount becomes. */
export type BindDecision = MountDecision &
  (
    | { readonly type: 'file'; readonly file: BoundFile }
    | { readonly type: 'directory'; readonly files: readonly BoundFile[] }
    | {
        readonly type: 'claim';
        readonly files?: readonly BoundFile[];
        readonly seededFile?: { readonly content?: BoundFile };
        readonly nfs?: NfsExport;
      }
    | {
        readonly type: 'hostPath';
        readonly hostPath: string;
        readonly readOnly: boolean;
        readonly check?: HostPathCheck;
        readonly propagation?: MountPropagation;
      }
    | { readonly type: 'none' }
  );

export interface BindContext {
  readonly host: Host;
  readonly projectDirectory: string;
  readonly build: Build | undefined;
  readonly dockerfile: DockerfileFacts | undefined;
  /** Image of the service. */
  readonly image: string | undefined;
  readonly privileged: boolean;
  /** `TZ` of the service. */
  readonly timeZone?: string | null | undefined;
  /** Whether a pod of the service runs on every node. */
  readonly onEveryNode: boolean;
  readonly allowHostPath: boolean;
}

/** Files that programs write themselves, which a ConfigMap cannot hold (V-14). */
export const selfWriting = /^acme\.json$|\.sqlite|\.(?:db|log)$/i;

/** A name with an extension, or one of the dot files that are no directories (V-16). */
const fileLike = /[^.].*\.[A-Za-z][\w-]*$|^\.(?:env|npmrc|netrc|pgpass|htpasswd|gitconfig|bashrc|profile)$/;

/** Whether a path in the container is probably that of a file (V-16). */
export function looksLikeFile(target: string): boolean {
  return fileLike.test(basename(target)) && !target.endsWith('.d');
}

/** As the owner of the project writes it: the absolute path is that of the machine that converts. */
export function shownPath(path: string, { projectDirectory, host: { homeDir } }: Pick<BindContext, 'projectDirectory' | 'host'>): string {
  if (isWithin(path, projectDirectory)) return `./${relative(projectDirectory, path)}`;
  return homeDir !== '/' && isBelow(path, homeDir) ? `~/${relative(homeDir, path)}` : path;
}

export function refuse(rule: string, message: string, hint: string): BindDecision {
  return { type: 'none', outcome: 'refused', level: 'error', rule, message, hint };
}

/** V-15 (b): a claim with what the directory holds, where that is little, else an empty one. @throws {HostError} */
export function directoryAsVolume(
  source: string,
  { host, projectDirectory }: Pick<BindContext, 'host' | 'projectDirectory'>,
): BindDecision {
  const reading = readDirectoryFiles(host, source);
  if ('files' in reading && reading.files.length === 0) return emptyDirectory(source, projectDirectory);
  return 'tooLarge' in reading || !canBeCarried(reading.files)
    ? emptyVolume(source, projectDirectory)
    : filledVolume(source, projectDirectory, reading.files);
}

/** The name that tells it from others of the project; elsewhere on the machine it takes the whole path. */
function directoryName(source: string, projectDirectory: string): string {
  return isWithin(source, projectDirectory) ? basename(source) : source;
}

/** There is nothing to move. */
export function emptyDirectory(source: string, projectDirectory: string): BindDecision {
  const name = directoryName(source, projectDirectory);
  return { type: 'claim', outcome: 'differs', rule: 'V-15', message: `the directory ${name}, empty here, becomes a volume` };
}

export function emptyVolume(source: string, projectDirectory: string): BindDecision {
  return {
    type: 'claim',
    outcome: 'differs',
    rule: 'V-15',
    level: 'warning',
    message: `the directory ${directoryName(source, projectDirectory)} becomes a volume that starts empty`,
    hint: 'copy what it holds with kubectl cp once the pod runs',
  };
}

/** V-15 (b), bettered: an empty volume would hide scripts and settings without which the program does not start. */
export function filledVolume(source: string, projectDirectory: string, files: readonly BoundFile[]): BindDecision {
  const what = files.length === 1 ? 'its file is' : `its ${files.length} files are`;
  return {
    type: 'claim',
    files,
    outcome: 'differs',
    rule: 'V-15',
    message: `the directory ${directoryName(source, projectDirectory)} becomes a volume; ${what} copied into it while it is empty`,
    hint: 'mount it with :ro if nothing is written there: then it stays what the project says',
  };
}

/** V-16: Docker makes an empty directory. */
export function missingDirectory(shown: string): BindDecision {
  return {
    type: 'claim',
    outcome: 'differs',
    rule: 'V-16',
    level: 'warning',
    message: `${shown} does not exist here: the directory becomes a volume that starts empty`,
    hint: 'fill it with kubectl cp, or bake the content into the image',
  };
}

/** V-14: a file that its program writes, on a claim of its own. */
export function fileAsVolume(source: string, file: BoundFile | undefined): BindDecision {
  const name = basename(source);
  if (file && file.bytes.length > 0 && canBeCarried([file])) {
    return {
      type: 'claim',
      seededFile: { content: file },
      outcome: 'differs',
      rule: 'V-14',
      message: `${name} is written by the program: it lies on a volume of its own, into which it is copied while it is missing there`,
    };
  }
  const start = { type: 'claim', seededFile: {}, rule: 'V-14' } as const;
  if (!file) {
    const message = `${name} does not exist here: it starts empty, on a volume of its own`;
    return { ...start, outcome: 'differs', level: 'warning', message };
  }
  if (file.bytes.length === 0)
    return { ...start, outcome: 'differs', message: `${name} is written by the program: it lies, empty as here, on a volume of its own` };
  return {
    ...start,
    outcome: 'refused',
    level: 'error',
    message: `${name} is written by the program and too large to be copied through a ConfigMap: on its volume it starts empty`,
    hint: 'move its content into the claim, and accept this entry',
  };
}
