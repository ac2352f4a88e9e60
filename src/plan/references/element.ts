import { isHostWord } from './host-words.ts';
import { isHostKey, isNameAttribute, isNameFlag, isNameKey, isSecretKey } from './keys.ts';
import type { PassedOverReason, TextKind } from './scan.ts';

/** A token that is an indexed name and names no port, with its surroundings on either side. */
interface Element {
  /** Ends where the token begins; at the start of the text it is the whole of what stands before. */
  readonly before: string;
  readonly after: string;
  readonly name: string;
  readonly kind: TextKind;
  readonly key: string | undefined;
  readonly shellDefault: boolean;
}

/** Directives of nginx, Redis and the like whose argument is a host. */
const hostDirectives: ReadonlySet<string> = new Set(['server', 'host', 'hostname', 'replicaof', 'slaveof', 'remote', 'relayhost']);
const shellKeywords: ReadonlySet<string> = new Set([
  'then',
  'do',
  'else',
  'elif',
  'if',
  'while',
  'until',
  'exec',
  'sudo',
  'time',
  '!',
  '{',
]);

/** What N-05 (b) says about an element that is a name without a port: a host, none for a stated reason, or nothing of interest. */
export function elementOutcome(element: Element): 'host' | PassedOverReason | undefined {
  const { before, after, name, kind, key, shellDefault } = element;
  if (!mayEnd(element)) return undefined;
  if (shellDefault) return 'host';
  if (before.endsWith('@')) return afterAt(before, name);
  const ownKey = keyBefore(before);
  const holder = ownKey ?? key ?? '';
  if (isSecretKey(holder)) return undefined;
  if (isNameKey(holder) || (ownKey !== undefined && isNameAttribute(ownKey))) return 'key';
  // A script may carry a file: `cat <<EOF` and lines of YAML.
  if (kind === 'file' || (kind === 'script' && /:[ \t]+["']?$/.test(before))) return inFile(before, after, ownKey);
  const words = before.trimEnd();
  const previous = /[\s]$/.test(before) ? (/\S+$/.exec(words)?.[0] ?? '') : '';
  if (isNameFlag(previous)) return 'flag';
  if (kind === 'script' && (isCommandPosition(before, previous) || isPrinted(before))) return undefined;
  if (kind === 'script' && /\s["']?$/.test(before))
    return isHostWord(commandBefore(before), /^["']?[ \t]+(\S+)/.exec(after)?.[1]) ? 'host' : 'word';
  return 'host';
}

/** `/ , ; ) ] " '`, a blank or the end; a `/` only where nothing but the end of the element or a database name can follow. */
function mayEnd({ before, after, kind, shellDefault }: Element): boolean {
  if (after === '' || /^[,;)\]"'\s]/.test(after)) return true;
  // `cd web/` in a script is a directory; `user@db/app` names a database.
  if (after.startsWith('/')) return /[^\s,;=([\x22']@(?:\/\/)?$/.test(before) || (kind !== 'script' && /^\/(?:$|[,;)\]"'\s])/.test(after));
  return (shellDefault && after.startsWith('}')) || (kind === 'file' && after.startsWith('</'));
}

/** `rabbit@node` is a host; `mail@example.com` an address, and a leading `@` marks a file (`curl -d @db`) or a package scope. */
function afterAt(before: string, name: string): 'host' | PassedOverReason | undefined {
  if (!/[^\s,;=([\x22']@$/.test(before)) return undefined;
  return name.includes('.') ? 'mail' : 'host';
}

/** The key of `key=`, `key: `, `"key": "` or `<key>` right before the token, on the same line. */
function keyBefore(before: string): string | undefined {
  return /(?:^|[^\w.-])([\w.-]+)["']?[ \t]*[:=][ \t]*[["']{0,2}$/.exec(before)?.[1] ?? /<([\w.-]+)>$/.exec(before)?.[1];
}

/**
 * In a configuration file an element counts when separators stand on both sides, when its key speaks about hosts, or as the argument
 * of a directive that takes a host. A quoted word that a colon follows is a key, a word alone in brackets a section.
 */
function inFile(before: string, after: string, key: string | undefined): 'host' | PassedOverReason | undefined {
  if (/^["']?[ \t]*[:=]/.test(after)) return undefined;
  if (/(?:^|\n)[ \t]*\[$/.test(before) && /^\][ \t]*(?:\r?\n|$)/.test(after)) return undefined;
  const ends = /^(?:[,;)\]"']|<\/|[ \t]*(?:\r?\n|$))/.test(after);
  if (key !== undefined && ends) {
    if (isHostKey(key)) return 'host';
    return /[=>"'[]$/.test(before) ? 'host' : 'word';
  }
  if (ends && /[,;=([>"']$/.test(before)) return 'host';
  if (/\bsentinel[ \t]+monitor[ \t]+\S+[ \t]+$/i.test(before)) return 'host';
  const directive = /(?:^|[\n{;])[ \t]*([a-z_]+)[ \t]+$/i.exec(before)?.[1]?.toLowerCase();
  const takesHost = directive !== undefined && hostDirectives.has(directive);
  return takesHost && (ends || /^[ \t]+\d/.test(after)) ? 'host' : undefined;
}

/** The words of the simple command that ends here. */
function commandBefore(before: string): readonly string[] {
  const command = /[^;&|(`\n{]*$/.exec(before)?.[0] ?? '';
  return command.split(/[\s"']+/).filter((word) => word !== '');
}

/** Words that a script says to people. */
function isPrinted(before: string): boolean {
  return /(?:^|[;&|(\n{]|\b(?:then|do|else))[ \t]*(?:echo|printf)[ \t][^;&|\n]*$/.test(before);
}

function isCommandPosition(before: string, previous: string): boolean {
  return /(?:^|[;&|(`\n])\s*["']?$/.test(before) || shellKeywords.has(previous);
}
