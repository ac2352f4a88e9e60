import { describe, expect, it } from 'vitest';
import { at, convertText } from '../../../support/convert-text.ts';

const policies = (yaml: string): readonly string[] =>
  convertText(yaml)
    .objects.filter((o) => o.kind === 'NetworkPolicy')
    .map((o) => o.metadata.name);

describe('when policies are made (N-28)', () => {
  it.each([
    ['one network', 'services: {a: {image: i/i:1}, b: {image: i/i:1}}', []],
    ['two sets', 'services: {a: {image: i/i:1, networks: [x]}, b: {image: i/i:1, networks: [x, y]}}\nnetworks: {x: , y: }', ['a', 'b']],
    [
      'two networks that all are on',
      'services: {a: {image: i/i:1, networks: [x, y]}, b: {image: i/i:1, networks: [y, x]}}\nnetworks: {x: , y: }',
      [],
    ],
    ['an internal one', 'services: {a: {image: i/i:1}}\nnetworks: {default: {internal: true}}', ['a']],
    ['none at all', 'services: {a: {image: i/i:1, network_mode: none}, b: {image: i/i:1}}', ['a', 'b']],
    ['the network of the node', 'services: {a: {image: i/i:1, network_mode: host}, b: {image: i/i:1}}', []],
  ])('%s', (_, yaml, expected) => {
    expect(policies(yaml)).toEqual(expected);
  });
});

describe('what policies say', () => {
  it('keeps networks apart whose names become the same (G-03, N-29)', () => {
    const { objects } = convertText(
      'services: {a: {image: i/i:1, networks: [x_y]}, b: {image: i/i:1, networks: [x-y]}}\nnetworks: {x_y: , x-y: }',
    );
    const labels = objects
      .filter((o) => o.kind === 'Deployment')
      .map((o) => Object.keys(at(o, 'spec', 'template', 'metadata', 'labels') as object).filter((key) => key.startsWith('waybill.dev/')));
    expect(labels).toEqual([[expect.stringMatching(/^waybill\.dev\/net-x-y-[0-9a-f]{8}$/)], ['waybill.dev/net-x-y']]);
  });

  it('opens the ports that are published, and no others (N-29)', () => {
    const { object } = convertText(
      'services: {a: {image: i/i:1, ports: ["8080:80", "127.0.0.1:9000:9000", "53:53/udp"]}}\nnetworks: {default: {internal: false}, other: }',
      {},
    );
    expect(() => object('NetworkPolicy')).toThrow('0 objects');
    const two = convertText(
      'services: {a: {image: i/i:1, ports: ["8080:80", "127.0.0.1:9000:9000", "53:53/udp"]}, b: {image: i/i:1, networks: [other]}}\nnetworks: {other: }',
    );
    expect(at(two.object('NetworkPolicy', 'a'), 'spec', 'ingress', 1)).toEqual({
      ports: [
        { port: 80, protocol: 'TCP' },
        { port: 53, protocol: 'UDP' },
      ],
    });
    expect(at(two.object('NetworkPolicy', 'b'), 'spec', 'ingress', 1)).toBeUndefined();
  });

  it('closes the way out only where all networks are internal (N-30)', () => {
    const { object } = convertText(
      'services: {a: {image: i/i:1, networks: [x]}, b: {image: i/i:1, networks: [x, y]}}\nnetworks: {x: {internal: true}, y: }',
    );
    expect([at(object('NetworkPolicy', 'a'), 'spec', 'policyTypes'), at(object('NetworkPolicy', 'b'), 'spec', 'policyTypes')]).toEqual([
      ['Ingress', 'Egress'],
      ['Ingress'],
    ]);
  });
});

describe('network_mode (N-33, B-105)', () => {
  it.each([
    ['bridge', 'exact info N-33'],
    ['host', 'differs warning N-33'],
    ['none', 'differs info N-33'],
    ['container:other', 'refused error B-105'],
  ])('%s', (mode, said) => {
    const { said: saidOf } = convertText(`services: {a: {image: i/i:1, network_mode: "${mode}"}}`);
    expect(saidOf('services.a.network_mode')[0]).toMatch(new RegExp(`^${said}`));
  });
});
