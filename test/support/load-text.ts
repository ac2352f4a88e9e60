import { positionOf } from '../../src/diagnostics/span.ts';
import { type LoadInput, type LoadResult, load } from '../../src/load/load.ts';
import { type Json, printableProject } from '../../src/load/print-project.ts';
import type { Project } from '../../src/model/project.ts';
import { type MemoryHostOptions, memoryHost } from './memory-host.ts';

export interface LoadTextOptions extends MemoryHostOptions {
  readonly input?: Partial<LoadInput>;
}

/** Loads files in memory; without `files` in the input they are found as on a disk. */
export function loadFiles(files: Readonly<Record<string, string>>, options: LoadTextOptions = {}): LoadResult {
  return load({ files: [], envFiles: [], profiles: [], projectName: 'p', ...options.input }, memoryHost(files, options));
}

/** Loads one Compose file. */
export function loadText(text: string, options: LoadTextOptions = {}): LoadResult {
  return loadFiles({ 'compose.yaml': text }, options);
}

/** The project of a load that must have worked. */
export function projectOf(result: LoadResult): Project {
  if (!result.project) throw new Error(`rejected: ${found(result).join(', ')}`);
  return result.project;
}

/** What Docker Compose would print of it. */
export function printed(result: LoadResult): Record<string, Json> {
  return JSON.parse(JSON.stringify(printableProject(projectOf(result))));
}

/** The service `web` as Docker Compose would print it, without what every service has. */
export function printedWeb(result: LoadResult): Record<string, Json> {
  const services: Record<string, Record<string, Json>> = JSON.parse(JSON.stringify(printed(result)['services']));
  const { web = {} } = services;
  const { command, entrypoint, networks, image, ...rest } = web;
  return {
    ...rest,
    ...(command !== null && { command: command ?? null }),
    ...(entrypoint !== null && { entrypoint: entrypoint ?? null }),
    ...(JSON.stringify(networks) !== '{"default":null}' && { networks: networks ?? null }),
    ...(image !== 'i' && { image: image ?? null }),
  };
}

/** `code@line:column` of every finding but the infos. */
export function found({ diagnostics }: LoadResult): readonly string[] {
  return diagnostics
    .filter((one) => one.severity !== 'info')
    .map((one) => {
      const at = one.span && positionOf(one.span);
      return at ? `${one.code}@${at.line}:${at.column}` : one.code;
    });
}

/** Codes of all findings. */
export function codesOf({ diagnostics }: LoadResult): readonly string[] {
  return diagnostics.map((one) => one.code);
}
