import { describe, expect, it } from 'vitest';
import { at, convertText } from '../../support/convert-text.ts';

function portsOf(cache: string, environment: string): unknown {
  const yaml = `services: {cache: {image: acme/cache:1, ${cache}}, web: {image: acme/web:1, environment: {${environment}}}}`;
  const ports = at(convertText(yaml).object('Service', 'cache'), 'spec', 'ports') as readonly { readonly port: number }[] | undefined;
  return ports?.map(({ port }) => port);
}

describe('ports that variables name beside a host (N-11)', () => {
  it.each([
    ['one', 'GATE_HOST: cache, GATE_PORT: "7001"', [7000, 7001]],
    ['several, of any name', 'GATE_HOST: cache, GATE_READYPORT: "7001", GATE_ADMIN_PORT: "7002"', [7000, 7001, 7002]],
    ['one that is known anyway', 'GATE_HOST: cache, GATE_PORT: "7000"', [7000]],
    ['one of another host', 'GATE_HOST: cache, OTHER_PORT: "7001"', [7000]],
    ['one of the program itself', 'HOST: cache, PORT: "7001"', [7000]],
    ['one on the host of the engine', 'GATE_HOST: cache, GATE_PORT: "17000"', [7000]],
    ['what is no port', 'GATE_HOST: cache, GATE_PORT: "70000", GATE_PASSPORT: "x"', [7000]],
  ])('%s', (_, environment, expected) => {
    expect(portsOf('ports: ["17000:7000"]', environment)).toEqual(expected);
  });

  it('leave a service that no port is known of open on all', () => {
    expect(portsOf('command: run', 'GATE_HOST: cache, GATE_PORT: "7001"')).toBeUndefined();
  });
});
