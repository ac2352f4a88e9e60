import { nameIndex, type NameIndex } from './names.ts';
import { scan, type PassedOver, type ScanOptions } from './scan.ts';
import type { Range } from './urls.ts';

export interface Replacement extends Range {
  /** As it stood in the text, which it spans. */
  readonly from: string;
  readonly to: string;
}

export interface RewrittenText {
  readonly text: string;
  /** In order; positions in the text before the rewriting. */
  readonly replacements: readonly Replacement[];
  /** Where a renamed name stands and was left alone. */
  readonly notRewritten: readonly PassedOver[];
}

/** Many texts are rewritten by one map. */
const indices = new WeakMap<ReadonlyMap<string, string>, NameIndex>();

function indexOf(renames: ReadonlyMap<string, string>): NameIndex {
  const known = indices.get(renames) ?? nameIndex(renames.keys());
  indices.set(renames, known);
  return known;
}

/**
 * Replaces renamed host names where they are host names (N-05), and addresses if the map holds some (N-09).
 * `renames` goes from the name in the project to the name in the cluster; equal pairs change nothing.
 */
export function rewriteText(text: string, renames: ReadonlyMap<string, string>, options: ScanOptions = {}): RewrittenText {
  const { mentions, passedOver } = scan(text, indexOf(renames), options);
  const changes = (name: string): boolean => (renames.get(name) ?? name) !== name;
  const pieces: string[] = [];
  const replacements: Replacement[] = [];
  let done = 0;
  for (const { name, start, end } of mentions.filter((mention) => changes(mention.name))) {
    const to = renames.get(name) ?? name;
    pieces.push(text.slice(done, start), to);
    replacements.push({ start, end, from: text.slice(start, end), to });
    done = end;
  }
  pieces.push(text.slice(done));
  return { text: pieces.join(''), replacements, notRewritten: passedOver.filter(({ name }) => changes(name)) };
}
