import { describe, expect, it } from 'vitest';
import { loadText, printed, printedWeb, projectOf } from '../../support/load-text.ts';

describe('what a model implies', () => {
  it('A-60: the default network, where it is used', () => {
    const { networks, services } = projectOf(
      loadText(`
services:
  a: {image: i}
  b: {image: i, network_mode: host}
  c: {image: i, networks: {}}
  d: {provider: {type: x}}
`),
    );
    expect([...networks.keys()]).toEqual(['default']);
    expect([...services].map(([name, service]) => [name, Object.keys(service.networks ?? {})])).toEqual([
      ['a', ['default']],
      ['b', []],
      ['c', ['default']],
      ['d', []],
    ]);
    expect([...projectOf(loadText('services: {a: {image: i, network_mode: none}}')).networks.keys()]).toEqual([]);
  });

  it('A-61: dependencies of links, shared namespaces and volumes_from', () => {
    const result = loadText(`
services:
  web: {image: i, links: ["a:x"], network_mode: "service:b", ipc: "service:c", volumes_from: ["d:ro", "container:z"], depends_on: {a: {condition: service_healthy}}}
  a: {image: i}
  b: {image: i}
  c: {image: i}
  d: {image: i}
`);
    expect(printedWeb(result)['depends_on']).toEqual({
      a: { condition: 'service_healthy', required: true },
      b: { condition: 'service_started', restart: true, required: true },
      c: { condition: 'service_started', restart: true, required: true },
      d: { condition: 'service_started', required: true },
    });
  });

  it('A-62: engine names', () => {
    const { volumes, networks } = projectOf(
      loadText(`
services: {web: {image: i}}
volumes: {a: , b: {name: x}, c: {external: true}, d: {external: {name: y}}}
networks: {n: {external: true}}
`),
    );
    expect([...volumes].map(([key, volume]) => [key, volume.name])).toEqual([
      ['a', 'p_a'],
      ['b', 'x'],
      ['c', 'c'],
      ['d', 'y'],
    ]);
    expect(networks.get('n')?.name).toBe('n');
  });

  it('A-63: defaults of builds, pulls, ports, mounts and devices', () => {
    const result = loadText(`
services:
  web:
    image: i
    build: {}
    pull_policy: if_not_present
    ports: [{target: 80}]
    volumes: ["./x:/y/"]
    gpus: all
    pre_start: [{command: a b}]
`);
    expect(printedWeb(result)).toMatchObject({
      build: { context: '/work', dockerfile: 'Dockerfile' },
      pull_policy: 'missing',
      ports: [{ target: 80, mode: 'ingress', protocol: 'tcp' }],
      volumes: [{ type: 'bind', source: '/work/x', target: '/y', bind: { create_host_path: true } }],
      gpus: [{ count: -1 }],
    });
    expect(projectOf(result).services.get('web')?.pre_start).toEqual([{ command: ['a', 'b'], image: 'i' }]);
  });

  it('bare variables take the value of the project, build arguments without one go', () => {
    const result = loadText('services: {web: {image: i, environment: [A, B], build: {context: /x, args: [A, B]}}}', { env: { A: '1' } });
    expect(printedWeb(result)).toMatchObject({ environment: { A: '1', B: null }, build: { args: { A: '1' } } });
    const node = projectOf(result).tree;
    expect(JSON.stringify(printed(result))).not.toContain('"B":""');
    expect(node.kind).toBe('map');
  });
});
