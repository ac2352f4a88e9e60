import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';
import { komposeLabels } from '../../../../src/plan/extension/kompose/table.ts';

const web = (labels: Readonly<Record<string, string>>, rest: object = {}): ReturnType<typeof convertText> =>
  convertText(JSON.stringify({ services: { web: { image: 'acme/web:1', ports: ['8080:80'], labels, ...rest } } }));

const rows = (result: ReturnType<typeof convertText>, label: string): readonly string[] =>
  result.said(`services.web.labels["${label}"]`).map((text) => text.split(' ').slice(0, 3).join(' '));

describe('labels of Kompose (B-029)', () => {
  it('are no annotations, and each has an entry', () => {
    const labels = Object.fromEntries([...komposeLabels.keys()].map((label) => [label, '1']));
    const result = web({ ...labels, other: 'x' });
    expect(at(result.object('Deployment'), 'spec', 'template', 'metadata', 'annotations')).toEqual({ other: 'x' });
    expect([...komposeLabels.keys()].filter((label) => rows(result, label).length !== 1)).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string, string, unknown]>([
    [
      'node ports',
      { 'kompose.service.type': 'nodeport', 'kompose.service.nodeport.port': '30080' },
      'Service',
      'web-public',
      { spec: { type: 'NodePort', ports: [{ nodePort: 30080 }] } },
    ],
    [
      'the traffic policy',
      { 'kompose.service.external-traffic-policy': 'local' },
      'Service',
      'web-public',
      { spec: { externalTrafficPolicy: 'Local' } },
    ],
    ['the kind', { 'kompose.controller.type': 'daemonset' }, 'DaemonSet', 'web', {}],
    [
      'a schedule',
      { 'kompose.cronjob.schedule': '*/5 * * * *', 'kompose.cronjob.concurrency_policy': 'forbid', 'kompose.cronjob.backoff_limit': '3' },
      'CronJob',
      'web',
      { spec: { schedule: '*/5 * * * *', concurrencyPolicy: 'Forbid', jobTemplate: { spec: { backoffLimit: 3 } } } },
    ],
    [
      'an Ingress',
      {
        'kompose.service.expose': 'a.example.com/x',
        'kompose.service.expose.ingress-class-name': 'nginx',
        'kompose.service.expose.tls-secret': 'cert',
      },
      'Ingress',
      'web',
      { spec: { ingressClassName: 'nginx', tls: [{ secretName: 'cert' }], rules: [{ host: 'a.example.com' }] } },
    ],
  ])('read %s', (_, labels, kind, name, expected) => {
    const result = web(labels);
    expect(result.object(kind, name)).toMatchObject(expected as object);
    expect(result.violations).toEqual([]);
    for (const label of Object.keys(labels)) expect(rows(result, label)).toContain('differs info B-029');
  });

  it('read an autoscaler', () => {
    const labels = {
      'kompose.hpa.replicas.min': '2',
      'kompose.hpa.replicas.max': '5',
      'kompose.hpa.cpu': '60%',
      'kompose.hpa.memory': '80',
    };
    const spec = at(web(labels, { cpus: 1, mem_limit: '1g' }).object('HorizontalPodAutoscaler'), 'spec');
    expect(spec).toMatchObject({ minReplicas: 2, maxReplicas: 5 });
    expect(JSON.stringify(spec)).toMatch(/"averageUtilization":60.*"averageUtilization":80/);
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['the account', { 'kompose.serviceaccount-name': 'sa' }, { serviceAccountName: 'sa' }],
    ['the group of volumes', { 'kompose.security-context.fsgroup': '1001' }, { securityContext: { fsGroup: 1001 } }],
    ['a pull secret', { 'kompose.image-pull-secret': 'reg' }, { imagePullSecrets: [{ name: 'reg' }] }],
    [
      'an init container',
      {
        'kompose.init.containers.name': 'prep',
        'kompose.init.containers.image': 'b:1',
        'kompose.init.containers.command': "sh -c 'echo $(A)'",
      },
      { initContainers: [{ name: 'prep', image: 'b:1', command: ['sh', '-c', 'echo $$(A)'] }] },
    ],
  ])('change the pod: %s', (_, labels, expected) => {
    const result = web(labels);
    expect(podOf(result.object('Deployment'))).toMatchObject(expected);
    expect(result.violations).toEqual([]);
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['the pull policy', { 'kompose.image-pull-policy': 'always' }, { imagePullPolicy: 'Always' }],
    [
      'readiness over HTTP',
      {
        'kompose.service.healthcheck.readiness.http_get_path': '/r',
        'kompose.service.healthcheck.readiness.http_get_port': '80',
        'kompose.service.healthcheck.readiness.interval': '90s',
        'kompose.service.healthcheck.readiness.retries': '4',
      },
      { readinessProbe: { httpGet: { path: '/r', port: 80 }, periodSeconds: 90, failureThreshold: 4 } },
    ],
    [
      'readiness by a command',
      { 'kompose.service.healthcheck.readiness.test': 'CMD curl -f localhost' },
      { readinessProbe: { exec: { command: ['curl', '-f', 'localhost'] } } },
    ],
    ['liveness by a port', { 'kompose.service.healthcheck.liveness.tcp_port': '80' }, { livenessProbe: { tcpSocket: { port: 80 } } }],
    ['ephemeral storage', { 'kompose.ephemeral-storage.limit': '1Gi' }, { resources: { limits: { 'ephemeral-storage': '1Gi' } } }],
  ])('change the container: %s', (_, labels, expected) => {
    const result = web(labels);
    expect(containerOf(result.object('Deployment'))).toMatchObject(expected);
    for (const label of Object.keys(labels)) expect(rows(result, label)).toContain('differs info B-029');
  });

  it('switch readiness off', () => {
    const healthcheck = { test: ['CMD', 'true'] };
    const result = web({ 'kompose.service.healthcheck.readiness.disable': 'true' }, { healthcheck });
    expect(containerOf(result.object('Deployment'))).not.toHaveProperty('readinessProbe');
    expect(containerOf(web({}, { healthcheck }).object('Deployment'))).toHaveProperty('readinessProbe');
  });

  it('say what becomes of bind mounts', () => {
    const result = convertText(
      JSON.stringify({ services: { web: { image: 'a:1', volumes: ['./conf:/conf'], labels: { 'kompose.volume.type': 'hostPath' } } } }),
      { files: { 'conf/a': 'x' } },
    );
    expect(JSON.stringify(podOf(result.object('Deployment')))).toContain('"hostPath":{"path":"/work/shop/conf"');
  });

  it.each([
    ['kompose.service.group', 'g'],
    ['kompose.volume.subpath', 's'],
    ['kompose.service.name_override', 'n'],
    ['kompose.controller.type', 'replicationcontroller'],
    ['kompose.hpa.memory', '512Mi'],
    ['kompose.service.type', 'external'],
    ['kompose.service.nodeport.port', 'x'],
    ['kompose.service.expose.tls-secret', 'x'],
    ['kompose.cronjob.concurrency_policy', 'Forbid'],
    ['kompose.cronjob.schedule', 'daily'],
    ['kompose.image-pull-policy', 'sometimes'],
    ['kompose.init.containers.name', 'x'],
    ['kompose.service.healthcheck.readiness.http_get_path', '/x'],
    ['kompose.ephemeral-storage.limit', 'lots'],
    ['kompose.volume.size', '1Gi'],
    ['kompose.cronjob.backoff_limit', '3'],
    ['kompose.servce.type', 'nodeport'],
  ])('are refused where they have no meaning: %s: %s', (label, value) => {
    const result = web({ [label]: value });
    expect(rows(result, label)).toEqual(['refused warning B-029']);
    expect(result.violations).toEqual([]);
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('give way to x-waybill', () => {
    const result = web({ 'kompose.controller.type': 'daemonset' }, { 'x-waybill': { kind: 'Deployment' } });
    expect(result.object('Deployment')).toBeDefined();
    expect(rows(result, 'kompose.controller.type')).toEqual(['differs warning B-029']);
  });

  it('are read in deploy.labels, too', () => {
    const result = web({}, { deploy: { labels: { 'kompose.ephemeral-storage.request': '1Gi' } } });
    expect(containerOf(result.object('Deployment'))).toMatchObject({ resources: { requests: { 'ephemeral-storage': '1Gi' } } });
    expect(result.said('services.web.deploy.labels["kompose.ephemeral-storage.request"]')).toHaveLength(1);
  });
});

describe('labels of Kompose about volumes (B-234)', () => {
  const sizes = (volume: object, labels: object): readonly unknown[] => {
    const result = convertText(
      JSON.stringify({ services: { web: { image: 'a:1', volumes: ['data:/d'], labels } }, volumes: { data: volume } }),
    );
    const claim = JSON.stringify(result.objects);
    return [/"storage":"(\w+)"/.exec(claim)?.[1], /"storageClassName":"(\w+)"/.exec(claim)?.[1]];
  };
  const onVolume = { labels: { 'kompose.volume.size': '2Gi' } };
  const onService = { 'kompose.volume.size': '3Gi', 'kompose.volume.storage-class-name': 'fast' };

  it.each([
    ['on the volume', onVolume, {}, ['2Gi', undefined]],
    ['on the service', {}, onService, ['3Gi', 'fast']],
    ['on the volume before those on the service', onVolume, onService, ['2Gi', 'fast']],
    ['behind x-waybill', { ...onVolume, 'x-waybill': { size: '4g' } }, onService, ['4Gi', 'fast']],
  ])('%s', (_, volume, labels, expected) => {
    expect(sizes(volume, labels)).toEqual(expected);
  });
});
