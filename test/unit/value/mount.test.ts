import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMount } from '../../../src/value/mount.ts';

const mount = (text: string) => {
  const parsed = parseMount(text);
  return parsed.ok ? parsed.value.mount : parsed;
};
const bind = { create_host_path: true };

describe('short volumes (A-71)', () => {
  it.each([
    ['/data', { type: 'volume', target: '/data', volume: {} }],
    ['/a', { type: 'volume', target: '/a' }],
    ['::', { type: 'volume', target: '::' }],
    ['data:/var/lib', { type: 'volume', source: 'data', target: '/var/lib', volume: {} }],
    ['data:/var/lib/:ro', { type: 'volume', source: 'data', target: '/var/lib', read_only: true, volume: {} }],
    ['data/x:/y', { type: 'volume', source: 'data/x', target: '/y', volume: {} }],
    ['./data:/y', { type: 'bind', source: './data', target: '/y', bind }],
    ['~/a:/y:z,rshared', { type: 'bind', source: '~/a', target: '/y', bind: { ...bind, propagation: 'rshared', selinux: 'z' } }],
    ['/a:/b:ro,rw', { type: 'bind', source: '/a', target: '/b', bind }],
    ['\\\\.\\pipe\\x:/y', { type: 'bind', source: '\\\\.\\pipe\\x', target: '/y', bind }],
    ['C:\\a:/y', { type: 'bind', source: 'C:\\a', target: '/y', bind }],
    ['d:/var/lib/mysql', { type: 'volume', target: 'd:/var/lib/mysql', volume: {} }],
    ['d:/x:ro', { type: 'bind', source: 'd:/x', target: 'ro', bind }],
    ['data:/y:nocopy', { type: 'volume', source: 'data', target: '/y', volume: { nocopy: true } }],
    ['data:/y:shared', { type: 'volume', source: 'data', target: '/y', bind: { propagation: 'shared' }, volume: {} }],
    ['${A:-x:y}:/z', { type: 'volume', source: '${A:-x:y}', target: '/z', volume: {} }],
    ['data:/a/../b//c', { type: 'volume', source: 'data', target: '/b/c', volume: {} }],
  ])('%s', (text, expected) => {
    expect(mount(text)).toEqual(expected);
  });

  it('reports the options that Docker Compose ignores', () => {
    expect(parseMount('data:/y:ro,cached,Z,')).toMatchObject({ ok: true, value: { ignored: ['cached', ''] } });
  });

  it.each(['', 'aa::b', ':/data', 'data:', 'aa:/b:ro:x', '${A:/b'])('%j is none', (text) => {
    expect(parseMount(text).ok).toBe(false);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', ':', '/', '.', '$', '{', '}', ',', 'é') })), (text) => {
        const parsed = parseMount(text);
        expect(parsed.ok ? parsed.value.mount.target : parsed.reason).not.toBe('');
      }),
    );
  });
});
