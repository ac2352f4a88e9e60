import { elementOutcome } from './element.ts';
import { isImageKey, isNameKey, isSecretKey } from './keys.ts';
import { nameOf, type NameIndex } from './names.ts';
import { defaultPort, namesHost } from './schemes.ts';
import { isIpv6 } from '../../value/ip.ts';
import { bracketsAt, findUrls, type Range, type Url } from './urls.ts';

/** A place where a text names a host of the project (N-05, N-11). */
export interface Mention extends Range {
  /** As it stands in the index. */
  readonly name: string;
  /** In the authority of a URL, as an element of its own, or as the whole value. */
  readonly form: 'url' | 'host' | 'whole';
  readonly scheme?: string;
  /** The port by which the host is called: written, or the default of the scheme (N-11). */
  readonly port?: number;
}

/** Why a name that stands in a text is not taken for a host. */
export type PassedOverReason =
  /** The key says database, user, topic … (N-05 c), or image. */
  | 'key'
  /** The value of an option such as `-U` or `--dbname`. */
  | 'flag'
  /** A name that the same file defines, as nginx's `upstream` does. */
  | 'upstream'
  /** The domain of a mail address. */
  | 'mail'
  /** An image reference in a file. */
  | 'image'
  /** The value of a key of a configuration file that does not speak about hosts. */
  | 'word';

export interface PassedOver extends Range {
  readonly name: string;
  readonly reason: PassedOverReason;
}

export interface ScanOptions {
  /** The name of the variable or attribute that holds the text. */
  readonly key?: string;
  /**
   * `value`: an environment value or one argument; blanks separate elements. `script`: shell text; blanks separate words.
   * `file`: a configuration file; a bare word between blanks is prose. Default: `file` if the text has several lines, else `value`.
   */
  readonly kind?: TextKind;
  /** Whether a text that is a name and nothing else can be a host; it is one unless this says no. */
  readonly canBeHost?: boolean;
  /** Asked for every mention; false drops it. */
  readonly accept?: (mention: Mention) => boolean;
}

export type TextKind = 'value' | 'script' | 'file';

export interface ScanResult {
  /** In order of position; they do not overlap. */
  readonly mentions: readonly Mention[];
  readonly passedOver: readonly PassedOver[];
}

const token = /[A-Za-z0-9_.-]+/g;
const writtenPort = /:(\d{1,5})(?![\w-]|\.\w)/y;
const imageBefore = /(?:\bimage["']?\s*[:=]\s*["']?|\bFROM\s+|\b(?:docker|podman|nerdctl)\s+(?:run|pull)\s(?:[^\n;&|]*\s)?)$/i;

/** How far back the line before a token is looked at; bounds the work for texts with very long lines. */
const lookBehind = 160;

/** Every mention of an indexed name in a text, in order (N-05 a, b, c). */
export function findMentions(text: string, names: NameIndex, options: ScanOptions = {}): readonly Mention[] {
  return scan(text, names, options).mentions;
}

/** The mentions, and what looks like one and is none. Time is linear in the length of the text, whatever the number of names. */
export function scan(text: string, names: NameIndex, options: ScanOptions = {}): ScanResult {
  const mentions: Mention[] = [];
  const passedOver: PassedOver[] = [];
  if (names.byLowerCase.size === 0) return { mentions, passedOver };
  const kind = options.kind ?? (text.trimEnd().includes('\n') ? 'file' : 'value');
  const urls = findUrls(text);
  const setting: Setting = { kind, key: options.key, length: text.trim().length, canBeHost: options.canBeHost ?? true };
  const upstreams = kind === 'file' ? definedUpstreams(text) : new Set<string>();
  let next = 0;
  let zoneEnd = 0;
  const take = (mention: Mention): void => {
    if (options.accept?.(mention) ?? true) mentions.push(mention);
  };
  const takeUrl = (url: Url): void => {
    zoneEnd = Math.max(zoneEnd, url.end);
    for (const found of urlMentions(text, url, names)) {
      if (found.explicitPort === undefined && upstreams.has(found.mention.name.toLowerCase()))
        passedOver.push(over(found.mention, 'upstream'));
      else take(found.mention);
    }
  };
  for (const match of text.matchAll(token)) {
    for (let url = urls[next]; url && url.start <= match.index; url = urls[++next]) takeUrl(url);
    if (match.index < zoneEnd) continue;
    const found = bareMention(text, match[0], match.index, names, setting);
    if (found && 'reason' in found) passedOver.push(found);
    else if (found) take(found);
  }
  for (const url of urls.slice(next)) takeUrl(url);
  for (const mention of bareAddresses(text, names, urls)) take(mention);
  return { mentions: mentions.toSorted((a, b) => a.start - b.start), passedOver };
}

/** IPv6 addresses outside URLs: `[fd00::5]:6379`, or the whole text (N-09). */
function bareAddresses(text: string, names: NameIndex, urls: readonly Url[]): readonly Mention[] {
  if (!names.hasAddresses) return [];
  const whole = isIpv6(text.trim()) ? nameOf(names, text.trim()) : undefined;
  const start = text.length - text.trimStart().length;
  if (whole !== undefined) return [{ name: whole, start, end: start + text.trim().length, form: 'whole' }];
  return [...text.matchAll(/\[/g)].flatMap(({ index }): readonly Mention[] => {
    const address = bracketsAt(text, index);
    const name = address === undefined ? undefined : nameOf(names, address);
    if (address === undefined || name === undefined || urls.some((url) => url.start <= index && index < url.end)) return [];
    const end = index + address.length;
    writtenPort.lastIndex = end;
    const port = Number(writtenPort.exec(text)?.[1] ?? 0);
    return [{ name, start: index, end, form: 'host', ...(port > 0 && port <= 65535 && { port }) }];
  });
}

/** nginx: `upstream api {` makes `http://api` a group of servers, not a host; the servers inside it are hosts. */
export function definedUpstreams(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\bupstream[ \t]+([\w.-]+)\s*\{/g)].map((match) => (match[1] ?? '').toLowerCase()));
}

function urlMentions(text: string, url: Url, names: NameIndex): { mention: Mention; explicitPort: number | undefined }[] {
  if (url.scheme !== undefined && !namesHost(url.scheme)) return [];
  return url.hosts.flatMap((host) => {
    const name = nameOf(names, text.slice(host.start, host.end));
    if (name === undefined) return [];
    const port = host.port ?? (url.scheme === undefined ? undefined : defaultPort(url.scheme, url.outer));
    const mention: Mention = {
      name,
      start: host.start,
      end: host.end,
      form: 'url',
      ...(url.scheme !== undefined && { scheme: url.scheme }),
      ...(port !== undefined && { port }),
    };
    return [{ mention, explicitPort: host.port }];
  });
}

/** What holds for the whole text. */
interface Setting {
  readonly kind: TextKind;
  readonly key: string | undefined;
  /** Without blanks around. */
  readonly length: number;
  readonly canBeHost: boolean;
}

function bareMention(text: string, word: string, at: number, names: NameIndex, setting: Setting): Mention | PassedOver | undefined {
  const { kind, key } = setting;
  // `${HOST:-db}`: the default of a shell expansion begins after the dash.
  const shellDefault = word.startsWith('-') && text[at - 1] === ':';
  const start = shellDefault ? at + 1 : at;
  const end = at + word.length;
  const name = nameOf(names, shellDefault ? word.slice(1) : word);
  if (name === undefined) return undefined;
  const place = { name, start, end };
  const before = text.slice(Math.max(0, start - lookBehind), start);
  if (!shellDefault && !mayBegin(before, kind)) return undefined;

  writtenPort.lastIndex = end;
  const port = Number(writtenPort.exec(text)?.[1] ?? 0);
  const isImage = (key !== undefined && isImageKey(key)) || imageBefore.test(before);
  if (port > 0 && port <= 65535) return isImage ? over(place, 'image') : { ...place, form: 'host', port };
  if (setting.length === end - start) {
    if (key !== undefined && isSecretKey(key)) return undefined;
    if (key !== undefined && (isImage || isNameKey(key))) return over(place, 'key');
    return setting.canBeHost ? { ...place, form: 'whole' } : over(place, 'word');
  }
  const outcome = elementOutcome({ before, after: text.slice(end, end + lookBehind), name, kind, key, shellDefault });
  if (outcome === 'host') return isImage ? over(place, 'image') : { ...place, form: 'host' };
  return outcome === undefined ? undefined : over(place, outcome);
}

/** N-05 (b): start or one of `@ , ; = ( [ " '` or a blank; in files also the end of an XML tag; `@//host` is Oracle's form. */
function mayBegin(before: string, kind: TextKind): boolean {
  if (before === '' || /[@,;=([\s"']$/.test(before)) return true;
  return before.endsWith('@//') || (kind === 'file' && before.endsWith('>'));
}

function over(place: { name: string; start: number; end: number }, reason: PassedOverReason): PassedOver {
  return { name: place.name, start: place.start, end: place.end, reason };
}
