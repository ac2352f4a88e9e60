import type { DoubleQuotedChild, ParameterExpansionPart, Word, WordPart } from 'unbash';

/** Looks up the variables of shell words and remembers which it used. */
export interface Variables {
  readonly known: ReadonlyMap<string, string>;
  /** Filled while words are resolved. */
  readonly used: Set<string>;
}

/** The text that a shell makes of a word. @returns undefined when that cannot be told without running it (H-18) */
export function resolveWord(word: Word, variables: Variables): string | undefined {
  if (word.text.startsWith('~')) return undefined;
  if (!word.parts) return word.value;
  let text = '';
  let isQuoted = false;
  for (const part of word.parts) {
    const resolved = resolvePart(part, variables);
    if (resolved === undefined) return undefined;
    text += resolved;
    isQuoted ||= part.type === 'SingleQuoted' || part.type === 'DoubleQuoted';
  }
  // A word of nothing but empty variables is no word at all.
  return text === '' && !isQuoted ? undefined : text;
}

function resolvePart(part: WordPart, variables: Variables): string | undefined {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
      return part.value;
    // A pattern that matches no file stays as it is: `http://localhost/?a=1`, `[::1]`.
    case 'Glob':
      return part.text;
    case 'DoubleQuoted':
      return joinAll(part.parts.map((child) => resolveQuoted(child, variables)));
    case 'SimpleExpansion':
    case 'ParameterExpansion': {
      const value = resolveVariable(part, variables);
      // Unquoted, it would be split into words and matched against file names.
      return value !== undefined && /[\s*?[\]\\]/.test(value) ? undefined : value;
    }
    default:
      return undefined;
  }
}

function resolveQuoted(part: DoubleQuotedChild, variables: Variables): string | undefined {
  if (part.type === 'Literal') return part.value;
  if (part.type === 'SimpleExpansion' || part.type === 'ParameterExpansion') return resolveVariable(part, variables);
  return undefined;
}

function resolveVariable(
  part: { type: 'SimpleExpansion'; text: string } | ParameterExpansionPart,
  variables: Variables,
): string | undefined {
  const name = part.type === 'SimpleExpansion' ? part.text.slice(1) : part.parameter;
  const value = /^[A-Za-z_]\w*$/.test(name) ? variables.known.get(name) : undefined;
  // A variable that is not known may still be set, by a Secret or by the image.
  if (value === undefined) return undefined;
  variables.used.add(name);
  if (part.type === 'SimpleExpansion') return value;
  const { prefix, index, operation } = part;
  if (prefix !== undefined || index !== undefined) return undefined;
  if (!operation) return value;
  if (operation.type !== 'Default') return undefined;
  if (operation.operator === '-') return value;
  if (operation.operator === ':-') return value === '' ? resolveWord(operation.operand, variables) : value;
  return undefined;
}

function joinAll(texts: readonly (string | undefined)[]): string | undefined {
  return texts.includes(undefined) ? undefined : texts.join('');
}
