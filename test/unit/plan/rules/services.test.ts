import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

const names = (yaml: string): readonly string[] =>
  convertText(yaml)
    .objects.filter((o) => o.kind === 'Service')
    .map((o) => o.metadata.name);

describe('internal Services', () => {
  it('leaves out a Job that nobody calls (N-03)', () => {
    expect(names('services: {once: {image: a/b:1, restart: "no"}, web: {image: a/b:1}}')).toEqual(['web']);
  });

  it('gives one to a Job that something calls (N-03)', () => {
    const yaml = `
services:
  once: {image: a/b:1, command: [x]}
  web: {image: a/b:1, environment: {ONCE: "http://once:9000"}, depends_on: {once: {condition: service_completed_successfully}}}`;
    expect(names(yaml)).toContain('once');
  });

  it.each([
    ['known ports (N-14)', 'expose: ["80"]', { ports: 1 }],
    ['no known port (N-13)', '', { clusterIP: 'None', publishNotReadyAddresses: true, ports: 0 }],
    ['dnsrr (N-14)', 'expose: ["80"], deploy: {endpoint_mode: dnsrr}', { clusterIP: 'None', ports: 1 }],
    ['one number on two protocols (N-18)', 'expose: ["53/tcp", "53/udp"]', { clusterIP: 'None', ports: 0 }],
    ['a long range in expose (N-19)', 'expose: ["8000-9000"]', { clusterIP: 'None', publishNotReadyAddresses: true, ports: 0 }],
  ])('%s', (_, attributes, expected) => {
    const { object } = convertText(`services: {web: {image: "a/b:1", ${attributes}}}`);
    const { clusterIP, ports = [], publishNotReadyAddresses } = object('Service', 'web')['spec'] as Record<string, unknown>;
    expect({
      ...(clusterIP !== undefined && { clusterIP }),
      ports: (ports as unknown[]).length,
      ...(publishNotReadyAddresses !== undefined && { publishNotReadyAddresses }),
    }).toEqual(expected);
  });

  it.each([
    ['its environment', 'environment: {PEERS: "web:80"}', true],
    ['its command', 'command: ["join", "web:80"]', true],
    ['its check', 'healthcheck: {test: ["CMD", "pg_isready", "-h", "web"]}', true],
    ['a label', 'labels: {home: "http://web:80"}', false],
    ['its host name, which stands in its own /etc/hosts', 'hostname: web, environment: {PEERS: "web:80"}', false],
    ['an alias beside its host name', 'hostname: web, container_name: box, environment: {PEERS: "box:80"}', true],
  ])('answers before it is ready when it names itself in %s: (N-15)', (_, attributes, expected) => {
    const { object } = convertText(`services: {web: {image: "a/b:1", expose: ["80"], ${attributes}}}`);
    expect(at(object('Service', 'web'), 'spec', 'publishNotReadyAddresses') === true).toBe(expected);
  });

  it('has no Service for an alias of a service without a network (N-33)', () => {
    const yaml =
      'services: {calc: {image: "a/b:1", network_mode: none, container_name: box}, web: {image: "a/b:1", environment: {BOX: "http://box"}}}';
    expect(names(yaml)).toEqual(['web']);
  });

  it('is dual-stack with an IPv6 network (B-227)', () => {
    const yaml = 'services: {web: {image: "a/b:1", ports: ["8080:80"]}}\nnetworks: {default: {enable_ipv6: true}}';
    const { object } = convertText(yaml);
    for (const name of ['web', 'web-public']) expect(at(object('Service', name), 'spec', 'ipFamilyPolicy')).toBe('PreferDualStack');
  });
});

describe('host names (B-027)', () => {
  it.each([
    ['box', 'box', 'exact info B-027'],
    ['box.example.com', 'box-example-com', 'differs info B-027 a host name is a DNS label: box-example-com'],
    ['BOX_1', 'box-1', 'differs info B-027 a host name is a DNS label: box-1'],
  ])('%s becomes %s', (hostname, expected, said) => {
    const result = convertText(`services: {web: {image: "a/b:1", hostname: ${hostname}, volumes: ["data:/data"]}}\nvolumes: {data: }`);
    expect(at(podOf(result.object('Deployment')), 'hostname')).toBe(expected);
    expect(result.said('services.web.hostname')).toEqual([said]);
  });

  it('is that of the controller in a StatefulSet', () => {
    const result = convertText('services: {web: {image: "a/b:1", hostname: box, x-waybill: {kind: StatefulSet}}}');
    expect(at(podOf(result.object('StatefulSet')), 'hostname')).toBeUndefined();
    expect(result.said('services.web.hostname')[0]).toMatch(/^differs warning B-027/);
  });
});

describe('ports of the node (N-24)', () => {
  it.each([
    ['a DaemonSet', 'deploy: {mode: global}', 9100],
    ['a Deployment', '', undefined],
  ])('%s', (_, attributes, expected) => {
    const { objects } = convertText(
      `services: {web: {image: "a/b:1", ports: [{target: 9100, published: 9100, mode: host}], ${attributes}}}`,
    );
    const workload = objects.find((o) => ['DaemonSet', 'Deployment'].includes(o.kind));
    expect(workload && at(containerOf(workload), 'ports', 0, 'hostPort')).toBe(expected);
  });
});

describe('names beside those of services', () => {
  it('tells two links to one service apart (N-38)', () => {
    const result = convertText(
      'services: {web: {image: "a/b:1", links: ["db:store", db], environment: {A: "tcp://store:1"}}, db: {image: "a/b:1"}}',
    );
    expect(result.said('services.web.links[0]')[0]).toContain('the Service store');
    expect(result.said('services.web.links[1]')[0]).toContain('by its name');
  });

  it.each([
    [false, ['web']],
    [true, ['box', 'front', 'shop-web-1', 'web']],
  ])('have Services with --all-aliases: %s (N-02)', (allAliases, expected) => {
    const yaml = 'services: {web: {image: "a/b:1", hostname: box, networks: {default: {aliases: [front, a.b]}}}}';
    const { objects } = convertText(yaml, { options: { allAliases } });
    const made = objects.filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);
    expect(made.toSorted()).toEqual(expected);
  });

  it('a port that is published is none that others reach (DIAG-25)', () => {
    const yaml =
      'services: {web: {image: "a/b:1", environment: {A: "http://api:8081", B: "http://api:9999"}, labels: {x: "http://api:8082"}}, api: {image: "a/b:1", ports: ["8081:80", "8082:81"]}}';
    const result = convertText(yaml);
    const ports = at(result.object('Service', 'api'), 'spec', 'ports') as { port: number }[];
    expect(ports.map(({ port }) => port)).toEqual([80, 81, 9999]);
  });
});
