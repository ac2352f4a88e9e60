import { type FileStat, type Host, HostError } from '../../src/source/host.ts';

export interface MemoryHostOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly homeDir?: string;
  readonly standardInput?: string;
}

/** A host whose files are in memory. Paths are absolute, or relative to the working directory, which is `/work` unless given. */
export function memoryHost(files: Readonly<Record<string, string | Uint8Array>>, options: MemoryHostOptions = {}): Host {
  const { cwd = '/work', env = {}, homeDir = '/home/user', standardInput = '' } = options;
  const contents = new Map<string, Uint8Array>();
  const directories = new Set<string>(['/', ...parents(`${cwd}/x`)]);
  for (const [name, content] of Object.entries(files)) {
    const path = name.startsWith('/') ? name : `${cwd}/${name}`;
    contents.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    for (const directory of parents(path)) directories.add(directory);
  }
  return {
    cwd,
    env,
    homeDir,
    readFile(path) {
      const content = contents.get(path);
      if (content) return content;
      throw new HostError(directories.has(path) ? 'EISDIR' : 'ENOENT', path);
    },
    stat(path): FileStat | undefined {
      const content = contents.get(path);
      if (content) return { kind: 'file', size: content.length, executable: false };
      return directories.has(path) ? { kind: 'directory', size: 0, executable: false } : undefined;
    },
    readDirectory(path) {
      if (!directories.has(path)) throw new HostError(contents.has(path) ? 'ENOTDIR' : 'ENOENT', path);
      const prefix = path === '/' ? '/' : `${path}/`;
      const below = [...contents.keys(), ...directories].filter((one) => one.startsWith(prefix) && one !== prefix);
      return [...new Set(below.map((one) => one.slice(prefix.length).split('/')[0] ?? ''))].toSorted();
    },
    readStandardInput: () => new TextEncoder().encode(standardInput),
  };
}

function parents(path: string): readonly string[] {
  const steps = path.split('/').slice(1, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
}
