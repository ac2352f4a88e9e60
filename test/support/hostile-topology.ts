import fc from 'fast-check';
import type { Edge, Topology } from '../../src/report/topology/model.ts';
import { hostileText } from './hostile-text.ts';

/** A topology with any names at all, and any links between services. */
export const hostileTopology: fc.Arbitrary<Topology> = fc
  .record({
    project: hostileText,
    services: fc.array(
      fc.record({ name: hostileText, image: hostileText, workload: hostileText, networks: fc.array(hostileText, { maxLength: 2 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    ),
    volumes: fc.array(hostileText, { maxLength: 3 }),
    addresses: fc.array(hostileText, { maxLength: 3 }),
    externals: fc.array(hostileText, { maxLength: 2 }),
    links: fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.boolean()), { maxLength: 16 }),
  })
  .map(({ project, services, volumes, addresses, externals, links }): Topology => {
    const serviceAt = (i: number): string => `service:${i % services.length}`;
    const seen = new Set<string>();
    const edges = links.flatMap(([from, to, calls]): Edge[] => {
      const key = `${serviceAt(from)} ${serviceAt(to)}`;
      if (serviceAt(from) === serviceAt(to) || seen.has(key)) return [];
      seen.add(key);
      return [{ kind: 'service', from: serviceAt(from), to: serviceAt(to), calls, ports: [80], condition: 'service_healthy' }];
    });
    return {
      project,
      services: services.map((service, i) => ({
        id: `service:${i}`,
        replicas: '2',
        hosts: [{ name: service.name, ports: ['80'] }],
        ...service,
      })),
      volumes: volumes.map((name, i) => ({ id: `volume:${i}`, name, type: 'claim', claim: name, size: '1Gi', shared: i % 2 === 0 })),
      entries: addresses.map((address, i) => ({ id: `entry:${i}`, type: 'Ingress', name: address, addresses: [address] })),
      externals: externals.map((name, i) => ({ id: `external:${i}`, kind: 'Secret', name })),
      networks: [...new Set(services.flatMap(({ networks }) => networks))].map((key) => ({
        key,
        internal: true,
        external: false,
        services: [],
      })),
      edges: [
        ...edges,
        ...volumes.map((name, i): Edge => ({ kind: 'mount', from: serviceAt(i), to: `volume:${i}`, readOnly: true, paths: [name] })),
        ...addresses.map((address, i): Edge => ({ kind: 'entry', from: `entry:${i}`, to: serviceAt(i), ports: [address] })),
        ...externals.map((_, i): Edge => ({ kind: 'external', from: serviceAt(i), to: `external:${i}` })),
      ],
    };
  });
