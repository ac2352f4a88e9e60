import { type ImageReference, parseImageReference } from '../value/image-reference.ts';
import type { UserNumbers } from './dockerfile-facts.ts';
import type { ImageFacts } from './image-facts.ts';
import { bitnamiFacts, distrolessFacts, type ImageRow, wellKnownImages } from './well-known/index.ts';

/**
 * Facts about an image by its reference. The registry does not matter: mirrors carry the same images.
 * An image of an unknown publisher whose last name part is a well-known name gets ports and kind only;
 * so does a reference by digest without a tag when the variants of the image differ.
 */
export function factsOf(reference: string): ImageFacts | undefined {
  const parsed = parseImageReference(reference);
  if (!parsed.ok) return undefined;
  const { basename, tag, digest } = parsed.value;
  const name = publishedName(parsed.value);
  const rows = rowsByImage.get(name) ?? [];
  const row = rows.find((candidate) => candidate.tag === undefined || candidate.tag.test(tag ?? 'latest'));
  if (row) {
    const variantUnknown = rows.length > 1 && tag === undefined && digest !== undefined;
    return variantUnknown ? factsByName(row) : row.facts;
  }
  if (name.startsWith('distroless/')) return distrolessFacts(tag ?? 'latest');
  if (/^bitnami(?:legacy|secure)?\//.test(name)) return bitnamiFacts;
  const [namesake] = rowsByBasename.get(basename) ?? [];
  return namesake && factsByName(namesake);
}

/** What is known about a published image by its reference. */
export type FactsLookup = (reference: string) => ImageFacts | undefined;

/** The table with rows of the caller before it. These name images as Compose files do, a registry being left out of account. */
export function factsLookup(own: readonly ImageRow[]): FactsLookup {
  if (own.length === 0) return factsOf;
  const rows = new Map<string, ImageRow[]>();
  for (const row of own) {
    for (const image of row.images) {
      const parsed = parseImageReference(image);
      const name = parsed.ok ? publishedName(parsed.value) : image;
      rows.set(name, [...(rows.get(name) ?? []), row]);
    }
  }
  return (reference) => {
    const parsed = parseImageReference(reference);
    const candidates = parsed.ok ? rows.get(publishedName(parsed.value)) : undefined;
    const row = candidates?.find(({ tag }) => tag === undefined || (parsed.ok && tag.test(parsed.value.tag ?? 'latest')));
    return row ? row.facts : factsOf(reference);
  };
}

/** Numbers of a user in a published image; root is 0 everywhere. Undefined where nothing is known. */
export function userNumbers(reference: string, name: string, facts = factsOf(reference)): UserNumbers | undefined {
  if (name === 'root') return { uid: 0, gid: 0 };
  const users = facts?.users;
  return users && Object.hasOwn(users, name) ? users[name] : undefined;
}

/** `grafana/grafana`; an image directly below a registry counts as official, since mirrors are laid out so: `library/postgres`. */
function publishedName({ repository }: ImageReference): string {
  const parts = repository.split('/');
  return parts.length === 1 ? `library/${repository}` : parts.slice(-2).join('/');
}

/** What a name alone tells: `acme/postgres` listens where postgres does, but nobody knows as which user. */
function factsByName({ facts }: ImageRow): ImageFacts {
  return {
    ports: facts.ports,
    ...(facts.dataStore !== undefined && { dataStore: facts.dataStore }),
    ...(facts.adminPage !== undefined && { adminPage: facts.adminPage }),
    ...(facts.adminPorts !== undefined && { adminPorts: facts.adminPorts }),
    ...(facts.scheme !== undefined && { scheme: facts.scheme }),
    dataDirectories: [],
    source: `${facts.source}, by name only`,
    read: facts.read,
  };
}

function index(keyOf: (image: string, row: ImageRow) => string | undefined): ReadonlyMap<string, readonly ImageRow[]> {
  const found = new Map<string, ImageRow[]>();
  for (const row of wellKnownImages) {
    for (const image of row.images) {
      const key = keyOf(image, row);
      if (key !== undefined) found.set(key, [...(found.get(key) ?? []), row]);
    }
  }
  return found;
}

const rowsByImage = index((image) => image);
const rowsByBasename = index((image, { commonName }) => (commonName ? undefined : image.slice(image.lastIndexOf('/') + 1)));
