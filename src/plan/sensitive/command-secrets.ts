import type { Range } from '../references/urls.ts';
import { isLiteral, isSwitch } from './is-literal.ts';
import { nameWords } from './name-words.ts';
import { isPasswordName, isSensitiveName } from './sensitive-name.ts';

/** How an option carries its secret: as the next word, after `=`, or right behind the letter. */
export type OptionForm = 'next-word' | 'assignment' | 'attached';

/** The secret part of one word of a command line. */
export interface CommandSecret extends Range {
  readonly word: number;
  readonly form: OptionForm;
}

interface ShortOption {
  readonly letter: string;
  /** `-u user:password`: the secret begins after the colon. */
  readonly withUser?: boolean;
  readonly forms: readonly OptionForm[];
}

const mysql: ShortOption = { letter: '-p', forms: ['attached'] };
const mongo: ShortOption = { letter: '-p', forms: ['next-word'] };
const curl: ShortOption = { letter: '-u', withUser: true, forms: ['next-word', 'attached'] };

/** Short options that carry a password, from the manuals of the tools; `-p` is a port or path elsewhere. */
const shortOptions: ReadonlyMap<string, ShortOption> = new Map<string, ShortOption>([
  ...['mysql', 'mysqladmin', 'mysqldump', 'mysqlcheck', 'mysqlimport', 'mysqlshow'].map((tool): [string, ShortOption] => [tool, mysql]),
  ...['mariadb', 'mariadb-admin', 'mariadb-dump', 'mariadb-check', 'mariadb-import'].map((tool): [string, ShortOption] => [tool, mysql]),
  ...['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport'].map((tool): [string, ShortOption] => [tool, mongo]),
  ['redis-cli', { letter: '-a', forms: ['next-word'] }],
  ['valkey-cli', { letter: '-a', forms: ['next-word'] }],
  ['sqlcmd', { letter: '-P', forms: ['next-word', 'attached'] }],
  ['curl', curl],
]);

/** Options whose name sounds secret and that take no secret: `--no-password`, `mongod --auth`, `--require-auth`. */
const switchWords: ReadonlySet<string> = new Set(['NO', 'ENABLE', 'DISABLE', 'WITHOUT', 'REQUIRE', 'ALLOW', 'SKIP', 'USE', 'WITH']);

/** The secrets that options of a command line carry literally (S-19). Words as the program would get them, the program first. */
export function commandSecrets(words: readonly string[]): readonly CommandSecret[] {
  const short = shortOptions.get(words.map(baseName).find((name) => shortOptions.has(name)) ?? '');
  const isUserOption = (option: string): boolean => short === curl && (option === '--user' || option === '--proxy-user');
  const secrets: CommandSecret[] = [];
  const add = (word: number, start: number, form: OptionForm, withUser: boolean): void => {
    const text = words[word] ?? '';
    const colon = text.indexOf(':', start);
    if (withUser && colon === -1) return;
    const from = withUser ? colon + 1 : start;
    const value = text.slice(from);
    if (isLiteral(value) && !isSwitch(value) && !isKeyPath(words[word - (form === 'next-word' ? 1 : 0)] ?? '', value))
      secrets.push({ word, start: from, end: text.length, form });
  };
  words.forEach((word, index) => {
    const equals = word.indexOf('=');
    const option = equals === -1 ? word : word.slice(0, equals);
    const withUser = isUserOption(option) || (short?.withUser === true && option === short.letter);
    const secretOption = isUserOption(option) || isSecretOption(option, equals !== -1);
    if (secretOption && equals !== -1) add(index, equals + 1, 'assignment', withUser);
    else if (secretOption || (word === short?.letter && short.forms.includes('next-word'))) {
      // `--auth --port 1`: an option follows, so this one takes no value.
      if (!(words[index + 1] ?? '-').startsWith('-')) add(index + 1, 0, 'next-word', withUser);
    } else if (short?.forms.includes('attached') && word.startsWith(short.letter) && word.length > short.letter.length) {
      add(index, short.letter.length, 'attached', short.withUser === true);
    }
  });
  return secrets;
}

/** `--private-key=/etc/tls/key.pem` names a file. */
function isKeyPath(option: string, value: string): boolean {
  if (/(?:^|:)\/run\/secrets\/[\w./-]+$/.test(value)) return true;
  return /^\.{0,2}\/[\w./-]+$/.test(value) && option.startsWith('--') && !isPasswordName(option.split('=')[0] ?? '');
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** `--password`, `-Dapp.token=`, and without dashes only an assignment: `PGPASSWORD=x psql`. */
function isSecretOption(option: string, assigned: boolean): boolean {
  if (!/^[\w.:-]+$/.test(option) || !isSensitiveName(option)) return false;
  if (!option.startsWith('-')) return assigned;
  return (assigned || /^-(?:-|[a-z]{2})/.test(option)) && !switchWords.has(nameWords(option)[0] ?? '');
}
