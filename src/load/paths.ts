import type { MapNode, Node } from '../source/node.ts';
import { isAbsolute, join } from '../source/posix-path.ts';
import type { LoadContext } from './load-context.ts';
import { childOf, makeScalar, stringAt, stringOf, withKey } from './make-node.ts';
import { type Rewriter, rewrite, ruleTree } from './rule-tree.ts';

interface Base {
  readonly directory: string;
  readonly homeDir: string;
}

/** An absolute path: `~` is the home directory, a relative path starts at `directory`; the empty path stays. */
export function resolvePath(path: string, directory: string, homeDir: string): string {
  if (path === '') return path;
  const expanded = expandHome(path, homeDir);
  return isAbsolute(expanded) ? expanded : join(directory, expanded);
}

function expandHome(path: string, homeDir: string): string {
  return path.startsWith('~') ? join(homeDir, path.slice(1)) : path;
}

/** As `resolvePath`; a Windows path stays as written. */
function resolveHostPath(path: string, { directory, homeDir }: Base): string {
  const expanded = expandHome(path, homeDir);
  return isAbsolute(expanded) || isWindowsAbsolute(expanded) ? expanded : join(directory, expanded);
}

function isWindowsAbsolute(path: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(path) || /^[\\/]{2}[^\\/]+[\\/]+[^\\/]+/.test(path);
}

function isRemoteContext(context: string): boolean {
  return context.includes('://') || /^(?:service:|https:\/\/|http:\/\/|git:\/\/|ssh:\/\/|github\.com\/|git@)/.test(context);
}

function rewriteText(node: Node, resolve: (text: string) => string): Node {
  const text = stringOf(node);
  if (text === undefined || node.kind !== 'scalar') return node;
  const resolved = resolve(text);
  return resolved === text ? node : makeScalar(resolved, node);
}

const plainPath: Rewriter<Base> = (node, _path, base) => rewriteText(node, (text) => resolvePath(text, base.directory, base.homeDir));

const hostPath: Rewriter<Base> = (node, _path, base) => rewriteText(node, (text) => resolveHostPath(text, base));

const contextPath: Rewriter<Base> = (node, _path, base) =>
  rewriteText(node, (text) => (isRemoteContext(text) ? text : resolvePath(text, base.directory, base.homeDir)));

const mountSource: Rewriter<Base> = (node, path, base) => {
  const source = childOf(node, 'source');
  if (node.kind !== 'map' || !source || stringAt(node, 'type') !== 'bind') return node;
  const resolved = hostPath(source, path, base);
  return resolved && resolved !== source ? withKey(node, 'source', resolved) : node;
};

/** A volume of the local driver that binds a directory. */
const boundDevice: Rewriter<Base> = (node, path, base) => {
  const options = childOf(node, 'driver_opts');
  const device = childOf(options, 'device');
  if (node.kind !== 'map' || options?.kind !== 'map' || !device) return node;
  if (stringAt(node, 'driver') !== 'local' || stringAt(options, 'o') !== 'bind') return node;
  const resolved = hostPath(device, path, base);
  return resolved ? withKey(node, 'driver_opts', withKey(options, 'device', resolved)) : node;
};

const pathAttributes = ruleTree<Rewriter<Base>>({
  'configs.*.file': hostPath,
  'secrets.*.file': hostPath,
  'services.*.build.additional_contexts.*': contextPath,
  'services.*.build.context': contextPath,
  'services.*.build.ssh.*': hostPath,
  'services.*.develop.watch[].path': plainPath,
  'services.*.env_file[].path': plainPath,
  'services.*.extends.file': plainPath,
  'services.*.label_file[]': plainPath,
  'services.*.volumes[]': mountSource,
  'volumes.*': boundDevice,
});

/** Makes the paths of a model absolute. */
export function resolvePaths(model: MapNode, directory: string, context: LoadContext): MapNode {
  const resolved = rewrite(model, pathAttributes, { directory, homeDir: context.host.homeDir }, []);
  return resolved?.kind === 'map' ? resolved : model;
}
