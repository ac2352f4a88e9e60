import fc from 'fast-check';

/** One change of a text as a slip of hand, a bad merge or a broken download makes it. */
export const mutation = fc.record({
  kind: fc.constantFrom('delete', 'insert', 'repeat', 'swap', 'cut', 'indent', 'line'),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  length: fc.integer({ min: 1, max: 12 }),
  text: fc.constantFrom(
    '\t',
    ' ',
    '\n',
    ': ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a ',
    '*a',
    '<<: *a\n',
    '!reset ',
    '!override ',
    '$',
    '${',
    '${X:?}',
    '#',
    '|\n',
    '>\n',
    '---\n',
    '? ',
    '\u0000',
    '\ufeff',
    '😀',
    '__proto__: 1\n',
    'null',
    '2024-01-01',
    '1e999',
    '~',
    'x-',
    ',',
  ),
});
export type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

export function mutated(text: string, { kind, at, length, text: inserted }: Mutation): string {
  const start = Math.floor(at * text.length);
  const end = Math.min(text.length, start + length);
  const [head, middle, tail] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  const lines = text.split('\n');
  const line = Math.floor(at * lines.length);
  switch (kind) {
    case 'delete':
      return head + tail;
    case 'insert':
      return head + inserted + middle + tail;
    case 'repeat':
      return head + middle.repeat(3) + tail;
    case 'swap':
      return head + middle.split('').toReversed().join('') + tail;
    case 'cut':
      return head;
    case 'indent':
      return lines.with(line, ` ${lines[line] ?? ''}`).join('\n');
    default:
      return lines.toSpliced(line, 0, lines[(line * 7 + length) % lines.length] ?? '').join('\n');
  }
}
