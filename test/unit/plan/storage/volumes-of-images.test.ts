import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

type Json = Record<string, unknown>;

function convertApp(service: Json, rest: Json = {}, files: Record<string, string> = {}) {
  const result = convertText(JSON.stringify({ services: { app: { image: 'acme/app:1', restart: 'always', ...service } }, ...rest }), {
    files,
  });
  expect(result.violations).toEqual([]);
  const workload = result.objects.find((o) => o.kind === 'Deployment' || o.kind === 'StatefulSet') ?? result.object('Deployment');
  return { ...result, workload, init: (at(podOf(workload), 'initContainers') ?? []) as readonly Json[] };
}

describe('programs that walk a directory get plain files (V-15)', () => {
  it.each<[string, Json, Record<string, string>, boolean]>([
    ['Airflow', { image: 'apache/airflow:2.9', volumes: ['./d:/opt/airflow/dags:ro'] }, { 'd/a.py': '' }, true],
    ['Airflow, other files', { image: 'apache/airflow:2.9', volumes: ['./d:/etc/x:ro'] }, { 'd/a.py': 'x' }, false],
    ['Flyway', { image: 'flyway/flyway:10', volumes: ['./d:/flyway/sql:ro'] }, { 'd/V1__a.sql': 'x' }, true],
    ['OPA', { image: 'openpolicyagent/opa:0.60', volumes: ['./d:/policies:ro'] }, { 'd/a.rego': 'x' }, true],
    ['WireMock', { image: 'wiremock/wiremock:3', volumes: ['./d:/home/wiremock/mappings:ro'] }, { 'd/a.json': 'x' }, true],
    ['Grafana, dashboards in folders', { image: 'grafana/grafana:11', volumes: ['./d:/dash:ro'] }, { 'd/team/a.json': 'x' }, true],
    ['Grafana, dashboards side by side', { image: 'grafana/grafana:11', volumes: ['./d:/dash:ro'] }, { 'd/a.json': 'x' }, false],
    ['Traefik', { image: 'traefik:3', command: ['--providers.file.directory=/dyn/'], volumes: ['./d:/dyn:ro'] }, { 'd/a.yml': 'x' }, true],
    ['Traefik, another directory', { image: 'traefik:3', volumes: ['./d:/dyn:ro'] }, { 'd/a.yml': 'x' }, false],
    ['nginx', { image: 'nginx:1.27', volumes: ['./d:/etc/nginx/conf.d:ro'] }, { 'd/a.conf': 'x' }, false],
  ])('%s', (_, service, files, copied) => {
    const { workload, init, said } = convertApp(service, {}, files);
    const volumes = at(podOf(workload), 'volumes') as readonly Json[];
    const [mount] = at(containerOf(workload), 'volumeMounts') as readonly Json[];
    const mounted = volumes.find((v) => v['name'] === mount?.['name']);
    expect([mounted?.['emptyDir'] !== undefined, init.length]).toEqual([copied, copied ? 1 : 0]);
    expect(mount?.['readOnly']).toBe(true);
    expect(said('services.app.volumes[0]')[0]).toContain(copied ? 'an init container copies the files' : 'symbolic links');
  });

  it('knows the program of an image that is built on it', () => {
    const files = { 'd/a.py': '', Dockerfile: 'FROM apache/airflow:2.9\n' };
    expect(convertApp({ build: '.', volumes: ['./d:/opt/airflow/dags:ro'] }, {}, files).init.length).toBe(1);
  });

  it('copies what other mounts put into the directory, too (V-30)', () => {
    const files = { 'd/a.py': '', 'extra.py': 'x' };
    const volumes = ['./d:/opt/airflow/dags:ro', './extra.py:/opt/airflow/dags/extra.py:ro'];
    const { workload } = convertApp({ image: 'apache/airflow:2.9', volumes }, {}, files);
    expect((at(containerOf(workload), 'volumeMounts') as readonly Json[]).map((m) => m['mountPath'])).toEqual(['/opt/airflow/dags']);
    const paths = (at(podOf(workload), 'volumes', 0, 'projected', 'sources') as readonly Json[]).flatMap((source) =>
      (at(source, 'configMap', 'items') as readonly Json[]).map((item) => item['path']),
    );
    expect(paths).toEqual(['a.py', 'extra.py']);
  });
});

describe('a mount of type image (V-26, B-135)', () => {
  it.each<[string, Json, readonly string[] | undefined]>([
    ['a directory', { source: 'acme/assets:1', image: { subpath: 'public' } }, ['cp', '-R', '--', '/public/.', '/.copy']],
    ['everything', { source: 'acme/assets:1' }, ['sh', '-c']],
    ['an image without a shell', { source: 'gcr.io/distroless/static:latest' }, undefined],
  ])('%s', (_, mount, command) => {
    const { init, entries } = convertApp({ volumes: [{ type: 'image', target: '/a', ...mount }] });
    expect((at(init[0], 'command') as readonly string[] | undefined)?.slice(0, command?.length)).toEqual(command);
    expect(entries.find((e) => e.path === 'services.app.volumes[0]')).toMatchObject(
      command ? { outcome: 'differs', rule: 'V-26' } : { outcome: 'refused', level: 'error', rule: 'V-26' },
    );
  });
});

describe('state that no volume keeps (V-32, DIAG-32)', () => {
  it.each<[string, Json, string | undefined]>([
    ['Redis', { image: 'redis:7' }, 'data-without-volume'],
    ['Redis as a cache', { image: 'redis:7', command: 'redis-server --save "" --appendonly no' }, undefined],
    ['Valkey as a cache', { image: 'valkey/valkey:8', command: ['valkey-server', '--save', ''] }, undefined],
    ['Redis in a shell', { image: 'redis:7', command: ['sh', '-c', `redis-server --save '' --requirepass "$$P"`] }, undefined],
    ['Redis with a log', { image: 'redis:7', command: 'redis-server --save "" --appendonly yes' }, 'data-without-volume'],
    ['Redis that saves', { image: 'redis:7', command: 'redis-server --save 60 1' }, 'data-without-volume'],
    ['memcached', { image: 'memcached:1' }, undefined],
    ['Grafana', { image: 'grafana/grafana:11.0.0' }, 'state-without-volume'],
    ['Grafana that never restarts', { image: 'grafana/grafana:11.0.0', restart: 'no' }, undefined],
    ['Grafana with a database', { image: 'grafana/grafana:11.0.0', environment: { GF_DATABASE_TYPE: 'postgres' } }, undefined],
    ['Grafana with a volume', { image: 'grafana/grafana:11.0.0', volumes: ['data:/var/lib/grafana'] }, undefined],
    ['Grafana with a file only', { image: 'grafana/grafana:11.0.0', volumes: ['./a.ini:/etc/grafana/a.ini:ro'] }, 'state-without-volume'],
    ['nginx', { image: 'nginx:1.27' }, undefined],
  ])('%s: %s', (_, service, code) => {
    const { diagnostics } = convertApp(service, { volumes: { data: null } }, { 'a.ini': 'x' });
    expect(diagnostics.map((d) => d.code).filter((c) => c.endsWith('-without-volume'))).toEqual(code === undefined ? [] : [code]);
  });
});

describe('storage_opt (B-139)', () => {
  it.each<[Json, 'quarter' | 'equal', Json | undefined, readonly string[]]>([
    [{ size: '4G' }, 'quarter', { limits: { 'ephemeral-storage': '4Gi' }, requests: { 'ephemeral-storage': '1Gi' } }, ['differs']],
    [{ size: '4G' }, 'equal', { limits: { 'ephemeral-storage': '4Gi' }, requests: { 'ephemeral-storage': '4Gi' } }, ['differs']],
    [{ size: 'large' }, 'quarter', undefined, ['refused']],
    [{ 'dm.basesize': '4G' }, 'quarter', undefined, ['refused']],
  ])('%j, requests %s', (storage_opt, requests, resources, outcomes) => {
    const text = JSON.stringify({ services: { app: { image: 'acme/app:1', storage_opt } } });
    const result = convertText(text, { options: { requests } });
    expect(result.violations).toEqual([]);
    expect(at(containerOf(result.object('Deployment')), 'resources')).toEqual(resources);
    expect(result.entries.filter((e) => e.rule === 'B-139').map((e) => e.outcome)).toEqual(outcomes);
  });
});

describe('claims (V-02, V-21)', () => {
  const volumes = { plain: null, own: { 'x-waybill': { size: '3g', class: 'slow' } }, there: { external: true } };
  const mounts = ['plain:/p', 'own:/o', 'there:/t', './d:/d'];

  it('have the class and the size of the flags where the file names none', () => {
    const text = JSON.stringify({ services: { app: { image: 'acme/app:1', hostname: 'app', volumes: mounts } }, volumes });
    const result = convertText(text, { options: { storageClass: 'fast', storageSize: '20Gi' } });
    const claims = result.objects.filter((o) => o.kind === 'PersistentVolumeClaim');
    const rows = claims.map((o) => [o.metadata.name, at(o, 'spec', 'storageClassName'), at(o, 'spec', 'resources', 'requests', 'storage')]);
    expect(rows).toEqual([
      ['plain', 'fast', '20Gi'],
      ['own', 'slow', '3Gi'],
      ['d', 'fast', '20Gi'],
    ]);
    expect(result.preconditions.flatMap((p) => p.command ?? [])).toEqual(
      expect.arrayContaining(['kubectl get storageclass fast', 'kubectl get storageclass slow']),
    );
  });

  it.each<[string, Json, Json, readonly string[]]>([
    [
      'a user',
      { device: '//nas/share', o: 'username=joe,password=hunter22secret,vers=3.0,uid=1000,addr=nas,rw' },
      { mountOptions: ['vers=3.0', 'uid=1000'], nodeStageSecretRef: { name: 'nas-smb', namespace: 'shop' } },
      ['password', 'username'],
    ],
    [
      'a domain, an equals sign in the password',
      { device: '//nas/share/', o: 'user=joe,pass=a=b,domain=ACME' },
      { nodeStageSecretRef: { name: 'nas-smb', namespace: 'shop' } },
      ['domain', 'password', 'username'],
    ],
    ['a guest', { device: '//nas/share', o: 'guest' }, {}, []],
    [
      'a file of credentials',
      { device: '//nas/share', o: 'credentials=/root/.smb' },
      { nodeStageSecretRef: { name: 'nas-smb', namespace: 'shop' } },
      [],
    ],
  ])('are bound to a share of the SMB driver, refused until it is there: %s', (_, driver_opts, { mountOptions, ...csi }, keys) => {
    const text = JSON.stringify({
      services: { app: { image: 'acme/app:1', volumes: ['nas:/media'] } },
      volumes: { nas: { driver_opts: { type: 'cifs', ...driver_opts } } },
    });
    const result = convertText(text, { options: { namespace: 'shop' } });
    expect(result.violations).toEqual([]);
    const spec = at(result.object('PersistentVolume'), 'spec');
    expect(at(spec, 'csi')).toEqual({
      driver: 'smb.csi.k8s.io',
      volumeHandle: 'nas/share#shop-nas',
      volumeAttributes: { source: '//nas/share' },
      ...csi,
    });
    expect(at(spec, 'mountOptions')).toEqual(mountOptions);
    expect(result.objects.filter((o) => o.kind === 'Secret').flatMap((o) => Object.keys(Object(o['data'])))).toEqual(keys);
    expect(result.said('volumes.nas')[0]).toMatch(/^refused error V-21/);
    const rest = JSON.stringify([
      result.entries.map((e) => [e.message, e.hint]),
      result.additions,
      result.preconditions,
      result.diagnostics.map((d) => d.data),
    ]);
    expect(rest).not.toMatch(/hunter22|a=b/);
  });
});
