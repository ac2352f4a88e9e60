import { describe, expect, it } from 'vitest';
import { printGoFloat, shortestFloat32 } from '../../../src/source/go-number.ts';
import { resolvePlain, resolveTagged } from '../../../src/source/scalar.ts';

describe('plain scalars print as Go prints them (A-07, A-08)', () => {
  it.each<[string, unknown, string]>([
    ['1.10', 1.1, '1.1'],
    ['0022', 18, '18'],
    ['1_000', 1000, '1000'],
    ['1e3', 1000, '1000'],
    ['1e6', 1e6, '1e+06'],
    ['123456789.0', 123456789, '1.23456789e+08'],
    ['1e21', 1e21, '1e+21'],
    ['1e-7', 1e-7, '1e-07'],
    ['0.0001', 0.0001, '0.0001'],
    ['true', true, 'true'],
    ['FALSE', false, 'false'],
    ['0777', 511, '511'],
    ['0o17', 15, '15'],
    ['-0b11', -3, '-3'],
    ['0b-11', -3, '-3'],
    ['0X1F', 31, '31'],
    ['+5', 5, '5'],
    ['08', 8, '8'],
    ['-0', 0, '0'],
    ['-0.0', -0, '-0'],
    ['1_0.5', 10.5, '10.5'],
    ['1.', 1, '1'],
    ['.5', 0.5, '0.5'],
    ['.inf', Number.POSITIVE_INFINITY, '+Inf'],
    ['-.INF', Number.NEGATIVE_INFINITY, '-Inf'],
    ['.NaN', Number.NaN, 'NaN'],
    ['9007199254740991', 9007199254740991, '9007199254740991'],
    ['9007199254740993', 9007199254740993n, '9007199254740993'],
    ['18446744073709551615', 18446744073709551615n, '18446744073709551615'],
    ['18446744073709551616', 18446744073709551616, '1.8446744073709552e+19'],
    ['-9223372036854775808', -9223372036854775808n, '-9223372036854775808'],
  ])('%s', (source, value, text) => {
    expect(resolvePlain(source)).toMatchObject({ value, text });
  });

  it.each([
    'yes',
    'no',
    'on',
    'y',
    'tRUE',
    '22:22',
    '0x',
    '0b2',
    '0o8',
    '1e400',
    '0xFFFFFFFFFFFFFFFFFF',
    '_1',
    '-',
    '.',
    '.5_',
    '1__',
    '<<',
    '1.2.3',
    '12e',
    '2024-13-01',
    '2024-02-30',
    '24-01-01',
  ])('%s is a string unless Go can read it', (source) => {
    const resolved = resolvePlain(source);
    expect(resolved.type === 'string' ? resolved.text : Number(resolved.value)).toBe(source === '1__' ? 1 : source);
  });

  it.each(['2024-01-01', '2024-1-2', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10', '2001-12-14T1:2:3Z', '2024-02-29'])(
    '%s is a timestamp',
    (source) => {
      expect(resolvePlain(source)).toEqual({ value: source, text: source, type: 'timestamp' });
    },
  );

  it.each(['2001-12-14 21:59:43.10 -5', '2001-12-14T25:00:00Z', '2023-02-29', '2001-12-14T21:59:43'])('%s is no timestamp', (source) => {
    expect(resolvePlain(source).type).toBe('string');
  });

  it.each(['', '~', 'null', 'NULL'])('%j is null', (source) => {
    expect(resolvePlain(source).value).toBeNull();
  });
});

describe('tagged scalars', () => {
  const tag = (name: string) => `tag:yaml.org,2002:${name}`;

  it.each([
    ['str', '0777', '0777'],
    ['int', '0777', 511],
    ['float', '5', 5],
    ['binary', 'aGVs bG8=', undefined],
    ['binary', 'aGVs\nbG8=', 'hello'],
    ['bool', 'yes', undefined],
    ['int', '2024-01-01', undefined],
    ['null', '', null],
  ])('!!%s %j', (name, source, value) => {
    expect(resolveTagged(tag(name), source)?.value).toEqual(value);
  });

  it('reads other tags as strings', () => {
    expect(resolveTagged('!override', '5')).toMatchObject({ value: '5', type: 'string' });
  });
});

describe('Go floats', () => {
  it.each([
    [0.1, '0.1'],
    [100000, '100000'],
    [999999.5, '999999.5'],
    [1e20, '1e+20'],
    [-1.5e-10, '-1.5e-10'],
    [5e-324, '5e-324'],
    [1.5e300, '1.5e+300'],
  ])('%d prints as %s', (value, text) => {
    expect(printGoFloat(value)).toBe(text);
  });

  it.each([
    [0.1, 0.1],
    [0.33, 0.33],
    [0.123456789, 0.12345679],
    [16777217, 16777216],
    [1e300, Number.POSITIVE_INFINITY],
    [0, 0],
  ])('%d as a float32 is %d', (value, expected) => {
    expect(shortestFloat32(value)).toBe(expected);
  });
});
