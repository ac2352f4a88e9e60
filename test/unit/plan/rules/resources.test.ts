import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText } from '../../../support/convert-text.ts';

const resourcesOf = (attributes: string, options = {}): unknown =>
  at(containerOf(convertText(`services: {a: {image: acme/a:1.0, ${attributes}}}`, { options }).object('Deployment')), 'resources');

describe('quantities (R-01, R-02, R-06, B-150…B-157)', () => {
  it.each([
    ['cpus: 0', undefined],
    ["cpus: '0.0004'", { limits: { cpu: '1m' }, requests: { cpu: '1m' } }],
    ['cpu_quota: 33333', { limits: { cpu: '334m' }, requests: { cpu: '84m' } }],
    ['cpu_quota: 50000, cpu_period: 200000', { limits: { cpu: '250m' }, requests: { cpu: '63m' } }],
    ['cpu_shares: 1024', { requests: { cpu: '1000m' } }],
    ['cpu_shares: 0', undefined],
    ['cpu_shares: 1024, cpus: 0.5', { limits: { cpu: '500m' }, requests: { cpu: '500m' } }],
    ['mem_limit: 50M', { limits: { memory: '50Mi' }, requests: { memory: '32Mi' } }],
    ['mem_limit: 1.5g', { limits: { memory: '1536Mi' }, requests: { memory: '384Mi' } }],
    ['mem_limit: 4189899980800', { limits: { memory: '3995800Mi' }, requests: { memory: '32Mi' } }],
    ['mem_limit: 10000001b', { limits: { memory: '10000001' }, requests: { memory: '10000001' } }],
    ['mem_reservation: 64m', { requests: { memory: '64Mi' } }],
    ['mem_limit: 0', undefined],
    ['deploy: {resources: {limits: {}, reservations: {}}}', undefined],
  ])('%s', (attributes, expected) => {
    expect(resourcesOf(attributes)).toEqual(expected);
  });
});

describe('requests of limits (R-03)', () => {
  it.each([
    ['quarter', { cpu: '250m', memory: '256Mi' }],
    ['equal', { cpu: '1000m', memory: '1Gi' }],
    ['zero', { cpu: '0m', memory: '0' }],
  ] as const)('--requests %s', (requests, expected) => {
    expect(at(resourcesOf('cpus: 1, mem_limit: 1g', { requests }), 'requests')).toEqual(expected);
  });
});

describe('the account of resources', () => {
  const said = (attributes: string, attribute: string): readonly string[] =>
    convertText(`services: {a: {image: acme/a:1.0, ${attributes}}}`)
      .entries.filter((e) => e.path === `services.a.${attribute}`)
      .map((e) => `${e.outcome} ${e.rule}`);

  it.each([
    ['mem_limit: 1g', 'mem_limit', ['differs R-03', 'differs R-08']],
    ['mem_limit: 1g, memswap_limit: 1g', 'mem_limit', ['differs R-03']],
    ['mem_limit: 1g, memswap_limit: 1g', 'memswap_limit', ['exact B-158']],
    ['mem_limit: 1g, memswap_limit: 0', 'memswap_limit', ['exact B-158']],
    ['mem_limit: 1g, memswap_limit: -1', 'memswap_limit', ['refused B-158']],
    ['mem_limit: 1g, mem_swappiness: 0', 'mem_limit', ['differs R-03']],
    ['memswap_limit: 1024m, deploy: {resources: {limits: {memory: 1g}}}', 'memswap_limit', ['exact B-158']],
    ['memswap_limit: 1024m, deploy: {resources: {limits: {memory: 1g}}}', 'deploy.resources.limits.memory', ['differs R-03']],
    ['memswap_limit: 1g', 'memswap_limit', ['refused B-158']],
    ['mem_swappiness: 0', 'mem_swappiness', ['exact B-159']],
    ['mem_swappiness: 60', 'mem_swappiness', ['refused B-159']],
    ['cpus: 2, cpu_quota: 50000', 'cpu_quota', ['differs B-151']],
    ['cpus: 2, cpu_quota: -1', 'cpu_quota', ['exact R-01']],
    ["cpu_shares: 512, deploy: {resources: {reservations: {cpus: '0.25'}}}", 'cpu_shares', ['differs R-06']],
    ["cpu_shares: 0, deploy: {resources: {reservations: {cpus: '0.25'}}}", 'cpu_shares', ['exact R-01']],
    ["deploy: {resources: {limits: {cpus: '1'}, reservations: {cpus: '2'}}}", 'deploy.resources.reservations.cpus', ['differs R-05']],
    ['mem_limit: 512m, mem_reservation: 1g', 'mem_reservation', ['differs R-05', 'differs B-190']],
    ["cpuset: ''", 'cpuset', ['exact B-153']],
    ["cpuset: '0,1'", 'cpuset', ['refused B-153']],
    ['cpu_quota: 50000, cpu_period: 100000', 'cpu_period', ['exact B-151']],
    ['cpu_period: 100000', 'cpu_period', ['exact R-01']],
    ['cpus: 0', 'cpus', ['exact R-01']],
  ])('%s: %s is %j (B-158, B-159, R-08)', (attributes, attribute, expected) => {
    expect(said(attributes, attribute)).toEqual(expected);
  });

  it.each([
    ['mem_limit: 512m, mem_reservation: 1g', 'reservation-above-limit', 'services.a.mem_reservation'],
    [
      "deploy: {resources: {limits: {cpus: '1'}, reservations: {cpus: '2'}}}",
      'reservation-above-limit',
      'services.a.deploy.resources.reservations.cpus',
    ],
    ['mem_limit: 6291455b', 'memory-limit-too-small', 'services.a.mem_limit'],
  ])('%s is an error (R-05, R-10, DIAG-23)', (attributes, code, path) => {
    const { diagnostics, violations } = convertText(`services: {a: {image: acme/a:1.0, ${attributes}}}`);
    expect(diagnostics.filter((d) => d.severity === 'error').map((d) => [d.code, d.path])).toEqual([[code, path]]);
    expect(violations).toEqual([]);
  });

  it('takes 6 MiB (R-10)', () => {
    expect(convertText('services: {a: {image: acme/a:1.0, mem_limit: 6m}}').diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  });
});
