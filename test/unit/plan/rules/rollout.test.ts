import { describe, expect, it } from 'vitest';
import { at, convertText } from '../../../support/convert-text.ts';

const convertWeb = (attributes: string): ReturnType<typeof convertText> =>
  convertText(`services: {web: {image: acme/web:1.0, ${attributes}}}\nvolumes: {data: {}}`);
const port = "expose: ['80']";
const rolling = (maxSurge: number | string, maxUnavailable: number | string): unknown => ({
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge, maxUnavailable },
});
const recreate = { type: 'Recreate' };

describe('strategy (L-12, L-13, B-204)', () => {
  it.each([
    [port, rolling(1, 0)],
    ['', recreate],
    ['scale: 2', rolling('25%', '25%')],
    ['cpus: 1, x-waybill: {autoscale: true}', rolling('25%', '25%')],
    [`${port}, hostname: w, volumes: ['data:/data']`, recreate],
    [`${port}, volumes: ['data:/data:ro']`, recreate],
    [`${port}, network_mode: host`, recreate],
    [`${port}, deploy: {update_config: {}}`, rolling(0, 1)],
    [`${port}, deploy: {update_config: {parallelism: 2}}`, rolling(0, 2)],
    [`${port}, deploy: {update_config: {parallelism: 0}}`, rolling(0, '100%')],
    [`${port}, deploy: {update_config: {parallelism: 0, order: start-first}}`, rolling('100%', 0)],
    [`${port}, deploy: {update_config: {parallelism: 3, order: start-first}}`, rolling(3, 0)],
    [`hostname: w, volumes: ['data:/data'], deploy: {update_config: {order: start-first}}`, recreate],
    [`${port}, deploy: {placement: {max_replicas_per_node: 1}}`, rolling(0, 1)],
  ])('{%s}', (attributes, expected) => {
    const result = convertWeb(attributes);
    expect(at(result.object('Deployment'), 'spec', 'strategy')).toEqual(expected);
    expect(result.violations).toEqual([]);
  });
});

describe('time to settle (B-198, L-04)', () => {
  it.each([
    ['{delay: 10s}', 10, 610],
    ['{delay: 10s, monitor: 15m}', 900, 1500],
    ['{delay: 1500ms}', 2, 602],
    ['{delay: 0s}', undefined, undefined],
    ['{delay: 48h}', 172_800, 172_801],
  ])('%s', (update, minReadySeconds, progressDeadlineSeconds) => {
    const result = convertWeb(`${port}, deploy: {update_config: ${update}}`);
    const spec = result.object('Deployment')['spec'];
    expect([at(spec, 'minReadySeconds'), at(spec, 'progressDeadlineSeconds')]).toEqual([minReadySeconds, progressDeadlineSeconds]);
  });
});

describe('progress deadline (L-04)', () => {
  it.each([
    [`${port}, healthcheck: {test: 'true'}`, 900],
    [`${port}, healthcheck: {test: 'true', start_period: 20m}`, 1890],
    [`${port}, healthcheck: {test: 'true', start_period: 1s}, x-waybill: {liveness: false}`, 86_400],
    [`${port}, healthcheck: {test: 'true'}, x-waybill: {liveness: false}`, undefined],
    [port, undefined],
  ])('{%s}', (attributes, seconds) => {
    expect(at(convertWeb(attributes).object('Deployment'), 'spec', 'progressDeadlineSeconds')).toBe(seconds);
  });
});

describe('the account (B-181, B-197…B-201, L-26)', () => {
  it.each([
    ['deploy: {mode: replicated}', 'mode', ['exact info B-181']],
    ['deploy: {mode: global}', 'mode', ['differs info B-181']],
    ['deploy: {mode: global-job}', 'mode', ['refused error B-181']],
    ['deploy: {mode: global, replicas: 2}', 'replicas', ['differs info L-26']],
    ['deploy: {mode: replicated-job, replicas: 2}', 'replicas', ['exact info L-11']],
    ['deploy: {replicas: 2}', 'replicas', ['exact info L-26']],
    ['deploy: {update_config: {}}', 'update_config', ['exact info G-01']],
    ['deploy: {update_config: {failure_action: pause}}', 'update_config.failure_action', ['exact info B-199']],
    ['deploy: {update_config: {failure_action: rollback}}', 'update_config.failure_action', ['refused warning B-199']],
    ['deploy: {update_config: {max_failure_ratio: 0}}', 'update_config.max_failure_ratio', ['exact info B-200']],
    ['deploy: {update_config: {max_failure_ratio: 0.5}}', 'update_config.max_failure_ratio', ['refused warning B-200']],
    ['deploy: {mode: replicated-job, update_config: {delay: 5s}}', 'update_config.delay', ['refused warning B-198']],
    ['deploy: {mode: global, update_config: {parallelism: 2}}', 'update_config.parallelism', ['differs info L-13']],
    ['deploy: {rollback_config: {parallelism: 2}}', 'rollback_config', ['refused warning B-201']],
    [
      'deploy: {update_config: {parallelism: 2, order: start-first}, rollback_config: {order: start-first, parallelism: 2}}',
      'rollback_config',
      ['exact info B-201'],
    ],
  ])('{%s}: %s', (attributes, attribute, expected) => {
    const { entries } = convertWeb(attributes);
    expect(entries.filter((e) => e.path === `services.web.deploy.${attribute}`).map((e) => `${e.outcome} ${e.level} ${e.rule}`)).toEqual(
      expected,
    );
    expect(entries.some((e) => e.outcome === 'not-translated')).toBe(false);
  });
});
