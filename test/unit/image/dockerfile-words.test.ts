import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand, parseExecForm, splitWords } from '../../../src/image/dockerfile-words.ts';

const values = new Map([
  ['x', 'foo/bar.tar.gz'],
  ['empty', ''],
]);
const lookup = (name: string) => values.get(name);

describe('expand', () => {
  it.each([
    ['$x', 'foo/bar.tar.gz'],
    ['${x}!', 'foo/bar.tar.gz!'],
    ['"$x"', 'foo/bar.tar.gz'],
    ["'$x'", '$x'],
    ['\\$x', '$x'],
    ['$', '$'],
    ['a$ b', 'a$ b'],
    ['${empty:-d}${empty-d}', 'd'],
    ['${none:-${x}}', 'foo/bar.tar.gz'],
    ['${none:+r}${x:+r}${empty+r}', 'rr'],
    ['${x:?no}', 'foo/bar.tar.gz'],
    ['${x%.*}', 'foo/bar.tar'],
    ['${x%%.*}', 'foo/bar'],
    ['${x#*/}', 'bar.tar.gz'],
    ['${x##*.}', 'gz'],
    ['${x/./-}', 'foo/bar-tar.gz'],
    ['${x//./-}', 'foo/bar-tar-gz'],
    ['${x//\\//_}', 'foo_bar.tar.gz'],
    ['"a\\"b\\c"', 'a"b\\c'],
  ])('%s', (text, expected) => {
    expect(expand(text, lookup)).toEqual({ ok: true, value: { text: expected, unset: [] } });
  });

  it('names the variables without a value', () => {
    expect(expand('$a-${b}', lookup)).toEqual({ ok: true, value: { text: '-', unset: ['a', 'b'] } });
  });

  it.each(['${', '${}', '${x', '${x:', '${x:=d}', '${x!}', '${none:?no}', '"a', "'a", '${x/a}'])('refuses %s', (text) => {
    expect(expand(text, lookup).ok).toBe(false);
  });

  it('answers any text without throwing', () => {
    const parts = fc.constantFrom('$', '{', '}', 'x', ':', '-', '%', '#', '/', '*', '?', '"', "'", '\\', '[', '(', ' ');
    fc.assert(
      fc.property(
        fc.array(parts).map((found) => found.join('')),
        (text) => typeof expand(text, lookup).ok === 'boolean',
      ),
      { numRuns: 2000 },
    );
  });
});

describe('splitWords', () => {
  it.each([
    ['a=1  b="c d"', ['a=1', 'b="c d"']],
    ['a\\ b c', ['a\\ b', 'c']],
    ["'a b'c d", ["'a b'c", 'd']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(splitWords(text)).toEqual(expected);
  });
});

describe('parseExecForm', () => {
  it.each([
    ['["a", "b c"]', ['a', 'b c']],
    ['[]', []],
    ['["a", 1]', undefined],
    ["['a']", undefined],
    ['["a"] b', undefined],
    ['a', undefined],
  ])('%s', (text, expected) => {
    expect(parseExecForm(text)).toEqual(expected);
  });
});
