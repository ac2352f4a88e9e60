import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/load/environment.ts';
import { interpolateText } from '../../../src/load/template.ts';

const values: Readonly<Record<string, string>> = { V: 'value', E: '', R: '$V', S: 'set' };
const lookup: Environment = { get: (name) => (Object.hasOwn(values, name) ? { value: values[name] ?? '' } : undefined) };
const run = (text: string) => interpolateText(text, lookup);

describe('interpolation (A-10 to A-17)', () => {
  it.each([
    ['A-10', '$V ${V} $E ${U}', 'value value  '],
    ['A-10', '$V_x$V.x$Vé', '.xvalueé'.replace('.x', 'value.x')],
    ['A-11', '${U:-d}|${E:-d}|${V:-d}', 'd|d|value'],
    ['A-11', '${U-d}|${E-d}|${V-d}', 'd||value'],
    ['A-12', '${V:?m}|${V?m}|${E?m}', 'value|value|'],
    ['A-13', '${U:+r}|${E:+r}|${V:+r}', '||r'],
    ['A-13', '${U+r}|${E+r}|${V+r}', '|r|r'],
    ['A-14', '$$V $$$V $$$$ $${V}', '$V $value $$ ${V}'],
    ['A-15', '$ $1 $(x) a$', '$ $1 $(x) a$'],
    ['A-17', '${U:-${W:-${V}}}', 'value'],
    ['A-17', '${U:-{a}}', '{a}'],
    ['A-17', '${U:-a}b}', 'ab}'],
    ['A-17', '${V-b:-c} ${U-b:-c}', 'value b:-c'],
    ['A-17', '${U:-a:?b}', 'a:?b'],
    ['A-17', '${U:-{}}', '{}'],
    ['A-17', '${U:-{} x}', '{} x'],
    ['A-17', '${U:-}', ''],
    ['A-17', '${U:-$$V}', '$V'],
    ['A-17', '${U:- spaced }', ' spaced '],
    ['values are not scanned again', '$R', '$V'],
  ])('%s %s', (_rule, text, expected) => {
    expect(run(text)).toMatchObject({ value: expected });
    expect(run(text).error).toBeUndefined();
  });

  it.each([
    ['${}', 0, 3],
    ['x ${1} y', 2, 6],
    ['${V/a/b}', 0, 8],
    ['${V:0:1}', 0, 8],
    ['${ V }', 0, 6],
    ['${a.b}', 0, 6],
    ['${V', 0, 3],
    ['${U:-a\nb}', 0, 6],
    ['${U:-${}}', 5, 8],
    ['${!V}', 0, 5],
  ])('A-16 %j is invalid at %d to %d', (text, start, end) => {
    expect(run(text).error).toEqual({ kind: 'invalid', start, end });
  });

  it.each([
    ['a ${U:?must be set}', { kind: 'required', name: 'U', message: 'must be set', start: 2, end: 19 }],
    ['${E:?}', { kind: 'required', name: 'E', start: 0, end: 6 }],
    ['${U?m}', { kind: 'required', name: 'U', message: 'm', start: 0, end: 6 }],
    ['${U:-${W:?m}}', { kind: 'required', name: 'W', message: 'm', start: 5, end: 12 }],
  ])('A-12 %s is an error', (text, error) => {
    expect(run(text).error).toEqual(error);
  });

  it('A-12 keeps values out of the message', () => {
    expect(run('${U:?not $V}').error).toEqual({ kind: 'required', name: 'U', start: 0, end: 12 });
  });

  it('A-10 reports what is not set, with its place and how it was written', () => {
    expect(run('a $U ${W} ${X:-d} ${Y:+r} ${Z:-$N}').unset).toEqual([
      { name: 'U', bare: true, start: 2, end: 4 },
      { name: 'W', bare: false, start: 5, end: 9 },
      { name: 'N', bare: true, start: 31, end: 33 },
    ]);
  });

  it('A-17 evaluates only what is used, and says where Docker Compose 2.40 would fail', () => {
    expect(run('${S:-${U:?m}}')).toEqual({ value: 'set', variables: ['S'], unset: [], unused: [{ start: 5, end: 12 }] });
    expect(run('${S:-${V:-${U:?m}}}').unused).toEqual([{ start: 10, end: 17 }]);
    expect(run('${S:-$U}')).toMatchObject({ unset: [], unused: [] });
  });

  it('S-17 names the variables behind a value, also behind other variables', () => {
    const chained: Environment = { get: (name) => (name === 'URL' ? { value: 'x', variables: ['HOST', 'PASS'] } : undefined) };
    expect(interpolateText('${URL}/${Z:-$Y}/${URL:-$NO}', chained).variables).toEqual(['HOST', 'PASS', 'URL', 'Y', 'Z']);
  });

  it('survives hostile nesting', () => {
    expect(run(`${'${A:-'.repeat(100_000)}x${'}'.repeat(100_000)}`).error?.kind).toBe('invalid');
    expect(run(`${'${V:-'.repeat(20_000)}x${'}'.repeat(20_000)}`).value).toBe('value');
  });
});

describe('any text', () => {
  const atoms = fc.constantFrom('$', '{', '}', 'V', 'U', ':-', ':?', '+', '-', ' ', '\n', 'x', '1', '${V', '${U:-');

  it('never throws, and gives places inside the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(atoms).map((parts) => parts.join('')),
        ),
        (text) => {
          const { error, unset, unused } = run(text);
          for (const { start, end } of [...(error ? [error] : []), ...unset, ...unused]) {
            expect(text.slice(start, start + 1)).toBe('$');
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives back what is escaped', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(run(text.replaceAll('$', '$$$$'))).toEqual({ value: text, variables: [], unset: [], unused: [] });
      }),
    );
  });
});
