import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

type Json = Record<string, unknown>;

function app(service: Json, rest: Json = {}): string {
  return JSON.stringify({ services: { app: { image: 'acme/app:1', user: '0', 'x-waybill': { seed: false }, ...service } }, ...rest });
}

describe('directories from the project', () => {
  const dashboards = Object.fromEntries(
    Array.from({ length: 6 }, (_, i) => [`dashboards/d${i}.json`, JSON.stringify({ text: 'x'.repeat(100_000) })]),
  );

  it('spreads 600 KiB over several ConfigMaps below one projected volume (T-33, S-22)', () => {
    const result = convertText(app({ volumes: ['./dashboards:/etc/grafana/dashboards:ro'] }), { files: dashboards });
    const maps = result.objects.filter((o) => o.kind === 'ConfigMap');
    expect(maps.map((o) => Object.keys(Object(at(o, 'data'))).length)).toEqual([2, 2, 2]);
    expect(maps.every((o) => JSON.stringify(o).length < 250_000)).toBe(true);
    expect(at(podOf(result.object('Deployment')), 'volumes')).toEqual([
      {
        name: 'dashboards',
        projected: {
          defaultMode: 0o444,
          sources: maps.map((o) => ({
            configMap: { name: o.metadata.name, items: Object.keys(Object(at(o, 'data'))).map((key) => ({ key, path: key })) },
          })),
        },
      },
    ]);
    expect(result.violations).toEqual([]);
  });

  it.each([
    ['one file that no object has room for', { 'd/x.json': 'x'.repeat(300_000) }, 'S-22'],
    ['more than ConfigMaps should hold', Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`d/${i}`, 'x'.repeat(200_000)])), 'V-15'],
  ])('refuses %s (V-15 c)', (_, files, rule) => {
    const rows = convertText(app({ volumes: ['./d:/etc/app:ro'] }), { files }).entries.filter((e) => e.outcome === 'refused');
    expect(rows.map((e) => [e.path, e.rule, e.level])).toEqual([['services.app.volumes[0]', rule, 'error']]);
  });
});

describe('one row for a mount that is refused (G-01)', () => {
  it.each<[string, string | object, object, string]>([
    ['a file too large for an object', './d/x.json:/x.json', { 'd/x.json': 'x'.repeat(300_000) }, 'S-22'],
    ['a pipe of Windows', { type: 'npipe', source: '\\\\.\\pipe\\a', target: '\\\\.\\pipe\\a' }, {}, 'B-121'],
    ['a plugin', 'disk:/disk', {}, 'B-231'],
  ])('%s', (_, mount, files, rule) => {
    const text = JSON.stringify({ services: { app: { image: 'acme/app:1', volumes: [mount] } }, volumes: { disk: { driver: 'rexray' } } });
    const rows = convertText(text, { files: { ...files } }).entries.filter((e) => e.path.startsWith('services.app.volumes[0]'));
    expect(rows.map((e) => [e.outcome, e.level, e.rule, e.hint !== undefined])).toEqual([['refused', 'error', rule, true]]);
  });

  it.each([
    [{}, true],
    [{ TZ: 'Europe/Berlin' }, false],
  ])('V-13: /etc/localtime beside %j asks for TZ: %j', (environment, asks) => {
    const { entries } = convertText(app({ environment, volumes: ['/etc/localtime:/etc/localtime:ro'] }));
    expect(entries.filter((e) => e.rule === 'V-13').map((e) => e.hint !== undefined)).toEqual([asks]);
  });
});

describe('the data directory of a data store (V-11, DIAG-32)', () => {
  it.each([
    ['a single file in it keeps no data', ['./users.acl:/data/users.acl:ro'], ['/data', '/data/users.acl']],
    ['a directory in it does', ['./d:/data/sub'], ['/data/sub']],
    ['nothing is mounted', [], ['/data']],
  ])('%s', (_, volumes, paths) => {
    const text = JSON.stringify({ services: { db: { image: 'redis:7', hostname: 'db', volumes } } });
    const result = convertText(text, { files: { 'users.acl': 'x', 'd/x': 'x' } });
    const mounts = at(podOf(result.object('Deployment', 'db')), 'containers', 0, 'volumeMounts') as readonly { mountPath: string }[];
    expect(mounts.map(({ mountPath }) => mountPath).toSorted()).toEqual(paths);
    expect(result.diagnostics.some(({ code }) => code === 'data-without-volume')).toBe(paths.includes('/data'));
  });
});

describe('what a bind mount becomes (V-13…V-16)', () => {
  const files = {
    'conf/a.ini': 'a',
    'data/a.bin': 'a',
    'app.conf': 'a',
    'run.log': 'a',
    'cert.pem': 'a',
    'empty/.keep/x': 'a',
    'tool.sh': '#!/bin/sh\n',
  };

  it.each<[string, string, string]>([
    ['./conf:/etc/app:ro', 'projected', 'differs info V-15'],
    ['./conf:/etc/app', 'claim', 'differs info V-15'],
    ['./empty:/etc/app', 'claim', 'differs info V-15'],
    ['./conf:/etc/nginx/conf.d', 'projected', 'differs info V-15'],
    ['./data:/etc/nginx/data', 'claim', 'differs warning V-15'],
    ['./data:/data:ro', 'projected', 'differs info V-15'],
    ['./app.conf:/etc/app.conf:ro', 'configMap', 'exact info V-14'],
    ['./app.conf:/etc/app.conf', 'configMap', 'differs info V-14'],
    ['./cert.pem:/etc/cert.pem:ro', 'secret', 'differs info S-28'],
    ['./run.log:/var/app.log', 'claim', 'differs info V-14'],
    ['./none:/srv', 'claim', 'differs warning V-16'],
    ['./none.conf:/etc/none.conf', 'nothing', 'refused error DIAG-14'],
    ['./none:/etc/none.d', 'claim', 'differs warning V-16'],
    ['./none:/root/.cache', 'claim', 'differs warning V-16'],
    ['./none:/app/.env', 'nothing', 'refused error DIAG-14'],
    ['/mnt/media:/media', 'claim', 'differs warning V-16'],
    ['/mnt/media:/media:ro', 'nothing', 'refused error V-13'],
    ['/var/run/docker.sock:/var/run/docker.sock', 'nothing', 'refused error V-19'],
    ['/run/podman/podman.sock:/x.sock', 'nothing', 'refused error V-19'],
    ['/etc/localtime:/etc/localtime:ro', 'nothing', 'differs info V-13'],
    ['/sys/fs/cgroup:/cg:ro', 'nothing', 'refused error V-13'],
    ['/var/log:/logs:ro', 'nothing', 'refused error V-13'],
    ['/var/logs:/logs', 'claim', 'differs warning V-16'],
    ['/etc/machine-id:/etc/machine-id:ro', 'nothing', 'refused error V-13'],
  ])('%s: %s', (mount, source, row) => {
    const result = convertText(app({ volumes: [mount] }), { files });
    const workload = result.objects.find((o) => o.kind === 'Deployment' || o.kind === 'StatefulSet');
    const [volume] = (at(workload, 'spec', 'template', 'spec', 'volumes') ?? []) as readonly Json[];
    const direct = volume ? Object.keys(volume).find((key) => key !== 'name') : 'nothing';
    const found = at(workload, 'spec', 'volumeClaimTemplates') ? 'claim' : direct;
    expect([found, result.said('services.app.volumes[0]')[0]]).toEqual([source, expect.stringMatching(new RegExp(`^${row}`))]);
    expect(result.violations).toEqual([]);
  });
});

describe('who makes the claim (V-04, V-05)', () => {
  const volumes = { pg: null };
  const one = { volumes: ['pg:/pg'] };

  it.each<[string, Json, Json, string]>([
    ['one service that writes', one, {}, 'StatefulSet template'],
    ['read-only', { volumes: ['pg:/pg:ro'] }, {}, 'Deployment PersistentVolumeClaim'],
    ['a host name', { ...one, hostname: 'pg' }, {}, 'Deployment PersistentVolumeClaim'],
    ['two replicas', { ...one, deploy: { replicas: 2 } }, {}, 'Deployment PersistentVolumeClaim'],
    ['no replica', { ...one, deploy: { replicas: 0 } }, {}, 'StatefulSet template'],
    ['a name of its own', one, { volumes: { pg: { name: 'shop-pg' } } }, 'Deployment PersistentVolumeClaim'],
    ['a claim that exists', one, { volumes: { pg: { external: true } } }, 'Deployment'],
    ['access from many nodes', one, { volumes: { pg: { 'x-waybill': { access: 'rwx' } } } }, 'Deployment PersistentVolumeClaim'],
  ])('%s: %s', (_, service, rest, made) => {
    const result = convertText(app(service, { volumes, ...rest }));
    const kinds = result.objects.map((o) => o.kind);
    const template = result.objects.some((o) => at(o, 'spec', 'volumeClaimTemplates') !== undefined);
    const found = [
      kinds.includes('StatefulSet') ? 'StatefulSet' : 'Deployment',
      ...(template ? ['template'] : []),
      ...(kinds.includes('PersistentVolumeClaim') ? ['PersistentVolumeClaim'] : []),
    ];
    expect(found.join(' ')).toBe(made);
  });

  it.each<[string, Json, boolean]>([
    ['several that an autoscaler runs', { volumes: ['pg:/pg:ro'], ports: ['80:80'], cpus: 1 }, true],
    ['one that is not scaled', { volumes: ['pg:/pg:ro'], ports: ['80:80'], cpus: 1, 'x-waybill': { autoscale: false } }, false],
    ['two replicas', { volumes: ['pg:/pg:ro'], deploy: { replicas: 2 } }, true],
  ])('puts pods on one node: %s (V-05, R-12)', (_, service, together) => {
    const pod = podOf(convertText(app(service, { volumes })).object('Deployment'));
    expect(at(pod, 'affinity') !== undefined).toBe(together);
  });

  it('keeps what does not qualify beside what does (V-04)', () => {
    const result = convertText(app({ volumes: ['pg:/pg', 'ro:/ro:ro'] }, { volumes: { pg: null, ro: null } }));
    const set = result.object('StatefulSet');
    expect(at(set, 'spec', 'volumeClaimTemplates', 0, 'metadata', 'name')).toBe('pg');
    expect(at(podOf(set), 'volumes')).toEqual([{ name: 'ro', persistentVolumeClaim: { claimName: 'ro' } }]);
    expect(result.object('PersistentVolumeClaim').metadata.name).toBe('ro');
  });

  it('gives one node to all consumers of a volume with a long name, by a legal label (V-05)', () => {
    const long = 'v'.repeat(63);
    const result = convertText(app({ volumes: [`${long}:/v`], deploy: { replicas: 2 } }, { volumes: { [long]: null } }));
    expect(result.violations).toEqual([]);
    expect(at(podOf(result.object('Deployment')), 'affinity', 'podAffinity')).toBeDefined();
  });
});

describe('volumes of one pod', () => {
  it('have names of their own, also when a claim, a tmpfs and a directory are called the same', () => {
    const result = convertText(
      app({ volumes: ['data:/x', './data:/y:ro'], tmpfs: ['/data'], shm_size: '64m' }, { volumes: { data: null } }),
      { files: { 'data/a': 'a' } },
    );
    const set = result.object('StatefulSet');
    const names = [...(at(podOf(set), 'volumes') as readonly Json[]), at(set, 'spec', 'volumeClaimTemplates', 0, 'metadata') as Json].map(
      (v) => v['name'],
    );
    expect(new Set(names).size).toBe(4);
    expect(result.violations).toEqual([]);
  });

  it('takes a shm_size of 0 for the default, as Docker does (R-09)', () => {
    const result = convertText(app({ shm_size: 0 }));
    expect(at(podOf(result.object('Deployment')), 'volumes')).toBeUndefined();
  });

  it('lets a mount on /dev/shm stand for shm_size', () => {
    const result = convertText(app({ tmpfs: ['/dev/shm:size=1g'], shm_size: '64m' }));
    expect(at(containerOf(result.object('Deployment')), 'volumeMounts')).toEqual([{ name: 'dev-shm', mountPath: '/dev/shm' }]);
  });
});

describe('a volume whose content in the image cannot be seen (V-09)', () => {
  it.each([
    ['once where services of one image share it', 'acme/a:1', 'dat:/d', ['warning', 'info']],
    ['for each image', 'acme/b:1', 'dat:/d', ['warning', 'warning']],
    ['for each place', 'acme/a:1', 'dat:/e', ['warning', 'warning']],
  ])('is warned of %s', (_, image, volume, expected) => {
    const services = { app: { image: 'acme/a:1', volumes: ['dat:/d'] }, worker: { image, volumes: [volume] } };
    const { entries } = convertText(JSON.stringify({ services, volumes: { dat: null } }));
    expect(entries.filter((e) => e.rule === 'V-09').map((e) => e.level)).toEqual(expected);
  });
});

describe('seeds of two directories of one volume (V-09, V-25)', () => {
  const service = {
    image: 'nginx:1.27',
    'x-waybill': { seed: true },
    volumes: [
      { type: 'volume', source: 'web', target: '/usr/share/nginx/html', volume: { subpath: 'html' } },
      { type: 'volume', source: 'web', target: '/etc/nginx', volume: { subpath: 'conf' } },
      { type: 'volume', source: 'web', target: '/copy', volume: { subpath: 'conf' } },
    ],
  };

  it('are two init containers, and none for a directory that is filled already', () => {
    const result = convertText(app(service, { volumes: { web: null } }));
    const init = at(podOf(result.object('StatefulSet')), 'initContainers') as readonly Json[];
    expect(init.map((c) => [c['name'], at(c, 'volumeMounts', 0, 'subPath')])).toEqual([
      ['seed-web', 'data/html'],
      ['seed-web-etc-nginx', 'data/conf'],
    ]);
    expect(result.violations).toEqual([]);
  });
});

describe('a file that the container runs (V-14)', () => {
  it.each<[string, Json, number]>([
    ['as its program', { entrypoint: ['/run.sh', 'x'] }, 0o555],
    ['as its command', { command: ['/run.sh'] }, 0o555],
    ['as its check', { healthcheck: { test: ['CMD', '/run.sh'] } }, 0o555],
    ['through a shell', { command: ['sh', '/run.sh'] }, 0o444],
    ['never', {}, 0o444],
  ])('%s', (_, service, mode) => {
    const result = convertText(app({ ...service, volumes: ['./run.sh:/run.sh:ro'] }), { files: { 'run.sh': '#!/bin/sh\n' } });
    expect(at(podOf(result.object('Deployment')), 'volumes', 0, 'configMap', 'defaultMode')).toBe(mode);
    const outcomes = result.entries.filter((e) => e.path === 'services.app.volumes[0]').map((e) => `${e.outcome} ${e.rule}`);
    expect(outcomes.includes('differs V-14')).toBe(mode === 0o555);
  });

  it('also in a directory', () => {
    const service = { entrypoint: ['/bin/x/run.sh'], volumes: ['./bin:/bin/x:ro'] };
    const result = convertText(app(service), { files: { 'bin/run.sh': '#!/bin/sh\n', 'bin/lib.sh': '' } });
    const items = at(podOf(result.object('Deployment')), 'volumes', 0, 'projected', 'sources', 0, 'configMap', 'items') as readonly Json[];
    expect(items.map(({ path, mode }) => [path, mode])).toEqual([
      ['lib.sh', undefined],
      ['run.sh', 0o555],
    ]);
  });
});
