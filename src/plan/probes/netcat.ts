import { parsePort } from './check-url.ts';
import { readOptions, type OptionTable } from './client-options.ts';
import type { Difference, TcpCheck } from './network-check.ts';
import type { Redirection, SimpleCommand } from './shell-line.ts';

const options: OptionTable = {
  flags: new Map([
    ['-z', 'zero'],
    ['-v', 'verbose'],
  ]),
  valued: new Map([['-w', 'wait']]),
  joinedByEquals: false,
};

/**
 * Recognises `nc -z[v] [-w N] HOST PORT`, which asks what a `tcpSocket` probe asks (H-16).
 * @param words the words behind `nc`
 */
export function recogniseNetcat(words: readonly string[]): TcpCheck | undefined {
  const read = readOptions(words, options);
  if (!read || !read.given.has('zero') || read.operands.length !== 2) return undefined;
  const [host = '', portText = ''] = read.operands;
  const port = parsePort(portText);
  const wait = read.given.get('wait')?.at(-1);
  if (port === undefined || (wait !== undefined && !/^\d{1,9}$/.test(wait))) return undefined;
  const timeoutSeconds = Number(wait ?? 0);
  return { kind: 'tcp', host, port, ...(timeoutSeconds > 0 && { timeoutSeconds }), differences: [] };
}

const sendsText: Difference = { rule: 'H-16', message: 'the probe only connects, while the check also sends a line' };

/** Recognises a bash command that does nothing but open `/dev/tcp/HOST/PORT` (H-16). Other shells have no such files. */
export function recogniseDevTcp(command: SimpleCommand): TcpCheck | undefined {
  const [redirection] = command.redirections;
  if (command.shell !== 'bash' || !redirection || command.redirections.length > 1) return undefined;
  const match = /^\/dev\/tcp\/([^/]+)\/(\d+)$/.exec(redirection.target);
  const port = parsePort(match?.[2] ?? '');
  if (!match || port === undefined || !onlyConnects(command.words, redirection)) return undefined;
  return { kind: 'tcp', host: match[1] ?? '', port, differences: command.words[0] === 'echo' ? [sendsText] : [] };
}

function onlyConnects(words: readonly string[], { operator }: Redirection): boolean {
  const [name, ...rest] = words;
  if (operator !== '<' && operator !== '>' && operator !== '<>') return false;
  if (name === undefined) return true;
  if (name === 'echo') return operator === '>';
  // `cat < /dev/tcp/…` would wait for the server to hang up.
  if (name === 'cat') return operator === '>' && rest.length === 0;
  return (name === ':' || name === 'true' || name === 'exec') && rest.length === 0;
}
