import { describe, expect, it } from 'vitest';
import { Provenance } from '../../../src/report/provenance.ts';
import { convertText } from '../../support/convert-text.ts';

const yaml = `
services:
  web:
    image: nginx:1.27
    user: "101:101"
    restart: always
    stop_grace_period: 20s
    init: true
    read_only: true
    cap_add: [NET_ADMIN]
    hostname: front
    extra_hosts: ["one=10.0.0.1", "two=10.0.0.2"]
    sysctls: {net.ipv4.tcp_syncookies: 1, kernel.shm_rmid_forced: 1}
    labels: {note: hello}
    networks: {front: {aliases: [shop]}, back: }
    ports: ["8080:80", {target: 9000, published: 9000, app_protocol: h2c, name: rpc}]
    environment: {MODE: fast, API_TOKEN: Zx81-not-a-word-77, DB: "postgres://db:5432/x", SHOP: "http://shop:80"}
    healthcheck: {test: [CMD, "true"], interval: 15s, timeout: 3s, retries: 4, start_period: 5s, start_interval: 2s}
    secrets: [one, {source: two, target: /run/secrets/2}]
    configs: [{source: settings, target: /etc/app/settings.ini}]
    volumes: ["cache:/cache", {type: tmpfs, target: /tmp}]
    depends_on: {db: {condition: service_healthy}}
    deploy:
      replicas: 2
      update_config: {parallelism: 2, delay: 5s}
      resources: {limits: {cpus: "1", memory: 256M}, reservations: {memory: 64M}}
      placement: {constraints: [node.labels.disk == ssd], preferences: [{spread: node.labels.zone}]}
  db:
    image: postgres:16
    command: [postgres, -c, fsync=off]
    volumes: ["data:/var/lib/postgresql/data"]
    networks: [back]
    healthcheck: {test: [CMD, pg_isready]}
networks: {front: , back: {internal: true}}
volumes: {cache: , data: }
secrets: {one: {environment: ONE}, two: {environment: TWO}}
configs: {settings: {content: "a=b"}}
`;
const conversion = convertText(yaml, { env: { ONE: 'x', TWO: 'y' }, options: { minVersion: 34, liveness: 'always' } });
const provenance = new Provenance(conversion);
const pod = '/spec/template/spec';
const container = `${pod}/containers/0`;

function targetsOf(path: string): readonly string[] {
  const own = conversion.entries.filter((entry) => entry.path === path);
  const all = own.flatMap(({ targets }) =>
    targets.map(({ object, pointer }) => `${object.kind}/${object.name.replace(/-[0-9a-f]{10}$/, '')} ${pointer}`),
  );
  return [...new Set(all)];
}

describe('what an attribute became', () => {
  it.each([
    ['image', [`Deployment/web ${container}/image`, `Deployment/web ${container}/imagePullPolicy`]],
    ['user', [`Deployment/web ${container}/securityContext/runAsUser`, `Deployment/web ${container}/securityContext/runAsGroup`]],
    ['restart', ['Deployment/web /kind']],
    ['stop_grace_period', [`Deployment/web ${pod}/terminationGracePeriodSeconds`]],
    ['init', [`Deployment/web ${pod}/shareProcessNamespace`]],
    ['read_only', [`Deployment/web ${container}/securityContext/readOnlyRootFilesystem`]],
    ['cap_add', [`Deployment/web ${container}/securityContext/capabilities/add`]],
    ['extra_hosts[1]', [`Deployment/web ${pod}/hostAliases/1`]],
    ['sysctls["kernel.shm_rmid_forced"]', [`Deployment/web ${pod}/securityContext/sysctls/1`]],
    ['labels.note', ['Deployment/web /spec/template/metadata/annotations/note']],
    ['networks.front.aliases[0]', ['Service/shop /metadata/name']],
    ['networks.back', ['Deployment/web /spec/template/metadata/labels/waybill.dev~1net-back', 'NetworkPolicy/web /spec/ingress/0/from/1']],
    ['ports[0]', ['Service/web-public /spec/ports/0', 'Service/web-public /spec/type', 'NetworkPolicy/web /spec/ingress/1/ports/0']],
    ['ports[0].target', [`Deployment/web ${container}/ports/0`, 'Service/web /spec/ports/0', 'Service/shop /spec/ports/0']],
    ['ports[1].name', ['Service/web /spec/ports/1/name', `Deployment/web ${container}/ports/1/name`]],
    ['ports[1].app_protocol', ['Service/web /spec/ports/1/appProtocol']],
    ['environment.MODE', ['ConfigMap/web-env /data/MODE', `Deployment/web ${container}/envFrom/0`]],
    ['environment.API_TOKEN', ['Secret/web-env /data/API_TOKEN', `Deployment/web ${container}/envFrom/1`]],
    [
      'healthcheck.test',
      [
        `Deployment/web ${container}/readinessProbe/exec`,
        `Deployment/web ${container}/livenessProbe/exec`,
        `Deployment/web ${container}/startupProbe/exec`,
        'Deployment/web /spec/progressDeadlineSeconds',
      ],
    ],
    [
      'healthcheck.interval',
      [`Deployment/web ${container}/readinessProbe/periodSeconds`, `Deployment/web ${container}/livenessProbe/periodSeconds`],
    ],
    [
      'healthcheck.retries',
      [`Deployment/web ${container}/readinessProbe/failureThreshold`, `Deployment/web ${container}/livenessProbe/failureThreshold`],
    ],
    ['healthcheck.start_period', [`Deployment/web ${container}/startupProbe/failureThreshold`]],
    ['healthcheck.start_interval', [`Deployment/web ${container}/startupProbe/periodSeconds`]],
    [
      'secrets[1].source',
      [
        `Deployment/web ${container}/volumeMounts/2`,
        `Deployment/web ${pod}/volumes/2/projected/sources/1/secret/name`,
        `Deployment/web ${pod}/volumes/2/projected/sources/1/secret/items/0`,
        'Secret/two /data/two',
      ],
    ],
    [
      'configs[0].source',
      [`Deployment/web ${container}/volumeMounts/3`, `Deployment/web ${pod}/volumes/3`, 'ConfigMap/settings /data/settings'],
    ],
    [
      'volumes[0]',
      [
        `Deployment/web ${container}/volumeMounts/0`,
        `Deployment/web ${pod}/volumes/0`,
        'PersistentVolumeClaim/cache /spec',
        'Deployment/web /spec/template/metadata/labels/waybill.dev~1vol-cache',
        `Deployment/web ${pod}/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0`,
        'Deployment/web /spec/strategy',
      ],
    ],
    ['volumes[1]', [`Deployment/web ${container}/volumeMounts/1`, `Deployment/web ${pod}/volumes/1`]],
    ['depends_on.db.condition', [`Deployment/web ${pod}/initContainers/0`, 'Deployment/web /spec/progressDeadlineSeconds']],
    ['deploy.replicas', ['Deployment/web /spec/replicas']],
    ['deploy.update_config.delay', ['Deployment/web /spec/minReadySeconds', 'Deployment/web /spec/progressDeadlineSeconds']],
    ['deploy.resources.limits.memory', [`Deployment/web ${container}/resources/limits/memory`]],
    ['deploy.resources.reservations.memory', [`Deployment/web ${container}/resources/requests/memory`]],
    ['deploy.placement.constraints[0]', [`Deployment/web ${pod}/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0`]],
    ['deploy.placement.preferences[0]', [`Deployment/web ${pod}/topologySpreadConstraints/0`]],
  ])('services.web.%s', (attribute, targets) => {
    expect(targetsOf(`services.web.${attribute}`)).toEqual(targets);
  });

  it.each([
    ['services.db.command', [`StatefulSet/db ${container}/args`]],
    [
      'services.db.volumes[0]',
      [
        `StatefulSet/db ${container}/volumeMounts/0`,
        'StatefulSet/db /spec/volumeClaimTemplates/0',
        'StatefulSet/db /kind',
        'StatefulSet/db /spec/serviceName',
        'Service/db-pods /spec',
      ],
    ],
    ['volumes.cache', ['PersistentVolumeClaim/cache /spec/resources/requests/storage', 'PersistentVolumeClaim/cache /spec']],
    ['networks.back.internal', ['NetworkPolicy/db /spec/policyTypes/1', 'NetworkPolicy/db /spec/egress/1']],
  ])('%s', (path, targets) => {
    expect(targetsOf(path)).toEqual(targets);
  });

  it('N-11: a port that the image tells comes from the image, one that a text tells from the text', () => {
    expect(targetsOf('services.db.image')).toContain('Service/db /spec/ports/0');
    const { entries } = convertText('services: {a: {image: acme/a:1, environment: {B: "http://b:8123"}}, b: {image: acme/b:1}}');
    const entry = entries.find(({ path }) => path === 'services.a.environment.B');
    expect(entry?.targets).toContainEqual({ object: { kind: 'Service', name: 'b' }, pointer: '/spec/ports/0', rule: 'N-11' });
  });
});

describe('where a field comes from', () => {
  it.each([
    ['Deployment', 'web', `${container}/readinessProbe/periodSeconds`, ['services.web.healthcheck.interval']],
    ['Deployment', 'web', `${container}/resources/requests/memory`, ['services.web.deploy.resources.reservations.memory']],
    ['Deployment', 'web', `${container}/volumeMounts/0/mountPath`, ['services.web.volumes[0]']],
    ['NetworkPolicy', 'db', '/spec/egress/1/ports/0/port', ['networks.back.internal']],
  ])('%s/%s%s', (kind, name, pointer, paths) => {
    const sources = provenance.sourcesOf(conversion.object(kind, name), pointer);
    expect(sources.map((source) => (source.kind === 'entry' ? source.entry.path : source.kind))).toEqual(paths);
  });

  it.each([
    ['/metadata/labels/app.kubernetes.io~1name', 'G-05'],
    ['/spec/template/metadata/labels/app.kubernetes.io~1part-of', 'G-05'],
    [`${pod}/automountServiceAccountToken`, 'G-06'],
    [`${container}/readinessProbe/successThreshold`, 'H-07'],
  ])('%s is there by default, %s', (pointer, rule) => {
    expect(provenance.sourcesOf(conversion.object('Deployment', 'web'), pointer)).toMatchObject([{ kind: 'default', byDefault: { rule } }]);
  });

  it('G-05: a label that is none of ours has no default', () => {
    expect(provenance.sourcesOf(conversion.object('Deployment', 'web'), '/metadata/labels/other')).toEqual([]);
  });

  it('what the input did not ask for is an addition', () => {
    const { object, ...rest } = convertText('services: {db: {image: "postgres:16"}}');
    const told = new Provenance(rest).sourcesOf(object('Deployment'), `${container}/volumeMounts/0/mountPath`);
    expect(told).toMatchObject([{ kind: 'addition', addition: { rule: 'V-11' } }]);
  });

  it('a field that nobody accounts for has no source', () => {
    expect(provenance.sourcesOf(conversion.object('Deployment', 'web'), '/spec/nonsense')).toEqual([]);
  });
});
