import { redacted } from '../../plan/sensitive/is-literal.ts';
import { escaped } from '../markup.ts';

/** What is tinted: keys, comments, strings, variables; what is hidden stands as `<redacted>`. */
type Tint = 'k' | 'c' | 's' | 'v' | 'x' | '';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Longer lines are shown in one colour. */
const longestTinted = 4000;

/**
 * A line of YAML or of an env file as markup, short because there may be many lines.
 * @param hidden what must not be shown
 * @param isText a line of a block scalar, which has no keys
 */
export function tinted(line: string, hidden: readonly Range[], isText: boolean): string {
  const tints: Tint[] = Array.from({ length: line.length }, () => (isText ? 's' : ''));
  const paint = (start: number, end: number, tint: Tint): void => {
    tints.fill(tint, start, end);
  };
  if (line.length <= longestTinted) paintYaml(line, isText, paint);
  for (const { start, end } of hidden) paint(start, end, 'x');
  let markup = '';
  for (let start = 0; start < line.length;) {
    const tint = tints[start] ?? '';
    let end = start + 1;
    while (end < line.length && tints[end] === tint) end++;
    const text = escaped(tint === 'x' ? redacted : line.slice(start, end));
    if (tint === '') markup += text;
    else markup += tint === 'k' ? `<b>${text}</b>` : `<span class=${tint}>${text}</span>`;
    start = end;
  }
  return markup;
}

function paintYaml(line: string, isText: boolean, paint: (start: number, end: number, tint: Tint) => void): void {
  const lead = /^(?:[ \t]|- )*/.exec(line)?.[0].length ?? 0;
  const rest = line.slice(lead);
  if (!isText) {
    for (const { index, 0: text } of rest.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g)) paint(lead + index, lead + index + text.length, 's');
    const key = /^(?:"[^"]*"|'[^']*'|[^\s#:"'{[][^:#]*|<<)(?=:(?:\s|$))|^(?:export\s+)?[A-Za-z_]\w*(?==)/.exec(rest);
    if (key) paint(lead, lead + key[0].length, 'k');
  }
  for (const { index, 0: text } of rest.matchAll(/\$\{[^{}]{0,200}\}|\$[A-Za-z_]\w*|^[&*][\w.-]+|(?<=\s)[&*][\w.-]+$/g)) {
    paint(lead + index, lead + index + text.length, 'v');
  }
  const comment = isText ? -1 : commentStart(rest);
  if (comment !== -1) paint(lead + comment, line.length, 'c');
}

/** The `#` that begins a comment: at the beginning or behind a blank, outside of quotes. */
function commentStart(text: string): number {
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === '\\' && quote === '"') i++;
      else if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && (i === 0 || /[\s:[{,=]/.test(text[i - 1] ?? ''))) quote = character;
    else if (character === '#' && (i === 0 || /\s/.test(text[i - 1] ?? ''))) return i;
  }
  return -1;
}

/** Tells for each line of a text, in order, whether it belongs to a block scalar that began above. */
export function blockScalarTracker(): (line: string) => boolean {
  let inside = -1;
  return (line) => {
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (inside !== -1 && (line.trim() === '' || indent > inside)) return true;
    inside = /(?:^|[\s:-])[|>][-+0-9]{0,2}\s*(?:#.*)?$/.test(line) && !/^\s*#/.test(line) ? indent : -1;
    return false;
  };
}
