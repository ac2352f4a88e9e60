import type { Range } from '../references/urls.ts';
import { commandSecrets } from './command-secrets.ts';
import { isLiteral, isSwitch } from './is-literal.ts';
import { joinRanges } from './range.ts';
import { isSensitiveName } from './sensitive-name.ts';
import { credentials, secretShapes } from './sensitive-value.ts';
import { shellCommands } from './shell-words.ts';

/**
 * The secret parts of a text, in order: the password of a URL, the value of an option such as `--requirepass`, of `NAME=value`
 * and `"name": "value"` with a sensitive name, of an `Authorization` header, and what is a secret by its shape (S-16, S-19, H-20).
 */
export function sensitiveSubstrings(text: string): readonly Range[] {
  return joinRanges([...credentials(text), ...secretShapes(text), ...optionValues(text), ...pairValues(text), ...headerValues(text)]);
}

function optionValues(text: string): readonly Range[] {
  return shellCommands(text).flatMap((command) => {
    const bare = command.map((range) => withoutQuotes(text, range));
    const words = bare.map(({ start, end }) => text.slice(start, end));
    // `sh -c "redis-cli -a x"`: a command within a quoted word. A quote cannot hold itself, so this ends.
    const inner = bare.flatMap((range, index) =>
      range.start === command[index]?.start || !/\s/.test(words[index] ?? '')
        ? []
        : optionValues(words[index] ?? '').map(({ start, end }) => ({ start: range.start + start, end: range.start + end })),
    );
    const own = commandSecrets(words).flatMap(({ word, start }) => {
      const range = bare[word];
      if (!range) return [];
      const value = withoutQuotes(text, { start: range.start + start, end: range.end });
      return isLiteral(text.slice(value.start, value.end)) ? [value] : [];
    });
    return [...own, ...inner];
  });
}

function withoutQuotes(text: string, { start, end }: Range): Range {
  const first = text[start];
  return end - start >= 2 && (first === '"' || first === "'") && text[end - 1] === first
    ? { start: start + 1, end: end - 1 }
    : { start, end };
}

const quotedPair = /["']([\w.:-]{1,128})["'][ \t]*:[ \t]*(?:"([^"\\\n]*(?:\\.[^"\\\n]*)*)"|'([^'\n]*)')/g;
const linePair = /^[ \t]*(?:-[ \t]+)?([\w.-]{1,128})[ \t]*[:=][ \t]+(\S+)[ \t]*$/gm;

function pairValues(text: string): readonly Range[] {
  return [...text.matchAll(quotedPair), ...text.matchAll(linePair)].flatMap((match) => {
    const value = match[2] ?? match[3] ?? '';
    if (!isSensitiveName(match[1] ?? '') || isSwitch(value) || !isLiteral(value)) return [];
    const start = match.index + match[0].lastIndexOf(value);
    return [withoutQuotes(text, { start, end: start + value.length })];
  });
}

function headerValues(text: string): readonly Range[] {
  return [...text.matchAll(/\bAuthorization["']?[ \t]*[:=][ \t]*["']?(?:(?:Bearer|Basic|Token|Digest)[ \t]+)?([^\s"',;]+)/gi)].flatMap(
    (match) => {
      const value = match[1] ?? '';
      const end = match.index + match[0].length;
      return isLiteral(value) ? [{ start: end - value.length, end }] : [];
    },
  );
}
