import { describe, expect, it } from 'vitest';
import { convertText } from '../../../support/convert-text.ts';

interface Container {
  readonly name: string;
  readonly ports?: readonly { readonly containerPort: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly securityContext?: Readonly<Record<string, unknown>>;
}

interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly { readonly name: string }[];
  readonly [field: string]: unknown;
}

function convertServices(services: string, options = {}): ReturnType<typeof convertText> {
  return convertText(`name: demo\nservices:\n${services}`, { options });
}

function podOf(result: ReturnType<typeof convertText>, name: string): PodSpec {
  const isWorkload = (spec: unknown): spec is { readonly template: { readonly spec: PodSpec } } =>
    typeof spec === 'object' && spec !== null && 'template' in spec;
  const spec = result.objects
    .filter((o) => o.metadata.name === name)
    .map((o) => o['spec'])
    .find(isWorkload);
  return spec?.template.spec ?? { containers: [] };
}

function rows(result: ReturnType<typeof convertText>, rule: string): readonly string[] {
  return result.entries.filter((e) => e.rule === rule).map((e) => `${e.path} ${e.outcome} ${e.level}`);
}

function names(result: ReturnType<typeof convertText>, kind: string): readonly string[] {
  return result.objects.filter((o) => o.kind === kind).map((o) => o.metadata.name);
}

const guest = '  y: {image: "i:1", network_mode: "service:x"';

describe('which containers share a pod (L-21, L-22)', () => {
  it.each([
    ['by name', '  x: {image: "i:1"}\n  y: {image: "i:1", network_mode: "service:x"}\n', ['x', 'y']],
    ['before its owner', '  a: {image: "i:1", network_mode: "service:x"}\n  x: {image: "i:1"}\n', ['x', 'a']],
    [
      'one after the other',
      '  z: {image: "i:1", pid: "service:y"}\n  x: {image: "i:1"}\n  y: {image: "i:1", ipc: "service:x"}\n',
      ['x', 'z', 'y'],
    ],
    [
      'by the name of a container',
      '  x: {image: "i:1", container_name: box}\n  y: {image: "i:1", network_mode: "container:box"}\n',
      ['x', 'y'],
    ],
    ['by the name that Compose makes up', '  x: {image: "i:1"}\n  y: {image: "i:1", pid: "container:demo-x-1"}\n', ['x', 'y']],
  ])('%s', (_, services, members) => {
    const result = convertServices(services);
    expect(podOf(result, 'x').containers.map((c) => c.name)).toEqual(members);
    expect(names(result, 'Deployment')).toEqual(['x']);
  });

  it.each([
    ['a Job', '  x: {image: "i:1"}\n  y: {image: "i:1", network_mode: "service:x", restart: "no"}\n', 'services.y.network_mode'],
    ['a Job that is joined', '  x: {image: "i:1", restart: "no"}\n  y: {image: "i:1", pid: "service:x"}\n', 'services.y.pid'],
    ['replicas of the owner', '  x: {image: "i:1", scale: 2}\n  y: {image: "i:1", network_mode: "service:x"}\n', 'services.y.network_mode'],
    ['replicas of the guest', '  x: {image: "i:1"}\n  y: {image: "i:1", scale: 0, network_mode: "service:x"}\n', 'services.y.network_mode'],
    ['two networks', '  x: {image: "i:1", network_mode: host}\n  y: {image: "i:1", pid: "service:x"}\n', 'services.y.pid'],
    ['a container elsewhere', '  x: {image: "i:1"}\n  y: {image: "i:1", network_mode: "container:zz"}\n', 'services.y.network_mode'],
    [
      'a circle of containers',
      '  x: {image: "i:1", container_name: cx, pid: "container:cy"}\n  y: {image: "i:1", container_name: cy, pid: "container:cx"}\n',
      'services.y.pid',
    ],
  ])('%s has a pod of its own, and it is an error', (_, services, path) => {
    const result = convertServices(services);
    const refused = result.entries.filter((e) => e.path === path && e.outcome === 'refused' && e.level === 'error');
    expect(refused).toHaveLength(1);
    const workloads = result.objects.filter((o) => ['Deployment', 'Job'].includes(o.kind));
    expect(workloads.map((o) => o.metadata.name.replace(/-[0-9a-f]{10}$/, '')).toSorted()).toEqual(['x', 'y']);
  });
});

describe('the names and ports of a pod (L-21)', () => {
  it('the owner leads to every port, its guest has no Service', () => {
    const result = convertServices(
      '  x: {image: "i:1", ports: ["8080:8080"]}\n  y: {image: "i:1", network_mode: "service:x", expose: ["8080", "9000"]}\n',
    );
    const service = result.object('Service', 'x');
    expect((service['spec'] as { ports: { port: number }[] }).ports.map((p) => p.port)).toEqual([8080, 9000]);
    expect(names(result, 'Service')).toEqual(['x', 'x-public']);
    expect(podOf(result, 'x').containers.map((c) => (c.ports ?? []).map((p) => p.containerPort))).toEqual([[], [8080, 9000]]);
  });

  it('a container that joins processes only keeps its name', () => {
    const result = convertServices('  x: {image: "i:1"}\n  y: {image: "i:1", pid: "service:x", expose: ["7070"]}\n');
    const service = result.object('Service', 'y');
    expect((service['spec'] as { selector: unknown }).selector).toEqual({
      'app.kubernetes.io/name': 'x',
      'app.kubernetes.io/part-of': 'demo',
    });
  });

  it('a database behind the network of another service is not published (N-20)', () => {
    const result = convertServices('  x: {image: "i:1", ports: ["5432:5432"]}\n  y: {image: "postgres:16", network_mode: "service:x"}\n');
    expect(names(result, 'Service')).toEqual(['x']);
  });

  it.each([
    ['images', '  x: {image: "nginx:1"}\n  y: {image: "httpd:2", network_mode: "service:x"}\n', 'error'],
    [
      'an image whose program is replaced',
      '  x: {image: "nginx:1"}\n  y: {image: "httpd:2", command: [a], network_mode: "service:x"}\n',
      'warning',
    ],
    ['expose', '  x: {image: "i:1", expose: ["80"]}\n  y: {image: "i:1", expose: ["80"], network_mode: "service:x"}\n', 'error'],
    ['ports of both', '  x: {image: "i:1", ports: ["80:80"]}\n  y: {image: "i:1", ports: ["81:80"], pid: "service:x"}\n', 'error'],
  ])('two that listen on one port by %s', (_, services, severity) => {
    const found = convertServices(services).diagnostics.filter((d) => d.code === 'pod-port-clash');
    expect(found.map((d) => [d.severity, d.data['first'], d.data['second'], d.data['port'], d.related?.length])).toEqual([
      [severity, 'x', 'y', '80/tcp', 1],
    ]);
  });

  it('what a network publishes may be for its guest', () => {
    const result = convertServices('  x: {image: "i:1", ports: ["80:80"]}\n  y: {image: "httpd:2", network_mode: "service:x"}\n');
    expect(result.diagnostics.filter((d) => d.code === 'pod-port-clash')).toEqual([]);
  });

  it('ports of a guest are refused, and whoever calls it by name is told', () => {
    const result = convertServices(
      '  x: {image: "i:1"}\n' +
        `${guest}, ports: ["9000:9000"]}\n  z: {image: "i:1", environment: {U: "http://y:9000", V: "http://x:9000"}}\n`,
    );
    expect(rows(result, 'L-21')).toContain('services.y.ports[0] refused warning');
    expect(rows(result, 'L-21').filter((row) => row.includes('services.z'))).toEqual(['services.z.environment.U differs warning']);
  });
});

describe('what a pod has once (L-21)', () => {
  it.each([
    ['the longest time to stop', 'stop_grace_period: 5s', 'stop_grace_period: 1m', { terminationGracePeriodSeconds: 60 }],
    ['the time of Docker for who names none', 'stop_grace_period: 5s', 'tty: true', { terminationGracePeriodSeconds: 10 }],
    ['the host name of the owner', 'hostname: a', 'hostname: b', { hostname: 'a' }],
    ['one process namespace', 'tty: true', 'init: true', { shareProcessNamespace: true }],
    [
      'all host aliases',
      'extra_hosts: ["a=1.1.1.1"]',
      'extra_hosts: ["b=1.1.1.1"]',
      { hostAliases: [{ ip: '1.1.1.1', hostnames: ['a', 'b'] }] },
    ],
    ['the runtime of its guest', 'tty: true', 'runtime: nvidia', { runtimeClassName: 'nvidia' }],
  ])('%s', (_, owner, joined, fields) => {
    const result = convertServices(`  x: {image: "i:1", ${owner}}\n${guest}, ${joined}}\n`);
    expect(podOf(result, 'x')).toMatchObject(fields);
  });

  it.each([
    ['runtime', 'runtime: kata', 'runtime: nvidia', 'services.y.runtime refused error'],
    ['sysctls', 'sysctls: {net.ipv4.tcp_syncookies: "0"}', 'sysctls: {net.ipv4.tcp_syncookies: "1"}', 'services.y.sysctls refused error'],
    ['platform', 'platform: linux/amd64', 'platform: linux/arm64', 'services.y.platform refused error'],
    ['a host name', 'tty: true', 'hostname: b', 'services.y.hostname refused warning'],
    ['labels', 'labels: {a: b}', 'labels: {a: c}', 'services.y.labels.a refused warning'],
    ['dns_opt', 'dns_opt: [a]', 'dns_opt: [b]', 'services.y.dns_opt refused warning'],
    ['group_add', 'group_add: ["1"]', 'group_add: ["2"]', 'services.y.group_add differs info'],
  ])('says what becomes of %s', (_, owner, joined, row) => {
    expect(rows(convertServices(`  x: {image: "i:1", ${owner}}\n${guest}, ${joined}}\n`), 'L-21')).toContain(row);
  });

  it('a seccomp profile of its own stays with its container (SEC-09)', () => {
    const result = convertServices(`  x: {image: "i:1"}\n${guest}, security_opt: ["seccomp:unconfined"]}\n`);
    expect(podOf(result, 'x').containers[1]?.securityContext).toEqual({ seccompProfile: { type: 'Unconfined' } });
    expect(podOf(result, 'x')['securityContext']).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
  });

  it('never an autoscaler (R-12)', () => {
    const cpus = 'deploy: {resources: {reservations: {cpus: "1"}}}';
    expect(names(convertServices(`  x: {image: "nginx:1", ${cpus}}\n`), 'HorizontalPodAutoscaler')).toEqual(['x']);
    expect(names(convertServices(`  x: {image: "nginx:1", ${cpus}}\n${guest}, ${cpus}}\n`), 'HorizontalPodAutoscaler')).toEqual([]);
  });

  it('the class of all its containers (R-07)', () => {
    const sized = 'deploy: {resources: {limits: {cpus: "1", memory: 1g}, reservations: {cpus: "1", memory: 1g}}}';
    const classOf = (services: string): string =>
      convertServices(services)
        .additions.find((a) => a.rule === 'R-07')
        ?.message.split(':')[0] ?? '';
    expect(classOf(`  x: {image: "i:1", ${sized}}\n${guest}, ${sized}}\n`)).toBe('the pods of x are Guaranteed');
    expect(classOf(`  x: {image: "i:1", ${sized}}\n${guest}}\n`)).toBe('the pods of x are Burstable');
  });

  it('one group for its files (S-12, V-08)', () => {
    const volumes = 'volumes:\n  one:\n  two:\n';
    const result = convertServices(
      `  x: {image: "i:1", user: "5:6", volumes: ["one:/a"]}\n${guest}, user: "7:8", volumes: ["two:/b"]}\n${volumes}`,
    );
    expect(podOf(result, 'x')['securityContext']).toMatchObject({ fsGroup: 6 });
  });
});

describe('volumes of a pod', () => {
  it('a volume of two containers of one pod is the pod’s own (V-04)', () => {
    const result = convertServices(
      `  x: {image: "i:1", volumes: ["one:/a"]}\n${guest}, volumes: ["one:/b", "two:/c"]}\nvolumes:\n  one:\n  two:\n`,
    );
    expect(names(result, 'PersistentVolumeClaim')).toEqual([]);
    const set = result.object('StatefulSet')['spec'] as {
      volumeClaimTemplates: { metadata: { name: string } }[];
    };
    expect(set.volumeClaimTemplates.map((t) => t.metadata.name)).toEqual(['one', 'two']);
  });

  it('equal names for different things are two volumes', () => {
    const pod = podOf(convertServices(`  x: {image: "i:1", tmpfs: [/tmp]}\n${guest}, tmpfs: [/tmp]}\n`), 'x');
    expect(pod.volumes?.map((v) => v.name)).toEqual(['tmp', 'y-tmp']);
    expect(pod.containers.map((c) => c.volumeMounts?.map((m) => m.name))).toEqual([['tmp'], ['y-tmp']]);
  });

  it('ipc: service: shares /dev/shm (L-22)', () => {
    const pod = podOf(convertServices('  x: {image: "i:1", shm_size: 1g}\n  y: {image: "i:1", shm_size: 2g, ipc: "service:x"}\n'), 'x');
    expect(pod.volumes).toEqual([{ name: 'dshm', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }]);
    expect(pod.containers.map((c) => c.volumeMounts)).toEqual(Array.from({ length: 2 }, () => [{ name: 'dshm', mountPath: '/dev/shm' }]));
  });
});

describe('waits of a pod', () => {
  const check = 'healthcheck: {test: [CMD, "true"]}';

  it('within it there are none; for others each is there once (L-04, L-21)', () => {
    const result = convertServices(
      `  d: {image: "redis:7", ${check}}\n  x: {image: "i:1", ${check}, depends_on: {d: {condition: service_healthy}}}\n` +
        `${guest}, depends_on: {d: {condition: service_healthy}, x: {condition: service_healthy}}}\n`,
    );
    expect(podOf(result, 'x').initContainers?.map((c) => c.name)).toEqual(['wait-d']);
    expect(rows(result, 'L-21')).toContain('services.y.depends_on.x.condition differs warning');
  });

  it('who waits for a guest waits for the pod', () => {
    const result = convertServices(
      `  x: {image: "nginx:1"}\n${guest}, ${check}}\n  z: {image: "i:1", depends_on: {y: {condition: service_healthy}}}\n`,
    );
    expect(podOf(result, 'z').initContainers).toMatchObject([{ name: 'wait-x', command: ['sh', '-c', expect.stringContaining('x 80')] }]);
  });

  it.each([
    ['health', 'service_healthy'],
    ['the end of a Job', 'service_completed_successfully'],
  ])('a pod that waits for %s of what waits for it (DIAG-27)', (_, condition) => {
    const result = convertServices(
      `  x: {image: "i:1", ${check}}\n  z: {image: "i:1", ${check}, depends_on: {x: {condition: service_healthy}}}\n` +
        `${guest}, depends_on: {z: {condition: ${condition}}}}\n`,
    );
    expect(result.diagnostics.filter((d) => d.code === 'pod-waits-for-itself').map((d) => d.path)).toEqual(['services.y.depends_on.z']);
  });
});

describe('targets of the account', () => {
  it('point to the container of the service', () => {
    const result = convertServices(`  x: {image: "i:1"}\n${guest}, working_dir: /w}\n`);
    const target = result.entries.find((e) => e.path === 'services.y.working_dir')?.targets[0];
    expect([target?.object.kind, target?.object.name, target?.pointer]).toEqual([
      'Deployment',
      'x',
      '/spec/template/spec/containers/1/workingDir',
    ]);
  });
});
