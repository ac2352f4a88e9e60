import type { Range } from '../references/urls.ts';

/** A word of shell text: where it stands, quotes included. */
export type ShellWord = Range;

const operators = new Set(';|&()<>`\n'.split(''));

/**
 * The words of each simple command of a shell text, roughly: enough to find options and their values, in linear time.
 * A quote counts only where a word, a value or a list item begins, so that an apostrophe in a sentence hides nothing.
 * A JSON list of words reads as its words.
 */
export function shellCommands(text: string): readonly (readonly ShellWord[])[] {
  const commands: ShellWord[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (operators.has(character)) {
      commands.push([]);
      at += 1;
    } else if (/[\s,[\]]/.test(character)) at += 1;
    else {
      const end = wordEnd(text, at);
      commands.at(-1)?.push({ start: at, end });
      at = end;
    }
  }
  return commands.filter((words) => words.length > 0);
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if ((character === '"' || character === "'") && (at === start || /[=:,]/.test(text.charAt(at - 1)))) {
      const close = text.indexOf(character, at + 1);
      at = close === -1 ? at + 1 : close + 1;
      if (close !== -1 && /[,\]]/.test(text.charAt(at))) return at;
    } else if (text.startsWith('$(', at)) {
      const close = text.indexOf(')', at);
      at = close === -1 ? text.length : close + 1;
    } else if (text.startsWith('<redacted>', at)) at += '<redacted>'.length;
    else if (/\s/.test(character) || operators.has(character)) return at;
    else at += 1;
  }
  return at;
}
