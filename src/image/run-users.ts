import { type CommandArgument, forEachChild, parse, type SyntaxNode } from 'unbash';
import type { UserNumbers } from './dockerfile-facts.ts';
import { expand, type Lookup, parseExecForm } from './dockerfile-words.ts';

/** The users and groups that commands created so far; changed in place while a stage is read. */
export interface UserTable {
  readonly users: Map<string, UserNumbers>;
  readonly groups: Map<string, number>;
}

/** A word of a command; undefined where only running the command could tell it. */
type ShellWord = string | undefined;

/**
 * Notes the users and groups that a RUN instruction creates or changes with shadow-utils (`useradd`), Debian's or
 * BusyBox' `adduser` and their like. Both branches of a condition count as run.
 */
export function runUserCommands(script: string, lookup: Lookup, table: UserTable): void {
  const words = parseExecForm(script);
  const commands = words ? [words] : shellCommands(script, lookup);
  for (const [name = '', ...args] of commands) {
    const program = programs.get(name.slice(name.lastIndexOf('/') + 1));
    program?.(args, table);
  }
}

function shellCommands(script: string, lookup: Lookup): readonly (readonly ShellWord[])[] {
  const commands: ShellWord[][] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command' && node.name) commands.push([node.name, ...node.args].map((word) => wordValue(word, lookup)));
    forEachChild(node, visit);
  };
  visit(parse(script));
  return commands.map((words) => (words[0] === 'sudo' ? words.slice(1) : words));
}

function wordValue(word: CommandArgument, lookup: Lookup): ShellWord {
  if (/`|\$\(/.test(word.text)) return undefined;
  const value = expand(word.text, lookup);
  return value.ok && value.value.unset.length === 0 ? value.value.text : undefined;
}

interface Arguments {
  readonly options: ReadonlyMap<string, ShellWord>;
  readonly operands: readonly ShellWord[];
}

/** Reads options as getopt_long does. `withValue` lists the short options, then the long ones, that take a value. */
function readArguments(words: readonly ShellWord[], shortWithValue: string, longWithValue: readonly string[]): Arguments {
  const options = new Map<string, ShellWord>();
  const operands: ShellWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined || !word.startsWith('-') || word === '-') {
      operands.push(word);
    } else if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const name = equals === -1 ? word.slice(2) : word.slice(2, equals);
      if (equals !== -1) options.set(name, word.slice(equals + 1));
      else options.set(name, longWithValue.includes(name) ? words[++at] : '');
    } else {
      for (let letter = 1; letter < word.length; letter++) {
        const name = word.charAt(letter);
        if (!shortWithValue.includes(name)) {
          options.set(name, '');
          continue;
        }
        options.set(name, letter + 1 < word.length ? word.slice(letter + 1) : words[++at]);
        break;
      }
    }
  }
  return { options, operands };
}

function numberOf(word: ShellWord): number | undefined {
  return word !== undefined && /^\d{1,10}$/.test(word) ? Number(word) : undefined;
}

function groupNumber(word: ShellWord, { groups }: UserTable): number | undefined {
  if (word === 'root') return 0;
  return numberOf(word) ?? (word === undefined ? undefined : groups.get(word));
}

function setUser(name: string, uid: number | undefined, gid: number | undefined, { users }: UserTable): void {
  users.set(name, { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) });
}

function setGroup(name: string, gid: number | undefined, { groups }: UserTable): void {
  if (gid !== undefined) groups.set(name, gid);
}

const shadowLong = [
  'uid',
  'gid',
  'groups',
  'home-dir',
  'home',
  'shell',
  'comment',
  'base-dir',
  'skel',
  'key',
  'password',
  'root',
  'prefix',
  'login',
];

function useradd(words: readonly ShellWord[], table: UserTable): void {
  const { options, operands } = readArguments(words, 'ugGdscbkKpefRPZ', [...shadowLong, 'expiredate', 'inactive', 'selinux-user']);
  const [name] = operands;
  if (name === undefined) return;
  const uid = numberOf(options.get('u') ?? options.get('uid'));
  const hasGroup = options.has('g') || options.has('gid');
  // Without -g a group of the same name is made, with the same number where that is free (USERGROUPS_ENAB).
  const ownGroup = !options.has('N') && !options.has('no-user-group');
  const gid = hasGroup ? groupNumber(options.get('g') ?? options.get('gid'), table) : ownGroup ? uid : undefined;
  if (!hasGroup && ownGroup) setGroup(name, gid, table);
  setUser(name, uid, gid, table);
}

function groupadd(words: readonly ShellWord[], table: UserTable): void {
  const { options, operands } = readArguments(words, 'gKpRPU', ['gid', 'key', 'password', 'root', 'prefix', 'users']);
  const [name] = operands;
  if (name !== undefined) setGroup(name, numberOf(options.get('g') ?? options.get('gid')), table);
}

function usermod(words: readonly ShellWord[], table: UserTable): void {
  const { options, operands } = readArguments(words, 'ugGdscepflRPZvVwW', [...shadowLong, 'expiredate', 'inactive']);
  const [name] = operands;
  if (name === undefined) return;
  const before = table.users.get(name);
  const uid = options.has('u') || options.has('uid') ? numberOf(options.get('u') ?? options.get('uid')) : before?.uid;
  const gid = options.has('g') || options.has('gid') ? groupNumber(options.get('g') ?? options.get('gid'), table) : before?.gid;
  setUser(options.get('l') ?? options.get('login') ?? name, uid, gid, table);
}

function groupmod(words: readonly ShellWord[], table: UserTable): void {
  const { options, operands } = readArguments(words, 'gnpRP', ['gid', 'new-name', 'password', 'root', 'prefix']);
  const [name] = operands;
  const gid = numberOf(options.get('g') ?? options.get('gid'));
  if (name === undefined || gid === undefined) return;
  const before = table.groups.get(name);
  setGroup(options.get('n') ?? options.get('new-name') ?? name, gid, table);
  // The users of the group follow its number.
  for (const [user, numbers] of table.users) {
    if (user === name || (before !== undefined && numbers.gid === before)) table.users.set(user, { ...numbers, gid });
  }
}

/** BusyBox: `-u -G -D -S -H -h -s -g GECOS -k`; Debian: `--uid --gid --ingroup --system --group`; Red Hat: a link to useradd. */
function adduser(words: readonly ShellWord[], table: UserTable): void {
  const { options, operands } = readArguments(words, 'uGhsgkdc', [
    'uid',
    'gid',
    'ingroup',
    'home',
    'shell',
    'gecos',
    'comment',
    'conf',
    'skel',
    'firstuid',
    'lastuid',
    'firstgid',
    'lastgid',
  ]);
  const [name, group] = operands;
  // With two operands an existing user joins a group.
  if (name === undefined || group !== undefined) return;
  const uid = numberOf(options.get('u') ?? options.get('uid'));
  const named = options.get('G') ?? options.get('ingroup') ?? options.get('gid');
  const groupOrGecos = groupNumber(options.get('g'), table);
  const system = options.has('system') && !options.has('group');
  let gid: number | undefined;
  if (named !== undefined) gid = groupNumber(named, table);
  else if (groupOrGecos !== undefined) gid = groupOrGecos;
  // BusyBox puts a system user without a group into nogroup, 65533.
  else if (options.has('S')) gid = 65533;
  else if (!system) {
    gid = table.groups.get(name) ?? uid;
    setGroup(name, gid, table);
  }
  setUser(name, uid, gid, table);
}

function addgroup(words: readonly ShellWord[], table: UserTable): void {
  const { options, operands } = readArguments(words, 'g', ['gid', 'conf', 'firstgid', 'lastgid']);
  const [name, second] = operands;
  if (name !== undefined && second === undefined) setGroup(name, numberOf(options.get('g') ?? options.get('gid')), table);
}

const programs: ReadonlyMap<string, (words: readonly ShellWord[], table: UserTable) => void> = new Map([
  ['useradd', useradd],
  ['groupadd', groupadd],
  ['usermod', usermod],
  ['groupmod', groupmod],
  ['adduser', adduser],
  ['addgroup', addgroup],
]);
