import { describe, expect, it } from 'vitest';
import { types } from '../../../../src/generated/kubernetes-1.28.mjs';
import { mergeKeys } from '../../../../src/plan/patch/merge-keys.ts';
import { PatchError } from '../../../../src/plan/patch/patch-error.ts';
import { strategicMerge } from '../../../../src/plan/patch/strategic-merge.ts';

const deployment = (pod: object): Readonly<Record<string, unknown>> => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 2, template: { spec: pod } },
});
const ofPod = (pod: object): Readonly<Record<string, unknown>> => ({ spec: { template: { spec: pod } } });
const container = {
  name: 'web',
  image: 'a',
  env: [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ],
  ports: [{ containerPort: 80 }],
};
const inContainer = (fields: object): object => ofPod({ containers: [{ name: 'web', ...fields }] });

describe('strategic merge patch', () => {
  it.each<[string, object, object]>([
    ['a container by name', inContainer({ image: 'b' }), { containers: [{ ...container, image: 'b' }] }],
    [
      'a container that is new, behind the others',
      ofPod({ containers: [{ name: 'side', image: 'c' }] }),
      { containers: [container, { name: 'side', image: 'c' }] },
    ],
    ['a container that goes', ofPod({ containers: [{ name: 'web', $patch: 'delete' }] }), { containers: [] }],
    [
      'a container replaced',
      ofPod({ containers: [{ $patch: 'replace' }, { name: 'x', image: 'y' }] }),
      { containers: [{ name: 'x', image: 'y' }] },
    ],
    [
      'a variable by name',
      inContainer({ env: [{ name: 'B', value: '3' }] }),
      {
        containers: [
          {
            ...container,
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '3' },
            ],
          },
        ],
      },
    ],
    [
      'a variable that goes',
      inContainer({ env: [{ name: 'A', $patch: 'delete' }] }),
      { containers: [{ ...container, env: [{ name: 'B', value: '2' }] }] },
    ],
    [
      'a field of a variable',
      inContainer({ env: [{ name: 'A', value: null, valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }),
      {
        containers: [
          {
            ...container,
            env: [
              { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
              { name: 'B', value: '2' },
            ],
          },
        ],
      },
    ],
    [
      'a port by its number',
      inContainer({ ports: [{ containerPort: 80, name: 'http' }, { containerPort: 81 }] }),
      { containers: [{ ...container, ports: [{ containerPort: 80, name: 'http' }, { containerPort: 81 }] }] },
    ],
    ['a list without a key, whole', inContainer({ args: ['x'] }), { containers: [{ ...container, args: ['x'] }] }],
    [
      'mounts by path',
      inContainer({ volumeMounts: [{ name: 'v', mountPath: '/a' }] }),
      { containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: '/a' }] }] },
    ],
    [
      'tolerations, whole',
      ofPod({ tolerations: [{ operator: 'Exists' }] }),
      { containers: [container], tolerations: [{ operator: 'Exists' }] },
    ],
    [
      'a map that is new, without its nulls',
      ofPod({ securityContext: { runAsUser: 1, fsGroup: null } }),
      { containers: [container], securityContext: { runAsUser: 1 } },
    ],
    ['a field that goes', inContainer({ image: null }), { containers: [{ name: 'web', env: container.env, ports: container.ports }] }],
  ])('merges %s', (_, patch, pod) => {
    expect(strategicMerge(deployment({ containers: [container] }), patch as Record<string, unknown>)).toEqual(deployment(pod));
  });

  it.each<[string, object, object]>([
    ['replaces a map', { strategy: { $patch: 'replace', type: 'Recreate' } }, { replicas: 2, strategy: { type: 'Recreate' } }],
    ['deletes a map', { strategy: { $patch: 'delete' } }, { replicas: 2 }],
    ['retains keys', { strategy: { $retainKeys: ['type'], type: 'Recreate' } }, { replicas: 2, strategy: { type: 'Recreate' } }],
  ])('%s', (_, patch, spec) => {
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { replicas: 2, strategy: { type: 'RollingUpdate', rollingUpdate: {} } },
    };
    expect(strategicMerge(object, { spec: patch })).toEqual({ ...object, spec });
  });

  it('tells ports of a Service apart by their number', () => {
    const object = { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80, targetPort: 8080 }, { port: 443 }] } };
    const patched = strategicMerge(object, { spec: { ports: [{ port: 80, nodePort: 30080 }] } });
    expect(patched['spec']).toEqual({ ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }, { port: 443 }] });
  });

  it('goes down into the template of a CronJob', () => {
    const cronJob = (pod: object): Record<string, unknown> => ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      spec: { jobTemplate: { spec: { template: { spec: pod } } } },
    });
    const patch = { spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'web', image: 'b' }] } } } } } };
    expect(strategicMerge(cronJob({ containers: [container] }), patch)).toEqual(cronJob({ containers: [{ ...container, image: 'b' }] }));
  });

  it.each<[string, object, readonly (string | number)[]]>([
    ['an item without its key', ofPod({ containers: [{ image: 'x' }] }), ['spec', 'template', 'spec', 'containers', 0]],
    ['an item that is no map', ofPod({ containers: ['x'] }), ['spec', 'template', 'spec', 'containers', 0]],
    ['a deletion of nothing', ofPod({ containers: [{ name: 'x', $patch: 'delete' }] }), ['spec', 'template', 'spec', 'containers', 0]],
    ['a directive that is none', ofPod({ $patch: 'remove' }), ['spec', 'template', 'spec', '$patch']],
    [
      'directives of kubectl apply',
      ofPod({ '$setElementOrder/containers': [] }),
      ['spec', 'template', 'spec', '$setElementOrder/containers'],
    ],
    ['a deletion of the object', { $patch: 'delete' }, ['$patch']],
  ])('refuses %s', (_, patch, path) => {
    expect.assertions(1);
    try {
      strategicMerge(deployment({ containers: [container] }), patch as Record<string, unknown>);
    } catch (error) {
      expect(error instanceof PatchError ? error.path : error).toEqual(path);
    }
  });

  it('knows lists of types that exist, by fields that their items have', () => {
    const wrong = [...mergeKeys].filter(([list, key]) => {
      const [type = '', field = ''] = list.split('.');
      const row = types[type]?.[field];
      return row?.isList !== true || types[row.type]?.[key] === undefined;
    });
    expect(wrong).toEqual([]);
  });
});
