/**
 * Strings as YAML that every reader in use takes for the same string: YAML 1.1 (kubectl, Helm, PyYAML) and YAML 1.2.
 * A string stays plain only if it is plainly one; the rest is quoted or, over several lines, a literal block.
 */

/** Words that YAML 1.1 or 1.2 reads as a boolean or null; and `e1`, a number to the `yaml` package in its 1.1 mode. */
const reservedWord = /^(?:y|yes|n|no|on|off|true|false|null|-?e[-+]?[0-9]+)$/i;

/** Begins with a letter, `_`, `/` or an option's dashes, so it is no number, date, indicator or document marker. */
const plainText = /^(?:[A-Za-z_/]|--?[A-Za-z])[\x20-\x7e]*$/;

/** Ends the plain scalar early: a key's colon, a comment, a trailing space. */
const plainEnd = /: |:$| #| $/;

/** Amounts such as `250m` and `64Mi` are read as strings everywhere, and look odd in quotes. */
const plainAmount = /^[1-9][0-9]*(?:m|s|h|Ki|Mi|Gi|Ti)$/;

/**
 * What must not stand in YAML as itself: controls but TAB and line feed, DEL, C1 with NEL, U+2028 and U+2029 (line breaks
 * to YAML 1.1), surrogates without a partner, byte order marks, non-characters, and the bidirectional controls that show
 * a reader another text than the one applied.
 */
const unprintable = /[^\P{Cc}\t\n]|\p{Cs}|[\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\r', '\\r'],
]);

function escapeCharacter(character: string): string {
  return shortEscapes.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isPrintable(text: string): boolean {
  return text.search(unprintable) === -1;
}

function isPlain(text: string): boolean {
  if (plainAmount.test(text)) return true;
  return plainText.test(text) && !plainEnd.test(text) && !reservedWord.test(text);
}

/** On one line: plain, in single quotes where that saves escapes, else in double quotes. */
export function flowString(text: string): string {
  if (isPlain(text)) return text;
  if (/["\\]/.test(text) && !/['\n\t]/.test(text) && isPrintable(text)) return `'${text}'`;
  return `"${text.replace(/["\\\n\t]/g, escapeCharacter).replace(unprintable, escapeCharacter)}"`;
}

/**
 * Whether a literal block gives the text back exactly, through kustomize too. Not so lines of blanks alone at its end,
 * which some readers lose, and a TAB at its beginning, which kustomize writes in a form that it cannot read itself.
 */
export function fitsLiteral(text: string): boolean {
  return text.includes('\n') && /\S/.test(text) && !/^\n*\t/.test(text) && !/\n[ \t]+\n*$/.test(text) && isPrintable(text);
}

/**
 * A literal block without the line feed that ends its last line.
 * @param indent the blanks before each line, two more than the parent has
 */
export function literalString(text: string, indent: string): string {
  const body = text.replace(/\n$/, '');
  const chomping = body === text ? '-' : body.endsWith('\n') ? '+' : '';
  // Without the indicator a reader would take the blanks that the text begins with for indentation.
  const indication = /^[ \n]/.test(text) ? '2' : '';
  const lines = body.split('\n').map((line) => (line === '' ? '' : indent + line));
  return `|${indication}${chomping}\n${lines.join('\n')}`;
}
