import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHostReferences } from '../../../../src/plan/references/host-references.ts';

const options = {
  addresses: new Map([
    ['172.20.0.5', 'db'],
    ['fd00::5', 'cache'],
  ]),
  networks: ['172.20.0.0/16', '172.20.0.1', 'fd00::/64'],
};

describe('findHostReferences (N-09, N-35, N-41, DIAG-25, DIAG-26)', () => {
  it.each<[string, (string | number | undefined)[][]]>([
    ['http://host.docker.internal:9001/', [['docker-host', 'host.docker.internal', 9001, undefined]]],
    ['Gateway.Docker.Internal', [['docker-host', 'Gateway.Docker.Internal', undefined, undefined]]],
    ['x:host-gateway', [['docker-host', 'host-gateway', undefined, undefined]]],
    ['172.17.0.1', [['docker-host', '172.17.0.1', undefined, undefined]]],
    ['172.17.0.10', []],
    ['resolver 127.0.0.11 valid=5s;', [['docker-dns', '127.0.0.11', undefined, undefined]]],
    ['http://localhost:5432/x', [['localhost', 'localhost', 5432, undefined]]],
    ['127.0.0.1:80', [['localhost', '127.0.0.1', 80, undefined]]],
    ['localhost', []],
    ['mylocalhost:80', []],
    ['tcp://172.20.0.5:6379', [['address', '172.20.0.5', 6379, 'db']]],
    ['allow 172.20.0.0/16;', [['network', '172.20.0.0/16', undefined, undefined]]],
    ['172.20.0.0/24', []],
    ['via 172.20.0.1.', [['network', '172.20.0.1', undefined, undefined]]],
    [
      'http://[FD00::5]:80 fd00::/64',
      [
        ['address', 'FD00::5', undefined, 'cache'],
        ['network', 'fd00::/64', undefined, undefined],
      ],
    ],
  ])('%s', (text, expected) => {
    const found = findHostReferences(text, options);
    expect(found.map((r) => [r.kind, r.text, r.port, r.service])).toEqual(expected);
    for (const { start, end, text: written } of found) expect(text.slice(start, end)).toBe(written);
  });

  it('never throws, and spans what it names', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { start, end, text: written } of findHostReferences(`${text} localhost:1 ${text}`, options)) {
          expect(`${text} localhost:1 ${text}`.slice(start, end)).toBe(written);
        }
      }),
    );
  });

  it('finishes on a megabyte', () => {
    expect(findHostReferences('f:'.repeat(500_000), options)).toEqual([]);
    expect(findHostReferences('localhost:1 '.repeat(80_000), options)).toHaveLength(80_000);
  });
});
