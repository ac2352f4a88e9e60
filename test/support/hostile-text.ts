import fc from 'fast-check';

const pieces = [
  '</script>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"]:::x\n  click n0 href "javascript:alert(1)"',
  '"><svg/onload=alert(1)>',
  '%%{init: {}}%%',
  '-->',
  '<!--',
  ']]>',
  '&lt;',
  '#quot;',
  '`x`',
  '**x**',
  '__proto__',
  'end',
  '1. x',
  '- x',
  "'",
  '"',
  '\u2028',
  '\u202e',
  '\0',
  '\ud800',
  '\uffff',
  '\r\n',
  '日本語',
  '😀',
];

/** Text that would break out of markup or of a diagram if it were not escaped. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(''));
