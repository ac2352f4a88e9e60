import { describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

type Converted = ReturnType<typeof convertText>;

/** `app` depends on `dep`. */
const convertPair = (dependency: string, dep: string, wait: 'healthy' | 'all' | 'none' = 'healthy', app = ''): Converted =>
  convertText(`services: {app: {image: acme/app:1.0, depends_on: {dep: ${dependency}}, ${app}}, dep: {image: acme/dep:1.0, ${dep}}}`, {
    options: { wait },
  });
const waitsOf = (result: Converted): readonly unknown[] =>
  (at(podOf(result.object('Deployment', 'app')), 'initContainers') ?? []) as readonly unknown[];
const linesOf = (result: Converted): readonly unknown[] => waitsOf(result).map((c) => at(c, 'command', 2) ?? at(c, 'args'));
const check = 'healthcheck: {test: "true"}';
const healthy = '{condition: service_healthy}';
const nameOfJob = (result: Converted): string => result.object('Job').metadata.name;

describe('service_started (L-03)', () => {
  it.each([
    ['healthy', "expose: ['80']", []],
    ['none', "expose: ['80']", []],
    ['all', "expose: ['80']", ['i=0; until nc -z -w 2 dep 80 || [ $$i -ge 60 ]; do i=$$((i+1)); sleep 2; done']],
    ['all', '', []],
    ['all', "expose: ['80/udp']", []],
    ['all', "expose: ['80'], scale: 0", []],
  ] as const)('--wait %s, {%s}', (wait, dep, lines) => {
    expect(linesOf(convertPair('{condition: service_started}', dep, wait))).toEqual(lines);
  });
});

describe('service_healthy (L-04, L-06)', () => {
  const dns = (condition: string): string =>
    condition.replace('PROBE', () => "nslookup dep-ready.$$(awk '/^search/{print $$2}' /etc/resolv.conf) 2>/dev/null | grep -q '^Name:'");

  it.each([
    [healthy, `expose: ['80'], ${check}`, 'healthy', ['until nc -z -w 2 dep 80; do sleep 2; done']],
    [healthy, `expose: ['80'], ${check}`, 'none', []],
    [healthy, `expose: ['80'], scale: 0, ${check}`, 'healthy', []],
    [healthy, check, 'healthy', [dns('until PROBE; do sleep 2; done')]],
    [healthy, `expose: ['80/udp'], ${check}`, 'healthy', [dns('until PROBE; do sleep 2; done')]],
    [
      '{condition: service_healthy, required: false}',
      `expose: ['80'], ${check}`,
      'healthy',
      ['i=0; until nc -z -w 2 dep 80 || [ $$i -ge 300 ]; do i=$$((i+1)); sleep 2; done'],
    ],
    [
      '{condition: service_healthy, required: false}',
      check,
      'healthy',
      [dns('i=0; until PROBE || [ $$i -ge 300 ]; do i=$$((i+1)); sleep 2; done')],
    ],
    ['{condition: service_healthy, required: false}', check, 'none', []],
  ] as const)('%s, {%s}, --wait %s', (dependency, dep, wait, lines) => {
    expect(linesOf(convertPair(dependency, dep, wait))).toEqual(lines);
  });

  it('asks <dep>-ready where the name also leads to pods that are not ready (N-16)', () => {
    const result = convertPair(healthy, `expose: ['80'], environment: {SELF: 'http://dep:80'}, ${check}`);
    expect(linesOf(result)).toEqual(['until nc -z -w 2 dep-ready 80; do sleep 2; done']);
    expect(at(result.object('Service', 'dep-ready'), 'spec', 'clusterIP')).toBe('None');
  });

  it('asks DNS where no common network lets it connect (N-31)', () => {
    const result = convertText(`services:
  app: {image: acme/app:1.0, networks: [front], depends_on: {dep: {condition: service_healthy}}}
  dep: {image: acme/dep:1.0, networks: [back], expose: ['80'], healthcheck: {test: 'true'}}
networks: {front: {}, back: {}}
`);
    expect(linesOf(result)).toEqual([expect.stringContaining('nslookup dep-ready.')]);
  });

  it.each([
    ['image: postgres:16', 'error', '[CMD, pg_isready, -h, 127.0.0.1, -U, postgres]'],
    ['image: acme/unseen:1.0', 'warning', undefined],
    ['image: acme/unseen:1.0, healthcheck: {disable: true}', 'error', undefined],
    ['image: acme/unseen:1.0, healthcheck: {interval: 5s}', 'warning', undefined],
    ['image: postgres:16, healthcheck: {interval: 5s}', 'error', '[CMD, pg_isready, -h, 127.0.0.1, -U, postgres]'],
  ])('on {%s}, which has no check (DIAG-19)', (dep, severity, template) => {
    const result = convertText(`services: {app: {image: acme/app:1.0, depends_on: {dep: {condition: service_healthy}}}, dep: {${dep}}}`);
    expect(result.diagnostics.filter((d) => d.code === 'healthy-without-check').map((d) => [d.severity, d.data['template']])).toEqual([
      [severity, template],
    ]);
  });
});

describe('service_completed_successfully (L-05, L-06)', () => {
  it('waits for the Job by its name, with a token in that container only', () => {
    const result = convertPair('{condition: service_completed_successfully}', '');
    expect(linesOf(result)).toEqual([['wait', '--for=condition=complete', `job/${nameOfJob(result)}`, '--timeout=-1s']]);
    const pod = podOf(result.object('Deployment', 'app'));
    expect([at(pod, 'serviceAccountName'), at(pod, 'automountServiceAccountToken')]).toEqual(['app-wait', false]);
    expect(at(pod, 'containers', 0, 'volumeMounts')).toBeUndefined();
    expect(at(result.object('Role'), 'rules')).toEqual([{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list', 'watch'] }]);
    expect(result.violations).toEqual([]);
  });

  it.each([
    ['{condition: service_completed_successfully}', 'none', '', 0],
    ['{condition: service_completed_successfully}', 'healthy', 'scale: 0', 0],
    ['{condition: service_completed_successfully}', 'healthy', 'x-waybill: {kind: Deployment}', 0],
    ['{condition: service_completed_successfully, required: false}', 'healthy', '', 1],
  ] as const)('%s, --wait %s, {%s}', (dependency, wait, dep, count) => {
    const result = convertPair(dependency, dep, wait);
    expect(waitsOf(result)).toHaveLength(count);
    expect(result.objects.filter((o) => o.kind === 'Role')).toHaveLength(count);
  });

  it('waits for the end of a Job that is not required, also a bad one, without a shell, which the image does not have', () => {
    const result = convertPair('{condition: service_completed_successfully, required: false}', '');
    expect(linesOf(result)).toEqual([
      ['wait', '--for=jsonpath={.status.conditions[0].status}=True', `job/${nameOfJob(result)}`, '--timeout=-1s'],
    ]);
    expect(at(waitsOf(result)[0], 'command')).toBeUndefined();
  });
});

describe('the account of depends_on (B-060…B-063)', () => {
  it('takes every leaf', () => {
    const result = convertPair('{condition: service_healthy, required: true, restart: true}', check);
    expect(
      result.entries.filter((e) => e.path.includes('depends_on')).map((e) => `${e.path.split('.').at(-1)} ${e.outcome} ${e.rule}`),
    ).toEqual(['condition differs L-04', 'required exact L-06', 'restart not-applicable B-063']);
  });

  it('gives waits neither privileges nor a shared filesystem (L-07)', () => {
    const [wait] = waitsOf(convertPair(healthy, check));
    expect(at(wait, 'securityContext')).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65534,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(at(wait, 'restartPolicy')).toBeUndefined();
  });
});
