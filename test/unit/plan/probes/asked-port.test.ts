import { describe, expect, it } from 'vitest';
import { askedPort } from '../../../../src/plan/probes/asked-port.ts';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

describe('the port that a check looks for (N-11)', () => {
  it.each([
    [['CMD-SHELL', 'redis-cli -p 26379 -a secret ping || exit 1'], 26379],
    [['CMD', 'valkey-cli', '-p', '7000', 'ping'], 7000],
    [['CMD', '/usr/bin/pg_isready', '--port=5433'], 5433],
    [['CMD-SHELL', 'mysqladmin ping -h 127.0.0.1 -P 3307 -p$$PW'], 3307],
    [['CMD-SHELL', 'mongosh --port 27018 --eval "x"'], 27018],
    [['CMD-SHELL', 'wget -q --spider http://localhost:9000/up || exit 1'], 9000],
    [['CMD', 'curl', '-f', 'http://[::1]:81/'], 81],
    [['CMD', 'redis-cli', 'ping'], undefined],
    [['CMD-SHELL', 'mysqladmin ping -p secret'], undefined],
    [['CMD-SHELL', 'redis-cli -h other -p 7000 ping'], undefined],
    [['CMD', 'curl', 'http://other:81/'], undefined],
    [['CMD-SHELL', 'redis-cli -p 70000 ping'], undefined],
    [['CMD', 'ping', '-p', '7000'], undefined],
  ])('%j', (test, expected) => expect(askedPort(test)).toBe(expected));
});

describe('a server on another port than its image is known for', () => {
  const portsOf = (attributes: string): unknown => {
    const ports = at(convertText(`services: {db: {${attributes}}}`).object('Service', 'db'), 'spec', 'ports') as
      | readonly { port: number }[]
      | undefined;
    return ports?.map(({ port }) => port);
  };
  const check = 'healthcheck: {test: "redis-cli -p 26379 ping"}';

  it.each([
    ['is reached there (N-11)', `image: "redis:7", ${check}`, [6379, 26379]],
    ['is what the file says, where it says a port', `image: "redis:7", expose: ["6379"], ${check}`, [6379]],
    ['is open on all ports, where none is known (N-13)', `image: "acme/x:1", ${check}`, undefined],
    ['is no other one', `image: "redis:7", healthcheck: {test: "redis-cli ping"}`, [6379]],
  ])('%s', (_, attributes, expected) => expect(portsOf(attributes)).toEqual(expected));

  it('is waited for on both ports (L-04), because a wait for the wrong one would never end', () => {
    const yaml = `services: {db: {image: "redis:7", ${check}}, app: {image: "a/b:1", depends_on: {db: {condition: service_healthy}}}}`;
    const command = at(podOf(convertText(yaml).object('Deployment', 'app')), 'initContainers', 0, 'command', 2);
    expect(command).toBe('until nc -z -w 2 db 6379 || nc -z -w 2 db 26379; do sleep 2; done');
  });

  it('does not make the kubelet ask a port that may be bound to loopback (H-12)', () => {
    const yaml = 'services: {db: {image: "nginx:1.27", healthcheck: {test: [CMD, curl, -f, "http://localhost:8081/"]}}}';
    const probe = at(podOf(convertText(yaml).object('Deployment', 'db')), 'containers', 0, 'readinessProbe');
    expect(Object.keys(probe as object)).toContain('exec');
  });
});
