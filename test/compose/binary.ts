import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type CaseResult, type LoadCase, caseFolder, caseHome } from '../support/load-cases.ts';

/** The folder with corpus and tools that the environment names; undefined where there is none. */
export function sharedFolder(): string | undefined {
  const folder = process.env['WAYBILL_SHARED'];
  return folder !== undefined && existsSync(join(folder, 'corpus')) ? folder : undefined;
}

/** Path of a real Docker Compose; undefined where there is none, or nobody asked: the test suite is the same on every machine. */
export const composeBinary: string | undefined = findBinary();

/** What to add to a title when tests that need the binary are skipped. */
export const skipNote =
  composeBinary === undefined
    ? ' (skipped: runs with npm run test:compose or WAYBILL_SHARED, where a docker-compose is in PATH, in the cache, or there)'
    : '';

function findBinary(): string | undefined {
  const shared = sharedFolder();
  if (shared === undefined && process.env['WAYBILL_COMPOSE'] !== '1') return undefined;
  const cache = join(
    process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    'docker-compose-v2/usr/libexec/docker/cli-plugins/docker-compose',
  );
  const inPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'docker-compose'));
  const found = [cache, ...inPath].find((path) => existsSync(path) && isVersionTwo(path));
  if (found !== undefined || shared === undefined) return found;
  const { status, stdout } = spawnSync(join(shared, 'tools/get-docker-compose'), { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function isVersionTwo(path: string): boolean {
  const { status, stdout } = spawnSync(path, ['version', '--short'], { encoding: 'utf8' });
  return status === 0 && /^v?2\./.test(stdout);
}

export interface ComposeOutcome {
  readonly result: CaseResult;
  /** What Docker Compose says of it. */
  readonly words: string;
}

/** What the real Docker Compose makes of a case, with the paths as if it lay in `caseFolder`. */
export function loadWithBinary(one: LoadCase): ComposeOutcome {
  const root = mkdtempSync(join(tmpdir(), 'waybill-case-'));
  const folder = join(root, 'srv/app');
  const home = join(root, 'home');
  try {
    for (const path of [folder, home]) mkdirSync(path, { recursive: true });
    for (const [name, text] of Object.entries(one.files)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const { status, stdout, stderr } = spawnSync(composeBinary ?? '', [...one.args, 'config', '--format', 'json'], {
      cwd: join(folder, one.cwd),
      env: { HOME: home, ...one.env },
      input: one.stdin,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      timeout: 60_000,
    });
    if (status !== 0) return { result: { rejected: true }, words: stderr };
    const text = stdout.replaceAll(folder, caseFolder).replaceAll(home, caseHome).replaceAll(root, '');
    return { result: { project: JSON.parse(text) }, words: stderr };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
