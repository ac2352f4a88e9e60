import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64 } from '../../../src/value/base64.ts';
import { goJsonBytes } from '../../../src/value/go-json.ts';
import { sha256Hex } from '../../../src/value/hash.ts';

describe('sha256Hex', () => {
  it('is the SHA-256 that Node computes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => sha256Hex(text, 64) === createHash('sha256').update(text).digest('hex')),
    );
    expect(sha256Hex('abc', 10)).toBe('ba7816bf8f');
  });
});

describe('base64', () => {
  it('is what Node encodes, of any length', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => base64(bytes) === Buffer.from(bytes).toString('base64')));
    const large = new Uint8Array(20_000).map((_, i) => i % 256);
    expect(base64(large)).toBe(Buffer.from(large).toString('base64'));
  });
});

describe('goJsonBytes (S-22)', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['"\\\n\t\r', 10],
    ['<>&', 18],
    ['\u2028', 6],
    ['\u0001', 6],
    ['é', 2],
    ['€', 3],
    ['😀', 4],
  ])('%j takes %i bytes', (text, bytes) => {
    expect(goJsonBytes(text)).toBe(bytes);
  });
});
