import { describe, expect, it } from 'vitest';
import { convertText } from '../../../support/convert-text.ts';

type Container = Readonly<Record<string, unknown>> & { readonly name: string };

function convertHooks(hooks: string, service = '', env: Readonly<Record<string, string>> = {}): ReturnType<typeof convertText> {
  return convertText(`name: demo\nservices:\n  web:\n    image: "i:1"\n${service}    pre_start:\n${hooks}volumes:\n  data:\n`, { env });
}

function initContainers(result: ReturnType<typeof convertText>): readonly Container[] {
  const workload = result.objects.find((o) => o.kind === 'Deployment' || o.kind === 'StatefulSet');
  const spec = workload?.['spec'] as
    | { readonly template: { readonly spec: { readonly initContainers?: readonly Container[] } } }
    | undefined;
  return spec?.template.spec.initContainers ?? [];
}

describe('pre_start (B-079)', () => {
  it('runs in order, after waits and seeds (L-07)', () => {
    const result = convertText(
      'name: demo\nservices:\n  web: {image: "i:1", depends_on: {db: {condition: service_healthy}}, volumes: ["data:/data"], x-waybill: {seed: true}, ' +
        'pre_start: [{command: [a]}, {command: [b]}]}\n  db: {image: "redis:7", healthcheck: {test: [CMD, "true"]}}\nvolumes:\n  data:\n',
    );
    const set = result.object('StatefulSet', 'web')['spec'] as { template: { spec: { initContainers: Container[] } } };
    expect(set.template.spec.initContainers.map((c) => c.name)).toEqual(['wait-db', 'seed-data', 'pre-start-web-1', 'pre-start-web-2']);
  });

  it.each([
    ['its own command', 'command: [migrate, up]', '', { args: ['migrate', 'up'] }],
    ['the command of its image', 'image: "tool:2"', '', { image: 'tool:2', imagePullPolicy: 'IfNotPresent' }],
    ['an image without a tag', 'image: tool', '', { image: 'tool', imagePullPolicy: 'Always' }],
    ['dollars as they are (ENV-11)', 'command: [sh, "$$$$(a)"]', '', { args: ['sh', '$$$$(a)'] }],
    ['the directory of the service', 'command: [a]', '    working_dir: /srv\n', { workingDir: '/srv' }],
    ['its own directory', 'command: [a], working_dir: /', '    working_dir: /srv\n', { workingDir: '/' }],
    ['the user of the service', 'command: [a]', '    user: "5:6"\n', { securityContext: { runAsUser: 5, runAsGroup: 6 } }],
    ['its own user', 'command: [a], user: root', '    user: "5"\n    cap_drop: [ALL]\n', { securityContext: { runAsUser: 0 } }],
    ['its own privileges', 'command: [a], privileged: true', '    user: "5"\n', { securityContext: { privileged: true, runAsUser: 5 } }],
    [
      'the mounts',
      'command: [a]',
      '    volumes: ["data:/data"]\n',
      { volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'data' }] },
    ],
    ['its own variables', 'command: [a], environment: {B: "2$$(x)"}', '', { env: [{ name: 'B', value: '2$$(x)' }] }],
  ])('has %s', (_, hook, service, fields) => {
    expect(initContainers(convertHooks(`      - {${hook}}\n`, service))).toMatchObject([{ name: 'pre-start-web-1', ...fields }]);
  });

  it('an image of its own does not get the user of the service', () => {
    const [container] = initContainers(convertHooks('      - {image: "tool:2", command: [a]}\n', '    user: "5"\n'));
    expect(container?.['securityContext']).toBeUndefined();
  });

  it('has the environment of the service, and overrides it', () => {
    const [container] = initContainers(convertHooks('      - {command: [a], environment: {A: "2"}}\n', '    environment: {A: "1"}\n'));
    expect(container?.['envFrom']).toHaveLength(1);
    expect(container?.['env']).toEqual([{ name: 'A', value: '2' }]);
  });

  it('secrets stand in Secrets alone (S-16, S-19)', () => {
    const result = convertHooks('      - {command: [a, "--password=first-secret"], environment: {API_TOKEN: "${T}"}}\n', '', {
      T: 'second-secret',
    });
    const others = JSON.stringify(result.objects.filter((o) => o.kind !== 'Secret'));
    expect([others.includes('first-secret'), others.includes('second-secret')]).toEqual([false, false]);
    const [container] = initContainers(result);
    expect(container?.['args']).toEqual(['a', '--password=$(ARG_1)']);
    expect(container?.['env']).toMatchObject([{ name: 'ARG_1' }, { name: 'API_TOKEN' }]);
    expect(JSON.stringify([result.entries, result.diagnostics.map((d) => d.data)])).not.toContain('secret"');
  });

  it('host names in it are rewritten (N-05)', () => {
    const result = convertText(
      'name: demo\nservices:\n  web:\n    image: "i:1"\n    pre_start:\n      - {command: [seed, "http://my_db:1/"]}\n  my_db: {image: "i:1"}\n',
    );
    expect(initContainers(result)[0]?.['args']).toEqual(['seed', 'http://my-db:1/']);
  });
});

describe('pre_start.per_replica (B-080)', () => {
  it.each([
    ['one replica', '', '', 1, []],
    ['one replica, for each', ', per_replica: true', '', 1, []],
    ['two replicas', '', '    scale: 2\n', 0, ['services.web.pre_start[0]']],
    ['two replicas, for each', ', per_replica: true', '    scale: 2\n', 1, []],
    ['every node', '', '    deploy: {mode: global}\n', 0, ['services.web.pre_start[0]']],
  ])('%s', (_, option, service, count, refused) => {
    const result = convertHooks(`      - {command: [a]${option}}\n`, service);
    const workload = result.objects.find((o) => ['Deployment', 'DaemonSet'].includes(o.kind));
    expect(JSON.stringify(workload).split('"pre-start-web-1"').length - 1).toBe(count);
    expect(result.entries.filter((e) => e.rule === 'B-080' && e.level === 'error').map((e) => e.path)).toEqual(refused);
  });
});
