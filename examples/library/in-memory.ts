// waybill/core needs neither Node nor cdk8s: it runs in a browser, a worker or an edge function.
import { convert, type Host, HostError, printStream } from 'waybill/core';

/** A host whose files are the entries of a map; paths are absolute. */
function hostOf(files: ReadonlyMap<string, string>, env: Readonly<Record<string, string>>): Host {
  const isFolder = (path: string): boolean => [...files.keys()].some((file) => file.startsWith(path === '/' ? '/' : `${path}/`));
  return {
    cwd: '/project',
    env,
    homeDir: '/',
    readFile(path) {
      const text = files.get(path);
      if (text === undefined) throw new HostError(isFolder(path) ? 'EISDIR' : 'ENOENT', path);
      return new TextEncoder().encode(text);
    },
    stat(path) {
      const text = files.get(path);
      if (text !== undefined) return { kind: 'file', size: text.length, executable: false };
      return isFolder(path) ? { kind: 'directory', size: 0, executable: false } : undefined;
    },
    readDirectory(path) {
      const below = [...files.keys()].filter((file) => file.startsWith(`${path}/`)).map((file) => file.slice(path.length + 1));
      return [...new Set(below.map((file) => file.split('/')[0] ?? ''))].sort();
    },
    readStandardInput: () => new Uint8Array(),
  };
}

/** The manifests of a Compose file that is nowhere but in a variable, as `kubectl apply -f -` takes them. */
export function convertText(composeFile: string, env: Readonly<Record<string, string>> = {}): string {
  const host = hostOf(new Map([['/project/compose.yaml', composeFile]]), env);
  const { project, objects, diagnostics } = convert({ files: [], envFiles: [], profiles: [] }, {}, host);
  if (!project) throw new Error(diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`).join('\n'));
  return printStream(objects);
}
