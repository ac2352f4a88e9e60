import type { Hook } from '../model/service.ts';

/** A hook of Compose as one subshell of a shell line; hooks are not expanded by the kubelet, so nothing is escaped (L-17, ENV-12). */
export function hookCommand(hook: Hook): string {
  const steps = [
    ...(hook.working_dir === undefined ? [] : [`cd ${shellQuote(hook.working_dir)}`]),
    ...Object.entries(hook.environment ?? {}).flatMap(([name, value]) => (value === null ? [] : [`export ${name}=${shellQuote(value)}`])),
    `exec ${hook.command.map(shellQuote).join(' ')}`,
  ];
  return `(${steps.join(' && ')})`;
}

/** One word for any POSIX shell. */
export function shellQuote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
