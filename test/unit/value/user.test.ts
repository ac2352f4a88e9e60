import { describe, expect, it } from 'vitest';
import { parseUser } from '../../../src/value/user.ts';

describe('users (SEC-02)', () => {
  it.each([
    ['1000', { user: 1000 }],
    ['1000:1001', { user: 1000, group: 1001 }],
    ['0', { user: 0 }],
    ['root', { user: 'root' }],
    ['node:node', { user: 'node', group: 'node' }],
    ['1000:', { user: 1000 }],
    ['007', { user: 7 }],
    ['-1', { user: '-1' }],
  ])('%s', (text, user) => {
    expect(parseUser(text)).toEqual({ ok: true, value: user });
  });

  it.each(['', ':', ':1000', '2147483648', '1:99999999999'])('%j is none', (text) => {
    expect(parseUser(text).ok).toBe(false);
  });
});
