import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LoadInput } from '../load/load.ts';
import { type NameList, nameLists } from '../load/name-lists.ts';
import type { PrintForm } from '../load/print-project.ts';
import { type ConvertOptions, defaultOptions } from '../plan/options.ts';
import { type GateOptions, isRuleId } from '../gate/gate.ts';

/** What the flags that name the input give; commander's names. */
export interface InputFlags {
  readonly file?: readonly string[];
  readonly projectDirectory?: string;
  readonly projectName?: string;
  readonly envFile?: readonly string[];
  readonly profile?: readonly string[];
}

/** What the flags that steer the translation give. */
export type TranslationFlags = ConvertOptions;

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

/** A name that a namespace can have. @throws InvalidArgumentError */
export function namespaceName(value: string): string {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value)) {
    throw new InvalidArgumentError(
      'A namespace has lowercase letters, digits and "-", at most 63, and begins and ends with a letter or digit.',
    );
  }
  return value;
}

/** A registry with an optional path; slashes at its end are dropped. @throws InvalidArgumentError */
export function registryPrefix(value: string): string {
  const prefix = value.replace(/\/+$/, '');
  const host = '[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]+)?';
  if (!new RegExp(`^${host}(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$`).test(prefix)) {
    throw new InvalidArgumentError('A registry is a host with an optional port and path, as registry.example.com/team.');
  }
  return prefix;
}

function acceptedRule(value: string, before: readonly string[] = []): readonly string[] {
  const rule = value.toUpperCase();
  if (!isRuleId(rule)) throw new InvalidArgumentError('A rule is written as V-19 or DIAG-12.');
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

/** Adds the flags that change what is emitted. */
export function addTranslationFlags(command: Command): Command {
  const choice = <K extends keyof ConvertOptions>(key: K, text: string, values: readonly NonNullable<ConvertOptions[K]>[]): Option =>
    new Option(`--${key} <mode>`, text).choices(values.map(String)).default(defaultOptions[key]);
  return command
    .option('-n, --namespace <name>', 'namespace of every object; also emits the Namespace', namespaceName)
    .addOption(choice('hpa', 'autoscalers: where they are sound, for every workload, or none', ['auto', 'all', 'off']))
    .addOption(choice('liveness', 'liveness probes: where a restart helps, always, or never', ['auto', 'always', 'never']))
    .addOption(choice('wait', 'which depends_on becomes a wait: service_healthy, all, or none', ['healthy', 'all', 'none']))
    .addOption(choice('secrets', 'values of secrets: in the manifests, placeholders, or external', ['inline', 'placeholder', 'external']))
    .addOption(choice('expose', 'published ports become Services of this type, or none', ['loadbalancer', 'nodeport', 'none']))
    .addOption(choice('requests', 'requests where only limits are given: a quarter, equal, or zero', ['quarter', 'equal', 'zero']))
    .option('--registry <prefix>', 'registry for built images that name none', registryPrefix);
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
  };
}

export function gateOptions({ accept, force, strict }: GateFlags): GateOptions {
  return { accept: accept ?? [], force: force ?? false, strict: strict ?? false };
}

/** The translation flags without the other flags of the command. */
export function convertOptions(flags: TranslationFlags): ConvertOptions {
  const { namespace, hpa, liveness, wait, secrets, expose, requests, registry } = flags;
  return {
    hpa,
    liveness,
    wait,
    secrets,
    expose,
    requests,
    ...(namespace !== undefined && { namespace }),
    ...(registry !== undefined && { registry }),
  };
}
