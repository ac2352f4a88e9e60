import type { Hook } from '../model/service.ts';

/** The parts of a hook as shell words, quoted: a secret is `"$ARG_1"`. */
export interface QuotedHook {
  readonly workingDirectory?: string;
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly command: string;
}

/** A hook of Compose as one subshell of a shell line; hooks are not expanded by the kubelet, so nothing is escaped (L-17, ENV-12). */
export function hookLine({ workingDirectory, variables, command }: QuotedHook): string {
  const exported = variables.filter(({ name }) => isShellName(name));
  const others = variables.filter(({ name }) => !isShellName(name));
  const steps = [
    ...(workingDirectory === undefined ? [] : [`cd ${workingDirectory}`]),
    ...exported.map(({ name, value }) => `export ${name}=${value}`),
    // `export` takes names of a shell only, env takes any; behind `--` none is an option.
    `exec ${others.length === 0 ? '' : `env ${others.some(({ name }) => name.startsWith('-')) ? '-- ' : ''}${others.map(({ name, value }) => `${shellQuote(name)}=${value}`).join(' ')} `}${command}`,
  ];
  return `(${steps.join(' && ')})`;
}

/** Whether a hook is nothing but a program with arguments, for which no shell is needed. */
export function isPlainCommand(hook: Hook): boolean {
  return hook.working_dir === undefined && Object.keys(hook.environment ?? {}).length === 0;
}

function isShellName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** One word for any POSIX shell. */
export function shellQuote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
