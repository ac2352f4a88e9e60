import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText } from '../../../support/convert-text.ts';

type Converted = ReturnType<typeof convertText>;
const convertOne = (attributes: string, options = {}): Converted =>
  convertText(`services: {a: {${attributes}}}\nvolumes: {data: {}}`, {
    options,
    files: { Dockerfile: 'FROM scratch\nENTRYPOINT ["/app"]\n' },
  });
const probesOf = (result: Converted): readonly string[] => {
  const workload = result.objects.find((o) => ['Deployment', 'StatefulSet', 'Job', 'DaemonSet'].includes(o.kind));
  return ['startupProbe', 'readinessProbe', 'livenessProbe'].filter((probe) => workload && at(containerOf(workload), probe) !== undefined);
};
const all = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const check = "healthcheck: {test: 'true'}";

describe('which probes (H-03…H-06, H-09)', () => {
  it.each([
    [`image: acme/a:1.0, ${check}`, 'auto', all],
    [`image: acme/a:1.0, ${check}`, 'never', ['readinessProbe']],
    [`image: postgres:16, ${check}`, 'auto', ['readinessProbe']],
    [`image: postgres:16, ${check}`, 'always', all],
    [`image: acme/a:1.0, volumes: ['data:/data'], ${check}`, 'auto', ['readinessProbe']],
    [`image: acme/a:1.0, volumes: ['data:/data:ro'], ${check}`, 'auto', all],
    [`image: postgres:16, labels: {autoheal: 'true'}, ${check}`, 'auto', all],
    [`image: postgres:16, labels: {autoheal: 'true'}, ${check}`, 'never', ['readinessProbe']],
    [`image: postgres:16, x-waybill: {liveness: true}, ${check}`, 'never', all],
    [`image: acme/a:1.0, x-waybill: {liveness: false}, ${check}`, 'always', ['readinessProbe']],
    ["image: postgres:16, healthcheck: {test: 'true', start_period: 1s}", 'auto', ['startupProbe', 'readinessProbe']],
    [`image: acme/a:1.0, x-waybill: {kind: Job}, ${check}`, 'always', []],
    ['image: acme/a:1.0', 'auto', []],
    ['image: acme/a:1.0, healthcheck: {disable: true}', 'auto', []],
    ['image: acme/a:1.0, healthcheck: {test: [NONE]}', 'auto', []],
    ['image: acme/a:1.0, healthcheck: {interval: 5s}', 'auto', []],
    [`image: acme/a:1.0, deploy: {mode: global}, ${check}`, 'auto', all],
  ])('{%s}, --liveness %s: %j', (attributes, liveness, expected) => {
    expect(probesOf(convertOne(attributes, { liveness }))).toEqual(expected);
  });
});

describe('what cannot be seen (H-02)', () => {
  it.each([
    ['image: acme/a:1.0', ['services.a.image']],
    ['image: postgres:16', []],
    ['build: .', []],
    ['image: acme/a:1.0, healthcheck: {disable: true}', []],
    [`image: acme/a:1.0, ${check}`, []],
    ['image: acme/a:1.0, x-waybill: {kind: Job}', []],
  ])('{%s}', (attributes, paths) => {
    expect(
      convertOne(attributes)
        .entries.filter((e) => e.rule === 'H-02')
        .map((e) => e.path),
    ).toEqual(paths);
  });
});

describe('x-waybill: {liveness: true} where nothing tells when to restart (H-05)', () => {
  it.each([
    ['image: acme/a:1.0, x-waybill: {liveness: true}', 1],
    [`image: acme/a:1.0, x-waybill: {liveness: true, kind: Job}, ${check}`, 1],
    [`image: acme/a:1.0, x-waybill: {liveness: true}, ${check}`, 0],
    ['image: acme/a:1.0, x-waybill: {liveness: false}', 0],
  ])('{%s}: %d refused', (attributes, count) => {
    expect(convertOne(attributes).said('services.a.x-waybill.liveness')).toHaveLength(count);
  });
});

describe('mistakes (DIAG-17, H-11)', () => {
  it.each([
    ['{test: NONE}', ['health-check-mistake']],
    ['{test: [CMD, curl -f http://localhost]}', ['health-check-mistake']],
    ["{test: [CMD, a, '||', 'exit', '1']}", ['health-check-mistake']],
    ['{test: [CMD-SHELL, a, b]}', ['health-check-mistake']],
    ['{test: [CMD, a]}', []],
  ])('%s', (healthcheck, codes) => {
    const { diagnostics } = convertOne(`image: acme/a:1.0, healthcheck: ${healthcheck}`);
    expect(diagnostics.filter((d) => d.severity === 'warning').map((d) => d.code)).toEqual(codes);
  });

  it('refuses a shell line for an image without a shell', () => {
    const result = convertOne("build: ., healthcheck: {test: 'test -f /ready', interval: 5s}");
    expect(probesOf(result)).toEqual([]);
    expect(result.entries.filter((e) => e.outcome === 'refused').map((e) => [e.path, e.level, e.rule])).toEqual([
      ['services.a.healthcheck.test', 'error', 'H-11'],
      ['services.a.healthcheck.interval', 'warning', 'H-07'],
    ]);
  });
});

describe('whom the check calls (H-19)', () => {
  const both = (test: string): Converted =>
    convertText(
      `services: {a: {image: acme/a:1.0, expose: ['80'], healthcheck: {test: '${test}'}}, b: {image: acme/b:1.0, expose: ['80']}}`,
    );

  it.each([
    ['curl -f http://a/up', undefined],
    ['curl -f http://a/up | grep ok', true],
    ['curl -f http://localhost/up | grep ok', undefined],
    ['curl -f http://b/up', undefined],
  ])('%s: publishNotReadyAddresses is %s (N-15)', (test, expected) => {
    expect(at(both(test).object('Service', 'a'), 'spec', 'publishNotReadyAddresses')).toBe(expected);
  });

  it('says on whom readiness depends', () => {
    const result = both('curl -f http://b/up');
    expect(result.entries.filter((e) => e.rule === 'H-19').map((e) => [e.path, e.outcome, e.level])).toEqual([
      ['services.a.healthcheck.test', 'differs', 'warning'],
    ]);
    expect(at(containerOf(result.object('Deployment', 'a')), 'readinessProbe', 'exec', 'command')).toEqual([
      '/bin/sh',
      '-c',
      'curl -f http://b/up',
    ]);
  });
});

describe('weird but legal', () => {
  it.each([
    '{}',
    "{test: 'true', interval: 0s}",
    "{test: 'true', retries: 0}",
    '{test: []}',
    "{test: 'true', interval: 1ms, timeout: 876000h, retries: 2000000}",
    '{disable: false}',
  ])('%s is accounted for and valid', (healthcheck) => {
    const { entries, violations } = convertOne(`image: acme/a:1.0, healthcheck: ${healthcheck}`);
    expect(entries.filter((e) => e.outcome === 'not-translated').map((e) => e.path)).toEqual([]);
    expect(violations).toEqual([]);
  });
});
