import type { ApiObject } from 'cdk8s';
import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { addObject, AlteredObjectError } from '../../../charts/l1.ts';
import { kinds } from '../../../src/generated/kubernetes-1.28.mjs';
import type { KubeObject } from '../../../src/plan/kubernetes.ts';
import { everyKind } from './every-kind.ts';

function add(object: KubeObject): ApiObject {
  return addObject(new Chart(Testing.app(), 'test'), 'object', object);
}

function configMap(data: object, metadata: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', ...metadata }, data };
}

function deployment(container: object): KubeObject {
  const template = { spec: { containers: [{ name: 'web', ...container }] } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector: {}, template } };
}

const newer = deployment({
  lifecycle: { preStop: { sleep: { seconds: 5 } } },
  securityContext: { runAsUser: 1, appArmorProfile: { type: 'Localhost', localhostProfile: 'p' } },
});

describe('addObject', () => {
  it.each(everyKind.map((object) => [object.kind, object.metadata.name, object] as const))(
    'keeps %s %s as it is',
    (_kind, _name, object) => {
      expect(add(object).toJson()).toEqual(object);
    },
  );

  it('keeps fields that came after Kubernetes 1.28 (G-11)', () => {
    expect(add(newer).toJson()).toEqual(newer);
  });

  it('has a sample of every kind of the generated table', () => {
    expect(new Set(everyKind.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`))).toEqual(new Set(Object.keys(kinds)));
  });

  it.each([
    ['the key constructor', configMap({ constructor: 'a', value: 'b' })],
    ['only the key value', configMap({ value: 'b' })],
    ['the key __proto__', configMap(JSON.parse('{"__proto__": "a", "b": "c"}') as object)],
    ['a map without prototype', configMap(Object.assign(Object.create(null) as object, { a: 'b' }))],
    ['empty strings', configMap({ a: '' })],
    ['an empty map', configMap({})],
    ['empty labels', configMap({}, { labels: {} })],
    ['the annotation constructor', configMap({}, { annotations: { constructor: 'a' } })],
    ['an undefined value', configMap({ a: 'b' }, { labels: undefined })],
    ['a kind without class', { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'x' }, spec: { hostIPC: true, a: [{}] } }],
    ['a number as quantity', deployment({ resources: { limits: { cpu: 1 } } })],
    ['an environment named constructor', deployment({ env: [{ name: 'constructor', value: 'v' }] })],
  ])('keeps %s', (_what, object) => {
    expect(add(object).toJson()).toEqual(object);
  });

  it.each([
    ['an unknown field', deployment({ nonsense: 1 }), '/spec/template/spec/containers/0/nonsense'],
    [
      "cdk8s' name of a field",
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec: { clusterIp: 'None' } },
      '/spec/clusterIp',
    ],
    ['a null', deployment({ image: null }), '/spec/template/spec/containers/0/image'],
    [
      'a boolean as quantity',
      deployment({ resources: { limits: { 'a/b': true } } }),
      '/spec/template/spec/containers/0/resources/limits/a~1b',
    ],
  ])('refuses %s and names the place', (_what, object, pointer) => {
    expect(() => add(object)).toThrow(expect.objectContaining({ name: 'AlteredObjectError', pointer }) as Error);
  });

  it('names no value in the error', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, nonsense: 'hunter2' };
    expect(() => add(secret)).toThrow(new AlteredObjectError(secret, '/nonsense'));
    expect(new AlteredObjectError(secret, '/nonsense').message).not.toContain('hunter2');
  });

  it("takes patches by Kubernetes' names, also of quantities and fields newer than the classes", () => {
    const object = add(deployment({ resources: { limits: { cpu: '1' } } }));
    object.addJsonPatch(
      JsonPatch.replace('/spec/template/spec/containers/0/resources/limits/cpu', '2'),
      JsonPatch.add('/spec/template/spec/hostIPC', true),
      JsonPatch.add('/spec/template/spec/containers/0/newer', { a: 1 }),
    );
    expect(object.toJson()).toMatchObject({
      spec: { template: { spec: { hostIPC: true, containers: [{ newer: { a: 1 }, resources: { limits: { cpu: '2' } } }] } } },
    });
    expect(object.toJson()).toEqual(object.toJson());
  });

  it('takes labels added through cdk8s beside those it holds itself', () => {
    const object = add(configMap({}, { labels: { constructor: 'a' } }));
    object.metadata.addLabel('b', 'c');
    expect(object.toJson()).toMatchObject({ metadata: { labels: { constructor: 'a', b: 'c' } } });
  });

  it('is what cdk8s synthesises', () => {
    const app = new App();
    const chart = new Chart(app, 'all');
    everyKind.forEach((object, i) => addObject(chart, `o${i}`, object));
    expect(Testing.synth(chart)).toEqual(expect.arrayContaining([...everyKind]));
  });
});
