import { isHostKey } from './keys.ts';

/** Programs whose arguments are hosts, and loops over them. */
const hostPrograms: ReadonlySet<string> = new Set(
  (
    'nc ncat netcat ping ping6 curl wget http https telnet ssh scp sftp rsync nslookup dig host drill getent traceroute nmap ' +
    'wait-for wait-for-it wait-for-host wait-for-port wait wait-port pg_isready rabbitmq-diagnostics for'
  ).split(' '),
);

/** Options that take a host, beside those whose names say so. */
const hostOptions: ReadonlySet<string> = new Set(['-h', '-H', '--replicaof', '--slaveof', '--link']);

/** Words of a shell that stand before a program. */
const beforePrograms = /^(?:if|while|until|then|do|else|elif|exec|sudo|time|timeout|nohup|command|env|!|\{|\w+=\S*|\d+[smh]?)$/;

/**
 * Whether a bare word of a command stands where a host does: after an option for one, before a port, or as an argument of a program
 * that calls hosts (N-11). `celery worker` and `npm run web` name no host.
 * @param before the words before it, the program first
 */
export function isHostWord(before: readonly string[], next: string | undefined): boolean {
  const previous = before.at(-1) ?? '';
  if (/^\d{2,5}$/.test(next ?? '')) return true;
  const program = before.find((word) => !beforePrograms.test(word)) ?? before[0] ?? '';
  const callsHosts = hostPrograms.has(program.slice(program.lastIndexOf('/') + 1).replace(/\.(?:sh|py|exe)$/, ''));
  if (!previous.startsWith('-') || previous === '-' || previous === '--') return callsHosts;
  // Switches of such programs stand alone as often as not: `nc -z db`, `curl -fsS db`.
  if (hostOptions.has(previous) || isHostKey(previous)) return true;
  return callsHosts && /^-{1,2}(?!o$|output$|d$|data$|u$|user$|X$|A$)/.test(previous);
}
