import { describe, expect, it } from 'vitest';
import { portBeside } from '../../../../src/plan/references/port-beside.ts';
import { at, convertText } from '../../../support/convert-text.ts';

function beside(text: string): number | undefined {
  const start = text.indexOf('db');
  return portBeside(text, { start, end: start + 2 });
}

describe('the port that stands beside a host in a configuration file (N-11)', () => {
  it.each([
    ["- host: 'db'\n  port: 26379\n", 26379],
    ['host: db\r\nport: "81"\r\n', 81],
    ['{"host": "db", "port": 81}', 81],
    ['{\n  "host": "db",\n  "port": "81"\n}', 81],
    ['[x]\nport = 81\nhost = db\n', 81],
    ['port: 81\nhost: db\n', 81],
    ['host=db port=81 user=x', 81],
    ['replicaof db 6380\n', 6380],
    ['sentinel monitor m db 6380 2\n', 6380],
    ['host: db\nuser: x\nport: 81\n', undefined],
    ['host: db\nport: 81.5\n', undefined],
    ['host: db\nport: 99999\n', undefined],
    ['host: db\nsupport: 81\n', undefined],
    ['host: db\n', undefined],
  ])('%j', (text, expected) => expect(beside(text)).toBe(expected));

  it('is a port of the service, where another one is known', () => {
    const yaml = 'services: {db: {image: "redis:7"}, app: {image: "a/b:1", volumes: ["./app.yml:/app.yml:ro"]}}';
    const result = convertText(yaml, { files: { 'app.yml': 'redis:\n  host: db\n  port: 26379\n' } });
    const ports = at(result.object('Service', 'db'), 'spec', 'ports') as readonly { port: number }[];
    expect(ports.map(({ port }) => port)).toEqual([6379, 26379]);
  });
});
