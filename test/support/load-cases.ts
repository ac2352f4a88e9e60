import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Command } from 'commander';
import { parse } from 'yaml';
import { addInputFlags, loadInput } from '../../src/cli/options.ts';
import { positionOf } from '../../src/diagnostics/span.ts';
import { type LoadResult, load } from '../../src/load/load.ts';
import { printableProject } from '../../src/load/print-project.ts';
import { memoryHost } from './memory-host.ts';

/**
 * A case of `test/load-fixtures/<rule>/cases.yaml`. A text alone is its `compose`.
 * - `compose`, `override`: texts of `compose.yaml` and `compose.override.yaml`
 * - `web`, `over`: as these two, but only the attributes of a service `web`, whose image is `i`
 * - `files`: further files by path
 * - `env`: variables of the process; `args`: flags of `config`; `stdin`: standard input; `cwd`: a directory below the project's
 */
export interface WrittenCase {
  readonly compose?: string;
  readonly override?: string;
  readonly web?: string;
  readonly over?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly stdin?: string;
  readonly cwd?: string;
}

export interface LoadCase {
  readonly rule: string;
  readonly name: string;
  /** By path below the project's directory; `../` leads out of it. */
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly cwd: string;
}

/** What a loader makes of a case: the project as JSON, or that it is rejected. */
export type CaseResult = { readonly project: unknown } | { readonly rejected: true };

/** Where a case seems to lie: nothing of this machine reaches the result. */
export const caseFolder = '/srv/app';
export const caseHome = '/home/user';

export const caseRoot = join(import.meta.dirname, '../load-fixtures');

export function caseRules(): readonly string[] {
  return readdirSync(caseRoot)
    .filter((rule) => existsSync(join(caseRoot, rule, 'cases.yaml')))
    .toSorted();
}

export function readCases(rule: string): readonly LoadCase[] {
  const written: Readonly<Record<string, WrittenCase | string>> = parse(readFileSync(join(caseRoot, rule, 'cases.yaml'), 'utf8')) ?? {};
  return Object.entries(written).map(([name, one]) => loadCase(rule, name, typeof one === 'string' ? { compose: one } : one));
}

export function loadCase(rule: string, name: string, one: WrittenCase): LoadCase {
  const compose = one.compose ?? (one.web === undefined ? undefined : serviceText(one.web));
  const override = one.override ?? (one.over === undefined ? undefined : serviceText(one.over));
  const files = {
    ...(compose !== undefined && { 'compose.yaml': compose }),
    ...(override !== undefined && { 'compose.override.yaml': override }),
    ...one.files,
  };
  return { rule, name, files, env: one.env ?? {}, args: one.args ?? [], stdin: one.stdin ?? '', cwd: one.cwd ?? '' };
}

function serviceText(attributes: string): string {
  const lines = attributes
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`));
  return `services:\n  web:\n    image: i\n${lines.join('\n')}\n`;
}

/** A recorded file of a rule; empty where there is none yet. */
export function readRecord<T>(rule: string, file: string): Readonly<Record<string, T>> {
  const path = join(caseRoot, rule, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** A record with one case a line. */
export function recordText(record: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(record).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Loads a case from memory. */
export function loadInMemory({ files, env, args, stdin, cwd }: LoadCase): LoadResult {
  const command = addInputFlags(new Command()).parse([...args], { from: 'user' });
  const absolute = Object.fromEntries(Object.entries(files).map(([name, text]) => [posix.join(caseFolder, name), text]));
  const host = memoryHost(absolute, {
    cwd: posix.join(caseFolder, cwd),
    homeDir: caseHome,
    env: { HOME: caseHome, ...env },
    standardInput: stdin,
  });
  return load(loadInput(command.opts()), host);
}

export function resultOf({ project }: LoadResult): CaseResult {
  return project ? { project: JSON.parse(JSON.stringify(printableProject(project))) } : { rejected: true };
}

/** Every finding as `severity code file:line:column`, without the file where it is `compose.yaml`. */
export function findingTexts({ diagnostics }: LoadResult): readonly string[] {
  return diagnostics
    .filter(({ code }) => code !== 'project-name-from-directory')
    .map(({ severity, code, span }) => {
      if (!span) return `${severity} ${code}`;
      const { file, line, column } = positionOf(span);
      return `${severity} ${code} ${file === 'compose.yaml' ? '' : `${file}:`}${line}:${column}`;
    });
}
