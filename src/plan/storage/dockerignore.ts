import type { Build } from '../../model/service.ts';
import { type Host, HostError } from '../../source/host.ts';
import { clean, isAbsolute, join } from '../../source/posix-path.ts';

interface Pattern {
  readonly matches: RegExp;
  readonly negated: boolean;
}

/** What `.dockerignore` keeps out of a build context; paths are relative to the context. */
export class Dockerignore {
  readonly #patterns: readonly Pattern[];

  constructor(text: string) {
    this.#patterns = text.split(/\r?\n/).flatMap(readPattern);
  }

  /** Whether the path or a directory above it is left out; the last pattern that matches decides. */
  excludes(path: string): boolean {
    return this.#patterns.reduce((excluded, { matches, negated }) => (matches.test(path) ? !negated : excluded), false);
  }
}

/** The file beside the Dockerfile wins over that of the context, as in BuildKit. @throws {HostError} */
export function readDockerignore({ context = '', dockerfile = 'Dockerfile' }: Build, host: Host): Dockerignore {
  const own = `${isAbsolute(dockerfile) ? dockerfile : join(context, dockerfile)}.dockerignore`;
  const path = [own, join(context, '.dockerignore')].find((candidate) => isFile(candidate, host));
  return new Dockerignore(path === undefined ? '' : new TextDecoder().decode(host.readFile(path)));
}

function isFile(path: string, host: Host): boolean {
  try {
    return host.stat(path)?.kind === 'file';
  } catch (error) {
    if (error instanceof HostError) return false;
    throw error;
  }
}

function readPattern(line: string): readonly Pattern[] {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return [];
  const negated = text.startsWith('!');
  const path = clean(`/${negated ? text.slice(1).trim() : text}`).slice(1);
  return path === '' ? [] : [{ matches: new RegExp(`^${expressionOf(path)}(?:/|$)`), negated }];
}

/** `**` matches any number of directories, `*` and `?` stay within one. */
function expressionOf(pattern: string): string {
  return pattern.replaceAll(/\*\*\/?|\*|\?|\[[^\]]*\]|[^*?[]+|\[/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (/^\[[^\]]+\]$/.test(part)) return part.replaceAll('\\', '\\\\');
    return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
}
