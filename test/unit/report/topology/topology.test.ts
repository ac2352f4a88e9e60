import { describe, expect, it } from 'vitest';
import type { Topology } from '../../../../src/report/topology/model.ts';
import { topologyOf } from '../../../../src/report/topology/topology.ts';
import { convertText, type ConvertTextOptions } from '../../../support/convert-text.ts';

function topology(yaml: string, options?: ConvertTextOptions): Topology {
  const found = topologyOf(convertText(yaml, options));
  if (!found) throw new Error('no project');
  return found;
}

const shop = `
name: shop
services:
  web:
    image: nginx:1.27
    ports: ["80:8080"]
    environment: {API: "http://api:3000"}
    depends_on: {api: {condition: service_healthy}, setup: {condition: service_completed_successfully}}
    networks: [front]
    volumes: ["shared:/srv:ro"]
  api:
    image: example/api:1
    expose: ["3000"]
    deploy: {replicas: 3}
    networks: [front, back]
    volumes: ["shared:/files"]
  setup:
    image: example/setup:1
    restart: "no"
    networks: [back]
  db:
    image: postgres:16
    volumes: ["data:/var/lib/postgresql/data"]
    networks: [back]
networks:
  front: {}
  back: {internal: true}
volumes: {data: {}, shared: {}}
`;

describe('topologyOf', () => {
  it('has the services with what runs them, in the order of the file', () => {
    const { services } = topology(shop);
    expect(services.map(({ name, workload, image, networks }) => [name, workload, image, networks])).toEqual([
      ['web', 'Deployment', 'nginx:1.27', ['front']],
      ['api', 'Deployment', 'example/api:1', ['front', 'back']],
      ['setup', 'Job', 'example/setup:1', ['back']],
      ['db', 'StatefulSet', 'postgres:16', ['back']],
    ]);
    expect(services.find(({ name }) => name === 'api')?.hosts).toEqual([{ name: 'api', ports: ['3000'] }]);
    expect(services.find(({ name }) => name === 'api')?.replicas).toMatch(/^3/);
  });

  it('has one edge a pair of services, with calls, ports and the condition', () => {
    const edges = topology(shop).edges.filter(({ kind }) => kind === 'service');
    expect(edges).toEqual([
      { kind: 'service', from: 'service:web', to: 'service:api', calls: true, ports: [3000], condition: 'service_healthy' },
      { kind: 'service', from: 'service:web', to: 'service:setup', calls: false, ports: [], condition: 'service_completed_successfully' },
    ]);
  });

  it('has the entry point with the port outside and the port inside', () => {
    const { entries, edges } = topology(shop);
    expect(entries).toEqual([{ id: 'entry:Service/web-public', type: 'LoadBalancer', name: 'web-public', addresses: ['80'] }]);
    expect(edges.filter(({ kind }) => kind === 'entry')).toEqual([
      { kind: 'entry', from: 'entry:Service/web-public', to: 'service:web', ports: [expect.any(String)] },
    ]);
  });

  it('has the volumes under the names of the file, shared ones with the way each service mounts them', () => {
    const { volumes, edges } = topology(shop);
    expect(volumes.map(({ name, type, size, shared }) => [name, type, size, shared])).toEqual(
      expect.arrayContaining([
        ['data', 'claim', '1Gi', false],
        ['shared', 'claim', '1Gi', true],
      ]),
    );
    const id = volumes.find(({ name }) => name === 'shared')?.id;
    expect(edges.filter(({ to }) => to === id)).toEqual([
      { kind: 'mount', from: 'service:web', to: id, readOnly: true, paths: ['/srv'] },
      { kind: 'mount', from: 'service:api', to: id, readOnly: false, paths: ['/files'] },
    ]);
  });

  it('has the networks with their services', () => {
    expect(topology(shop).networks).toEqual([
      { key: 'front', internal: false, external: false, services: ['web', 'api'] },
      { key: 'back', internal: true, external: false, services: ['api', 'setup', 'db'] },
    ]);
  });

  it.each([
    ['nodeport', { expose: 'nodeport' } as const, 'NodePort'],
    ['none', { expose: 'none' } as const, undefined],
  ])('follows --expose %s', (_, options, type) => {
    const { entries } = topology('services: {web: {image: "nginx:1", ports: ["8080:80"]}}', { options });
    expect(entries[0]?.type).toBe(type);
  });

  it('finds calls in the files that a service mounts', () => {
    const files = { 'nginx.conf': 'server { location / { proxy_pass http://api:3000; } }\n' };
    const yaml = 'services: {web: {image: "nginx:1", volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]}, api: {image: "example/api:1"}}';
    expect(topology(yaml, { files }).edges).toContainEqual(
      expect.objectContaining({ kind: 'service', from: 'service:web', to: 'service:api', calls: true }),
    );
  });

  it('shows what has to exist: external secrets', () => {
    const yaml = 'services: {web: {image: "nginx:1", secrets: [key]}}\nsecrets: {key: {external: true}}';
    const { externals, edges } = topology(yaml);
    expect(externals).toEqual([{ id: 'external:Secret/key', kind: 'Secret', name: 'key' }]);
    expect(edges).toContainEqual({ kind: 'external', from: 'service:web', to: 'external:Secret/key' });
  });

  it('is nothing without a project', () => {
    expect(topologyOf(convertText('services: ['))).toBeUndefined();
  });

  it('is the same each time', () => {
    expect(topology(shop)).toEqual(topology(shop));
  });
});
