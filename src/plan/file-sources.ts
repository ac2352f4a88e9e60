import type { FileObject, Project } from '../model/project.ts';
import { type Host, HostError } from '../source/host.ts';
import { type BoundFile, readBoundFile, readDirectoryFiles } from './storage/bound-files.ts';

/** What a top-level secret or config holds (S-01, S-14). */
export type FileSource =
  | { readonly kind: 'content'; readonly files: readonly BoundFile[]; readonly isDirectory: boolean }
  | { readonly kind: 'external' }
  | { readonly kind: 'missing'; readonly reason: string; readonly place: string }
  | { readonly kind: 'too-large' };

export function readFileSource(object: FileObject, key: string, project: Project, host: Host): FileSource {
  if (object.external === true) return { kind: 'external' };
  if (object.content !== undefined) return single(key, new TextEncoder().encode(object.content));
  if (object.environment !== undefined) {
    const value = project.environment.get(object.environment);
    return value === undefined
      ? { kind: 'missing', reason: 'not set', place: object.environment }
      : single(key, new TextEncoder().encode(value));
  }
  return object.file === undefined ? { kind: 'missing', reason: 'no source', place: key } : readFile(object.file, host);
}

function single(path: string, bytes: Uint8Array): FileSource {
  return { kind: 'content', files: [{ path, bytes, executable: false }], isDirectory: false };
}

function readFile(path: string, host: Host): FileSource {
  try {
    const stat = host.stat(path);
    if (!stat) return { kind: 'missing', reason: 'ENOENT', place: path };
    if (stat.kind === 'directory') {
      const reading = readDirectoryFiles(host, path);
      return 'tooLarge' in reading ? { kind: 'too-large' } : { kind: 'content', files: reading.files, isDirectory: true };
    }
    if (stat.kind !== 'file') return { kind: 'missing', reason: 'not a file', place: path };
    return {
      kind: 'content',
      files: [readBoundFile(path, stat, host)],
      isDirectory: false,
    };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return { kind: 'missing', reason: error.reason, place: path };
  }
}

/** The bytes of every config and secret that is one file, by `configs/<key>` and `secrets/<key>`. */
export function fileContents(project: Project, host: Host): ReadonlyMap<string, Uint8Array> {
  return new Map(
    (['configs', 'secrets'] as const).flatMap((kind) =>
      [...project[kind]].flatMap(([key, object]) => {
        const source = readFileSource(object, key, project, host);
        const file = source.kind === 'content' && !source.isDirectory ? source.files[0] : undefined;
        return file ? [[`${kind}/${key}`, file.bytes] as const] : [];
      }),
    ),
  );
}
