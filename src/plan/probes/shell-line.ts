import { parse, type Command, type PipelineNode, type Redirection as SyntaxRedirection } from 'unbash';
import { shortest } from './network-check.ts';
import { resolveWord, type Variables } from './shell-word.ts';

/** One command with its words, as a shell would run it, and nothing around it that matters to a check (H-10). */
export interface SimpleCommand {
  readonly words: readonly string[];
  /** Without those that only silence: `> /dev/null`, `2>&1`. */
  readonly redirections: readonly Redirection[];
  /** The shell that reads it: `bash` knows `/dev/tcp`. */
  readonly shell: 'bash' | 'other';
  /** Seconds of the `timeout` programs around it. */
  readonly timeoutSeconds?: number;
  /** Whether `|| kill 1` followed: the check restarts the container itself. */
  readonly killsOnFailure: boolean;
  /** Names of the variables whose values are part of the words, sorted. */
  readonly substituted: readonly string[];
}

export interface Redirection {
  readonly operator: string;
  readonly target: string;
}

/**
 * Reads a line as a shell would. @returns undefined for anything but one command whose words are known
 * @param shell the program that runs the line: `/bin/sh`
 * @param environment the variables whose values are known and no secrets (H-18)
 */
export function readShellLine(line: string, shell: string, environment: ReadonlyMap<string, string>): SimpleCommand | undefined {
  const variables: Variables = { known: environment, used: new Set() };
  const found = commandOf(line);
  const words = found && wordsOf(found.command, variables);
  const redirections = found && redirectionsOf(found.command, variables);
  if (!words || !redirections) return undefined;
  const command: SimpleCommand = {
    words,
    redirections,
    shell: shellKind(shell),
    killsOnFailure: found.killsOnFailure,
    substituted: [...variables.used].sort(),
  };
  return unwrap(command, environment);
}

/** Reads the words of a check that no shell reads, looking through `timeout N` and `sh -c LINE`. */
export function readWords(words: readonly string[], environment: ReadonlyMap<string, string>): SimpleCommand | undefined {
  return unwrap({ words, redirections: [], shell: 'other', killsOnFailure: false, substituted: [] }, environment);
}

/** Last part of a program's path. */
export function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}

/** Takes off `timeout N` and an outer `sh -c '…'` as often as they occur. */
function unwrap(command: SimpleCommand, environment: ReadonlyMap<string, string>): SimpleCommand | undefined {
  const [program = '', first = '', second = ''] = command.words;
  const limit = baseName(program) === 'timeout' ? timeoutSeconds(first) : undefined;
  if (limit !== undefined) {
    const limits = shortest([command.timeoutSeconds, limit]);
    return unwrap({ ...command, words: command.words.slice(2), ...(limits !== undefined && { timeoutSeconds: limits }) }, environment);
  }
  if (!shells.has(baseName(program)) || !/^-[elux]*c$/.test(first) || command.words.length !== 3) return command;
  if (command.redirections.length > 0) return undefined;
  const inner = readShellLine(second, program, environment);
  if (!inner) return undefined;
  const limits = shortest([command.timeoutSeconds, inner.timeoutSeconds]);
  return {
    ...inner,
    ...(limits !== undefined && { timeoutSeconds: limits }),
    killsOnFailure: command.killsOnFailure || inner.killsOnFailure,
    substituted: [...new Set([...command.substituted, ...inner.substituted])].sort(),
  };
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash']);

function shellKind(program: string): SimpleCommand['shell'] {
  return baseName(program) === 'bash' ? 'bash' : 'other';
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** A limit as `timeout` reads it; undefined for none and for what is no limit. */
function timeoutSeconds(text: string): number | undefined {
  const [, digits, unit = 's'] = /^(\d{1,9}(?:\.\d{1,9})?)([smhd]?)$/.exec(text) ?? [];
  const seconds = digits === undefined ? 0 : Number(digits) * (unitSeconds[unit || 's'] ?? 0);
  return seconds > 0 ? seconds : undefined;
}

/** The one command of a line, after one `|| exit 1` or the like is taken off. */
function commandOf(line: string): { command: Command; killsOnFailure: boolean } | undefined {
  const script = parse(line);
  const [statement] = script.commands;
  if (script.errors?.length || !statement || script.commands.length > 1 || statement.background) return undefined;
  const node = statement.command;
  if (node.type === 'Command') return { command: node, killsOnFailure: false };
  if (node.type !== 'AndOr' || node.commands.length !== 2 || node.operators[0] !== '||') return undefined;
  const [command, otherwise] = node.commands;
  const onFailure = otherwise && sourceOf(line, otherwise);
  if (command?.type !== 'Command' || onFailure === undefined || !failures.has(onFailure)) return undefined;
  return { command, killsOnFailure: onFailure === killContainer };
}

const killContainer = 'kill 1';
const failures: ReadonlySet<string> = new Set(['exit 1', 'exit $?', 'false', killContainer]);

function sourceOf(line: string, node: PipelineNode): string {
  return line
    .slice(node.pos, node.end)
    .trim()
    .replace(/[ \t]+/g, ' ');
}

function wordsOf(command: Command, variables: Variables): string[] | undefined {
  if (command.prefix.some((part) => part.type === 'Assignment')) return undefined;
  const words: string[] = [];
  for (const part of command.name ? [command.name, ...command.args] : command.args) {
    const word = part.type === 'Word' ? resolveWord(part, variables) : undefined;
    if (word === undefined) return undefined;
    words.push(word);
  }
  return words;
}

function redirectionsOf(command: Command, variables: Variables): Redirection[] | undefined {
  const redirections: Redirection[] = [];
  for (const redirect of command.redirects) {
    const target = redirect.type === 'Redirect' && redirect.target ? resolveWord(redirect.target, variables) : undefined;
    if (target === undefined) return undefined;
    if (!onlySilences(redirect, target)) redirections.push({ operator: redirect.operator, target });
  }
  return redirections;
}

/** `&>` is left out: to a POSIX shell it means "in the background". */
function onlySilences({ operator }: SyntaxRedirection, target: string): boolean {
  if (operator === '>&') return target === '1' || target === '2';
  return target === '/dev/null' && (operator === '>' || operator === '>>' || operator === '<');
}
