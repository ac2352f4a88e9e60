import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../../src/source/read-json.ts';

describe('readJson', () => {
  it('reads what JSON.parse reads, in any layout', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const read = readJson(text);
        expect(read.ok && JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('refuses what JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), fc.constantFrom('', ',', '}', '"', 'x', '01'), (value, at, junk) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        const mutated = text.slice(0, place) + junk + text.slice(place + (junk === '' ? 1 : 0));
        let isValid = true;
        try {
          JSON.parse(mutated);
        } catch {
          isValid = false;
        }
        expect(readJson(mutated).ok).toBe(isValid);
      }),
    );
  });

  it.each([
    ['', 0],
    ['[1, 2', 5],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['{"a": 1} x', 9],
    ['["a\nb"]', 1],
    ['[01]', 2],
    ["['a']", 1],
  ])('%j is wrong at %d', (text, offset) => {
    const read = readJson(text);
    expect(read.ok ? undefined : read.offset).toBe(offset);
  });

  it('knows where objects and lists stand', () => {
    const read = readJson(' [ {"a": []} ]');
    if (!read.ok || !Array.isArray(read.value)) throw new Error('unreadable');
    expect(read.placeOf(read.value)).toEqual({ start: 1, end: 14 });
    expect(read.placeOf(read.value[0] as object)).toEqual({ start: 3, end: 12 });
  });

  it('takes names that objects have', () => {
    const read = readJson('{"__proto__": 1, "constructor": 2}');
    expect(read.ok && Object.entries(read.value as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  it('gives up on nesting without end', () => {
    expect(readJson('['.repeat(100_000)).ok).toBe(false);
  });
});
