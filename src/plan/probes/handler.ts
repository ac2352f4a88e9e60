import { escapeDollar } from '../escape.ts';
import { carriesCredentials } from './credentials.ts';
import { recogniseCurl } from './curl.ts';
import { recogniseGrpcHealthProbe } from './grpc-health-probe.ts';
import { mentionedHosts } from './mentioned-hosts.ts';
import { recogniseDevTcp, recogniseNetcat } from './netcat.ts';
import { type HttpHeader, type NetworkCheck, shortest } from './network-check.ts';
import { differs, exact, type ProbeNote } from './probe-note.ts';
import { baseName, readShellLine, readWords, type SimpleCommand } from './shell-line.ts';
import { recogniseWget } from './wget.ts';

/** Host names in lower case, asked one by one. */
export type Names = Pick<ReadonlySet<string>, 'has'>;

/** What has to be known about a service to turn its check into a probe. */
export interface ProbeContext {
  /** The names under which the service itself is reached, in lower case. */
  readonly ownNames: Names;
  /** The names of all other services, in lower case. */
  readonly otherServices: Names;
  /** TCP ports known to accept traffic from outside the container (H-12). */
  readonly openPorts: ReadonlySet<number>;
  /** The literal environment without secrets (H-18). */
  readonly environment: ReadonlyMap<string, string>;
  /** SHELL of the image, `none` for an image without any shell; undefined: unknown, so `/bin/sh -c`. */
  readonly shell: readonly string[] | 'none' | undefined;
}

export type ProbeHandler =
  | { readonly exec: { readonly command: readonly string[] } }
  | {
      readonly httpGet: {
        readonly path: string;
        readonly port: number;
        readonly scheme: string;
        readonly httpHeaders: readonly HttpHeader[];
      };
    }
  | { readonly tcpSocket: { readonly port: number } }
  | { readonly grpc: { readonly port: number; readonly service?: string } };

export interface HandlerChoice {
  /** Absent where no probe can do what the check does; the notes say why. */
  readonly handler?: ProbeHandler;
  /** The time limit that the check sets itself, where the probe takes its place. */
  readonly timeoutSeconds?: number;
  /** About the attribute `test`; never empty. */
  readonly notes: readonly ProbeNote[];
  /** The check ended in `|| kill 1`, which the handler does not do (H-05). */
  readonly killsOnFailure: boolean;
  /** Name of the other service that the check calls (H-19). */
  readonly targetsOther?: string;
  /** The command calls the service by its own name, which must resolve before the pod is ready (H-19, N-15). */
  readonly usesOwnName: boolean;
  /** A password or the like is written into the command (H-20, S-19). */
  readonly carriesCredentials: boolean;
}

/** Chooses how a probe does what a check does (H-10 … H-20). @param test first item `CMD` or `CMD-SHELL` */
export function chooseHandler(test: readonly string[], context: ProbeContext): HandlerChoice {
  const [form = '', ...words] = test;
  if (form !== 'CMD' && form !== 'CMD-SHELL')
    return refused('DIAG-17', 'the first item of the check is none of CMD, CMD-SHELL and NONE', formHint);
  if (words.length === 0) return refused('DIAG-17', 'the check has no command', formHint);
  const text = words.join(' ');
  const facts = { carriesCredentials: carriesCredentials(text), ...mentions(text, context) };
  const check = recognise(readCommand(form, words, context));
  const reason = facts.carriesCredentials ? 'H-20' : stayReason(check?.network, context);
  if (check && reason === undefined) return networkChoice(check, form, words);
  if (form === 'CMD-SHELL' && context.shell === 'none') {
    return { ...refused('H-11', 'the check is a shell line, but the image has no shell', noShellHint), ...facts };
  }
  const prefix = form === 'CMD' ? [] : shellOf(context);
  const notes = [exact('test', reason ?? 'H-11'), ...mistakes(form, words)];
  if (facts.carriesCredentials) notes.push(credentialNote);
  if (facts.targetsOther !== undefined) notes.push(otherServiceNote(facts.targetsOther));
  return { handler: { exec: { command: [...prefix, ...words].map(escapeDollar) } }, notes, killsOnFailure: false, ...facts };
}

interface RecognisedCheck {
  readonly network: NetworkCheck;
  readonly command: SimpleCommand;
}

const formHint = 'write `test: [CMD, program, argument]` or `test: command line`';
const noShellHint = 'use the CMD form with a program that the image has, or declare the port of the check under `expose`';

const credentialNote: ProbeNote = {
  field: 'test',
  outcome: 'exact',
  level: 'warning',
  rule: 'H-20',
  message: 'the check has a credential written into it, which everybody who may read the pod sees',
  hint: 'let the shell read it from an environment variable: `"$$NAME"` in the Compose file',
};

function otherServiceNote(service: string): ProbeNote {
  return {
    ...differs('test', 'H-19', `readiness depends on ${service}, which the check calls`),
    level: 'warning',
    hint: 'let the check ask the service itself',
  };
}

function refused(rule: string, message: string, hint: string): HandlerChoice {
  return {
    notes: [{ field: 'test', outcome: 'refused', level: 'error', rule, message, hint }],
    killsOnFailure: false,
    usesOwnName: false,
    carriesCredentials: false,
  };
}

function shellOf({ shell }: ProbeContext): readonly string[] {
  const isUsable = Array.isArray(shell) && shell.length > 0 && !/^cmd(?:\.exe)?$/i.test(baseName(shell[0] ?? ''));
  return isUsable ? shell : ['/bin/sh', '-c'];
}

function readCommand(form: string, words: readonly string[], context: ProbeContext): SimpleCommand | undefined {
  if (form === 'CMD') return readWords(words, context.environment);
  const [line = '', ...further] = words;
  // Words behind the line become $0, $1 …
  return further.length > 0 ? undefined : readShellLine(line, shellOf(context)[0] ?? '', context.environment);
}

function recognise(command: SimpleCommand | undefined): RecognisedCheck | undefined {
  if (!command) return undefined;
  const network = recogniseNetwork(command);
  if (!network) return undefined;
  // `timeout N` is looked through around connections only (H-16).
  if (network.kind === 'http' && command.timeoutSeconds !== undefined) return undefined;
  return { network, command };
}

function recogniseNetwork(command: SimpleCommand): NetworkCheck | undefined {
  if (command.redirections.length > 0) return recogniseDevTcp(command);
  const [program = '', ...words] = command.words;
  switch (baseName(program)) {
    case 'curl':
      return recogniseCurl(words);
    case 'wget':
      return recogniseWget(words);
    case 'nc':
    case 'netcat':
      return recogniseNetcat(words);
    case 'grpc_health_probe':
    case 'grpc-health-probe':
      return recogniseGrpcHealthProbe(words);
    default:
      return undefined;
  }
}

/** The rule by which a check stays a command; undefined when the kubelet can ask the same from outside. */
function stayReason(network: NetworkCheck | undefined, context: ProbeContext): string | undefined {
  if (!network) return 'H-11';
  const host = network.host.toLowerCase();
  if (!isLoopback(host) && !context.ownNames.has(host)) return context.otherServices.has(host) ? 'H-19' : 'H-12';
  // A server bound to loopback answers the check, but not the kubelet.
  return context.openPorts.has(network.port) ? undefined : 'H-12';
}

function isLoopback(host: string): boolean {
  return ['', 'localhost', '0.0.0.0', '::1', '::'].includes(host) || /^127(?:\.\d{1,3}){1,3}$/.test(host);
}

function mentions(text: string, context: ProbeContext): { targetsOther?: string; usesOwnName: boolean } {
  const hosts = mentionedHosts(text);
  const targetsOther = hosts.find((host) => context.otherServices.has(host) && !context.ownNames.has(host));
  return { ...(targetsOther !== undefined && { targetsOther }), usesOwnName: hosts.some((host) => context.ownNames.has(host)) };
}

function networkChoice({ network, command }: RecognisedCheck, form: string, words: readonly string[]): HandlerChoice {
  const notes = network.differences.map(({ rule, message }) => differs('test', rule, message));
  for (const name of command.substituted) notes.push(differs('test', 'H-18', `the probe has the present value of ${name} written into it`));
  if (notes.length === 0) notes.push(exact('test', 'H-16'));
  const timeoutSeconds = shortest([network.timeoutSeconds, command.timeoutSeconds]);
  return {
    handler: networkHandler(network),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    notes: [...notes, ...mistakes(form, words)],
    killsOnFailure: command.killsOnFailure,
    usesOwnName: false,
    carriesCredentials: false,
  };
}

/** Without `host`: the kubelet asks the pod's address (H-06). */
function networkHandler(network: NetworkCheck): ProbeHandler {
  const { port } = network;
  switch (network.kind) {
    case 'http':
      return { httpGet: { path: network.path, port, scheme: network.scheme, httpHeaders: network.headers } };
    case 'tcp':
      return { tcpSocket: { port } };
    case 'grpc':
      return { grpc: { port, ...(network.service !== undefined && { service: network.service }) } };
  }
}

/** Checks that cannot have been meant as they are written; they fail for ever in both worlds. */
function mistakes(form: string, words: readonly string[]): ProbeNote[] {
  const [first = ''] = words;
  const warn = (rule: string, message: string, hint: string): ProbeNote[] => [
    { field: 'test', outcome: 'exact', level: 'warning', rule, message, hint },
  ];
  if (form === 'CMD-SHELL' && words.length === 1 && first.trim() === 'NONE') {
    return warn('DIAG-17', 'the check runs a command named NONE, which fails', 'write `disable: true` to have no check');
  }
  if (form === 'CMD-SHELL' && words.length > 1) {
    return warn(
      'DIAG-17',
      'CMD-SHELL runs its first word only, the others are not arguments of the command',
      'write the whole line as one item',
    );
  }
  if (form === 'CMD' && words.length === 1 && /\s/.test(first.trim())) {
    return warn('DIAG-17', 'CMD takes the whole line for the name of a program', 'write CMD-SHELL, or one item for each word');
  }
  if (form === 'CMD' && words.some((word) => ['||', '&&', '|', ';'].includes(word))) {
    return warn('DIAG-17', 'without a shell, operators are arguments of the program', 'write CMD-SHELL with the line as one item');
  }
  return [];
}
