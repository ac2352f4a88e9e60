import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCommand } from '../../../src/value/command-words.ts';

function words(text: string): readonly string[] {
  const result = splitCommand(text);
  if (!result.ok) throw new Error(result.reason);
  return result.value.words;
}

describe('command words (A-79)', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['  a   b\tc\r\nd ', ['a', 'b', 'c', 'd']],
    [`"a b" 'c d' e" f"`, ['a b', 'c d', 'e f']],
    [`'' "" a''b`, ['', '', 'ab']],
    [`"it's" 'say "x"'`, ["it's", 'say "x"']],
    ['a\\ b \\n "\\n" \'\\n\'', ['a b', 'n', 'n', '\\n']],
    ['$HOME ${X} $$', ['$HOME', '${X}', '$$']],
    ['echo $(date +%s; ls | wc) x', ['echo', '$(date +%s; ls | wc)', 'x']],
    ['echo `date | wc` x', ['echo', '`date | wc`', 'x']],
    ['sh -c "a && b | c > d"', ['sh', '-c', 'a && b | c > d']],
    ['a#b # c', ['a#b', '#', 'c']],
    ['a \\; b', ['a', ';', 'b']],
    ['"$(a \\"b\\")"', ['$(a "b")']],
    ['\\$(a b)', ['$(a b)']],
    ['😀 é', ['😀', 'é']],
  ])('%j', (text, expected) => {
    expect(splitCommand(text)).toEqual({ ok: true, value: { words: expected } });
  });

  it.each<[string, string[], string]>([
    ['npm i && npm start', ['npm', 'i'], '&& npm start'],
    ['--url=h?a=1&b=2', ['--url=h?a=1'], '&b=2'],
    ['a; b', ['a'], '; b'],
    ['a | b', ['a'], '| b'],
    ['a <b', ['a'], '<b'],
    ['a >b', ['a'], '>b'],
    ['a 2>&1', ['a'], '2>&1'],
    ['a 12ab>x', ['a'], '12ab>x'],
    ['a "2"x>y', ['a'], '"2"x>y'],
    ['a b>x', ['a', 'b'], '>x'],
    ['a 2&', ['a', '2'], '&'],
    ['😀 && x', ['😀'], '&& x'],
    ['&& x', [], '&& x'],
  ])('%j loses what stands behind the operator (DIAG-20)', (text, expected, discarded) => {
    expect(splitCommand(text)).toEqual({
      ok: true,
      value: { words: expected, discarded: { text: discarded, offset: text.indexOf(discarded) } },
    });
  });

  it.each([
    ['a (b)', 2],
    ['a "b', 2],
    ["a 'b", 2],
    ['a `b', 2],
    ['a $(b', 3],
    ['a b)', 3],
    ['$((1))', 2],
    ['a \\', 2],
    ['`a "b`', 3],
  ])('%j cannot be split, because of offset %d', (text, offset) => {
    expect(splitCommand(text)).toMatchObject({ ok: false, offset });
  });

  it('keeps every word that is quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (list) => {
        const quoted = list.map((word) => `'${word.replaceAll("'", `'"'"'`)}'`);
        expect(words(quoted.join(' '))).toEqual(list);
      }),
    );
  });

  it('never throws, and what it discards ends the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', '1', ' ', '"', "'", '\\', '`', '$', '(', ')', ';', '&', '>') })),
        (text) => {
          const result = splitCommand(text);
          if (!result.ok) expect(result.offset).toBeLessThan(text.length);
          else if (result.value.discarded) expect(text.slice(result.value.discarded.offset)).toBe(result.value.discarded.text);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
