import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../../src/diff/difference.ts';
import { fieldChanges } from '../../../src/diff/field-changes.ts';
import { ManifestError, readManifests } from '../../../src/diff/manifest.ts';
import type { ConvertOptions } from '../../../src/plan/options.ts';
import type { KubeObject } from '../../../src/plan/kubernetes.ts';
import { printStream } from '../../../src/write/layout.ts';
import { convertText } from '../../support/convert-text.ts';

const compose = (web: string, rest = ''): string => `name: shop
services:
  web: {image: "nginx:1.27", ports: ["80:80"], ${web}}
${rest}`;

function objects(text: string, options: Partial<ConvertOptions> = {}): readonly KubeObject[] {
  return convertText(text, { options }).objects;
}

describe('fieldChanges', () => {
  it.each<[string, unknown, unknown, readonly object[]]>([
    ['a value', { a: 1 }, { a: 2 }, [{ path: '/a', before: 1, after: 2 }]],
    ['a key that goes', { a: 1, b: 2 }, { a: 1 }, [{ path: '/b', before: 2, after: undefined }]],
    [
      'an item of a list with names',
      [{ name: 'a', v: 1 }, { name: 'b' }],
      [{ name: 'b' }, { name: 'a', v: 2 }],
      [
        { path: '/[name=a]/v', before: 1, after: 2 },
        { path: '', before: ['a', 'b'], after: ['b', 'a'] },
      ],
    ],
    ['an item of a plain list', ['a', 'b'], ['a'], [{ path: '/1', before: 'b', after: undefined }]],
    ['another type', { a: [] }, { a: {} }, [{ path: '/a', before: [], after: {} }]],
    ['own keys only', JSON.parse('{"__proto__": 1}'), {}, [{ path: '/__proto__', before: 1, after: undefined }]],
  ])('%s', (_, before, after, expected) => {
    expect(fieldChanges(before, after)).toEqual(expected);
  });

  it('finds nothing in equal values, and something in others', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(fieldChanges(a, JSON.parse(JSON.stringify(a)))).toEqual([]);
        const plain = (value: unknown): string => JSON.stringify(value);
        if (fieldChanges(a, b).length === 0) expect(sorted(b)).toBe(sorted(a));
        else expect(plain(a)).not.toBe(plain(b));
      }),
    );
  });
});

/** JSON text with sorted keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

describe('difference', () => {
  it('is empty for what was just written', () => {
    const made = objects(compose('environment: {A: "on", B: "0x1F", C: "1e3", PASSWORD: xyzzy-plugh}'));
    expect(difference(readManifests(printStream(made), 'a.yaml'), made)).toEqual({ objects: [], cleanUp: [] });
  });

  it('G-07: a ConfigMap with other data is renamed, and leaves the old one behind', () => {
    const found = difference(objects(compose('environment: {A: a}')), objects(compose('environment: {A: b}')));
    expect(found.objects.find(({ what }) => what === 'renamed')?.changes).toContainEqual({ path: '/data/A', before: 'a', after: 'b' });
    expect(found.cleanUp).toEqual([
      { command: expect.stringMatching(/^kubectl delete configmap\/web-env-[0-9a-f]{10}$/), losesData: false },
    ]);
    expect(found.objects.flatMap(({ refused }) => refused)).toEqual([]);
  });

  it('S-20: values of Secrets are not told', () => {
    const found = difference(
      objects(compose('environment: {DB_PASSWORD: xyzzy-plugh-1}')),
      objects(compose('environment: {DB_PASSWORD: xyzzy-plugh-2}')),
    );
    const secret = found.objects.find(({ object }) => object.startsWith('Secret'));
    expect(secret?.changes.map(({ path }) => path)).toContain('/data/DB_PASSWORD');
    expect(JSON.stringify(found)).not.toMatch(/xyzzy|eHl6en/);
  });

  it('a claim that nothing makes any more is named apart', () => {
    const withVolume = compose('hostname: web, volumes: ["data:/data"]', 'volumes: {data: {}}');
    expect(difference(objects(withVolume), objects(compose('hostname: web'))).cleanUp).toEqual([
      { command: 'kubectl delete persistentvolumeclaim/data', losesData: true },
    ]);
  });

  const workload = (kind: string, spec: object): KubeObject => ({ apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec });
  it.each<[string, KubeObject, KubeObject, string | undefined]>([
    [
      'a selector',
      workload('Deployment', { selector: { matchLabels: { a: '1' } } }),
      workload('Deployment', { selector: { matchLabels: { a: '2' } } }),
      'kubectl delete deployment/web',
    ],
    [
      'claim templates',
      workload('StatefulSet', { volumeClaimTemplates: [{ metadata: { name: 'a' } }] }),
      workload('StatefulSet', { volumeClaimTemplates: [{ metadata: { name: 'b' } }] }),
      'kubectl delete statefulset/web --cascade=orphan',
    ],
    ['clusterIP', workload('Service', { clusterIP: 'None' }), workload('Service', {}), 'kubectl delete service/web'],
    ['a Job', workload('Job', { template: { a: 1 } }), workload('Job', { template: { a: 2 } }), 'kubectl delete job/web'],
  ])('G-10: %s cannot change in place', (_, before, after, command) => {
    expect(difference([before], [after]).objects[0]?.refused[0]?.command).toBe(command);
  });

  it.each([
    ['1Gi', '2Gi', 0],
    ['2Gi', '1Gi', 1],
    ['1Gi', '1024Mi', 0],
  ])('G-10: a claim of %s may become %s: %i refused', (before, after, count) => {
    const claim = (storage: string): KubeObject => workload('PersistentVolumeClaim', { resources: { requests: { storage } } });
    expect(difference([claim(before)], [claim(after)]).objects.flatMap(({ refused }) => refused)).toHaveLength(count);
  });

  it('a template of a StatefulSet may change', () => {
    const set = (image: string): KubeObject => workload('StatefulSet', { template: { spec: { containers: [{ name: 'a', image }] } } });
    expect(difference([set('a')], [set('b')]).objects).toMatchObject([{ what: 'changed', refused: [] }]);
  });
});

describe('readManifests', () => {
  it('takes lists apart and passes over empty documents', () => {
    const text = '---\n---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: a}}\n';
    expect(readManifests(text, 'a.yaml').map(({ metadata }) => metadata.name)).toEqual(['a']);
  });

  it.each(['a: [', 'kind: Service\nkind: Service', '- a', 'kind: Service\n', 'apiVersion: v1\nkind: Service\nmetadata: {}'])(
    'refuses %j',
    (text) => {
      expect(() => readManifests(text, 'a.yaml')).toThrow(ManifestError);
    },
  );
});
