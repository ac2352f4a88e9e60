import { describe, expect, it } from 'vitest';
import { convertText } from '../../../support/convert-text.ts';

describe('kind of the workload (L-01)', () => {
  it.each([
    ['Deployment', ''],
    ['Job', "restart: 'no'"],
    ['Deployment', 'restart: on-failure'],
    ['Deployment', "restart: 'no', expose: ['80']"],
    ['Deployment', "restart: 'no', healthcheck: {test: 'true'}"],
    ['Job', "restart: 'no', healthcheck: {disable: true}"],
    ['Job', 'deploy: {restart_policy: {condition: none}}'],
    ['DaemonSet', 'deploy: {mode: global}'],
    ['Job', 'deploy: {mode: replicated-job}'],
    ['StatefulSet', "volumes: ['data:/data']"],
    ['Deployment', "volumes: ['data:/data:ro']"],
    ['Deployment', "hostname: a, volumes: ['data:/data']"],
    ['Deployment', "scale: 2, volumes: ['data:/data']"],
    ['Deployment', "restart: 'no', x-waybill: {kind: Deployment}"],
    ['StatefulSet', 'x-waybill: {kind: StatefulSet}'],
  ])('%s for {%s}', (kind, attributes) => {
    const result = convertText(`services: {a: {image: acme/a:1.0, ${attributes}}}\nvolumes: {data: {}}`);
    expect(result.objects.map((o) => o.kind).filter((k) => ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(k))).toEqual([kind]);
    expect(result.violations).toEqual([]);
  });

  it('keeps a server that another service names', () => {
    const result = convertText(
      "services: {a: {image: acme/a:1.0, restart: 'no'}, b: {image: acme/b:1.0, environment: {URL: 'http://a:80/'}}}",
    );
    expect(result.object('Deployment', 'a')).toBeDefined();
  });

  it('makes a Job of what another service waits for to end', () => {
    const result = convertText(
      'services: {a: {image: acme/a:1.0, restart: always}, b: {image: acme/b:1.0, depends_on: {a: {condition: service_completed_successfully}}}}',
    );
    expect(result.object('Job').metadata.name).toMatch(/^a-[0-9a-f]{10}$/);
  });

  it('names a Job after its content (L-09)', () => {
    const nameOf = (image: string): string => convertText(`services: {a: {image: ${image}, restart: 'no'}}`).object('Job').metadata.name;
    expect(nameOf('acme/a:1.0')).toBe(nameOf('acme/a:1.0'));
    expect(nameOf('acme/a:1.0')).not.toBe(nameOf('acme/a:1.1'));
  });

  it('makes nothing of a provider (B-034)', () => {
    const result = convertText(
      'services: {a: {provider: {type: x, options: {y: z}}}, b: {image: acme/b:1.0, depends_on: {a: {condition: service_healthy}}}}',
    );
    expect(result.objects.map((o) => `${o.kind}/${o.metadata.name}`)).toEqual(['Service/b', 'Deployment/b']);
    expect(result.entries.filter((e) => e.level === 'error').map((e) => [e.path, e.rule])).toEqual([['services.a', 'B-034']]);
    expect(result.entries.some((e) => e.outcome === 'not-translated')).toBe(false);
  });
});
