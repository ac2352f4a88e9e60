const simple = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['"', '"'],
  ['\\', '\\'],
  // Interpolation comes next and takes `$$` for a literal dollar sign.
  ['$', '$$'],
]);

/** Expands the escapes of a double-quoted value. Unknown ones keep their backslash. */
export function expandEscapes(text: string): string {
  return text.replaceAll(/\\(?:[abfnrtv$"\\]|0\d{0,3})/g, (escape) => simple.get(escape.slice(1)) ?? octal(escape.slice(2)));
}

/** `\0101` is `A`. Anything else than three octal digits up to 377 stays, without the zero, as in Docker Compose. */
function octal(digits: string): string {
  return /^[0-3][0-7]{2}$/.test(digits) ? String.fromCharCode(Number.parseInt(digits, 8)) : `\\${digits}`;
}
