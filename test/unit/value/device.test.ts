import { describe, expect, it } from 'vitest';
import { isCdiDevice, parseDevice } from '../../../src/value/device.ts';

describe('devices (A-73)', () => {
  it.each([
    ['/dev/a', { source: '/dev/a', target: '/dev/a', permissions: 'rwm' }],
    ['/dev/a:/dev/b', { source: '/dev/a', target: '/dev/b', permissions: 'rwm' }],
    ['/dev/a:/dev/b:r', { source: '/dev/a', target: '/dev/b', permissions: 'r' }],
    ['/dev/a:', { source: '/dev/a', target: '/dev/a', permissions: 'rwm' }],
    ['vendor.com/gpu=all', { source: 'vendor.com/gpu=all', target: 'vendor.com/gpu=all', permissions: 'rwm' }],
  ])('%s', (text, device) => {
    expect(parseDevice(text)).toEqual({ ok: true, value: device });
  });

  it.each(['', ':/dev/a', 'a:b:c:d'])('%j is none', (text) => {
    expect(parseDevice(text).ok).toBe(false);
  });

  it('knows CDI names', () => {
    expect(['nvidia.com/gpu=all', 'v/c=0', '/dev/a', 'a/b', 'a=b'].map(isCdiDevice)).toEqual([true, true, false, false, false]);
  });
});
