/** Path arithmetic as Go's `path/filepath` does it on Unix, without a file system. */

export function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

/**
 * The shortest equal path: no `.`, no inner `..`, no double or trailing slash; `.` for the empty path.
 * Does the same as Go's `filepath.Clean`.
 */
export function clean(path: string): string {
  const rooted = isAbsolute(path);
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  const joined = kept.join('/');
  if (rooted) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/** The parts joined with slashes and cleaned; empty parts are left out, no parts give the empty string. */
export function join(...parts: readonly string[]): string {
  const used = parts.filter((part) => part !== '');
  return used.length === 0 ? '' : clean(used.join('/'));
}

/** Everything before the last slash, cleaned: `/a/b` → `/a`, `b` → `.`. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash === -1) return '.';
  return clean(path.slice(0, slash + 1));
}

/** The last part, trailing slashes ignored; `.` for the empty path, `/` for the root. */
export function basename(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return '/';
  return trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** How to get from one absolute directory to a path: `/a/b` to `/a/c` is `../c`, to itself `.`. */
export function relative(from: string, to: string): string {
  const source = clean(from)
    .split('/')
    .filter((part) => part !== '');
  const target = clean(to)
    .split('/')
    .filter((part) => part !== '');
  let shared = 0;
  while (shared < source.length && shared < target.length && source[shared] === target[shared]) shared++;
  const steps = [...source.slice(shared).map(() => '..'), ...target.slice(shared)];
  return steps.length === 0 ? '.' : steps.join('/');
}
