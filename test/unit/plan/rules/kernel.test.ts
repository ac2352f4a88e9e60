import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

function web(attributes: string): ReturnType<typeof convertText> {
  return convertText(`services: {web: {image: "a/b:1", ${attributes}}}`);
}

const lowPorts = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }];

describe('low ports without root (SEC-15)', () => {
  it.each([
    ['an unknown user', 'expose: ["80"]', lowPorts],
    ['another user', 'expose: ["53/udp"], user: "1000"', lowPorts],
    ['root', 'expose: ["80"], user: root', undefined],
    ['privileged', 'expose: ["80"], privileged: true', undefined],
    ['ports above', 'expose: ["1024"]', undefined],
    [
      'a setting of the file',
      'expose: ["80"], sysctls: {net.ipv4.ip_unprivileged_port_start: 70}',
      [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '70' }],
    ],
    ['the network of the node', 'expose: ["80"], network_mode: host', undefined],
  ])('%s', (_, attributes, expected) => {
    expect(at(podOf(web(attributes).object('Deployment')), 'securityContext', 'sysctls')).toEqual(expected);
  });

  it.each([
    ['user: "1000"', 'services.web.user', 1],
    ['user: root', 'services.web.user', 0],
    ['', 'services.web.network_mode', 0],
  ])('is refused on the network of the node where the user is known not to be root: %s', (user, path, count) => {
    const { said } = web(`network_mode: host, expose: ["80"], ${user}`);
    expect(said(path).filter((text) => text.startsWith('refused error SEC-15'))).toHaveLength(count);
  });
});

describe('sysctls (SEC-17)', () => {
  it.each([
    ['net.ipv4.tcp_syncookies', '', 'exact info'],
    ['kernel.shm_rmid_forced', '', 'exact info'],
    ['net.core.somaxconn', '', 'refused error'],
    ['net.ipv4.tcp_keepalive_time', '', 'refused error'],
    ['kernel.msgmax', '', 'refused error'],
    ['fs.mqueue.msg_max', '', 'refused error'],
    ['vm.max_map_count', '', 'refused error'],
    ['net.ipv4.tcp_syncookies', 'network_mode: host', 'refused error'],
    ['kernel.shm_rmid_forced', 'ipc: host', 'refused error'],
    ['kernel.shm_rmid_forced', 'network_mode: host', 'exact info'],
  ])('%s %s: %s', (name, attributes, expected) => {
    const { said, violations } = web(`sysctls: {"${name}": 1}, ${attributes}`);
    expect(said(`services.web.sysctls["${name}"]`)[0]).toMatch(new RegExp(`^${expected} SEC-17`));
    expect(violations).toEqual([]);
  });
});

describe('limits of the process (SEC-16)', () => {
  it.each([
    ['memlock: -1', ['IPC_LOCK']],
    ['memlock: {soft: -1, hard: -1}', ['IPC_LOCK']],
    ['memlock: {soft: 1, hard: 2}', undefined],
    ['nofile: 65536', undefined],
  ])('%s adds %j', (limit, expected) => {
    expect(at(containerOf(web(`ulimits: {${limit}}`).object('Deployment')), 'securityContext', 'capabilities', 'add')).toEqual(expected);
  });

  it('adds a capability once', () => {
    const { object } = web('ulimits: {memlock: -1}, cap_add: [cap_ipc_lock], cap_drop: [ALL]');
    expect(at(containerOf(object('Deployment')), 'securityContext', 'capabilities')).toEqual({ add: ['IPC_LOCK'], drop: ['ALL'] });
  });
});
