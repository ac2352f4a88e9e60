import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeHost } from '../../src/host/node-host.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { load } from '../../src/load/load.ts';
import { printableProject } from '../../src/load/print-project.ts';
import { composeBinary } from './binary.ts';
import { withoutInactiveDependencies } from './differences.ts';

/** A case of the corpus: what its `case.json` says about loading it. */
export interface CorpusCase {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface Outcome {
  /** JSON of the project; undefined: rejected. */
  readonly project: unknown;
  /** Why it was rejected. */
  readonly words: string;
  readonly diagnostics: readonly Diagnostic[];
}

export function corpusCases(shared: string): readonly CorpusCase[] {
  const names = readdirSync(join(shared, 'corpus')).toSorted();
  return names
    .filter((name) => existsSync(join(shared, 'corpus', name, 'case.json')))
    .map((name) => readCase(join(shared, 'corpus', name), name));
}

function readCase(folder: string, name: string): CorpusCase {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
  const facts = parsed as { compose?: string[]; env_file?: string[]; profiles?: string[]; env?: Record<string, string | number> };
  const environment = Object.fromEntries(Object.entries(facts.env ?? {}).map(([key, value]) => [key, String(value)]));
  return { name, folder, files: facts.compose ?? [], envFiles: facts.env_file ?? [], profiles: facts.profiles ?? [], environment };
}

/** Variables that both tools see beside those of the case. */
function baseEnvironment(): Readonly<Record<string, string>> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME };
}

/** What the real Docker Compose makes of a case. */
export function loadWithCompose(one: CorpusCase): Outcome {
  const options = [
    ...one.files.flatMap((file) => ['-f', file]),
    ...one.envFiles.flatMap((file) => ['--env-file', file]),
    ...one.profiles.flatMap((profile) => ['--profile', profile]),
  ];
  const run = spawnSync(composeBinary ?? '', [...options, 'config', '--format', 'json'], {
    cwd: one.folder,
    env: { ...baseEnvironment(), ...one.environment },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return {
    project: run.status === 0 ? withoutInactiveDependencies(JSON.parse(run.stdout)) : undefined,
    words: run.stderr,
    diagnostics: [],
  };
}

/** What this tool makes of it. */
export function loadHere(one: CorpusCase): Outcome {
  const host = { ...nodeHost(), cwd: one.folder, env: { ...baseEnvironment(), ...one.environment } };
  const { project, diagnostics } = load({ files: one.files, envFiles: one.envFiles, profiles: one.profiles }, host);
  const words = diagnostics.map((found) => `${found.severity} ${found.code} ${found.path ?? ''} ${JSON.stringify(found.data)}`).join('\n');
  return { project: project && JSON.parse(JSON.stringify(printableProject(project))), words, diagnostics };
}
