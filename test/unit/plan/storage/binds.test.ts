import { describe, expect, it } from 'vitest';
import type { ConvertOptions } from '../../../../src/plan/options.ts';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

type Json = Record<string, unknown>;
const path = 'services.app.volumes[0]';

function convertApp(service: Json, options: Partial<ConvertOptions> = {}, files: Record<string, string | Uint8Array> = {}) {
  const text = JSON.stringify({ services: { app: { image: 'acme/app:1', user: '0', restart: 'always', ...service } } });
  const result = convertText(text, { options, files });
  expect(result.violations).toEqual([]);
  const workload = result.objects.find((o) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(o.kind)) ?? result.object('Deployment');
  const said = result.entries.filter((e) => e.path === path).map((e) => `${e.outcome} ${e.level} ${e.rule}`);
  return { ...result, workload, said, mount: at(containerOf(workload), 'volumeMounts', 0), volume: at(podOf(workload), 'volumes', 0) };
}

describe('--allow-host-path (V-13, B-126)', () => {
  it.each<[string, string, string | undefined]>([
    ['/:/host:ro', '/', 'Directory'],
    ['/proc:/host/proc:ro', '/proc', 'Directory'],
    ['/sys/fs/cgroup:/cg', '/sys/fs/cgroup', 'Directory'],
    ['/var/lib/docker:/var/lib/docker:ro', '/var/lib/docker', 'DirectoryOrCreate'],
    ['/var/log/app:/logs', '/var/log/app', 'DirectoryOrCreate'],
    ['/var/log:/logs', '/var/log', 'Directory'],
    ['/etc/machine-id:/etc/machine-id:ro', '/etc/machine-id', 'File'],
    ['/etc/os-release:/host/os-release:ro', '/etc/os-release', 'File'],
    ['/run/dbus/system_bus_socket.sock:/bus:ro', '/run/dbus/system_bus_socket.sock', 'Socket'],
    ['/dev/disk:/dev/disk:ro', '/dev/disk', 'Directory'],
    ['/dev/kmsg:/dev/kmsg', '/dev/kmsg', undefined],
    ['/lib/modules:/lib/modules', '/lib/modules', 'Directory'],
  ])('%s: hostPath %s of type %s, read-only', (text, hostPath, type) => {
    const { volume, mount, said } = convertApp({ volumes: [text] }, { allowHostPath: true });
    expect(at(volume, 'hostPath')).toEqual({ path: hostPath, ...(type !== undefined && { type }) });
    expect(at(mount, 'readOnly')).toBe(true);
    expect(said[0]).toBe('differs warning V-13');
  });

  it.each([
    ['/proc:/p', false, 'refused error V-13'],
    ['/var/run/docker.sock:/var/run/docker.sock', true, 'refused error V-19'],
    ['/etc/localtime:/etc/localtime:ro', true, 'differs info V-13'],
    ['/srv/media:/media', true, 'differs warning V-16'],
  ])('%s with the flag %s: %s', (text, allowHostPath, row) => expect(convertApp({ volumes: [text] }, { allowHostPath }).said[0]).toBe(row));

  it.each<[string, Json, string | undefined]>([
    ['a Deployment', {}, 'x-waybill: {kind: DaemonSet} runs a pod on every node; without it one node alone is seen'],
    ['a DaemonSet', { 'x-waybill': { kind: 'DaemonSet' } }, undefined],
    ['mode global', { deploy: { mode: 'global' } }, undefined],
    ['a path that no agent watches', { volumes: ['/lib/modules:/lib/modules:ro'] }, undefined],
  ])('hints at a DaemonSet: %s', (_, service, hint) => {
    const { entries } = convertApp({ volumes: ['/proc:/p:ro'], ...service }, { allowHostPath: true });
    expect(entries.find((e) => e.path === path)?.hint).toBe(hint);
  });

  it('takes mounts below a read-only path of the node where every node has the directory (V-30)', () => {
    const volumes = ['/:/host:ro', '/proc:/host/proc:ro', '/var/log/app:/host/new/log'];
    const { workload, said } = convertApp({ volumes }, { allowHostPath: true });
    expect((at(containerOf(workload), 'volumeMounts') as readonly Json[]).map((m) => m['mountPath'])).toEqual(['/host', '/host/proc']);
    expect(said).toEqual(['differs warning V-13']);
  });

  it.each<[Json, boolean, string | undefined, string]>([
    [{ propagation: 'rprivate' }, false, undefined, 'exact info B-127'],
    [{ propagation: 'rslave' }, false, 'HostToContainer', 'exact info B-127'],
    [{ propagation: 'rshared' }, true, 'Bidirectional', 'exact info B-127'],
    [{ propagation: 'rshared' }, false, 'HostToContainer', 'differs warning B-127'],
    [{ propagation: 'slave' }, false, undefined, 'differs info B-127'],
    [{ create_host_path: true }, false, undefined, 'differs info B-126'],
    [{ create_host_path: false }, false, undefined, 'exact info B-126'],
    [{ recursive: 'readonly' }, false, undefined, 'refused warning B-128'],
    [{ selinux: 'z' }, false, undefined, 'not-applicable info B-129'],
  ])('%j, privileged %s: %s', (bind, privileged, propagation, row) => {
    const mount = { type: 'bind', source: '/proc', target: '/p', read_only: true, bind };
    const result = convertApp({ volumes: [mount], privileged }, { allowHostPath: true });
    expect(at(result.mount, 'mountPropagation')).toBe(propagation);
    expect(result.said[0]).toBe('differs warning V-13');
    expect(result.entries.find((e) => e.path === `${path}.bind.${Object.keys(bind)[0]}`)).toMatchObject(
      Object.fromEntries(row.split(' ').map((value, i) => [['outcome', 'level', 'rule'][i], value])),
    );
  });
});

describe('x-waybill.bind (V-13)', () => {
  const files = { 'conf/a.ini': 'a', 'app.conf': 'b', 'src/main.js': 'c', 'one.json': '{}' };
  const volumeType = ({ volume, workload }: ReturnType<typeof convertApp>): string => {
    if (at(workload, 'spec', 'volumeClaimTemplates')) return 'claim template';
    const volumes = (at(podOf(workload), 'volumes') ?? []) as readonly Json[];
    if (volumes.some((v) => v['persistentVolumeClaim'])) return 'persistentVolumeClaim';
    return volume ? (Object.keys(Object(volume)).find((key) => key !== 'name') ?? '') : 'nothing';
  };

  it.each<[string, unknown, string, string]>([
    ['./conf:/t', 'configmap', 'projected', 'differs info V-15'],
    ['./conf:/t:ro', 'configmap', 'projected', 'exact info V-15'],
    ['./app.conf:/t', 'configmap', 'configMap', 'differs info V-14'],
    ['./none:/t', 'configmap', 'nothing', 'refused error DIAG-14'],
    ['./conf:/t:ro', 'pvc', 'persistentVolumeClaim', 'differs info V-15'],
    ['./conf:/t', 'pvc', 'claim template', 'differs info V-15'],
    ['./one.json:/t', 'pvc', 'claim template', 'differs info V-14'],
    ['./none:/t', 'pvc', 'claim template', 'differs warning V-16'],
    ['/proc:/t:ro', 'pvc', 'persistentVolumeClaim', 'differs warning V-16'],
    ['./src:/t', 'image', 'nothing', 'differs info V-13'],
    ['/var/run/docker.sock:/t', 'image', 'nothing', 'differs info V-13'],
    ['/var/run/docker.sock:/t', 'hostPath', 'hostPath', 'differs warning V-13'],
    ['/srv/media:/t', 'hostPath', 'hostPath', 'differs warning V-13'],
    ['/srv/media:/t', { type: 'hostPath', path: '/mnt/media' }, 'hostPath', 'differs warning V-13'],
    ['/srv/media:/t', { type: 'nfs', server: 'nfs.example.com', path: '/media' }, 'persistentVolumeClaim', 'differs info V-20'],
  ])('%s as %j: %s', (text, choice, type, row) => {
    const result = convertApp({ volumes: [text], 'x-waybill': { bind: { '/t': choice } } }, {}, files);
    expect([volumeType(result), result.said[0]]).toEqual([type, row]);
  });

  it('mounts the chosen path of the node as the mount says', () => {
    const { volume, mount } = convertApp({
      volumes: ['/srv/media:/t'],
      'x-waybill': { bind: { '/t': { type: 'hostPath', path: '/mnt/m' } } },
    });
    expect(volume).toEqual({ name: 'host-mnt-m', hostPath: { path: '/mnt/m', type: 'DirectoryOrCreate' } });
    expect(mount).toEqual({ name: 'host-mnt-m', mountPath: '/t' });
  });

  it('makes one volume of an export for all services that choose it (V-20)', () => {
    const choice = { bind: { '/t': { type: 'nfs', server: 'h', path: '/media' } } };
    const service = { image: 'acme/app:1', user: '0', volumes: ['/srv/media:/t'], 'x-waybill': choice };
    const result = convertText(JSON.stringify({ services: { one: service, two: service } }));
    expect(at(result.object('PersistentVolume'), 'spec', 'nfs')).toEqual({ server: 'h', path: '/media' });
    expect(at(result.object('PersistentVolumeClaim'), 'spec', 'volumeName')).toBe(result.object('PersistentVolume').metadata.name);
    expect(at(podOf(result.object('Deployment', 'one')), 'affinity')).toBeUndefined();
    expect(result.violations).toEqual([]);
  });

  it('keeps a choice although another service writes to the same directory (V-05)', () => {
    const app = { image: 'acme/app:1', user: '0', volumes: ['./conf:/t'] };
    const text = JSON.stringify({ services: { a: app, b: { ...app, 'x-waybill': { bind: { '/t': 'configmap' } } } } });
    const pod = podOf(convertText(text, { files }).object('Deployment', 'b'));
    expect(at(pod, 'volumes', 0, 'projected')).toBeDefined();
  });

  it.each<[Json, readonly unknown[]]>([
    [{ '/T': 'pvc' }, ['/t']],
    [{ '/other/place': 'pvc' }, ['/t']],
    [{ '/t/': 'pvc' }, []],
    [{ '/named': 'pvc' }, ['/t']],
  ])('reports what matches no bind mount: %j', (bind, near) => {
    const result = convertText(
      JSON.stringify({
        services: { app: { image: 'a:1', volumes: ['./conf:/t', 'vol:/named'], 'x-waybill': { bind } } },
        volumes: { vol: null },
      }),
      { files },
    );
    const found = result.diagnostics.filter((d) => d.code === 'bind-choice-unmatched');
    expect(found.map((d) => d.data['near'])).toEqual(near);
    expect(found.every((d) => d.severity === 'error' && d.path?.startsWith('services.app.x-waybill.bind') === true)).toBe(true);
  });
});

describe('files that their program writes (V-14)', () => {
  const seeding = ({ workload }: ReturnType<typeof convertApp>): readonly Json[] =>
    (at(podOf(workload), 'initContainers') ?? []) as readonly Json[];

  it.each<[string, Record<string, string | Uint8Array>, string, string]>([
    ['./acme.json:/acme.json', { 'acme.json': '{"x":1}' }, 'differs info', '600'],
    ['./acme.json:/acme.json', { 'acme.json': '' }, 'differs info', '600'],
    ['./acme.json:/acme.json', {}, 'differs warning', '600'],
    ['./app.sqlite3:/app.sqlite3', { 'app.sqlite3': new Uint8Array([1, 0, 255]) }, 'differs info', '664'],
    ['./app.db:/app.db', { 'app.db': 'x'.repeat(1_500_000) }, 'refused error', '664'],
  ])('%s %#: %s, mode %s', (text, files, row, mode) => {
    const result = convertApp({ volumes: [text] }, {}, files);
    expect(result.said.filter((s) => s.endsWith('V-14'))).toEqual([`${row} V-14`]);
    const name = text.slice(2, text.indexOf(':'));
    expect(result.mount).toEqual({ name: name.replace('.', '-'), mountPath: `/${name}`, subPath: `data/${name}` });
    const [init] = seeding(result);
    expect(String(at(init, 'command', 2))).toContain(`chmod ${mode} '/.seed/${name}.waybill-seed'`);
    expect(at(init, 'volumeMounts', 0)).toEqual({ name: name.replace('.', '-'), mountPath: '/.seed', subPath: 'data' });
  });

  it('keeps the accounts and keys of Traefik in a Secret (S-28)', () => {
    const { object, objects } = convertApp({ volumes: ['./le:/letsencrypt'] }, {}, { 'le/acme.json': '{"le":{"Account":{}}}' });
    expect(Object.keys(Object(object('Secret')['data']))).toEqual(['acme.json']);
    expect(objects.filter((o) => o.kind === 'ConfigMap')).toEqual([]);
    const [init] = at(podOf(object('StatefulSet')), 'initContainers') as readonly Json[];
    expect(String(at(init, 'command', 2))).toContain("chmod 600 '/.seed/acme.json'");
  });

  it('is quiet about a directory that is not here and that another service fills (V-05)', () => {
    const services = {
      writer: { image: 'acme/a:1', user: '0', volumes: ['/srv/none:/out'] },
      reader: { image: 'acme/a:1', user: '0', volumes: ['/srv/none/part:/in:ro'] },
    };
    const { entries } = convertText(JSON.stringify({ services }));
    const said = (place: string): readonly string[] => entries.filter((e) => e.path === place).map((e) => `${e.level} ${e.rule}`);
    expect(said('services.writer.volumes[0]')).toContain('warning V-16');
    expect(said('services.reader.volumes[0]')).toContain('info V-05');
  });

  it('is the same file to a service that reads it (V-05)', () => {
    const app = { image: 'acme/app:1', user: '0' };
    const text = JSON.stringify({ services: { w: { ...app, volumes: ['./a.db:/a.db'] }, r: { ...app, volumes: ['./a.db:/b.db:ro'] } } });
    const result = convertText(text, { files: { 'a.db': 'x' } });
    expect(at(containerOf(result.object('Deployment', 'r')), 'volumeMounts')).toEqual([
      { name: 'a-db', mountPath: '/b.db', subPath: 'data/a.db', readOnly: true },
    ]);
    expect(result.violations).toEqual([]);
  });

  it('stays what it is where it is only read', () => {
    expect(convertApp({ volumes: ['./a.db:/a.db:ro'] }, {}, { 'a.db': 'x' }).said).toEqual(['exact info V-14']);
  });
});
