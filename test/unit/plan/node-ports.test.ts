import { describe, expect, it } from 'vitest';
import { at, convertText } from '../../support/convert-text.ts';

function nodePorts(yaml: string): readonly unknown[] {
  const { objects, violations } = convertText(yaml, { options: { expose: 'nodeport' } });
  expect(violations).toEqual([]);
  return objects
    .filter((object) => object.kind === 'Service' && at(object, 'spec', 'type') === 'NodePort')
    .map((object) => [object.metadata.name, at(object, 'spec', 'ports', 0, 'protocol'), at(object, 'spec', 'ports', 0, 'nodePort')]);
}

describe('fixed node ports (N-18, N-20)', () => {
  it('one number goes to one Service, whatever the protocol', () => {
    expect(nodePorts('services: {dns: {image: acme/dns, ports: ["30053:53/tcp", "30053:53/udp"]}}')).toEqual([
      ['dns-public', 'TCP', 30053],
      ['dns-public-udp', 'UDP', undefined],
    ]);
  });

  it('the first service of the file has it', () => {
    expect(nodePorts('services: {a: {image: acme/a, ports: ["30080:80/tcp"]}, b: {image: acme/b, ports: ["30080:80/udp"]}}')).toEqual([
      ['a-public', 'TCP', 30080],
      ['b-public', 'UDP', undefined],
    ]);
  });

  it('numbers outside the range of nodes are left to the cluster', () => {
    expect(nodePorts('services: {a: {image: acme/a, ports: ["8080:80"]}}')).toEqual([['a-public', 'TCP', undefined]]);
  });
});
