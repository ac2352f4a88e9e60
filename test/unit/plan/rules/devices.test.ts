import { describe, expect, it } from 'vitest';
import type { ConvertOptions } from '../../../../src/plan/options.ts';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

const opened = { devices: 'privileged' } as const;

function web(attributes: string, options: Partial<ConvertOptions> = {}): ReturnType<typeof convertText> {
  return convertText(`services: {web: {image: "a/b:1", ${attributes}}}`, { options });
}

function hostPaths(result: ReturnType<typeof convertText>): unknown {
  const pod = podOf(result.object('Deployment'));
  const volumes = (at(pod, 'volumes') ?? []) as readonly { readonly name: string; readonly hostPath?: object }[];
  const mounts = (at(containerOf(result.object('Deployment')), 'volumeMounts') ?? []) as readonly {
    readonly name: string;
    readonly mountPath: string;
  }[];
  return mounts.map(({ name, mountPath }) => ({ mountPath, ...volumes.find((v) => v.name === name)?.hostPath }));
}

describe('devices (SEC-18, B-166)', () => {
  it.each(['/dev/net/tun', '/dev/fuse', '/dev/kvm', '/dev/dri', '/dev/nvidia0', '/dev/ttyUSB0', '/dev/urandom:/dev/random'])(
    '%s is closed to pods unless asked for',
    (device) => {
      const result = web(`devices: ["${device}"]`);
      const entry = result.entries.find((e) => e.path === 'services.web.devices[0]');
      expect([entry?.outcome, entry?.level, entry?.rule]).toEqual(['refused', 'error', 'SEC-18']);
      expect(entry?.hint).toBeDefined();
      expect(hostPaths(result)).toEqual([]);
    },
  );

  it.each([
    ['/dev/ttyUSB0', { path: '/dev/ttyUSB0', type: 'CharDevice', mountPath: '/dev/ttyUSB0' }],
    ['/dev/ttyUSB0:/dev/ttyS1:r', { path: '/dev/ttyUSB0', type: 'CharDevice', mountPath: '/dev/ttyS1' }],
    ['/dev/dri', { path: '/dev/dri', type: 'Directory', mountPath: '/dev/dri' }],
    ['/dev/dri/', { path: '/dev/dri', type: 'Directory', mountPath: '/dev/dri' }],
    ['/dev/dri/renderD128', { path: '/dev/dri/renderD128', type: 'CharDevice', mountPath: '/dev/dri/renderD128' }],
    ['/dev/snd', { path: '/dev/snd', type: 'Directory', mountPath: '/dev/snd' }],
    ['/dev/bus/usb', { path: '/dev/bus/usb', type: 'Directory', mountPath: '/dev/bus/usb' }],
    ['/dev/bus/usb/001/002', { path: '/dev/bus/usb/001/002', type: 'CharDevice', mountPath: '/dev/bus/usb/001/002' }],
    ['/dev/sda', { path: '/dev/sda', type: 'BlockDevice', mountPath: '/dev/sda' }],
    ['/dev/nvme0n1p2', { path: '/dev/nvme0n1p2', type: 'BlockDevice', mountPath: '/dev/nvme0n1p2' }],
    ['/dev/mapper/control', { path: '/dev/mapper/control', type: 'CharDevice', mountPath: '/dev/mapper/control' }],
    ['/dev/fuse', { path: '/dev/fuse', type: 'CharDevice', mountPath: '/dev/fuse' }],
  ])('%s is mounted into a privileged container on demand', (device, expected) => {
    const result = web(`devices: ["${device}"]`, opened);
    expect(hostPaths(result)).toEqual([expected]);
    expect(at(containerOf(result.object('Deployment')), 'securityContext')).toEqual({ privileged: true });
    expect(result.said('services.web.devices[0]')[0]).toMatch(/^differs warning SEC-18/);
    expect(result.preconditions.filter((p) => p.rule === 'SEC-18')).toHaveLength(1);
    expect(result.additions.find((a) => a.rule === 'SEC-19')?.message).toContain('baseline forbids hostPath, privileged');
    expect(result.violations).toEqual([]);
  });

  it.each([
    ['', { capabilities: { add: ['NET_ADMIN'] } }],
    ['cap_add: [cap_net_admin], cap_drop: [ALL],', { capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] } }],
  ])('/dev/net/tun needs a capability only: %s', (more, expected) => {
    const result = web(`${more} devices: ["/dev/net/tun"]`, opened);
    expect(hostPaths(result)).toEqual([{ path: '/dev/net/tun', type: 'CharDevice', mountPath: '/dev/net/tun' }]);
    expect(at(containerOf(result.object('Deployment')), 'securityContext')).toEqual(expected);
    expect(result.said('services.web.devices[0]')[0]).toMatch(/^differs warning SEC-18/);
  });

  it('/dev/net/tun is open to a container that is privileged for another device', () => {
    const result = web('devices: ["/dev/net/tun", "/dev/fuse"]', opened);
    expect(at(containerOf(result.object('Deployment')), 'securityContext')).toEqual({ privileged: true });
  });

  it('a privileged container is given its devices unasked: the file has opened them all', () => {
    const result = web('privileged: true, devices: ["/dev/ttyUSB0:/dev/ttyS1"], device_cgroup_rules: ["c 1:3 r"]');
    expect(hostPaths(result)).toEqual([{ path: '/dev/ttyUSB0', type: 'CharDevice', mountPath: '/dev/ttyS1' }]);
    expect(result.said('services.web.devices[0]')[0]).toMatch(/^differs warning SEC-18/);
    expect(result.said('services.web.device_cgroup_rules[0]')[0]).toMatch(/^differs warning B-165/);
  });

  it.each(['/dev/null', '/dev/zero', '/dev/urandom', '/dev/shm'])('%s is in every container', (device) => {
    const result = web(`devices: ["${device}"]`);
    expect(result.said('services.web.devices[0]')).toEqual(['exact info SEC-18']);
    expect(hostPaths(result)).toEqual([]);
  });

  it('a device under the name of another that every container has is mounted without privileges', () => {
    const result = web('devices: ["/dev/urandom:/dev/random"]', opened);
    expect(hostPaths(result)).toEqual([{ path: '/dev/urandom', type: 'CharDevice', mountPath: '/dev/random' }]);
    expect(at(containerOf(result.object('Deployment')), 'securityContext')).toBeUndefined();
  });

  it('one path is mounted once', () => {
    expect(hostPaths(web('devices: ["/dev/fuse", "/dev/fuse:/dev/fuse:r", "/dev/fuse:/dev/fuse2"]', opened))).toEqual([
      { path: '/dev/fuse', type: 'CharDevice', mountPath: '/dev/fuse' },
      { path: '/dev/fuse', type: 'CharDevice', mountPath: '/dev/fuse2' },
    ]);
  });

  it('what Pod Security forbids beside privileged is left out (SEC-08, SEC-15)', () => {
    const result = web('devices: ["/dev/fuse"], security_opt: [no-new-privileges], user: "1000", expose: ["80"]', opened);
    expect(at(containerOf(result.object('Deployment')), 'securityContext')).toEqual({ privileged: true, runAsUser: 1000 });
    expect(at(podOf(result.object('Deployment')), 'securityContext', 'sysctls')).toBeUndefined();
    expect(result.said('services.web.security_opt[0]')[0]).toMatch(/^refused warning SEC-08/);
  });
});

describe('names of the Container Device Interface (SEC-18, R-11)', () => {
  it.each([
    ['nvidia.com/gpu=all', 'differs warning R-11', { 'nvidia.com/gpu': '1' }],
    ['nvidia.com/gpu=0', 'differs info R-11', { 'nvidia.com/gpu': '1' }],
    ['amd.com/gpu=1', 'differs info R-11', { 'amd.com/gpu': '1' }],
    ['vendor.com/net=eth0', 'refused error SEC-18', undefined],
  ])('%s', (device, said, limits) => {
    const result = web(`devices: ["${device}"]`, opened);
    expect(result.said('services.web.devices[0]')[0]).toMatch(new RegExp(`^${said}`));
    expect(at(containerOf(result.object('Deployment')), 'resources', 'limits')).toEqual(limits);
    expect(at(containerOf(result.object('Deployment')), 'securityContext')).toBeUndefined();
  });

  it('several of one kind are one amount', () => {
    const result = web('devices: ["nvidia.com/gpu=0", "nvidia.com/gpu=1"]');
    expect(at(containerOf(result.object('Deployment')), 'resources', 'limits')).toEqual({ 'nvidia.com/gpu': '2' });
  });
});

describe('device rules (B-165)', () => {
  it.each([
    [{}, 'refused error B-165', undefined],
    [opened, 'differs warning B-165', { privileged: true }],
  ])('with %j', (options, said, security) => {
    const result = web('device_cgroup_rules: ["c 189:* rmw"]', options);
    expect(result.said('services.web.device_cgroup_rules[0]')[0]).toMatch(new RegExp(`^${said}`));
    expect(at(containerOf(result.object('Deployment')), 'securityContext')).toEqual(security);
  });
});

describe('an autoscaler (R-12)', () => {
  it('is not sound for pods that mount devices of the node', () => {
    const kinds = (devices: string): readonly string[] =>
      convertText(`services: {web: {image: "a/b:1", expose: ["80"], cpus: 1${devices}}}`, { options: opened }).objects.map((o) => o.kind);
    expect(kinds('')).toContain('HorizontalPodAutoscaler');
    expect(kinds(', devices: ["/dev/fuse"]')).not.toContain('HorizontalPodAutoscaler');
  });
});
