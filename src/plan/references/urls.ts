import { isIpv6 } from '../../value/ip.ts';

/** A half-open range of UTF-16 code units in a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A host in the authority of a URL. */
export interface UrlHost extends Range {
  /** Written after the host. */
  readonly port?: number;
}

/** A URL found in a text. */
export interface Url extends Range {
  /** Lower case; absent where it is not literal (`${SCHEME}://db`). */
  readonly scheme?: string;
  /** The segment before the scheme: `mysql` in `jdbc:mysql:loadbalance://`. */
  readonly outer?: string;
  /** From after `://` to the `/`, `?`, `#`, blank or quote that ends it; includes what stands before an `@`. */
  readonly authority: Range;
  /** Several in a comma or semicolon list; an IPv6 address with its brackets. */
  readonly hosts: readonly UrlHost[];
}

const blankOrQuote = /[\s"'`]/;
const afterHost = new Set('/?#,;)]}"\'`<>|&\\'.split(''));
const hostAt = /[A-Za-z0-9_.-]+/y;
const brackets = /\[[0-9A-Fa-f:.]{2,45}\]/y;
const portAt = /:(?:(\d{1,5})(?!\d)|(?=[$<{%/]))/y;
const plainHosts = /^[A-Za-z0-9_.-]+(?::\d+)?(?:,[A-Za-z0-9_.-]+(?::\d+)?)*$/;

/** Every `scheme://authority…` of a text in order, in time linear in its length (N-05 a). */
export function findUrls(text: string): readonly Url[] {
  const urls: Url[] = [];
  let restEnd = 0;
  for (let mark = text.indexOf('://'); mark !== -1; mark = text.indexOf('://', mark + 3)) {
    const names = schemeBefore(text, mark);
    const begin = mark + 3;
    const end = authorityEnd(text, begin);
    const at = text.slice(begin, end).lastIndexOf('@');
    // A URL inside the path or query of another ends where that one ends; scanned once.
    if (restEnd < end) restEnd = end;
    while (restEnd < text.length && !blankOrQuote.test(text.charAt(restEnd)) && !'<>'.includes(text.charAt(restEnd))) restEnd += 1;
    urls.push({
      ...names,
      end: restEnd,
      authority: { start: begin, end },
      hosts: hostsIn(text, begin + at + 1, end),
    });
  }
  return urls;
}

function schemeBefore(text: string, mark: number): { start: number; scheme?: string; outer?: string } {
  const start = schemeStart(text, mark);
  if (start === mark) return { start };
  const scheme = text.slice(start, mark).toLowerCase();
  if (text[start - 1] !== ':') return { start, scheme };
  const outerStart = schemeStart(text, start - 1);
  return outerStart === start - 1
    ? { start, scheme }
    : { start: outerStart, scheme, outer: text.slice(outerStart, start - 1).toLowerCase() };
}

function schemeStart(text: string, end: number): number {
  let start = end;
  while (start > 0 && /[A-Za-z0-9+.-]/.test(text.charAt(start - 1))) start -= 1;
  while (start < end && !/[A-Za-z]/.test(text.charAt(start))) start += 1;
  return start;
}

/**
 * The next `/`, blank or quote. A `?` or `#` before it ends the authority too, unless it must be part of a password:
 * `redis://u:p?x@db`.
 */
function authorityEnd(text: string, begin: number): number {
  let end = begin;
  let query = -1;
  while (end < text.length && text[end] !== '/' && !blankOrQuote.test(text.charAt(end))) {
    if (query === -1 && (text[end] === '?' || text[end] === '#')) query = end;
    end += 1;
  }
  if (query === -1) return end;
  const before = text.slice(begin, query);
  const inPassword = !before.includes('@') && !plainHosts.test(before) && text.slice(query, end).includes('@');
  return inPassword ? end : query;
}

function hostsIn(text: string, begin: number, end: number): readonly UrlHost[] {
  const hosts: UrlHost[] = [];
  let element = begin;
  while (element < end) {
    const host = hostStartingAt(text, element);
    if (host && host.start < end) hosts.push(host);
    while (element < end && text[element] !== ',' && text[element] !== ';') element += 1;
    element += 1;
  }
  return hosts;
}

/** `[fd00::5]`, as it stands. */
export function bracketsAt(text: string, start: number): string | undefined {
  brackets.lastIndex = start;
  const token = brackets.exec(text)?.[0];
  return token !== undefined && isIpv6(token.slice(1, -1)) ? token : undefined;
}

function hostStartingAt(text: string, start: number): UrlHost | undefined {
  hostAt.lastIndex = start;
  const address = bracketsAt(text, start);
  const token = address ?? hostAt.exec(text)?.[0];
  if (token === undefined) return undefined;
  const tokenEnd = start + token.length;
  // `http://db./`: the dot makes the name absolute and is not part of it.
  const end = token.endsWith('.') ? tokenEnd - 1 : tokenEnd;
  const next = text[tokenEnd];
  // `a:9092,EXTERNAL://b:9093`: a list of URLs, the next of which has a mark of its own.
  if (text.startsWith('://', tokenEnd)) return undefined;
  if (next === ':') {
    portAt.lastIndex = tokenEnd;
    const found = portAt.exec(text);
    if (!found) return undefined;
    return found[1] === undefined ? { start, end } : { start, end, port: Number(found[1]) };
  }
  return next === undefined || afterHost.has(next) || /\s/.test(next) ? { start, end } : undefined;
}
