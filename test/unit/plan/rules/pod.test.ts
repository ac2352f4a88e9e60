import { describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

function web(attributes: string): ReturnType<typeof convertText> {
  return convertText(`services: {web: {image: "a/b:1", ${attributes}}}`);
}

const field = (attributes: string, name: string): unknown => at(podOf(web(attributes).object('Deployment')), name);

describe('every pod (G-06)', () => {
  it('has no service links, no token and the seccomp profile of the runtime', () => {
    expect(podOf(web('').object('Deployment'))).toMatchObject({
      enableServiceLinks: false,
      automountServiceAccountToken: false,
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    });
  });
});

describe('extra_hosts (N-34, N-35)', () => {
  it('has one alias for an address, with all of its names', () => {
    expect(field('extra_hosts: ["a=10.0.0.1", "B.Example=10.0.0.1", "c=::1"]', 'hostAliases')).toEqual([
      { ip: '10.0.0.1', hostnames: expect.arrayContaining(['a', 'b.example']) },
      { ip: '::1', hostnames: ['c'] },
    ]);
  });

  it.each([
    ['a=host-gateway', 'N-35'],
    ['a=172.17.0.1', 'N-35'],
    ['my_host=10.0.0.1', 'N-34'],
    ['a..b=10.0.0.1', 'N-34'],
    ['a-.b=10.0.0.1', 'N-34'],
  ])('refuses %s', (text, rule) => {
    const { said, object } = web(`extra_hosts: ["${text}"]`);
    expect(said('services.web.extra_hosts[0]')[0]).toMatch(new RegExp(`^refused error ${rule}`));
    expect(at(podOf(object('Deployment')), 'hostAliases')).toBeUndefined();
  });
});

describe('dns (N-36, B-110, B-111)', () => {
  it('takes searches and options, never servers', () => {
    const result = web('dns: [1.1.1.1], dns_search: example.com, dns_opt: ["ndots:1", "rotate"]');
    const pod = podOf(result.object('Deployment'));
    expect([at(pod, 'dnsPolicy'), at(pod, 'dnsConfig')]).toEqual([
      undefined,
      { searches: ['example.com'], options: [{ name: 'ndots', value: '1' }, { name: 'rotate' }] },
    ]);
    expect(result.said('services.web.dns')[0]).toMatch(/^refused warning N-36/);
  });
});

describe('platform (B-020)', () => {
  it.each([
    ['linux/amd64', { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' }],
    ['linux/arm/v7', { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm' }],
    ['linux/x86_64', { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' }],
    ['linux/aarch64', { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64' }],
    ['arm64', { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'arm64' }],
    ['windows', { 'kubernetes.io/os': 'windows' }],
  ])('%s', (platform, expected) => {
    expect(field(`platform: ${platform}`, 'nodeSelector')).toEqual(expected);
  });
});

describe('namespaces of the node (B-112, B-175, B-176)', () => {
  it.each([
    ['ipc: host', 'services.web.ipc', 'differs warning B-175'],
    ['ipc: shareable', 'services.web.ipc', 'exact info B-175'],
    ['ipc: none', 'services.web.ipc', 'refused error B-175'],
    ['ipc: "container:x"', 'services.web.ipc', 'refused error B-175'],
    ['pid: host', 'services.web.pid', 'differs warning B-176'],
    ['uts: host', 'services.web.uts', 'refused warning B-112'],
    ['uts: host, network_mode: host', 'services.web.uts', 'exact info B-112'],
    ['userns_mode: host', 'services.web.userns_mode', 'exact info B-172'],
    ['userns_mode: ""', 'services.web.userns_mode', 'exact info B-172'],
    ['userns_mode: private', 'services.web.userns_mode', 'refused warning B-172'],
    ['userns_mode: keep-id', 'services.web.userns_mode', 'refused warning B-172'],
    ['runtime: runc', 'services.web.runtime', 'exact info B-023'],
    ['runtime: kata', 'services.web.runtime', 'differs info B-023'],
    ['runtime: /usr/bin/crun', 'services.web.runtime', 'refused warning B-023'],
    ['use_api_socket: true', 'services.web.use_api_socket', 'refused error B-036'],
    ['external_links: []', 'services.web.external_links', 'exact info B-107'],
  ])('%s', (attributes, path, expected) => {
    expect(web(attributes).said(path)[0]).toMatch(new RegExp(`^${expected}`));
  });
});
