import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../src/diagnostics/span.ts';
import { parseDotenv, parseRawEnv, type DotenvResult } from '../../../src/load/dotenv.ts';
import type { Environment } from '../../../src/load/environment.ts';

const values: Readonly<Record<string, string>> = { OUTER: 'outer', HOME: '/root' };
const lookup: Environment = {
  get: (name) =>
    Object.hasOwn(values, name) ? { value: values[name] ?? '', ...(name === 'OUTER' && { variables: ['DEEP'] }) } : undefined,
};
const parse = (text: string) => parseDotenv({ path: '.env', text }, lookup);
const raw = (text: string) => parseRawEnv({ path: '.env', text }, lookup);
const pairs = ({ entries }: DotenvResult) => entries.map(({ name, value }) => [name, value]);
const found = ({ diagnostics }: DotenvResult) =>
  diagnostics.map(({ code, span }) => [code, span && positionOf(span).line, span && positionOf(span).column]);

describe('lines (A-20)', () => {
  it.each<[string, [string, string | undefined][]]>([
    [
      '\uFEFFA=1\r\nB=2\r\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['\n  # c\n\n  A=1\n#\n', [['A', '1']]],
    [
      'export A=1\nexport  B = 2\nexport=3\n',
      [
        ['A', '1'],
        ['B', '2'],
        ['export', '3'],
      ],
    ],
    [
      'A: 1\nB :2\nC = 3\n',
      [
        ['A', '1'],
        ['B', '2'],
        ['C', '3'],
      ],
    ],
    [
      'a.b-c[0]_9=1\nÄ=2\n',
      [
        ['a.b-c[0]_9', '1'],
        ['Ä', '2'],
      ],
    ],
    [
      'A=1\nA=2\n',
      [
        ['A', '1'],
        ['A', '2'],
      ],
    ],
    [
      'A=\nB= \nC=1',
      [
        ['A', ''],
        ['B', ''],
        ['C', '1'],
      ],
    ],
    [
      '__proto__=1\nconstructor=2\n',
      [
        ['__proto__', '1'],
        ['constructor', '2'],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(pairs(parse(text))).toEqual(expected);
    expect(found(parse(text))).toEqual([]);
  });

  it.each([
    ['A=1\nB C=2\n', ['dotenv-key', 2, 1]],
    ['A\tB=2\n', ['dotenv-key', 1, 1]],
    ['A=1\nB$=2\n', ['dotenv-key', 2, 2]],
    ['A/B=2\n', ['dotenv-key', 1, 2]],
    ['A=1 \n"x"\n', ['dotenv-key', 2, 1]],
  ])('%j is wrong', (text, expected) => {
    expect(found(parse(text))).toEqual([expected]);
  });

  it('ignores a value without a name', () => {
    expect(found(parse('=x\nA=1\n'))).toEqual([['dotenv-key-empty', 1, 2]]);
    expect(pairs(parse('=x\nA=1\n'))).toEqual([['A', '1']]);
  });
});

describe('unquoted values (A-21)', () => {
  it.each([
    ['a b  ', 'a b'],
    ['a # c', 'a'],
    ['b# c', 'b# c'],
    ['#c', '#c'],
    [' # c', '# c'],
    ['a\t# c', 'a\t# c'],
    ['a \\n\\t"b"', 'a \\n\\t"b"'],
    ['`x` $(cmd)', '`x` $(cmd)'],
    ['$OUTER-${OUTER}-${U:-d}-$$x', 'outer-outer-d-$x'],
    ["it's", "it's"],
    ['a=b:c', 'a=b:c'],
  ])('%j', (written, value) => {
    expect(pairs(parse(`K=${written}\nL=1\n`))).toEqual([
      ['K', value],
      ['L', '1'],
    ]);
  });
});

describe('a comment where a value is expected (A-21)', () => {
  it.each([
    ['A=   # to do', [['dotenv-comment-value', 1, 6]]],
    ['A=#336699', []],
    ['A="# x"', []],
    ['A=x # y', []],
    ['A=', []],
  ])('%j', (text, expected) => {
    expect(found(parse(`${text}\n`))).toEqual(expected);
  });
});

describe('quoted values (A-22, A-23)', () => {
  it.each([
    ['"a # b"', 'a # b'],
    ['"a\nb"', 'a\nb'],
    ['"\\n\\r\\t\\a\\b\\f\\v\\\\"', '\n\r\t\u0007\b\f\v\\'],
    ['"\\"q\\""', '"q"'],
    ['"\\x\\u0041\\c"', '\\x\\u0041\\c'],
    ['"\\0101\\0303"', 'A\u00c3'],
    ['"\\012\\0777"', '\\12\\777'],
    ['"\\$OUTER $$OUTER $OUTER"', '$OUTER $OUTER outer'],
    ['"a" # c', 'a'],
    ['\'a\\n $OUTER "b"\'', 'a\\n $OUTER "b"'],
    ["'a\nb'", 'a\nb'],
    ["'it\\'s'", "it's"],
    ["'a\\\\'", 'a\\\\'],
    ['""', ''],
  ])('%j', (written, value) => {
    expect(pairs(parse(`K=${written}\nL=1\n`))).toEqual([
      ['K', value],
      ['L', '1'],
    ]);
    expect(found(parse(`K=${written}\n`))).toEqual([]);
  });

  it('begins a new statement behind the closing quote', () => {
    expect(pairs(parse('A="x" B=2\n'))).toEqual([
      ['A', 'x'],
      ['B', '2'],
    ]);
  });

  it.each([
    ['A="x', ['dotenv-quote', 1, 3]],
    ["A=1\nB='x\ny=2\n", ['dotenv-quote', 2, 3]],
  ])('%j never closes', (text, expected) => {
    expect(found(parse(text))).toEqual([expected]);
  });
});

describe('bare keys (A-24)', () => {
  it('inherits from the lookup, else stays without a value', () => {
    expect(pairs(parse('OUTER\nU\nexport HOME\n'))).toEqual([
      ['OUTER', 'outer'],
      ['U', undefined],
      ['HOME', '/root'],
    ]);
    expect(parse('OUTER\nU\n').entries.map(({ variables }) => variables)).toEqual([['DEEP', 'OUTER'], []]);
  });

  it('does so on a last line without a line end, and says that the reference does not', () => {
    expect(pairs(parse('A=1\nOUTER'))).toEqual([
      ['A', '1'],
      ['OUTER', 'outer'],
    ]);
    expect(found(parse('A=1\nOUTER'))).toEqual([['dotenv-last-line', 2, 1]]);
  });
});

describe('references (A-25)', () => {
  it('looks outside first, then at earlier keys', () => {
    expect(pairs(parse('OUTER=mine\nA=1\nB=$A-$OUTER-$LATER\nLATER=2\n')).find(([name]) => name === 'B')).toEqual(['B', '1-outer-']);
  });

  it('tracks variables through the file (S-17)', () => {
    expect(parse('P=secret\nU=db:$P\nX=${U}/$OUTER\n').entries.map(({ variables }) => variables)).toEqual([
      [],
      ['P'],
      ['DEEP', 'OUTER', 'P', 'U'],
    ]);
  });

  it.each([
    ['A=1\nB=x$U\n', [['variable-unset', 2, 4]]],
    ['B="x\\t${U}"\n', [['variable-unset', 1, 7]]],
    ['A=${U:?m}\n', [['variable-required', 1, 3]]],
    ['A=${1}\n', [['interpolation-invalid', 1, 3]]],
  ])('%j', (text, expected) => {
    expect(found(parse(text))).toEqual(expected);
  });
});

describe('places', () => {
  it('gives key and value', () => {
    const [entry] = parse('# c\nexport KEY = "va\nlue" # d\n').entries;
    expect(entry && entry.keySpan.source.text.slice(entry.keySpan.start, entry.keySpan.end)).toBe('KEY');
    expect(entry && entry.span.source.text.slice(entry.span.start, entry.span.end)).toBe('"va\nlue"');
  });
});

describe('raw format (A-26)', () => {
  it.each<[string, [string, string | undefined][]]>([
    [
      '\uFEFFA=1\r\nB=2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    [
      '  A= x # c \n\n  # c\n#c\nB="q" $V=\n',
      [
        ['A', ' x # c '],
        ['B', '"q" $V='],
      ],
    ],
    [
      'OUTER\nU\nHOME',
      [
        ['OUTER', 'outer'],
        ['U', undefined],
        ['HOME', '/root'],
      ],
    ],
    [
      'A=\nA=1',
      [
        ['A', ''],
        ['A', '1'],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(pairs(raw(text))).toEqual(expected);
    expect(found(raw(text))).toEqual([]);
  });

  it.each([
    ['A=1\nexport B=1\n', [['dotenv-raw-key', 2, 1]]],
    ['A =1', [['dotenv-raw-key', 1, 1]]],
    [' =1', [['dotenv-raw-key', 1, 2]]],
    ['A B', [['dotenv-raw-key', 1, 1]]],
  ])('%j is wrong', (text, expected) => {
    expect(found(raw(text))).toEqual(expected);
  });

  it('places values exactly', () => {
    const [entry] = raw('\uFEFF  K= v\r\n').entries;
    expect(entry && [entry.span.start, entry.span.end, entry.keySpan.start]).toEqual([5, 7, 3]);
  });
});

describe('any text', () => {
  const atoms = fc.constantFrom('A', '=', ':', '"', "'", '\\', '$', '${', '}', '#', ' ', '\t', '\n', '\r\n', 'export ', '\u00a0', '\u0085');

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(atoms).map((parts) => parts.join('')),
        ),
        (text) => {
          for (const { span } of [...parse(text).diagnostics, ...parse(text).entries, ...raw(text).diagnostics, ...raw(text).entries]) {
            expect(span && span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads back any value in single quotes', () => {
    fc.assert(
      fc.property(
        fc.string().filter((value) => !value.includes('\\')),
        (value) => {
          expect(pairs(parse(`K='${value.replaceAll("'", "\\'")}'\n`))).toEqual([['K', value]]);
        },
      ),
    );
  });
});
