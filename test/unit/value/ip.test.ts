import { isIPv4 as nodeIsIpv4, isIPv6 as nodeIsIpv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalIpv6, isIp, isIpv4, isIpv6 } from '../../../src/value/ip.ts';

describe('addresses', () => {
  it.each(['::', '::1', '1::', 'fe80::1:2', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::ffff:1.2.3.4', '127.0.0.1'])('%s is one', (text) => {
    expect(isIp(text)).toBe(true);
  });

  it.each([
    '',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::12345',
    '::1.2.3',
    '1.2.3.4::',
    '01.2.3.4',
    '1.2.3',
    '1.2.3.256',
    'fe80::1%eth0',
  ])('%j is none', (text) => {
    expect(isIp(text)).toBe(false);
  });

  it('agrees with Node', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ unit: fc.constantFrom('1', 'f', ':', '.', '25', '0') })), (text) => {
        expect(isIpv4(text)).toBe(nodeIsIpv4(text));
        expect(isIpv6(text)).toBe(nodeIsIpv6(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('one spelling of an IPv6 address', () => {
  it.each([
    ['::', '0:0:0:0:0:0:0:0'],
    ['::1', '0:0:0:0:0:0:0:1'],
    ['FD00:0:00::5', 'fd00:0:0:0:0:0:0:5'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['::ffff:1.2.3.4', '0:0:0:0:0:ffff:102:304'],
    ['1::', '1:0:0:0:0:0:0:0'],
  ])('%s is %s', (text, expected) => {
    expect(canonicalIpv6(text)).toBe(expected);
  });

  it.each(['', 'db', '1.2.3.4', 'fe80::1%eth0'])('%j has none', (text) => {
    expect(canonicalIpv6(text)).toBeUndefined();
  });

  it('has eight groups and is its own spelling', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const canonical = canonicalIpv6(text) ?? '';
        expect(canonical.split(':')).toHaveLength(8);
        expect(canonicalIpv6(canonical)).toBe(canonical);
      }),
    );
  });
});
