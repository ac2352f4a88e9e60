import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstructions } from '../../../src/image/dockerfile-instructions.ts';

const read = (text: string) => readInstructions({ path: 'Dockerfile', text });
const brief = (text: string) => read(text).list.map(({ keyword, rest, heredocs }) => [keyword, rest, heredocs]);
const spans = (text: string) => read(text).list.map(({ span }) => text.slice(span.start, span.end));

describe('readInstructions', () => {
  it.each([
    [
      'comments and empty lines between',
      '# a\n\nFROM a\n  # b\nRUN b\n',
      [
        ['FROM', 'a', ''],
        ['RUN', 'b', ''],
      ],
    ],
    [
      'comments and empty lines inside',
      'RUN a && \\\n# c\n\n  b\nUSER x',
      [
        ['RUN', 'a &&   b', ''],
        ['USER', 'x', ''],
      ],
    ],
    ['blanks behind the escape', 'RUN a \\ \t\n b', [['RUN', 'a  b', '']]],
    ['the end of the file inside', 'RUN a \\\n', [['RUN', 'a', '']]],
    ['any case and indentation', '  from a', [['FROM', 'a', '']]],
    ['a byte order mark', '\uFEFFFROM a', [['FROM', 'a', '']]],
    [
      'ends of lines of Windows',
      'FROM a\r\nRUN b \\\r\n c\r\n',
      [
        ['FROM', 'a', ''],
        ['RUN', 'b  c', ''],
      ],
    ],
    ['nothing behind the keyword', 'RUN', [['RUN', '', '']]],
    [
      'a heredoc',
      'RUN <<EOF\nFROM x\n# y\nEOF\nUSER z',
      [
        ['RUN', '<<EOF', 'FROM x\n# y\nEOF'],
        ['USER', 'z', ''],
      ],
    ],
    [
      'two heredocs',
      'COPY <<a <<"b" /x/\n1\na\n2\nb\nUSER z',
      [
        ['COPY', '<<a <<"b" /x/', '1\na\n2\nb'],
        ['USER', 'z', ''],
      ],
    ],
    [
      'an indented heredoc',
      'RUN cat <<-E\n\tx\n\tE\nUSER z',
      [
        ['RUN', 'cat <<-E', '\tx\n\tE'],
        ['USER', 'z', ''],
      ],
    ],
    ['a heredoc without end', 'RUN <<E\nx\nUSER z', [['RUN', '<<E', 'x\nUSER z']]],
    ['a heredoc of ONBUILD', 'ONBUILD RUN <<E\nx\nE', [['ONBUILD', 'RUN <<E', 'x\nE']]],
    [
      'no heredoc in quotes',
      'RUN echo "a <<E b"\nUSER z',
      [
        ['RUN', 'echo "a <<E b"', ''],
        ['USER', 'z', ''],
      ],
    ],
    [
      'no heredoc behind an escape',
      'RUN echo \\<<E\nUSER z',
      [
        ['RUN', 'echo \\<<E', ''],
        ['USER', 'z', ''],
      ],
    ],
    [
      'no here-string',
      'RUN cat <<<E\nUSER z',
      [
        ['RUN', 'cat <<<E', ''],
        ['USER', 'z', ''],
      ],
    ],
    [
      'no heredoc of other instructions',
      'LABEL a=<<E\nUSER z',
      [
        ['LABEL', 'a=<<E', ''],
        ['USER', 'z', ''],
      ],
    ],
  ])('%s', (_name, text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it.each([
    ['# escape=`\nRUN a `\n b', '`', [['RUN', 'a  b', '']]],
    ['# syntax=x\n# ESCAPE = `\nRUN a `\n b', '`', [['RUN', 'a  b', '']]],
    ['# a comment\n# escape=`\nRUN a \\\n b', '\\', [['RUN', 'a  b', '']]],
    [
      'FROM a\n# escape=`\nRUN a \\\n b',
      '\\',
      [
        ['FROM', 'a', ''],
        ['RUN', 'a  b', ''],
      ],
    ],
  ])('the escape of %j is %s', (text, escape, expected) => {
    expect(read(text).escape).toBe(escape);
    expect(brief(text)).toEqual(expected);
  });

  it('flags are none of the rest', () => {
    const [copy] = read('COPY --from=a --chown="b" --link c d').list;
    expect([[...(copy?.flags ?? [])], copy?.rest]).toEqual([
      [
        ['from', 'a'],
        ['chown', 'b'],
        ['link', ''],
      ],
      'c d',
    ]);
  });

  it('spans hold an instruction with its heredocs, from the keyword to the end of its last line', () => {
    expect(spans('# x\n  RUN a \\\n b\nCOPY <<E /x\n1\nE\nUSER z  \n')).toEqual(['RUN a \\\n b', 'COPY <<E /x\n1\nE', 'USER z  ']);
  });

  it('takes any text: spans are in order and do not overlap', () => {
    const piece = fc.constantFrom(
      '\n',
      '\r',
      '\\\n',
      '# c\n',
      'RUN <<E\n',
      'E\n',
      '"',
      "'",
      '\\',
      '`',
      'FROM a',
      ' ',
      '\t',
      '\uFEFF',
      '<<-',
      '# escape=`\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        const edges = read(text).list.flatMap(({ span }) => [span.start, span.end]);
        expect(edges).toEqual(edges.toSorted((a, b) => a - b));
        expect(edges.every((edge) => edge >= 0 && edge <= text.length)).toBe(true);
      }),
    );
  });
});
