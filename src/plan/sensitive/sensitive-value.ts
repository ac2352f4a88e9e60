import { findUrls, type Range } from '../references/urls.ts';
import { isLiteral, isSwitch } from './is-literal.ts';

/** S-16 (c). Every pattern begins at a word border or a rare mark, so that searching takes linear time. */
const shapes: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{12,}\b/g,
  /\b(?:gh[opsur]_|github_pat_|glpat-)\w{6,}/g,
  /\bxox[abeprs]-[\w-]{4,}/g,
  /(?<![\w-])sk-(?=[\w-]{0,200}[0-9A-Z])[\w-]{8,}/g,
  /\b[sr]k_(?:live|test)_\w{6,}/g,
  /(?<![\w-])eyJ[\w-]*\.eyJ[\w-]*(?:\.[\w-]*)?/g,
  /\bSG\.[\w-]{6,}(?:\.[\w-]*)?/g,
  // bcrypt (S-16), and the other hashes of password files
  /\$(?:2[abxy]|apr1|5|6|argon2(?:id?|d)|scrypt)\$[\w./=+$,-]{4,}/g,
];

/** Parts of the text that are secrets by their shape; a PEM block reaches to its end mark, or to the end of the text. */
export function secretShapes(text: string): readonly Range[] {
  const found = shapes.flatMap((shape) =>
    [...text.matchAll(shape)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  );
  for (let start = text.indexOf(pemBegin); start !== -1;) {
    const end = pemEnd(text, start + pemBegin.length);
    found.push({ start, end });
    start = text.indexOf(pemBegin, end);
  }
  return found;
}

const pemBegin = '-----BEGIN';
const pemEndMark = /-----END[^\n-]{0,80}(?:-----)?/g;

function pemEnd(text: string, from: number): number {
  pemEndMark.lastIndex = from;
  return pemEndMark.test(text) ? pemEndMark.lastIndex : text.length;
}

/** Whether a text holds something that is a secret by its shape alone (S-16 c). */
export function hasSecretShape(text: string): boolean {
  return text.includes(pemBegin) || shapes.some((shape) => text.search(shape) !== -1);
}

/** Passwords that a text hands over with an address: in URLs, Go data source names and lists of settings (S-16 b). */
export function credentials(text: string): readonly Range[] {
  return [...urlPasswords(text), ...goPasswords(text), ...registryPasswords(text), ...settings(text), ...quotedSettings(text)].filter(
    ({ start, end }) => isLiteral(text.slice(start, end)),
  );
}

function urlPasswords(text: string): readonly Range[] {
  return findUrls(text).flatMap(({ authority }) => {
    const info = userinfoOf(text, authority);
    const colon = info === undefined ? -1 : text.slice(info.start, info.end).indexOf(':');
    return info === undefined || colon === -1 ? [] : [{ start: info.start + colon + 1, end: info.end }];
  });
}

const userThenPassword = /[^\s:/@?#]*:(?!\d*(?:[/?#]|$))/y;

/** A password may hold a raw `/`, which makes no valid URL and is read by many clients all the same: `redis://:p/w@db`. */
function userinfoOf(text: string, authority: Range): Range | undefined {
  const inside = text.slice(authority.start, authority.end).lastIndexOf('@');
  if (inside !== -1) return { start: authority.start, end: authority.start + inside };
  userThenPassword.lastIndex = authority.start;
  if (!userThenPassword.test(text)) return undefined;
  const rest = /^[^\s"'`]*/.exec(text.slice(authority.end, authority.end + 256))?.[0] ?? '';
  // Another URL in a list has its own turn.
  const own = rest.split('://')[0] ?? '';
  const at = own.lastIndexOf('@');
  return at === -1 ? undefined : { start: authority.start, end: authority.end + at };
}

/** `user:password@tcp(host:3306)/db` as Go's database drivers take it. */
function goPasswords(text: string): readonly Range[] {
  const found: Range[] = [];
  let floor = 0;
  for (const match of text.matchAll(/@(?:tcp|unix)[46]?\(/g)) {
    let start = match.index;
    while (start > floor && !/[\s"'`]/.test(text.charAt(start - 1))) start -= 1;
    const colon = text.slice(start, match.index).indexOf(':');
    if (colon !== -1) found.push({ start: start + colon + 1, end: match.index });
    floor = match.index + match[0].length;
  }
  return found;
}

/** `user:password@registry.example.com/name`, which no image reference may be and some people write. */
const userinfo = /(?<![^\s"'`=,;])[^\s"'`=,;:@/]{1,256}:([^\s"'`@/]{1,4096})@(?=[\w.-]{1,253}(?::\d{1,5})?\/)/g;

function registryPasswords(text: string): readonly Range[] {
  return [...text.matchAll(userinfo)].map((match) => {
    const end = match.index + match[0].length - 1;
    return { start: end - (match[1] ?? '').length, end };
  });
}

/** `"password": "x"`, also where the quotes are escaped in a text that stands in quotes itself. */
const quotedSetting =
  /\\?["'](?:password|passwd|passphrase|pwd|accountkey|sharedaccesskey|access_?token|client_?secret|secret_?key|api_?key|private_?key)\\?["'][ \t]*:[ \t]*\\?["']([^"'\\\n]{1,4096})/gi;

function quotedSettings(text: string): readonly Range[] {
  return [...text.matchAll(quotedSetting)].flatMap((match) => {
    const value = match[1] ?? '';
    const end = match.index + match[0].length;
    return isSwitch(value) ? [] : [{ start: end - value.length, end }];
  });
}

const setting =
  /(?<![\w-])(?:password|passwd|pwd|AccountKey|SharedAccessKey|access_token|client_secret|(?<=[?&])(?:token|api_?key|secret))[ \t]*=[ \t]*("[^"\n]{0,4096}"|'[^'\n]{0,4096}'|[^;&\s"',]+)/gi;

function settings(text: string): readonly Range[] {
  return [...text.matchAll(setting)].flatMap((match) => {
    const value = match[1] ?? '';
    const end = match.index + match[0].length;
    const quoted = value.length > 1 && /^["']/.test(value) ? 1 : 0;
    const range = { start: end - value.length + quoted, end: end - quoted };
    return isSwitch(text.slice(range.start, range.end)) ? [] : [range];
  });
}

/** Whether a value is a secret by what it holds: credentials of an address, or a known shape (S-16 b, c). */
export function isSensitiveValue(value: string): boolean {
  return hasSecretShape(value) || credentials(value).length > 0;
}
