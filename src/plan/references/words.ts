import { isHostWord } from './host-words.ts';
import { isNameFlag } from './keys.ts';
import type { NameIndex } from './names.ts';
import { rewriteText, type Replacement } from './rewrite.ts';
import { scan, type Mention, type PassedOver, type ScanOptions } from './scan.ts';

/** Mentions in the words of a command or check, each with the index of its word; positions are within the word. */
export interface WordMention extends Mention {
  readonly word: number;
}

export interface RewrittenWords {
  readonly words: readonly string[];
  readonly replacements: readonly (Replacement & { readonly word: number })[];
  readonly notRewritten: readonly (PassedOver & { readonly word: number })[];
}

/** `command`: an entrypoint, command or hook. `check`: a healthcheck's `test` with its `CMD` or `CMD-SHELL`. */
export type WordsKind = 'command' | 'check';

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

/** Every mention in a list of words; the first word of a command is a program, never a host (N-11). */
export function findMentionsInWords(words: readonly string[], names: NameIndex, kind: WordsKind = 'command'): readonly WordMention[] {
  const roles = rolesOf(words, kind);
  return words.flatMap((text, word) => {
    const role = roles[word];
    if (!role || role === 'skip') return [];
    return scan(text, names, role).mentions.map((mention) => ({ ...mention, word }));
  });
}

/** `rewriteText` for every word of a command or check, with the same exceptions as `findMentionsInWords`. */
export function rewriteWords(words: readonly string[], renames: ReadonlyMap<string, string>, kind: WordsKind = 'command'): RewrittenWords {
  const roles = rolesOf(words, kind);
  const replacements: (Replacement & { word: number })[] = [];
  const notRewritten: (PassedOver & { word: number })[] = [];
  const result = words.map((text, word) => {
    const role = roles[word];
    if (!role || role === 'skip') return text;
    const rewritten = rewriteText(text, renames, role);
    replacements.push(...rewritten.replacements.map((replacement) => ({ ...replacement, word })));
    notRewritten.push(...rewritten.notRewritten.map((found) => ({ ...found, word })));
    return rewritten.text;
  });
  return { words: result, replacements, notRewritten };
}

/** How each word is scanned; a `CMD` or `CMD-SHELL` is not. */
function rolesOf(words: readonly string[], kind: WordsKind): readonly (ScanOptions | 'skip')[] {
  const begin = kind === 'check' && /^(?:CMD|CMD-SHELL|NONE)$/.test(words[0] ?? '') ? 1 : 0;
  let shell = kind === 'check' && words[0] === 'CMD-SHELL';
  return words.map((word, index) => {
    if (index < begin) return 'skip';
    const previous = index > begin ? (words[index - 1] ?? '') : '';
    const script = (shell && (words[0] === 'CMD-SHELL' || /^-[a-z]*c$/.test(previous))) || word.includes('\n');
    if (shells.has(word.slice(word.lastIndexOf('/') + 1))) shell = true;
    if (script) return { kind: 'script' };
    if (index === begin) return { kind: 'value', accept: isNoProgram };
    // The word after `-U` or `--dbname` is judged by that option.
    const canBeHost = isHostWord(words.slice(begin, index), words[index + 1]);
    return { kind: 'value', canBeHost, ...(isNameFlag(previous) && { key: nameKeyOf(previous) }) };
  });
}

/** A key that `isNameKey` knows, for a short option too. */
function nameKeyOf(flag: string): string {
  return flag.startsWith('--') ? flag : 'name';
}

/** The first word may be an argument to the image's entrypoint: then a URL, `host:port` or option value in it still counts. */
function isNoProgram(mention: Mention): boolean {
  return mention.form === 'url' || mention.port !== undefined || mention.start > 0;
}
