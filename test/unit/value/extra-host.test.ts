import { describe, expect, it } from 'vitest';
import { checkHostName, parseExtraHost, stripBrackets } from '../../../src/value/extra-host.ts';

describe('extra hosts (A-75)', () => {
  it.each([
    ['db=10.0.0.1', { host: 'db', addresses: ['10.0.0.1'] }],
    ['db:10.0.0.1', { host: 'db', addresses: ['10.0.0.1'] }],
    ['db=::1', { host: 'db', addresses: ['::1'] }],
    ['db:::1', { host: 'db', addresses: ['::1'] }],
    ['db=[::1],10.0.0.1', { host: 'db', addresses: ['::1', '10.0.0.1'] }],
    ['h:host-gateway', { host: 'h', addresses: ['host-gateway'] }],
    ['h=', { host: 'h', addresses: [''] }],
  ])('%s', (text, expected) => {
    expect(parseExtraHost(text)).toEqual({ ok: true, value: expected });
  });

  it.each(['', 'db', '=1.2.3.4', ':1.2.3.4', 'a:b=1.2.3.4'])('%j is none', (text) => {
    expect(parseExtraHost(text).ok).toBe(false);
  });

  it('checks the parts of the long form', () => {
    expect([checkHostName('a').ok, checkHostName('').ok, checkHostName('a:b').ok]).toEqual([true, false, false]);
    expect(['[::1]', '::1', '[]'].map(stripBrackets)).toEqual(['::1', '::1', '[]']);
  });
});
