import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { positionOf, type Span } from '../../../src/diagnostics/span.ts';
import type { Node } from '../../../src/source/node.ts';
import { getAt, toPlain, type Path } from '../../../src/source/node-tools.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';

const read = (text: string) => readYaml({ path: 'compose.yaml', text });
const plain = (text: string) => read(text).documents.map(toPlain);
const codes = (text: string) => read(text).diagnostics.map((found) => found.code);
const at = (span: Span | undefined) => (span ? `${positionOf(span).line}:${positionOf(span).column}` : undefined);
const written = (span: Span) => span.source.text.slice(span.start, span.end);

function first(text: string): Diagnostic {
  const [found] = read(text).diagnostics;
  if (!found) throw new Error('no diagnostic');
  return found;
}

function nodeAt(text: string, path: Path): Node {
  const [document] = read(text).documents;
  const node = document && getAt(document, path);
  if (!node) throw new Error('no node');
  return node;
}

describe('values (A-07)', () => {
  it.each([
    ['a: yes\nb: no\nc: on\nd: True', { a: 'yes', b: 'no', c: 'on', d: true }],
    ['a: 0777\nb: 0o17\nc: 0x1F\nd: 0b11\ne: 1_000', { a: 511, b: 15, c: 31, d: 3, e: 1000 }],
    ['a: "0777"\nb: \'1\'\nc: |\n  1\n', { a: '0777', b: '1', c: '1\n' }],
    ['a: 22:22\nb: ~\nc:\nd: {}\ne: []', { a: '22:22', b: null, c: null, d: {}, e: [] }],
    ['a: 9007199254740993', { a: 9007199254740993n }],
    ['__proto__: 1\nconstructor: {toString: 2}', { ['__proto__']: 1, constructor: { toString: 2 } }],
    ['a: !!str 5\nb: !!int "5"\nc: !!binary aGVsbG8=\nd: ! 5', { a: '5', b: 5, c: 'hello', d: '5' }],
    ['a: |\n  x', { a: 'x' }],
    ['a: |\n  x\n', { a: 'x\n' }],
    ['a: >-\n  x\n  y\n', { a: 'x y' }],
    ['\uFEFFa: 1', { a: 1 }],
    ['a: 1\r\nb: "x"\r\n', { a: 1, b: 'x' }],
  ])('%j', (text, expected) => {
    const [document] = read(text).documents;
    expect(codes(text)).toEqual([]);
    expect(document && JSON.stringify(toPlain(document), printBigint)).toBe(JSON.stringify(expected, printBigint));
  });

  it('keeps documents apart, but not their anchors', () => {
    expect(plain('a: &x 1\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(plain('a: &x 1\n---\nb: *x\n')).toEqual([{ a: 1 }, { b: 1 }]);
    expect(codes('a: *x\n---\nb: &x 1\n')).toEqual(['yaml-anchor-unknown']);
  });

  it.each([
    ['brackets on the parent column', 'a: [\n"b"\n]\nc: 1', { a: ['b'], c: 1 }],
    ['quotes that go on in the first column', 'a: "x\ny"\nb: 1', { a: 'x y', b: 1 }],
    ['a comment that touches a bracket', 'a: [b]#c', { a: ['b'] }],
  ])('takes what go-yaml takes: %s', (_name, text, expected) => {
    expect(codes(text)).toEqual([]);
    expect(plain(text)).toEqual([expected]);
  });
});

const printBigint = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);

describe('spans', () => {
  const text = 'services:\n  web:\n    image: "nginx:1" # c\n    ports:\n      - 80:80\n      - |\n        x\n    user:\n';

  it.each<[Path, string, string]>([
    [['services', 'web', 'image'], '3:12', '"nginx:1"'],
    [['services', 'web', 'ports', 0], '5:9', '80:80'],
    [['services', 'web', 'ports', 1], '6:9', '|\n        x\n'],
  ])('%j', (path, place, source) => {
    const { span } = nodeAt(text, path);
    expect(at(span)).toBe(place);
    expect(written(span)).toBe(source);
  });

  it('gives every key a place, and a missing value the place behind its colon', () => {
    const web = nodeAt(text, ['services', 'web']);
    const entry = web.kind === 'map' ? web.entries.get('user') : undefined;
    expect(at(entry?.keySpan)).toBe('8:5');
    expect(entry?.value).toMatchObject({ value: null });
    expect(at(entry?.value.span)).toBe('8:10');
  });
});

describe('anchors and merge keys (A-07, G-02)', () => {
  it('points at the alias and names the anchor', () => {
    const node = nodeAt('a: &x {k: v}\nb: *x\n', ['b']);
    expect(at(node.span)).toBe('2:4');
    expect(node.via?.map(written)).toEqual(['{k: v}']);
    expect(toPlain(node)).toEqual({ k: 'v' });
  });

  it('follows an alias of an alias', () => {
    const node = nodeAt('a: &x 1\nb: &y [*x]\nc: *y\n', ['c', 0]);
    expect(node.via?.map(at)).toEqual(['1:7']);
  });

  it.each([
    ['<<: *a\ny: 9', { x: 1, y: 9 }],
    ['y: 9\n<<: *a', { x: 1, y: 9 }],
    ['<<: {x: 5}', { x: 5 }],
    ['<<: [*a, {x: 5, z: 6}]', { x: 1, y: 2, z: 6 }],
    ['<<: *l', { x: 7, y: 8 }],
    ['"<<": 1', { '<<': 1 }],
    ['!!merge <<: *a', { x: 1, y: 2 }],
  ])('merges %j', (body, expected) => {
    const text = `a: &a {x: 1, y: 2}\nl: &l [{x: 7}, {y: 8}]\nm:\n  ${body.replaceAll('\n', '\n  ')}\n`;
    expect(codes(text)).toEqual([]);
    expect(toPlain(nodeAt(text, ['m']))).toEqual(expected);
  });

  it('keeps the place of a merged value and the place of the merge', () => {
    const node = nodeAt('a: &a {x: 1}\nb:\n  <<: *a\n', ['b', 'x']);
    expect(at(node.span)).toBe('1:11');
    expect(node.via?.map(at)).toEqual(['3:7']);
  });

  it.each([
    ['b:\n  <<: [1]', 'yaml-merge-value', '2:7'],
    ['b:\n  <<: text', 'yaml-merge-value', '2:7'],
    ['a: &a\n  b: *a', 'yaml-alias-cycle', '2:6'],
    ['a: *b', 'yaml-anchor-unknown', '1:4'],
  ])('rejects %j', (text, code, place) => {
    expect(first(text).code).toBe(code);
    expect(at(first(text).span)).toBe(place);
  });

  it.each(['list', 'map'])('stops an alias bomb made of a %s at once', (kind) => {
    const level = (n: number) => Array.from({ length: 9 }, (_, k) => (kind === 'map' ? `k${k}: *a${n - 1}` : `*a${n - 1}`)).join(', ');
    const [open, close] = kind === 'map' ? '{}' : '[]';
    const lines = Array.from({ length: 40 }, (_, n) => (n === 0 ? 'a0: &a0 {x: 1}' : `a${n}: &a${n} ${open}${level(n)}${close}`));
    expect(codes(lines.join('\n'))).toEqual(['yaml-too-many-nodes']);
  });

  it('lets a large file repeat a block in every service', () => {
    const block = Array.from({ length: 30 }, (_, n) => `  k${n}: v`).join('\n');
    const services = Array.from({ length: 5000 }, (_, n) => `s${n}: {<<: *c, a: 1, b: 2}`).join('\n');
    expect(codes(`c: &c\n${block}\n${services}\n`)).toEqual([]);
  });

  it.each(['['.repeat(5000), '['.repeat(5000) + ']'.repeat(5000), '[*a]'])('survives depth', (value) => {
    const chain = Array.from({ length: 600 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}]`).join('\n');
    const text = value === '[*a]' ? `a0: &a0 [x]\n${chain}` : `a: ${value}`;
    expect(codes(text).length).toBeGreaterThan(0);
  });
});

describe('mistakes', () => {
  it.each([
    ['', 'yaml-empty', '1:1'],
    ['# only a comment\n', 'yaml-empty', '1:1'],
    ['a: 1\n---\n', 'yaml-empty', '2:4'],
    ['- a\n', 'yaml-root-not-map', '1:1'],
    ['text', 'yaml-root-not-map', '1:1'],
    ['services:\n\tweb:\n', 'yaml-tab', '2:1'],
    ['services:\n  a: 1\n \tb: 1\n', 'yaml-tab', '3:2'],
    ['a:\n  - b\n c: d', 'yaml-indent', '3:1'],
    ['a: b: c', 'yaml-syntax', '1:4'],
    ['a: [1, 2', 'yaml-syntax', '1:9'],
    ['a: "b', 'yaml-syntax', '1:6'],
    ['a: "\\q"', 'yaml-syntax', '1:5'],
    ['a: @b', 'yaml-syntax', '1:4'],
    ['a: !!int x', 'yaml-tag-mismatch', '1:10'],
    ['8080: a', 'yaml-key-not-string', '1:1'],
    ['true: a', 'yaml-key-not-string', '1:1'],
    ['2024-01-01: a', 'yaml-key-not-string', '1:1'],
    ['~: a', 'yaml-key-not-string', '1:1'],
    ['? [a]\n: b', 'yaml-key-not-string', '1:3'],
    ['a: !thing b', 'yaml-tag-unknown', '1:11'],
  ])('%j gives %s at %s (A-07, DIAG-03)', (text, code, place) => {
    expect(first(text).code).toBe(code);
    expect(at(first(text).span)).toBe(place);
  });

  it('shows both places of a duplicate key (DIAG-04)', () => {
    const found = first('services:\n  a:\n    image: x\n    image: y\n');
    expect(found).toMatchObject({ code: 'yaml-duplicate-key', data: { key: 'image', firstLine: 3 } });
    expect(at(found.span)).toBe('4:5');
    expect(found.related?.map(({ span }) => at(span))).toEqual(['3:5']);
  });

  it('takes two merge keys in one map for duplicates', () => {
    expect(codes('a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n')).toEqual(['yaml-duplicate-key']);
  });

  it('goes on after a mistake in one value', () => {
    expect(plain('a: *b\nc: 1\nc: 2\n')).toEqual([{ a: null, c: 1 }]);
  });

  it('quotes no value of the file', () => {
    const texts = ['a: "hunter2', 'a: [hunter2', 'hunter2: hunter2: x', 'a: !!int hunter2', '\thunter2'];
    for (const text of texts) expect(JSON.stringify(read(text).diagnostics.map((found) => found.data))).not.toContain('hunter2');
  });
});

describe('tags', () => {
  it('keeps !reset and !override, and reads a scalar with one as a string', () => {
    expect(nodeAt('a: !reset []\n', ['a'])).toMatchObject({ kind: 'list', tag: '!reset' });
    expect(nodeAt('a: !override {b: 1}\n', ['a'])).toMatchObject({ kind: 'map', tag: '!override' });
    expect(nodeAt('a: !override 8080\n', ['a'])).toMatchObject({ value: '8080', tag: '!override' });
    expect(nodeAt('a: &x !override [b]\nc: *x\n', ['c'])).toMatchObject({ tag: '!override' });
  });
});

describe('any text', () => {
  const atoms = fc.constantFrom(
    'a',
    ': ',
    '\n',
    '  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
    '|\n',
    '&x ',
    '*x',
    '<<: *x',
    '#',
    '!reset ',
    '? ',
    '---\n',
    '\t',
    '1',
    '\r',
    '%',
    '\\',
  );

  it('never throws, and gives documents or says why not', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(atoms, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const { documents, diagnostics } = read(text);
          expect(documents.length + diagnostics.length).toBeGreaterThan(0);
          for (const { span } of diagnostics)
            expect(span && span.start >= 0 && span.end <= text.length && span.start <= span.end).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads JSON as what it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (data) => {
        // go-yaml and JSON differ on -0 and on large numbers in exponent form: strings, booleans and small integers agree.
        const json = JSON.stringify(data, (_key, value: unknown) => (typeof value === 'number' ? Math.trunc(value) % 1000 || 0 : value));
        const [document] = read(json).documents;
        expect(document && JSON.parse(JSON.stringify(toPlain(document)))).toEqual(JSON.parse(json));
      }),
    );
  });
});
