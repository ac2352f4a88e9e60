import { stripBrackets } from '../../value/extra-host.ts';
import { canonicalIpv6 } from '../../value/ip.ts';

/** The names that texts are searched for: lower case (DNS compares so), or all groups of an IPv6 address → as given. Built once, asked once per token. */
export interface NameIndex {
  readonly byLowerCase: ReadonlyMap<string, string>;
  /** Names that differ from another one only in case. */
  readonly rivals: ReadonlySet<string>;
  /** Some of them are IPv6 addresses (N-09). */
  readonly hasAddresses: boolean;
}

const hostToken = /^[A-Za-z0-9_.-]+$/;

/** Of names that differ only in case the first one stands for all other spellings. Names that cannot be host names are left out. */
export function nameIndex(names: Iterable<string>): NameIndex {
  const byLowerCase = new Map<string, string>();
  const rivals = new Set<string>();
  for (const name of names) {
    const lower = canonicalIpv6(name) ?? name.toLowerCase();
    if (!hostToken.test(name) && !lower.includes(':')) continue;
    if (!byLowerCase.has(lower)) byLowerCase.set(lower, name);
    else if (byLowerCase.get(lower) !== name) rivals.add(name);
  }
  return { byLowerCase, rivals, hasAddresses: [...byLowerCase.keys()].some((name) => name.includes(':')) };
}

/** The indexed name that a token stands for; an IPv6 address in any spelling, with or without brackets. */
export function nameOf(index: NameIndex, token: string): string | undefined {
  if (token.includes(':')) return index.byLowerCase.get(canonicalIpv6(stripBrackets(token)) ?? '');
  return index.rivals.has(token) ? token : index.byLowerCase.get(token.toLowerCase());
}
