import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CodeRow } from '../../src/diagnostics/code.ts';
import { codes } from '../../src/diagnostics/codes.ts';
import { type Span, positionOf } from '../../src/diagnostics/span.ts';
import { type Conversion, convert } from '../../src/pipeline.ts';
import type { ConvertOptions } from '../../src/plan/options.ts';
import type { Host } from '../../src/source/host.ts';
import { memoryHost } from './memory-host.ts';

/** `options.json` of a fixture; every key may be missing. */
interface FixtureOptions {
  readonly options?: Partial<ConvertOptions>;
  /** `-f`; only `compose.yaml` unless given. */
  readonly files?: readonly string[];
  readonly profiles?: readonly string[];
  readonly envFiles?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** `-p`; `demo` unless given, null for none. */
  readonly projectName?: string | null;
}

/** The directories `<theme>/<case>` below `root` that hold a Compose file or options. */
export function fixturesIn(root: string): readonly string[] {
  const directories = (path: string): readonly string[] =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .toSorted();
  return directories(root).flatMap((theme) =>
    directories(join(root, theme))
      .map((name) => `${theme}/${name}`)
      .filter((name) => existsSync(join(root, name, 'compose.yaml')) || existsSync(join(root, name, 'options.json'))),
  );
}

/** Converts a fixture as if its directory were `/srv/<case>`: nothing of this machine can reach the result. */
export function convertFixture(directory: string): Conversion {
  const optionsFile = join(directory, 'options.json');
  const given: FixtureOptions = existsSync(optionsFile) ? JSON.parse(readFileSync(optionsFile, 'utf8')) : {};
  const { options = {}, files = ['compose.yaml'], profiles = [], envFiles = [], env = {}, projectName = 'demo' } = given;
  return convert({ files, profiles, envFiles, ...(projectName !== null && { projectName }) }, options, hostOf(directory, env));
}

function hostOf(directory: string, env: Readonly<Record<string, string>>): Host {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .filter((path) => path !== 'options.json' && !path.startsWith('expected') && statSync(join(directory, path)).isFile());
  const cwd = `/srv/${directory.split('/').at(-1) ?? ''}`;
  const host = memoryHost(Object.fromEntries(paths.map((path) => [path, readFileSync(join(directory, path))])), { cwd, env });
  const executables = new Set(paths.filter((path) => (statSync(join(directory, path)).mode & 0o111) !== 0).map((path) => `${cwd}/${path}`));
  return {
    ...host,
    stat(path) {
      const found = host.stat(path);
      return found && { ...found, executable: executables.has(path) };
    },
  };
}

/** All that a conversion says beside what it translated exactly, a line each: what the input became, what was added, what the cluster needs, what is wrong. */
export function accountText({ entries, additions, preconditions, diagnostics }: Conversion): string {
  const lines = [
    ...diagnostics.map((d) => {
      const row: CodeRow = codes[d.code];
      return line(`${d.severity} ${row.rule} ${d.path ?? '-'} ${place(d.span)}`, row.message(d.data), row.hint?.(d.data));
    }),
    ...entries
      .filter((e) => e.outcome !== 'exact')
      .map((e) => line(`${e.outcome} ${e.level} ${e.rule} ${e.path} ${place(e.span)}`, e.message, e.hint)),
    ...additions.map((a) => line(`added ${a.rule}`, a.message, a.optOut)),
    ...preconditions.map((p) => line(`needs ${p.rule}`, p.message, p.command)),
  ];
  return lines.map((text) => `${text}\n`).join('');
}

function line(head: string, message: string, hint: string | undefined): string {
  return [head, message, ...(hint === undefined ? [] : [hint])].map((part) => part.replaceAll('\n', '\\n')).join(' | ');
}

function place(span: Span | undefined): string {
  if (!span) return '@-';
  const { file, line: row, column } = positionOf(span);
  return `@${file === 'compose.yaml' ? '' : `${file}:`}${row}:${column}`;
}
