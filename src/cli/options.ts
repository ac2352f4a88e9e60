import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LoadInput } from '../load/load.ts';
import { type NameList, nameLists } from '../load/name-lists.ts';
import type { PrintForm } from '../load/print-project.ts';
import { type GateOptions, ruleIdOf } from '../gate/gate.ts';

/** What the flags that name the input give; commander's names. */
export interface InputFlags {
  readonly file?: readonly string[];
  readonly projectDirectory?: string;
  readonly projectName?: string;
  readonly envFile?: readonly string[];
  readonly profile?: readonly string[];
  /** Arguments of `convert`: only these and what they depend on. */
  readonly onlyServices?: readonly string[];
}

/** What the flags that decide what may pass give. */
export interface GateFlags {
  readonly accept?: readonly string[];
  readonly force?: boolean;
  readonly strict?: boolean;
}

/** What the flags of `config` give. */
export interface ConfigFlags extends InputFlags, Readonly<Partial<Record<NameList, boolean>>> {
  readonly format: PrintForm;
  /** False with `--no-interpolate`. */
  readonly interpolate: boolean;
  readonly strict?: boolean;
  readonly quiet?: boolean;
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, nonEmpty(value)];
}

/** @throws InvalidArgumentError */
export function nonEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('It must not be empty.');
  return value;
}

function acceptedRule(value: string, before: readonly string[] = []): readonly string[] {
  const rule = ruleIdOf(value);
  if (rule === undefined) throw new InvalidArgumentError('A rule is written as V-19 or DIAG-12.');
  return [...before, rule];
}

/** Adds the flags that mean what they mean in `docker compose` (A-01…A-04). */
export function addInputFlags(command: Command): Command {
  return command
    .option('-f, --file <file>', 'Compose file, repeatable, "-" is standard input (default: found as docker compose finds it)', collect)
    .option('--project-directory <dir>', 'directory that relative paths start from (default: that of the first file)', nonEmpty)
    .option('-p, --project-name <name>', 'name of the project', nonEmpty)
    .option('--env-file <file>', 'file with variables, repeatable (default: .env)', collect)
    .option('--profile <name>', 'profile to activate, repeatable, "*" is all', collect);
}

/** Adds the flags of `config`: those of `docker compose config` that make sense here. */
export function addConfigFlags(command: Command): Command {
  const texts: Readonly<Record<NameList, string>> = {
    services: 'print the names of the services, one per line, each behind those that it depends on',
    volumes: 'print the names of the volumes that are used, one per line',
    networks: 'print the names of the networks that are used, one per line',
    images: 'print the images, one per line',
    profiles: 'print the names of all profiles, one per line',
    environment: 'print the variables that are there for interpolation, with their values',
  };
  command.addOption(new Option('--format <format>', 'of the project').choices(['yaml', 'json']).default('yaml'));
  for (const list of nameLists) {
    command.addOption(new Option(`--${list}`, texts[list]).conflicts(nameLists.filter((other) => other !== list)));
  }
  return command
    .option('--no-interpolate', 'leave variables as they are written')
    .option('--strict', 'reject what docker compose 2.40 rejects, too')
    .option('-q, --quiet', 'only check the project, print nothing but errors');
}

/** Adds the flags that decide what may pass. */
export function addGateFlags(command: Command): Command {
  return command
    .option('--accept <rule>', 'write although something is refused under this rule, repeatable', acceptedRule)
    .option('--force', 'write although something is refused at level error')
    .option('--strict', 'write only if everything is translated, exactly or with a stated difference');
}

/** The input flags as the loader takes them. */
export function loadInput(flags: InputFlags): LoadInput {
  return {
    files: flags.file ?? [],
    projectDirectory: flags.projectDirectory,
    projectName: flags.projectName,
    envFiles: flags.envFile ?? [],
    profiles: flags.profile ?? [],
    services: flags.onlyServices ?? [],
  };
}

export function gateOptions({ accept, force, strict }: GateFlags): GateOptions {
  return { accept: accept ?? [], force: force ?? false, strict: strict ?? false };
}
