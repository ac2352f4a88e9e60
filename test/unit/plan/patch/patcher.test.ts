import { describe, expect, it } from 'vitest';
import { judge } from '../../../../src/gate/gate.ts';
import { positionOf } from '../../../../src/diagnostics/span.ts';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

type Result = ReturnType<typeof convertText>;

const web = (patch: unknown, rest: object = {}, top: object = {}): Result =>
  convertText(JSON.stringify({ services: { web: { image: 'a/b:1', ports: ['80:80'], ...rest, 'x-waybill': { patch } } }, ...top }));
const errors = ({ diagnostics }: Result): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path ?? ''}`);
const inPod = (pod: object): object => ({ merge: { spec: { template: { spec: pod } } } });

describe('patches (B-006)', () => {
  it('change the workload of the service, and say where', () => {
    const result = web([inPod({ terminationGracePeriodSeconds: 90 })]);
    expect(podOf(result.object('Deployment'))).toMatchObject({ terminationGracePeriodSeconds: 90 });
    const entry = result.entries.find(({ path }) => path === 'services.web.x-waybill.patch[0]');
    expect(entry).toMatchObject({ outcome: 'differs', rule: 'B-006' });
    expect(entry?.targets.map(({ object, pointer }) => `${object.kind}/${object.name}${pointer}`)).toEqual([
      'Deployment/web/spec/template/spec/terminationGracePeriodSeconds',
    ]);
    expect(errors(result)).toEqual([]);
  });

  it.each<[string, object, string, unknown]>([
    [
      'another object by kind and name',
      { kind: 'Service', name: 'web-public', json: [{ op: 'add', path: '/spec/externalTrafficPolicy', value: 'Local' }] },
      'web-public',
      'Local',
    ],
    [
      'every object of a kind of the service',
      { kind: 'Service', json: [{ op: 'add', path: '/spec/externalTrafficPolicy', value: 'Local' }] },
      'web',
      'Local',
    ],
  ])('change %s', (_, patch, name, expected) => {
    const result = web([patch]);
    expect(at(result.object('Service', name), 'spec', 'externalTrafficPolicy')).toBe(expected);
  });

  it('of the top level are for all of a kind, and come before those of services', () => {
    const result = convertText(`
x-waybill: {patch: [{kind: Deployment, merge: {spec: {revisionHistoryLimit: 1, minReadySeconds: 5}}}]}
services:
  web: {image: "a/b:1", x-waybill: {patch: [{merge: {spec: {revisionHistoryLimit: 2}}}]}}
  api: {image: "a/c:1"}`);
    const limits = ['web', 'api'].map((name) => at(result.object('Deployment', name), 'spec', 'revisionHistoryLimit'));
    expect(limits).toEqual([2, 1]);
    expect(at(result.object('Deployment', 'web'), 'spec', 'minReadySeconds')).toBe(5);
  });

  it('reach a container that joins the pod of another service through its workload (L-21)', () => {
    const result = convertText(`
services:
  web: {image: "a/b:1"}
  side:
    image: a/c:1
    network_mode: service:web
    x-waybill: {patch: [{merge: {spec: {template: {spec: {containers: [{name: side, tty: true}]}}}}}]}`);
    expect(at(podOf(result.object('Deployment', 'web')), 'containers', 1)).toMatchObject({ name: 'side', tty: true });
    expect(errors(result)).toEqual([]);
  });

  describe('of a Job (L-09)', () => {
    const job = (patch: unknown): Result =>
      convertText(
        JSON.stringify({
          services: {
            job: { image: 'a/c:1', restart: 'no', 'x-waybill': { patch } },
            web: { image: 'a/b:1', depends_on: { job: { condition: 'service_completed_successfully' } } },
          },
        }),
      );
    const patched = job([{ merge: { spec: { ttlSecondsAfterFinished: 60 } } }]);
    const { name } = patched.object('Job').metadata;

    it('give it another name, which waits and labels use', () => {
      expect(name).toMatch(/^job-[0-9a-f]{10}$/);
      expect(name).not.toBe(job([]).object('Job').metadata.name);
      expect(at(podOf(patched.object('Deployment')), 'initContainers', 0, 'args')).toContain(`job/${name}`);
      expect(patched.object('Job').metadata.labels?.['app.kubernetes.io/instance']).toBe(name);
      expect(at(patched.object('Job'), 'spec', 'template', 'metadata', 'labels', 'app.kubernetes.io/instance')).toBe(name);
      expect(patched.violations).toEqual([]);
    });

    it('depend on what they say', () => {
      expect(job([{ merge: { spec: { ttlSecondsAfterFinished: 61 } } }]).object('Job').metadata.name).not.toBe(name);
      expect(job([{ merge: { spec: { ttlSecondsAfterFinished: 60 } } }]).object('Job').metadata.name).toBe(name);
    });

    it('are found by the name without the hash', () => {
      const result = job([{ kind: 'Job', name: 'job', merge: { spec: { ttlSecondsAfterFinished: 60 } } }]);
      expect(at(result.object('Job'), 'spec', 'ttlSecondsAfterFinished')).toBe(60);
    });

    it('keep the name where the template stays as it is', () => {
      expect(job([{ merge: { metadata: { annotations: { a: 'b' } } } }]).object('Job').metadata.name).toBe(
        job([]).object('Job').metadata.name,
      );
    });
  });

  it.each<[string, unknown, string]>([
    ['an object that is not there', { kind: 'Service', name: 'nope', merge: {} }, 'patch-without-target services.web.x-waybill.patch[0]'],
    ['a kind that is not there', { kind: 'Ingress', merge: {} }, 'patch-without-target services.web.x-waybill.patch[0]'],
    [
      'a path that is not there',
      { json: [{ op: 'remove', path: '/spec/nope' }] },
      'patch-failed services.web.x-waybill.patch[0].json[0].path',
    ],
    [
      'an item without its key',
      inPod({ containers: [{ image: 'x' }] }),
      'patch-failed services.web.x-waybill.patch[0].merge.spec.template.spec.containers[0]',
    ],
    [
      'a value of a wrong type',
      { merge: { spec: { replicas: 'three' } } },
      'patch-failed services.web.x-waybill.patch[0].merge.spec.replicas',
    ],
    [
      'containers that are gone',
      { json: [{ op: 'remove', path: '/spec/template/spec/containers' }] },
      'patch-failed services.web.x-waybill.patch[0].json[0]',
    ],
    ['everything gone', { json: [{ op: 'replace', path: '', value: [] }] }, 'patch-failed services.web.x-waybill.patch[0].json[0]'],
    ['another name', { merge: { metadata: { name: 'x' } } }, 'patch-failed services.web.x-waybill.patch[0].merge.metadata.name'],
    ['another kind', { merge: { kind: 'StatefulSet' } }, 'patch-failed services.web.x-waybill.patch[0].merge.kind'],
    [
      'a field that is not there',
      { merge: { spec: { replica: 3 } } },
      'patch-result-invalid services.web.x-waybill.patch[0].merge.spec.replica',
    ],
    [
      'a selector that selects nothing',
      { merge: { spec: { template: { metadata: { labels: null } } } } },
      'patch-result-invalid services.web.x-waybill.patch[0].merge.spec',
    ],
  ])('that cannot be applied are errors of the user: %s', (_, patch, finding) => {
    const result = web([patch]);
    expect(new Set(errors(result))).toContain(finding);
    expect(result.violations).toEqual([]);
    expect(result.project).toBeDefined();
    const verdict = result.project && judge({ ...result, tree: result.project.tree }, { accept: [], force: true, strict: false });
    expect(verdict?.exitCode).toBe(1);
    expect(result.object('Deployment')).toEqual(web([]).object('Deployment'));
  });

  it('that break something are told from those that do not', () => {
    const result = web([
      { merge: { spec: { minReadySeconds: 3 } } },
      { merge: { spec: { replica: 3 } } },
      { merge: { spec: { paused: true } } },
    ]);
    expect(errors(result)).toEqual(['patch-result-invalid services.web.x-waybill.patch[1].merge.spec.replica']);
  });

  it('cannot change what the name of an object is a hash of (G-07)', () => {
    const result = convertText(
      `
services: {web: {image: "a/b:1", configs: [c], x-waybill: {patch: [{kind: ConfigMap, name: NAME, merge: {data: {x: y}}}]}}}
configs: {c: {content: hello}}`.replace('NAME', 'c'),
    );
    expect(errors(result)[0]).toMatch(/^patch-(failed|without-target) /);
    expect(result.violations).toEqual([]);
  });

  it('point at their own place, also behind one that cannot be read', () => {
    const result = convertText(
      'services:\n  web:\n    image: a/b:1\n    x-waybill:\n      patch:\n        - {}\n        - json: [{op: remove, path: /nope}]\n',
    );
    const found = result.diagnostics.find(({ code }) => code === 'patch-failed');
    const position = found?.span && positionOf(found.span);
    expect([found?.path, position?.line, position?.column]).toEqual(['services.web.x-waybill.patch[1].json[0].path', 7, 37]);
  });

  it('may refer to objects that exist already, which is then a precondition', () => {
    const result = web([
      inPod({ containers: [{ name: 'web', envFrom: [{ secretRef: { name: 'vault' } }] }], imagePullSecrets: [{ name: 'reg' }] }),
    ]);
    expect(errors(result)).toEqual([]);
    expect(result.violations).toEqual([]);
    const commands = result.preconditions.map(({ command }) => command);
    expect(commands).toEqual(expect.arrayContaining(['kubectl get secret vault', 'kubectl get secret reg']));
  });

  it('that change nothing are worth a warning', () => {
    const result = web([{ merge: { spec: { replicas: 1 } } }]);
    expect(result.diagnostics.map(({ code }) => code)).toContain('patch-without-effect');
  });

  it.each([
    ['a variable', inPod({ containers: [{ name: 'web', env: [{ name: 'DB_PASSWORD', value: 'hunter2hunter2' }] }] })],
    ['a key', { merge: { metadata: { annotations: { 'api-token': 'hunter2hunter2' } } } }],
    [
      'a path',
      {
        json: [
          { op: 'add', path: '/metadata/annotations', value: {} },
          { op: 'add', path: '/metadata/annotations/api-token', value: 'hunter2hunter2' },
        ],
      },
    ],
  ])('that hold a secret are reported, and the report does not hold it: %s (S-19, G-02)', (_, patch) => {
    const result = web([patch]);
    expect(result.diagnostics.filter(({ code }) => code === 'patch-holds-secret')).toHaveLength(1);
    const said = JSON.stringify([result.entries, result.diagnostics.map(({ data }) => data), result.preconditions], (key, value: unknown) =>
      key === 'span' || key === 'via' ? undefined : value,
    );
    expect(said).not.toContain('hunter2');
  });

  it('leave a container that nobody patches as it is', () => {
    expect(containerOf(web([]).object('Deployment'))).toEqual(
      containerOf(convertText('services: {web: {image: "a/b:1", ports: ["80:80"]}}').object('Deployment')),
    );
  });
});
