import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShellLine, readWords } from '../../../../src/plan/probes/shell-line.ts';

const known = new Map([
  ['PORT', '3000'],
  ['EMPTY', ''],
  ['WORDS', 'a b'],
]);

const read = (line: string) => readShellLine(line, '/bin/sh', known);

describe('readShellLine (H-10)', () => {
  it.each([
    ['a b', ['a', 'b']],
    ['a b || exit 1', ['a', 'b']],
    ['a b || exit $?', ['a', 'b']],
    ['a b || false', ['a', 'b']],
    ['a b ||   exit   1', ['a', 'b']],
    ['a b > /dev/null', ['a', 'b']],
    ['a b >/dev/null 2>&1 || exit 1', ['a', 'b']],
    ['a b 2>/dev/null', ['a', 'b']],
    ['a b </dev/null', ['a', 'b']],
    ["sh -c 'a b'", ['a', 'b']],
    ['/bin/bash -ec \'a "b c" || exit 1\'', ['a', 'b c']],
    ["sh -c 'a b || exit 1' || exit 1", ['a', 'b']],
    [`sh -c "sh -c 'a b'"`, ['a', 'b']],
    ['a \'b&c\' "d;e" f\\ g', ['a', 'b&c', 'd;e', 'f g']],
    ['a http://[::1]:80/x?y=1', ['a', 'http://[::1]:80/x?y=1']],
    ['a \\\n  b', ['a', 'b']],
    ['a b # why', ['a', 'b']],
  ])('%j is one command', (line, words) => {
    expect(read(line)).toMatchObject({ words, redirections: [], killsOnFailure: false });
  });

  it.each([
    '',
    'a | b',
    'a && b',
    'a; b',
    'a\nb',
    'a &',
    'a http://x/?a=1&b=2',
    'a $(b)',
    'a `b`',
    'a "$(b)"',
    '! a',
    '(a)',
    '{ a; }',
    'if a; then b; fi',
    'X=1 a',
    'a || exit 2',
    'a || b',
    'a || exit 1 || exit 1',
    'a <<EOF\nx\nEOF',
    "a 'open",
    'a ~/x',
    'a {b,c}',
    "a $'b'",
    'a $1',
    'a $$',
    "sh -c 'a | b'",
    "sh -c 'a' > file",
  ])('%j is not', (line) => {
    expect(read(line)).toBeUndefined();
  });

  it('H-05: notices `|| kill 1`, also inside', () => {
    expect(read('a || kill 1')).toMatchObject({ words: ['a'], killsOnFailure: true });
    expect(read("sh -c 'a || kill 1'")).toMatchObject({ words: ['a'], killsOnFailure: true });
  });

  it('keeps a redirection that does more than silence', () => {
    expect(read('a > /tmp/x')).toMatchObject({ words: ['a'], redirections: [{ operator: '>', target: '/tmp/x' }] });
  });

  it('keeps `&>`, which to a POSIX shell puts the command into the background', () => {
    expect(read('a &> /dev/null')?.redirections).toEqual([{ operator: '&>', target: '/dev/null' }]);
  });

  it.each([
    ['a $PORT ${PORT} "x${PORT}y"', ['a', '3000', '3000', 'x3000y']],
    ['a ${PORT:-1} ${PORT-1} ${EMPTY:-2} "${EMPTY-2}"', ['a', '3000', '3000', '2', '']],
    ['a "$WORDS"', ['a', 'a b']],
    ["a '$PORT'", ['a', '$PORT']],
    ['a \\$PORT', ['a', '$PORT']],
    [`sh -c 'a $PORT'`, ['a', '3000']],
  ])('H-18: resolves %j', (line, words) => {
    expect(read(line)?.words).toEqual(words);
  });

  it('H-18: names the variables that it used', () => {
    expect(read('a $PORT "$EMPTY"')?.substituted).toEqual(['EMPTY', 'PORT']);
  });

  it.each(['a $SECRET', 'a ${SECRET:-x}', 'a $WORDS', 'a $EMPTY', 'a ${PORT%0}', 'a ${#PORT}', 'a ${!PORT}', 'a ${PORT:+x}'])(
    'H-18: does not guess %j',
    (line) => {
      expect(read(line)).toBeUndefined();
    },
  );

  it('never throws', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '$',
      '(',
      ')',
      '{',
      '}',
      '"',
      "'",
      '`',
      '\\',
      '|',
      '&',
      ';',
      '<',
      '>',
      '\n',
      '#',
      '~',
      '[',
      ']',
      '1',
      '=',
      '!',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 60 }), fc.string()), (line) => void read(line)),
      { numRuns: 2000 },
    );
  });
});

describe('readWords', () => {
  it('H-18: expands nothing in the CMD form', () => {
    expect(readWords(['a', '$PORT', '||', 'exit'], known)).toMatchObject({ words: ['a', '$PORT', '||', 'exit'], substituted: [] });
  });

  it('H-10: looks into `sh -c`', () => {
    expect(readWords(['sh', '-c', 'a $PORT || exit 1'], known)).toMatchObject({ words: ['a', '3000'], shell: 'other' });
    expect(readWords(['/usr/bin/bash', '-c', 'a'], known)).toMatchObject({ words: ['a'], shell: 'bash' });
    expect(readWords(['sh', '-c', 'a', 'b'], known)).toMatchObject({ words: ['sh', '-c', 'a', 'b'] });
  });

  it.each([
    [['timeout', '5', 'a'], 5],
    [['timeout', '5s', 'a'], 5],
    [['timeout', '1m', 'a'], 60],
    [['timeout', '9', 'sh', '-c', 'timeout 0.5 a'], 0.5],
  ])('H-16: takes the limit of %j', (words, timeoutSeconds) => {
    expect(readWords(words, known)).toMatchObject({ words: ['a'], timeoutSeconds });
  });

  it('leaves a `timeout` with other options alone', () => {
    expect(readWords(['timeout', '-k', '1', '5', 'a'], known)?.words[0]).toBe('timeout');
  });
});
