import { describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

const classesOf = (yaml: string): readonly string[] =>
  convertText(yaml).additions.flatMap((a) => /^the pods of (.*) are (\w+)/.exec(a.message)?.slice(1, 3).join(': ') ?? []);

describe('quality of service (R-04, R-07)', () => {
  it.each([
    ['', 'a: BestEffort'],
    ['cpus: 1, mem_limit: 1g', 'a: Burstable'],
    ['gpus: all', 'a: BestEffort'],
    ["deploy: {resources: {limits: {cpus: '1', memory: 1g}, reservations: {cpus: '1', memory: 1g}}}", 'a: Guaranteed'],
    ["deploy: {resources: {limits: {cpus: '1'}, reservations: {cpus: '1', memory: 1g}}}", 'a: Burstable'],
  ])('{%s}', (attributes, expected) => {
    expect(classesOf(`services: {a: {image: acme/a:1.0, ${attributes}}}`)).toEqual([expected]);
  });

  it('counts containers that wait', () => {
    const yaml =
      'services: {a: {image: acme/a:1.0, depends_on: {b: {condition: service_healthy}}}, b: {image: acme/b:1.0, healthcheck: {test: "true"}}}';
    expect(classesOf(yaml)).toEqual(['a: Burstable', 'b: BestEffort']);
  });

  it.each([
    ['32m', '64Mi'],
    ['1g', '1Gi'],
    ['100000001b', '100000001'],
  ])('gives containers that wait in a Guaranteed pod of %s equal requests and limits of %s', (limit, memory) => {
    const resources = `{resources: {limits: {cpus: '0.5', memory: ${limit}}, reservations: {cpus: '0.5', memory: ${limit}}}}`;
    const yaml = `services: {a: {image: acme/a:1.0, deploy: ${resources}, depends_on: {b: {condition: service_healthy}}}, b: {image: acme/b:1.0, healthcheck: {test: "true"}}}`;
    const amounts = { cpu: '500m', memory };
    expect(at(podOf(convertText(yaml).object('Deployment', 'a')), 'initContainers', 0, 'resources')).toEqual({
      requests: amounts,
      limits: amounts,
    });
  });

  it.each([
    ['', 'a: BestEffort'],
    ['mem_limit: 2g', 'a: Burstable'],
  ])('a one-shot in the pod counts, and keeps its own resources: {%s} (L-05b)', (attributes, expected) => {
    const { additions, object } = convertText(
      `services: {once: {image: acme/a:1.0, restart: "no", ${attributes}}, a: {image: acme/a:1.0, depends_on: {once: {condition: service_completed_successfully}}}}`,
      { options: { jobs: 'fold' } },
    );
    expect(additions.some((a) => a.message.startsWith(`the pods of ${expected.replace(':', ' are')}`))).toBe(true);
    expect(at(podOf(object('Deployment')), 'initContainers', 0, 'resources', 'limits', 'memory')).toBe(
      attributes === '' ? undefined : '2Gi',
    );
  });

  it('a one-shot in a Guaranteed pod keeps its own limit (R-07, L-05b)', () => {
    const resources = "{resources: {limits: {cpus: '0.5', memory: 64m}, reservations: {cpus: '0.5', memory: 64m}}}";
    const { object } = convertText(
      `services: {once: {image: acme/a:1.0, restart: "no", mem_limit: 2g}, a: {image: acme/a:1.0, deploy: ${resources}, depends_on: {once: {condition: service_completed_successfully}}}}`,
      { options: { jobs: 'fold' } },
    );
    expect(at(podOf(object('Deployment')), 'initContainers', 0, 'resources', 'limits')).toEqual({ memory: '2Gi' });
  });
});
