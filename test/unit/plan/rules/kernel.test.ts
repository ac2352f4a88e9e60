import { describe, expect, it } from 'vitest';
import type { ConvertOptions } from '../../../../src/plan/options.ts';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

function web(attributes: string, options: Partial<ConvertOptions> = {}): ReturnType<typeof convertText> {
  return convertText(`services: {web: {image: "a/b:1", ${attributes}}}`, { options });
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

describe('sysctls that not every kubelet takes (SEC-17)', () => {
  it.each([
    ['net.ipv4.tcp_keepalive_time', { minVersion: 28 }, 'refused error', false],
    ['net.ipv4.tcp_keepalive_time', { minVersion: 29 }, 'exact info', true],
    ['net.ipv4.tcp_keepalive_intvl', { minVersion: 29 }, 'exact info', true],
    ['net.ipv4.tcp_keepalive_probes', { minVersion: 29 }, 'exact info', true],
    ['net.ipv4.tcp_fin_timeout', { minVersion: 29 }, 'exact info', true],
    ['net.ipv4.tcp_rmem', { minVersion: 31 }, 'refused error', false],
    ['net.ipv4.tcp_rmem', { minVersion: 32 }, 'exact info', true],
    ['net.ipv4.tcp_wmem', { minVersion: 32 }, 'exact info', true],
    ['net.core.somaxconn', { minVersion: 34 }, 'refused error', false],
    ['net.core.somaxconn', { allowUnsafeSysctls: true }, 'differs warning', true],
    ['kernel.msgmax', { allowUnsafeSysctls: true }, 'differs warning', true],
    ['kernel.sem', { allowUnsafeSysctls: true }, 'differs warning', true],
    ['fs.mqueue.msg_max', { allowUnsafeSysctls: true }, 'differs warning', true],
    ['net.ipv4.tcp_keepalive_time', { allowUnsafeSysctls: true }, 'differs warning', true],
    ['net.ipv4.tcp_syncookies', { allowUnsafeSysctls: true }, 'exact info', true],
    ['vm.max_map_count', { allowUnsafeSysctls: true }, 'refused error', false],
    ['kernel.pid_max', { allowUnsafeSysctls: true }, 'refused error', false],
    ['fs.file-max', { allowUnsafeSysctls: true }, 'refused error', false],
  ] as const)('%s with %j: %s', (name, options, expected, isWritten) => {
    const { said, object, preconditions } = web(`sysctls: {"${name}": 1}`, options);
    expect(said(`services.web.sysctls["${name}"]`)[0]).toMatch(new RegExp(`^${expected} SEC-17`));
    expect(at(podOf(object('Deployment')), 'securityContext', 'sysctls')).toEqual(isWritten ? [{ name, value: '1' }] : undefined);
    expect(preconditions.some((p) => p.rule === 'SEC-17')).toBe(expected === 'differs warning');
  });

  it('are not written for namespaces of the node', () => {
    const options = { allowUnsafeSysctls: true };
    expect(
      web('network_mode: host, sysctls: {net.core.somaxconn: 1}', options).said('services.web.sysctls["net.core.somaxconn"]')[0],
    ).toMatch(/^refused error SEC-17/);
    expect(web('ipc: host, sysctls: {kernel.msgmax: 1}', options).said('services.web.sysctls["kernel.msgmax"]')[0]).toMatch(
      /^refused error SEC-17/,
    );
  });

  it.each([
    ['net.ipv4.tcp_syncookies', {}, 'baseline'],
    ['net.ipv4.tcp_rmem', { minVersion: 32 }, 'baseline'],
    ['net.core.somaxconn', { allowUnsafeSysctls: true }, 'privileged'],
  ] as const)('%s with %j needs the level %s (SEC-19)', (name, options, level) => {
    const { additions } = web(`sysctls: {"${name}": 1}`, options);
    expect(additions.find((a) => a.rule === 'SEC-19')?.message).toContain(`level ${level}`);
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

  it('adds no capability for a user that it does not serve', () => {
    const { object, said } = web('user: "1000", ulimits: {memlock: -1}');
    expect(at(containerOf(object('Deployment')), 'securityContext', 'capabilities')).toBeUndefined();
    expect(said('services.web.ulimits.memlock')[0]).toMatch(/^refused warning SEC-16/);
  });

  it('adds no capability, and warns of nothing, where the program is told to lock no memory', () => {
    const { object, said } = web('user: "0", ulimits: {memlock: -1}, environment: {bootstrap.memory_lock: "false"}');
    expect(at(containerOf(object('Deployment')), 'securityContext', 'capabilities')).toBeUndefined();
    expect(said('services.web.ulimits.memlock')[0]).toMatch(/^refused info SEC-16/);
  });

  it('adds a capability once', () => {
    const { object } = web('ulimits: {memlock: -1}, cap_add: [cap_ipc_lock], cap_drop: [ALL]');
    expect(at(containerOf(object('Deployment')), 'securityContext', 'capabilities')).toEqual({ add: ['IPC_LOCK'], drop: ['ALL'] });
  });
});
