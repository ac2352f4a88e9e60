import { describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

const convertWeb = (attributes: string, hpa: 'auto' | 'all' | 'off' = 'auto'): ReturnType<typeof convertText> =>
  convertText(`services: {web: {image: acme/web:1.0, ${attributes}}}\nvolumes: {data: {}}`, { options: { hpa } });

const boundsOf = (result: ReturnType<typeof convertText>): unknown =>
  result.objects
    .filter((o) => o.kind === 'HorizontalPodAutoscaler')
    .map((o) => [at(o, 'spec', 'minReplicas'), at(o, 'spec', 'maxReplicas')]);

describe('autoscaler (R-12)', () => {
  it.each([
    ['auto', "expose: ['80'], cpus: 1", [[1, 3]]],
    ['auto', "expose: ['80'], cpus: 1, scale: 2", [[2, 6]]],
    ['auto', "expose: ['80'], cpus: 1, scale: 1", []],
    ['auto', "expose: ['80'], cpus: 1, scale: 0", []],
    ['auto', "expose: ['80'], mem_limit: 1g", []],
    ['auto', "expose: ['80']", []],
    ['auto', 'cpus: 1', []],
    ['all', 'cpus: 1', [[1, 3]]],
    ['off', "expose: ['80'], cpus: 1", []],
    ['off', 'cpus: 1, x-waybill: {autoscale: true}', [[1, 3]]],
    ['auto', "expose: ['80'], cpus: 1, x-waybill: {autoscale: false}", []],
    ['auto', "expose: ['80'], cpus: 1, scale: 1, x-waybill: {autoscale: {min: 2, max: 4}}", [[2, 4]]],
    ['auto', "expose: ['80'], cpus: 1, hostname: web, volumes: ['data:/data']", []],
    ['auto', "expose: ['80'], cpus: 1, volumes: ['data:/data']", []],
    ['auto', 'network_mode: host, cpus: 1, x-waybill: {kind: Deployment}', []],
    ['auto', "expose: ['80'], cpus: 1, deploy: {mode: global}", []],
  ] as const)('--hpa %s, {%s}: %j', (hpa, attributes, expected) => {
    expect(boundsOf(convertWeb(attributes, hpa))).toEqual(expected);
  });

  it.each([
    ['image: "postgres:16", cpus: 1', []],
    ['image: "redis:7", cpus: 1', []],
    ['image: "nginx:1.27", cpus: 1', [[1, 3]]],
  ])('does not make several of a data store: {%s}', (attributes, expected) => {
    expect(boundsOf(convertText(`services: {web: {${attributes}}}`))).toEqual(expected);
  });

  it.each([
    ['scale: 2', 'exact info R-13'],
    ['scale: 1', 'differs info R-13'],
    ['scale: 0', 'differs info R-13'],
  ])('{%s} beside autoscale with a min of 2', (attributes, expected) => {
    const { said } = convertWeb(`cpus: 1, ${attributes}, x-waybill: {autoscale: {min: 2}}`);
    expect(said('services.web.scale')[0]).toMatch(new RegExp(`^${expected}`));
  });

  it('needs requests above zero', () => {
    expect(
      boundsOf(convertText("services: {web: {image: acme/web:1.0, expose: ['80'], cpus: 1}}", { options: { requests: 'zero' } })),
    ).toEqual([]);
  });

  it.each([
    ['x-waybill: {autoscale: {max: 3}}', 'it has no CPU request to measure against'],
    ['cpus: 1, x-waybill: {autoscale: {memory: 80}}', 'it has no memory request to measure against'],
    ['cpus: 1, x-waybill: {autoscale: {min: 3, max: 3}}', 'max is not greater than min'],
    ["cpus: 1, volumes: ['data:/data'], x-waybill: {autoscale: true}", 'a StatefulSet is not scaled'],
    ["cpus: 1, hostname: web, volumes: ['data:/data'], x-waybill: {autoscale: true}", 'its pods would write to one volume'],
    ['cpus: 1, network_mode: host, x-waybill: {autoscale: true}', 'its pods would need one port of the node'],
  ])('{%s} is an error', (attributes, reason) => {
    const result = convertWeb(attributes);
    expect(result.diagnostics.filter((d) => d.severity === 'error').map((d) => [d.code, d.data['reason']])).toEqual([
      ['autoscale-unsound', reason],
    ]);
    expect(boundsOf(result)).toEqual([]);
  });

  it('leaves replicas out and says where they went (R-13, B-182)', () => {
    const result = convertWeb("expose: ['80'], cpus: 1, deploy: {replicas: 2}");
    expect(at(result.object('Deployment'), 'spec', 'replicas')).toBeUndefined();
    expect(result.entries.find((e) => e.path === 'services.web.deploy.replicas')).toMatchObject({
      outcome: 'exact',
      targets: [{ object: { kind: 'HorizontalPodAutoscaler', name: 'web' }, pointer: '/spec/minReplicas' }],
    });
    expect(result.preconditions.map((p) => p.rule)).toEqual(expect.arrayContaining(['R-12', 'R-13']));
  });

  it('measures memory, too, when that is asked for', () => {
    const result = convertWeb('cpus: 1, mem_limit: 1g, x-waybill: {autoscale: {cpu: 60, memory: 80}}');
    const metrics = at(result.object('HorizontalPodAutoscaler'), 'spec', 'metrics') as readonly unknown[];
    expect(metrics.map((m) => [at(m, 'resource', 'name'), at(m, 'resource', 'target', 'averageUtilization')])).toEqual([
      ['cpu', 60],
      ['memory', 80],
    ]);
  });
});

describe('several replicas (R-14, R-15)', () => {
  it.each([
    ['scale: 1', 0, undefined],
    ['scale: 0', 0, undefined],
    ['scale: 2', 1, 'kubernetes.io/hostname'],
    ["expose: ['80'], cpus: 1", 0, 'kubernetes.io/hostname'],
  ])('{%s}', (attributes, budgets, topologyKey) => {
    const result = convertWeb(attributes);
    expect(result.objects.filter((o) => o.kind === 'PodDisruptionBudget')).toHaveLength(budgets);
    expect(at(podOf(result.object('Deployment')), 'topologySpreadConstraints', 0, 'topologyKey')).toBe(topologyKey);
  });
});
