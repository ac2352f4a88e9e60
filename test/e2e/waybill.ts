import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `WAYBILL_MAIN` names another build. */
const main = process.env['WAYBILL_MAIN'] ?? fileURLToPath(new URL('../../dist/bin/main.js', import.meta.url));

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built command in its own process, with an environment of its own. */
export function waybill(args: readonly string[], { cwd, input = '', env = {} }: RunOptions): RunResult {
  if (!existsSync(main)) throw new Error('dist/ is missing: npm run build');
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
  });
  return { code: status, stdout, stderr };
}

/** The shell command line that starts the built command. */
export const shellCommand = `'${process.execPath}' '${main}'`;

/** A directory with these files; `remove` takes it away. */
export function temporaryProject(files: Readonly<Record<string, string>>): { readonly directory: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'waybill-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
