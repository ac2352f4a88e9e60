import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printGoJson } from '../../../src/load/print-json.ts';

describe('JSON as Go prints it', () => {
  it.each([
    [null, 'null'],
    [12345678901234567890n, '12345678901234567890'],
    [1e21, '1e+21'],
    ['<&>\u2028\u2029"\\\n', String.raw`"\u003c\u0026\u003e\u2028\u2029\"\\\n"`],
    [new Map(), '{}'],
    [[], '[]'],
    [
      new Map([
        ['10', [1]],
        ['9', []],
      ]),
      '{\n  "10": [\n    1\n  ],\n  "9": []\n}',
    ],
  ])('case %#', (value, text) => expect(printGoJson(value)).toBe(text));

  it('any text comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(printGoJson(text))).toBe(text);
      }),
    );
  });
});
