import type { Entry } from '../ledger/entry.ts';
import { parsePath } from '../source/node-tools.ts';

/** Entries by the service that they are about, or by the part of the file; in the order of the input. */
export function bySubject(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const subjects = new Map<string, Entry[]>();
  for (const entry of entries) {
    const [area, name] = parsePath(entry.path) ?? [];
    const subject = area === 'services' && name !== undefined ? `service ${name}` : String(area ?? entry.path);
    const known = subjects.get(subject);
    if (known) known.push(entry);
    else subjects.set(subject, [entry]);
  }
  return subjects;
}
