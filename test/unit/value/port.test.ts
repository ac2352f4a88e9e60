import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePorts } from '../../../src/value/port.ts';

const tcp = { mode: 'ingress', protocol: 'tcp' };

describe('short ports (A-70)', () => {
  it.each([
    ['80', [{ ...tcp, target: 80 }]],
    ['8080:80', [{ ...tcp, target: 80, published: '8080' }]],
    ['8080:80/udp', [{ mode: 'ingress', protocol: 'udp', target: 80, published: '8080' }]],
    ['80/SCTP', [{ mode: 'ingress', protocol: 'sctp', target: 80 }]],
    ['127.0.0.1:8080:80', [{ ...tcp, host_ip: '127.0.0.1', target: 80, published: '8080' }]],
    ['127.0.0.1::80', [{ ...tcp, host_ip: '127.0.0.1', target: 80 }]],
    ['[::1]:80:80', [{ ...tcp, host_ip: '::1', target: 80, published: '80' }]],
    [
      '3000-3001',
      [
        { ...tcp, target: 3000 },
        { ...tcp, target: 3001 },
      ],
    ],
    [
      '9090-9091:8080-8081',
      [
        { ...tcp, target: 8080, published: '9090' },
        { ...tcp, target: 8081, published: '9091' },
      ],
    ],
    ['8000-9000:80', [{ ...tcp, target: 80, published: '8000-9000' }]],
    [
      '99-100',
      [
        { ...tcp, target: 100 },
        { ...tcp, target: 99 },
      ],
    ],
    ['0080:0081', [{ ...tcp, target: 81, published: '80' }]],
  ])('%s', (text, ports) => {
    expect(parsePorts(text)).toEqual({ ok: true, value: ports });
  });

  it.each([
    '',
    ':',
    '8080:',
    'http',
    '80/icmp',
    '70000',
    '::1:80:80',
    '[::1',
    '300.0.0.1:80:80',
    '1-2:3-5',
    '5-4',
    '1.2.3.4:x:80',
    '80-',
    ' 80',
    '[fe80::1%eth0]:80:80',
  ])('%j is none', (text) => {
    expect(parsePorts(text).ok).toBe(false);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('1', '9', ':', '-', '/', 't', '[', ']', '.') })), (text) => {
        const parsed = parsePorts(text);
        if (parsed.ok) for (const { target } of parsed.value) expect(target).toBeLessThanOrEqual(65535);
        else expect(parsed.reason).not.toBe('');
      }),
    );
  });
});
