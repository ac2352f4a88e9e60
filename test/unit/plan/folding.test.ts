import { describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../support/convert-text.ts';

const initNames = (pod: unknown): unknown => (at(pod, 'initContainers') as readonly unknown[] | undefined)?.map((one) => at(one, 'name'));
const fold = { options: { jobs: 'fold' as const } };

describe('--jobs fold (L-05b)', () => {
  const yaml = `
services:
  db: {image: "postgres:16", healthcheck: {test: pg_isready}}
  prepare: {image: "acme/prepare:1", volumes: ["files:/files"]}
  migrate:
    image: acme/api:1
    command: [migrate]
    environment: {MODE: up}
    user: "1000"
    restart: on-failure:3
    stop_grace_period: 5s
    depends_on: {db: {condition: service_healthy}, prepare: {condition: service_completed_successfully}}
  api:
    image: acme/api:1
    volumes: ["files:/srv/files"]
    restart: always
    depends_on: {migrate: {condition: service_completed_successfully}}
volumes: {files: }
`;
  const converted = convertText(yaml, fold);
  const api = converted.objects.find((o) => o.metadata.name === 'api' && o.kind !== 'Service');
  const pod = at(api, 'spec', 'template', 'spec');

  it('makes init containers of one-shots, each behind what it waits for', () => {
    expect(initNames(pod)).toEqual(['wait-db', 'prepare', 'migrate']);
    expect(converted.objects.map((o) => o.kind)).not.toContain('Job');
    expect(converted.objects.map((o) => o.kind)).not.toContain('Role');
    expect(converted.violations).toEqual([]);
  });

  it('leaves them all that they had', () => {
    expect(at(pod, 'initContainers', 2)).toMatchObject({
      image: 'acme/api:1',
      args: ['migrate'],
      envFrom: [{ configMapRef: { name: expect.stringMatching(/^migrate-env-/) as string } }],
      securityContext: { runAsUser: 1000 },
    });
    expect(at(pod, 'initContainers', 1, 'volumeMounts', 0)).toMatchObject({ name: 'files', mountPath: '/files' });
  });

  it('points at what is there', () => {
    for (const { targets, path } of converted.entries.filter((e) => /^services\.(?:migrate|prepare|api)\b/.test(e.path))) {
      for (const { object, pointer } of targets) {
        const found = converted.objects.find((o) => o.kind === object.kind && o.metadata.name === object.name);
        const steps = pointer
          .split('/')
          .slice(1)
          .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
        expect([path, pointer, at(found, ...steps)]).not.toContain(undefined);
      }
    }
  });

  it.each([
    ['services.api.depends_on.migrate.condition', 'differs info L-05b'],
    ['services.migrate.depends_on.prepare.condition', 'differs info L-05b'],
    ['services.migrate.restart', 'differs info L-05b'],
    ['services.migrate.stop_grace_period', 'differs info L-05b'],
  ])('%s is accounted for', (path, said) => {
    expect(converted.said(path)[0]).toContain(said);
    expect(converted.entries.filter((e) => e.outcome === 'not-translated')).toEqual([]);
  });

  it('is not done unless it is asked for', () => {
    expect(convertText(yaml).objects.filter((o) => o.kind === 'Job')).toHaveLength(2);
    const { objects } = convertText(yaml, { options: { jobs: 'fold', wait: 'none' } });
    expect(objects.filter((o) => o.kind === 'Job')).toHaveLength(2);
  });

  const job = (once: string, other = '', more = ''): ReturnType<typeof convertText> =>
    convertText(
      `
services:
  once: {image: "acme/once:1", ${once}}
  api: {image: "acme/api:1", depends_on: {once: {condition: service_completed_successfully}}, ${other}}
${more}`,
      fold,
    );

  it.each([
    ['two services wait for it', job('', '', '  b: {image: "b:1", depends_on: {once: {condition: service_completed_successfully}}}')],
    ['others call it', job('expose: ["80"]', 'environment: {URL: "http://once:80"}')],
    ['it has hooks', job('stop_signal: SIGINT')],
    ['it runs more than once', job('deploy: {replicas: 2}')],
    ['nothing runs it', job('', 'scale: 0')],
    ['it is on a network of its own (N-28)', job('networks: [a, b]', 'networks: [a]', 'networks: {a: , b: }')],
    [
      'it may fail (L-06)',
      convertText(
        'services: {once: {image: "a:1"}, api: {image: "b:1", depends_on: {once: {condition: service_completed_successfully, required: false}}}}',
        fold,
      ),
    ],
  ])('leaves a Job where %s', (_, { objects, violations }) => {
    expect(objects.filter((o) => o.kind === 'Job')).toHaveLength(1);
    expect(violations).toEqual([]);
  });

  it.each([
    ['networks: [i]', 'networks: [i]', []],
    ['networks: [i, o]', 'networks: [i, o]', ['Job']],
    ['networks: [o]', 'networks: [i]', ['Job']],
  ])('{%s} that {%s} waits for is folded unasked where a policy keeps the wait from the API server (N-31)', (once, dependant, kinds) => {
    const result = convertText(`
services:
  once: {image: "acme/once:1", restart: "no", ${once}}
  api: {image: "acme/api:1", ${dependant}, depends_on: {once: {condition: service_completed_successfully}}}
networks: {i: {internal: true}, o: }`);
    expect(result.objects.flatMap(({ kind }) => (kind === 'Job' ? [kind] : []))).toEqual(kinds);
    const isCutOff = dependant === 'networks: [i]' && kinds.length > 0;
    expect(result.preconditions.some(({ rule }) => rule === 'N-31')).toBe(isCutOff);
    expect(result.said('services.api.depends_on.once.condition')[0]).toMatch(
      isCutOff ? /^differs warning L-05 / : kinds.length > 0 ? /^differs info L-05 / : /^differs info L-05b/,
    );
    expect(result.violations).toEqual([]);
  });

  it('says why', () => {
    const { entries } = job('', '', '  b: {image: "b:1", depends_on: {once: {condition: service_completed_successfully}}}');
    expect(entries.find((e) => e.path === 'services.b.depends_on.once.condition')?.hint).toContain('api and b wait for it');
  });

  it('keeps volumes of equal names apart', () => {
    const { objects, violations } = job('tmpfs: [/tmp]', 'tmpfs: [/tmp]');
    const deployment = objects.find((o) => o.kind === 'Deployment');
    const names = (at(deployment && podOf(deployment), 'volumes') as readonly unknown[]).map((one) => at(one, 'name'));
    expect(new Set(names).size).toBe(2);
    expect(violations).toEqual([]);
  });
});
