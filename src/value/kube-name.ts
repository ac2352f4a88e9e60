import { sha256Hex } from './hash.ts';

/** A dash and eight hexadecimal digits. */
const suffixLength = 9;

/**
 * A name that Kubernetes takes for an object (G-03): lowercase letters, digits and dashes, a letter first.
 * @param max characters at most: 63 for Services, 52 for StatefulSets and CronJobs
 */
export function k8sName(original: string, max = 63): string {
  const plain = original
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/gu, '-')
    .replaceAll(/-+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (plain === '') return `s${hashSuffix(original)}`;
  const name = /^[a-z]/.test(plain) ? plain : `s-${plain}`;
  return name.length > max ? withHash(name, original, max) : name;
}

/** A name for an original whose plain name is taken: ends in a hash of the original (G-03). */
export function hashedK8sName(original: string, max = 63, hashed = original): string {
  return withHash(k8sName(original, max), hashed, max);
}

/** Cuts and hashes; a dash before the hash would be a second one. */
function withHash(name: string, original: string, max: number): string {
  return name.slice(0, max - suffixLength).replace(/-$/, '') + hashSuffix(original);
}

function hashSuffix(original: string): string {
  return `-${sha256Hex(original, suffixLength - 1)}`;
}

/**
 * The names of several objects of one kind. Where two originals come to the same name, the one that needed no change
 * keeps it and the others get a hash behind (G-03). The order of the originals does not matter.
 */
export function k8sNames(originals: Iterable<string>, max = 63): ReadonlyMap<string, string> {
  const wanted = new Map<string, string>();
  const rivals = new Map<string, number>();
  for (const original of new Set(originals)) {
    const name = k8sName(original, max);
    wanted.set(original, name);
    rivals.set(name, (rivals.get(name) ?? 0) + 1);
  }
  const isClear = (original: string, name: string): boolean => original === name || rivals.get(name) === 1;
  return new Map(Array.from(wanted, ([original, name]) => [original, isClear(original, name) ? name : hashedK8sName(original, max)]));
}
