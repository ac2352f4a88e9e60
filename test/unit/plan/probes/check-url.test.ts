import { describe, expect, it } from 'vitest';
import { parseAddress, parseCheckUrl } from '../../../../src/plan/probes/check-url.ts';

describe('parseCheckUrl (H-15)', () => {
  it.each([
    ['localhost', 'HTTP', 'localhost', 80, 'localhost', '/'],
    ['localhost:9200/_cluster/health', 'HTTP', 'localhost', 9200, 'localhost:9200', '/_cluster/health'],
    ['http://localhost:3000/health', 'HTTP', 'localhost', 3000, 'localhost:3000', '/health'],
    ['HTTP://Localhost/', 'HTTP', 'Localhost', 80, 'Localhost', '/'],
    ['https://localhost', 'HTTPS', 'localhost', 443, 'localhost', '/'],
    ['http://0.0.0.0:8080', 'HTTP', '0.0.0.0', 8080, '0.0.0.0:8080', '/'],
    ['http://[::1]:80/x', 'HTTP', '::1', 80, '[::1]:80', '/x'],
    ['http://[::1]', 'HTTP', '::1', 80, '[::1]', '/'],
    ['http://localhost:/x', 'HTTP', 'localhost', 80, 'localhost', '/x'],
    ['http://localhost?a=1', 'HTTP', 'localhost', 80, 'localhost', '/?a=1'],
    ['http://localhost/h?a=1&b=%20#top', 'HTTP', 'localhost', 80, 'localhost', '/h?a=1&b=%20'],
    ['http://api_v1:8080/up', 'HTTP', 'api_v1', 8080, 'api_v1:8080', '/up'],
  ])('reads %s', (text, scheme, host, port, authority, path) => {
    expect(parseCheckUrl(text)).toEqual({ scheme, host, port, authority, path });
  });

  it.each([
    '',
    'ftp://localhost/x',
    'unix:///run/x.sock',
    'http://',
    'http://user:pass@localhost/',
    'http://localhost:0/',
    'http://localhost:65536/',
    'http://localhost:$PORT/',
    'http://localhost/${X}',
    'http://localhost/a b',
    'http://localhost/[1-3]',
    'http://localhost/{a,b}',
    'http://localhost/%zz',
    'http://localhost/é',
    'http://localhost//x',
    'http://localhost/a/../b',
    'http://localhost/.',
    'http://localhost/a\nb',
  ])('leaves %j alone', (text) => {
    expect(parseCheckUrl(text)).toBeUndefined();
  });
});

describe('parseAddress (H-16)', () => {
  it.each([
    [':50051', { host: '', port: 50051 }],
    ['localhost:50051', { host: 'localhost', port: 50051 }],
    ['[::1]:1', { host: '::1', port: 1 }],
  ])('reads %s', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });

  it.each(['', 'localhost', 'localhost:', 'localhost:0', 'dns:///localhost:1', '::1:1'])('leaves %j alone', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});
