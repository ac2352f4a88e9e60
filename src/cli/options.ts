import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LoadInput } from '../load/load.ts';
import { type ConvertOptions, defaultOptions } from '../plan/options.ts';

/** What the flags that name the input give; commander's names. */
export interface InputFlags {
  readonly file: readonly string[];
  readonly projectDirectory?: string;
  readonly projectName?: string;
  readonly envFile: readonly string[];
  readonly profile: readonly string[];
}

/** What the flags that steer the translation give. */
export type TranslationFlags = ConvertOptions;

/** What the flags that decide about exit code and output give. */
export interface GateFlags {
  readonly accept: readonly string[];
  readonly force: boolean;
  readonly strict: boolean;
}

function collect(value: string, before: readonly string[]): readonly string[] {
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
    throw new InvalidArgumentError('A namespace has lowercase letters, digits and "-", at most 63, and begins and ends with a letter or digit.');
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

function acceptedRule(value: string, before: readonly string[]): readonly string[] {
  const rule = value.toUpperCase();
  if (!isRuleId(rule)) throw new InvalidArgumentError('A rule is written as V-19 or DIAG-12.');
  return [...before, rule];
}

/** Whether a text has the form of a rule id of the translation contract: `V-19`, `DIAG-12`. */
export function isRuleId(text: string): boolean {
  return /^[A-Z]+-[0-9]+$/.test(text);
}

/** Adds the flags that mean what they mean in `docker compose` (A-01…A-04). */
export function addInputFlags(command: Command): Command {
  return command
    .option('-f, --file <file>', 'Compose file, repeatable, "-" is standard input (default: found as docker compose finds it)', collect, [])
    .option('--project-directory <dir>', 'directory that relative paths start from (default: that of the first file)', nonEmpty)
    .option('-p, --project-name <name>', 'name of the project', nonEmpty)
    .option('--env-file <file>', 'file with variables, repeatable (default: .env)', collect, [])
    .option('--profile <name>', 'profile to activate, repeatable, "*" is all', collect, []);
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
    .option('--accept <rule>', 'write although something is refused under this rule, repeatable', acceptedRule, [])
    .option('--force', 'write although something is refused at level error', false)
    .option('--strict', 'write only if everything is translated, exactly or with a stated difference', false);
}

/** The input flags as the loader takes them. */
export function loadInput(flags: InputFlags): LoadInput {
  return {
    files: flags.file,
    projectDirectory: flags.projectDirectory,
    projectName: flags.projectName,
    envFiles: flags.envFile,
    profiles: flags.profile,
  };
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
