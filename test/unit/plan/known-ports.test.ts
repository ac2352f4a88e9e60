import { describe, expect, it } from 'vitest';
import type { Port, Service } from '../../../src/model/service.ts';
import { appProtocol, expandRange, knownPorts, longRanges } from '../../../src/plan/known-ports.ts';
import type { Reference } from '../../../src/plan/texts.ts';

function range(first: number, count: number, protocol = 'tcp'): readonly Port[] {
  return Array.from({ length: count }, (_, i) => ({ target: first + i, published: String(first + i), protocol }));
}

function referenceTo(port: number): Reference {
  return {
    by: 'app',
    to: 'web',
    name: 'web',
    leadsTo: ['web'],
    port,
    site: { service: 'app', path: ['services', 'app'], text: '', kind: 'environment' },
  };
}

function portsOf(service: Service, references: readonly Reference[] = []): readonly string[] {
  return knownPorts('web', service, { problems: [] }, references).list.map(({ port, protocol, from }) => `${port}/${protocol} ${from}`);
}

describe('where ports are known from (N-11)', () => {
  it('takes ports, then expose, then references', () => {
    const service = { ports: [{ target: 80, published: '8080', protocol: 'tcp' }], expose: ['81', '82/udp'] };
    expect(portsOf(service, [referenceTo(80), referenceTo(83)])).toEqual([
      '80/TCP ports',
      '81/TCP expose',
      '82/UDP expose',
      '83/TCP reference',
    ]);
  });

  it('adds no TCP port for a reference to one that is known for UDP alone', () => {
    expect(portsOf({ expose: ['53/udp'] }, [referenceTo(53)])).toEqual(['53/UDP expose']);
  });
});

describe('ranges (N-19)', () => {
  it.each([
    ['a hundred ports', range(8000, 100), []],
    ['a hundred and one', range(8000, 101), [{ first: 0, last: 100 }]],
    ['a port before it', [...range(80, 1), ...range(8000, 101)], [{ first: 1, last: 101 }]],
    ['another protocol next to it', [...range(8000, 60), ...range(8060, 60, 'udp')], []],
    ['none', [], []],
  ] as const)('finds long ones: %s', (_, ports, expected) => {
    expect(longRanges(ports)).toEqual(expected);
  });

  it('leaves their ports out and says so', () => {
    const set = knownPorts('web', { ports: [...range(80, 1), ...range(8000, 101)] }, { problems: [] }, []);
    expect([set.list.map((p) => p.port), set.hasLongRange]).toEqual([[80], true]);
    expect(knownPorts('web', { expose: ['8000-9000'] }, { problems: [] }, []).hasLongRange).toBe(true);
  });

  it.each([
    ['8000', [8000]],
    ['8000-8002', [8000, 8001, 8002]],
    ['8000-8100', []],
    ['nothing', []],
  ])('expands %s', (text, expected) => {
    expect(expandRange(text).map((p) => p.port)).toEqual(expected);
  });
});

describe('application protocols (N-27)', () => {
  it.each([
    ['http', 'http'],
    ['http2', 'kubernetes.io/h2c'],
    ['H2C', 'kubernetes.io/h2c'],
    ['ws', 'kubernetes.io/ws'],
    ['example.com/own', 'example.com/own'],
    ['not legal', undefined],
    [undefined, undefined],
  ])('%s is %s', (name, expected) => {
    expect(appProtocol(name)).toBe(expected);
  });
});
