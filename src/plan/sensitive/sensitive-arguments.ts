import { commandSecrets, type OptionForm } from './command-secrets.ts';
import { sensitiveSubstrings } from './sensitive-substrings.ts';

/** A word of a command that must not stay literal (S-19). */
export interface SensitiveArgument {
  readonly index: number;
  /** How the secret stands in the word; `content`: within it (a URL, a script, a shape); `tainted`: only by what it was made from. */
  readonly kind: OptionForm | 'content' | 'tainted';
}

/**
 * The words of a command or entrypoint that hold a secret, each once, in order. `taintOfWord` tells whether a word was made from a
 * sensitive variable (S-17); an empty word is never sensitive.
 */
export function findSensitiveArguments(words: readonly string[], taintOfWord: (index: number) => boolean): readonly SensitiveArgument[] {
  const byOption = new Map(commandSecrets(words).map(({ word, form }) => [word, form]));
  return words.flatMap((word, index): SensitiveArgument[] => {
    if (word === '') return [];
    const form = byOption.get(index);
    if (form !== undefined) return [{ index, kind: form }];
    if (sensitiveSubstrings(word).length > 0) return [{ index, kind: 'content' }];
    return taintOfWord(index) ? [{ index, kind: 'tainted' }] : [];
  });
}
