import { describe, expect, it } from 'vitest';
import { kinds, types } from '../../../src/generated/kubernetes-1.28.mjs';
import type { KubeObject } from '../../../src/plan/kubernetes.ts';
import { validateObject } from '../../../src/validate/api-schema.ts';
import { enums } from '../../../src/validate/enums.ts';
import { gatewayTypes } from '../../../src/validate/gateway-api.ts';
import { gatedFields, newerFields, newerTypes } from '../../../src/validate/newer-fields.ts';
import { listKeys } from '../../../src/validate/list-keys.ts';
import { everyKind } from '../charts/every-kind.ts';

function configMap(more: object): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, ...more };
}

function service(spec: object): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' }, spec };
}

function deployment(container: object, spec: object = {}): KubeObject {
  const template = { spec: { containers: [{ name: 'web', ...container }], ...spec } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector: {}, template } };
}

const container = '/spec/template/spec/containers/0';

describe('validateObject', () => {
  it.each(everyKind.map((object) => [object.kind, object.metadata.name, object] as const))(
    'finds nothing in %s %s',
    (_kind, _name, object) => {
      expect(validateObject(object)).toEqual([]);
    },
  );

  it.each([
    [
      'a kind that is not of the version',
      { apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', metadata: { name: 'x' } },
      '/kind',
      'unknown-kind',
    ],
    [
      'a kind named like a property of every object',
      { apiVersion: 'x', kind: 'constructor', metadata: { name: 'x' } },
      '/kind',
      'unknown-kind',
    ],
    ['no name', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '' } }, '/metadata/name', 'required'],
    ['an unknown field at the top', configMap({ spec: {} }), '/spec', 'unknown-field'],
    [
      'a field newer than 1.28 (G-11)',
      deployment({ securityContext: { appArmorProfile: {} } }),
      `${container}/securityContext/appArmorProfile`,
      'unknown-field',
    ],
    [
      'a preStop sleep (G-11)',
      deployment({ lifecycle: { preStop: { sleep: { seconds: 1 } } } }),
      `${container}/lifecycle/preStop/sleep`,
      'unknown-field',
    ],
    ["cdk8s' name of a field", service({ clusterIp: 'None' }), '/spec/clusterIp', 'unknown-field'],
    ['a field named like a property of every object', deployment({ constructor: 1 }), `${container}/constructor`, 'unknown-field'],
    ['status', { ...service({}), status: {} }, '/status', 'unknown-field'],
    [
      'a missing field',
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { selector: {} } },
      '/spec/template',
      'required',
    ],
    ['a missing port', service({ ports: [{ name: 'a' }] }), '/spec/ports/0/port', 'required'],
    ['a number as string', deployment({ env: [{ name: 'A', value: 1 }] }), `${container}/env/0/value`, 'wrong-type'],
    ['a string as number', service({ ports: [{ port: '80' }] }), '/spec/ports/0/port', 'wrong-type'],
    [
      'a fraction (timeoutSeconds: 0.5)',
      deployment({ livenessProbe: { timeoutSeconds: 0.5 } }),
      `${container}/livenessProbe/timeoutSeconds`,
      'wrong-type',
    ],
    ['a string as user', deployment({ securityContext: { runAsUser: '101:101' } }), `${container}/securityContext/runAsUser`, 'wrong-type'],
    ['a map as list', service({ ports: { port: 80 } }), '/spec/ports', 'wrong-type'],
    ['a list as map', configMap({ data: ['a'] }), '/data', 'wrong-type'],
    ['a string as structure', deployment({ resources: 'none' }), `${container}/resources`, 'wrong-type'],
    ['a number in data', configMap({ data: { 'a/b': 1 } }), '/data/a~1b', 'wrong-type'],
    ['a port that is no name', service({ ports: [{ port: 80, targetPort: 'Not A Name' }] }), '/spec/ports/0/targetPort', 'wrong-type'],
    ['a null field', deployment({ image: null }), `${container}/image`, 'null'],
    ['a null in data', configMap({ data: { a: null } }), '/data/a', 'null'],
    ['a null in a list', deployment({ args: ['a', null] }), `${container}/args/1`, 'null'],
    ['a value not permitted', deployment({ imagePullPolicy: 'always' }), `${container}/imagePullPolicy`, 'enum'],
    [
      'a value not permitted in a list',
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'x' }, spec: { accessModes: ['RWO'] } },
      '/spec/accessModes/0',
      'enum',
    ],
    [
      'a quantity of Compose',
      deployment({ resources: { limits: { memory: '512MB' } } }),
      `${container}/resources/limits/memory`,
      'quantity',
    ],
    ['a boolean as quantity', deployment({ resources: { limits: { cpu: true } } }), `${container}/resources/limits/cpu`, 'quantity'],
    [
      'a Secret that is not Base64',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, data: { a: 'plain!' } },
      '/data/a',
      'base64',
    ],
    ['Base64 without padding', configMap({ binaryData: { a: 'abc' } }), '/binaryData/a', 'base64'],
    [
      'two variables of one name',
      deployment({ env: [{ name: 'A' }, { name: 'B' }, { name: 'A' }] }),
      `${container}/env/2`,
      'duplicate-key',
    ],
    [
      'two mounts at one path',
      deployment({
        volumeMounts: [
          { name: 'a', mountPath: '/x' },
          { name: 'b', mountPath: '/x' },
        ],
      }),
      `${container}/volumeMounts/1`,
      'duplicate-key',
    ],
    [
      'two volumes of one name',
      deployment({}, { volumes: [{ name: 'a' }, { name: 'a' }] }),
      '/spec/template/spec/volumes/1',
      'duplicate-key',
    ],
    [
      'one port under two protocols (G-10)',
      service({
        ports: [
          { port: 53, protocol: 'TCP' },
          { port: 53, protocol: 'UDP' },
        ],
      }),
      '/spec/ports/1',
      'duplicate-key',
    ],
    [
      'one container port twice (N-17)',
      deployment({ ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }] }),
      `${container}/ports/1`,
      'duplicate-key',
    ],
  ] as const)('finds %s', (_what, object, pointer, code) => {
    const kind = object.kind;
    expect(validateObject(object)).toEqual([
      { object: `${kind}/${object.metadata.name}`, pointer, code, detail: expect.any(String) as string },
    ]);
  });

  it('finds every violation, in the order of the fields', () => {
    const found = validateObject(deployment({ image: null, env: [{ value: 1 }], nonsense: 1 }));
    expect(found.map(({ pointer, code }) => [pointer, code])).toEqual([
      [`${container}/image`, 'null'],
      [`${container}/env/0/value`, 'wrong-type'],
      [`${container}/env/0/name`, 'required'],
      [`${container}/nonsense`, 'unknown-field'],
    ]);
  });

  it('takes an undefined value as absent', () => {
    expect(validateObject(configMap({ data: undefined }))).toEqual([]);
  });

  it('tells no value', () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'x' },
      data: { a: 'hunter2!' },
      stringData: { b: 42 },
      type: ['hunter2!'],
    };
    const found = validateObject(secret);
    expect(found).toHaveLength(3);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });
});

describe('fields that came after Kubernetes 1.28 (G-11)', () => {
  const profile = { securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'p' } } };
  const pause = { lifecycle: { preStop: { sleep: { seconds: 5 } } } };
  it.each([
    [29, deployment(profile), [`${container}/securityContext/appArmorProfile unknown-field`]],
    [30, deployment(profile), []],
    [29, deployment(pause), [`${container}/lifecycle/preStop/sleep unknown-field`]],
    [30, deployment(pause), []],
    [30, deployment({ lifecycle: { preStop: { sleep: {} } } }), [`${container}/lifecycle/preStop/sleep/seconds required`]],
    [30, deployment({ securityContext: { appArmorProfile: { type: 'Own' } } }), [`${container}/securityContext/appArmorProfile/type enum`]],
    [30, deployment({ securityContext: { apparmorProfile: {} } }), [`${container}/securityContext/apparmorProfile unknown-field`]],
    [32, deployment({}, { hostUsers: false }), ['/spec/template/spec/hostUsers unknown-field']],
    [33, deployment({}, { hostUsers: false }), []],
    [
      28,
      deployment({}, { initContainers: [{ name: 'a', restartPolicy: 'Always' }] }),
      ['/spec/template/spec/initContainers/0/restartPolicy unknown-field'],
    ],
    [29, deployment({}, { initContainers: [{ name: 'a', restartPolicy: 'Always' }] }), []],
  ])('1.%d: %j', (minVersion, object, expected) => {
    expect(validateObject(object, minVersion).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });
});

describe('the tables beside the generated one', () => {
  it.each([...enums.keys(), ...listKeys.keys()])('names a field of Kubernetes 1.28: %s', (path) => {
    const [type = '', field = ''] = path.split('.');
    if (newerFields.has(path)) return;
    const described = types[type] ?? newerTypes[type] ?? gatewayTypes[type];
    expect(described).toBeDefined();
    expect(described).toHaveProperty([field]);
  });

  it.each([...newerFields])('names a field of a type of Kubernetes 1.28 that has it later only: %s (G-11)', (path, { field }) => {
    const [type = '', name = ''] = path.split('.');
    expect(types).toHaveProperty(type);
    expect(types[type]).not.toHaveProperty([name]);
    expect(Object.hasOwn(newerTypes, field.type) || field.type === 'string').toBe(true);
  });

  it.each([...gatedFields.keys()])('names a field of Kubernetes 1.28 that works later only: %s (G-11)', (path) => {
    const [type = '', name = ''] = path.split('.');
    expect(types[type]).toHaveProperty([name]);
  });

  it('names kinds whose types are described', () => {
    for (const { type } of Object.values(kinds)) expect(types).toHaveProperty(type);
  });
});
