import type { Conversion } from '../../src/pipeline.ts';
import { printStream } from '../../src/write/layout.ts';

/** Shorter values are found by chance in any text. */
const leastLength = 8;
/** So are words, as the password `postgres` of the user `postgres`, and the paths of files. */
const chance = /^(?:[a-z]+(?:[-_][a-z]+)*|\/[\w./-]+)$/;

/** The keys of Secrets whose value stands in another object or in the account. */
export function shownSecrets({ objects }: Conversion, account: string): readonly string[] {
  const others = printStream(objects.filter((o) => o.kind !== 'Secret'));
  return objects
    .filter((o) => o.kind === 'Secret')
    .flatMap((o) => Object.entries(o['data'] ?? {}).map(([key, data]) => ({ place: `${o.metadata.name}/${key}`, value: decode(data) })))
    .filter(({ value }) => value.length >= leastLength && !chance.test(value) && (others.includes(value) || account.includes(value)))
    .map(({ place }) => place);
}

function decode(data: unknown): string {
  return Buffer.from(String(data), 'base64').toString('utf8').trim();
}
