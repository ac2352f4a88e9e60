import { describe, expect, it } from 'vitest';
import { parseTmpfs } from '../../../src/value/tmpfs.ts';

describe('tmpfs (V-12)', () => {
  it.each([
    ['/run', { target: '/run', flags: [] }],
    ['/run/', { target: '/run', flags: [] }],
    [
      '/run:size=64m,mode=1777,uid=1000,gid=0,noexec',
      { target: '/run', size: 67108864n, mode: 0o1777, uid: 1000, gid: 0, flags: ['noexec'] },
    ],
    ['/run:', { target: '/run', flags: [] }],
    ['/run:size=50%,nr_inodes=10', { target: '/run', flags: ['size=50%', 'nr_inodes=10'] }],
  ])('%s', (text, expected) => {
    expect(parseTmpfs(text)).toEqual({ ok: true, value: expected });
  });

  it.each(['', ':size=1', '/run:size=x', '/run:mode=9', '/run:mode=', '/run:uid=me'])('%j is none', (text) => {
    expect(parseTmpfs(text).ok).toBe(false);
  });
});
