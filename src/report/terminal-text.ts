/** C0 and C1 controls but the tab: a terminal would obey them. And what changes the direction of text. */
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/g;

/** Text of the input made safe for a terminal, character by character, so that columns stay where they are. */
export function printable(text: string): string {
  return text.replace(controls, '\ufffd');
}

/** A message on one line: line breaks become blanks, other controls are made visible. */
export function oneLine(text: string): string {
  return printable(text.replace(/[\r\n]+/g, ' '));
}

/** Wide in every terminal: CJK, Hangul, full-width forms, most emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** The cells that one code point takes; a tab counts as one and has to be copied into what stands below it. */
function cellWidth(character: string): number {
  if (/\p{Mn}|\p{Me}|\u200b|\u200d|\ufe0f/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** Blanks, and tabs where the text has tabs, up to the cell behind the text. */
export function padBelow(text: string): string {
  return Array.from(text, (character) => (character === '\t' ? '\t' : ' '.repeat(cellWidth(character)))).join('');
}

/** The cells that a text without tabs takes. */
export function textWidth(text: string): number {
  return Array.from(text, cellWidth).reduce((sum, width) => sum + width, 0);
}

/** Parts joined by `, ` and broken into lines of at most so many characters, the first behind `label`. */
export function wrapped(label: string, parts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = label;
  for (const [index, part] of parts.entries()) {
    const piece = index === parts.length - 1 ? part : `${part},`;
    if (line.length > label.length && line.length + 1 + piece.length > width) {
      lines.push(line);
      line = ' '.repeat(label.length);
    }
    line += line.length > label.length ? ` ${piece}` : piece;
  }
  return [...lines, line];
}

/** A line broken at blanks into lines of at most so many cells, those after the first indented. Colour codes take no cell; a long word is left whole. */
export function folded(text: string, width: number, indent: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    if (line !== '' && textWidth(withoutColor(line)) + 1 + textWidth(withoutColor(word)) > width) {
      lines.push(line);
      line = ' '.repeat(indent) + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

// eslint-disable-next-line no-control-regex -- colours begin with ESC
const colorCode = /\u001b\[[0-9;]*m/g;

function withoutColor(text: string): string {
  return text.replace(colorCode, '');
}

/** `1 object`, `2 objects`, `2 NetworkPolicies`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return noun.endsWith('s') ? `${noun}es` : `${noun}s`;
}
