import { describe, expect, it } from 'vitest';
import { canBePortName, type KnownPort, PortSet } from '../../../src/plan/ports.ts';

const tcp = (port: number, name?: string): KnownPort => ({ port, protocol: 'TCP', from: 'ports', ...(name !== undefined && { name }) });
const udp = (port: number): KnownPort => ({ port, protocol: 'UDP', from: 'ports' });

describe('the ports of a service', () => {
  it('has each number once a protocol, the first to name it winning', () => {
    expect(new PortSet([tcp(80, 'web'), tcp(80, 'other'), udp(80)]).list).toEqual([tcp(80, 'web'), udp(80)]);
  });

  it.each([
    ['no port', [], false],
    ['one port', [tcp(80)], true],
    ['two protocols on one number (N-18)', [tcp(53), udp(53)], false],
    ['two protocols on two numbers', [tcp(53), udp(54)], true],
  ] as const)('%s: can be listed %s', (_, ports, expected) => {
    expect(new PortSet(ports).isListable).toBe(expected);
  });

  it('cannot be listed beside a long range (N-19)', () => {
    const set = new PortSet([tcp(80)], { longRanges: [{ first: 1, last: 200 }] });
    expect([set.hasLongRange, set.isListable, set.isEmpty]).toEqual([true, false, false]);
  });

  it('lists the TCP port of a number for the container (N-18)', () => {
    expect(new PortSet([udp(53), tcp(53), udp(54)]).containerPorts).toEqual([
      { name: 'tcp-53', containerPort: 53, protocol: 'TCP' },
      { name: 'udp-54', containerPort: 54, protocol: 'UDP' },
    ]);
  });

  it('names every port once (N-17)', () => {
    const names = new PortSet([tcp(90, 'tcp-80'), tcp(80), tcp(81, 'web'), tcp(82, 'WEB')]).servicePorts.map((port) =>
      Reflect.get(port, 'name'),
    );
    expect(names).toEqual(['tcp-90', 'tcp-80', 'web', 'tcp-82']);
  });

  it.each([
    ['web', true],
    ['h2c-1', true],
    ['fifteen-letters', true],
    ['sixteen-letters-', false],
    ['sixteen-letters1', false],
    ['80', false],
    ['a--b', false],
    ['-a', false],
    ['a_b', false],
    ['udp-53', false],
  ])('%s as a name: %s (N-17)', (name, expected) => {
    expect(canBePortName(name)).toBe(expected);
  });
});
