import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../../src/plan/kubernetes.ts';
import { rangeOf, yamlLines } from '../../../../src/report/html/yaml-lines.ts';
import { printYaml } from '../../../../src/write/yaml.ts';

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('text', 'two\nlines', 'block\n', '', 'yes', ' blanks ', '# no comment', 'key: value', '-', '\ttab', 'kept\n\n'),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b/c', '~d', 'e f', '"q"', 'x:y'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

const anObject = (spec: unknown): KubeObject => ({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'x' }, spec });

describe('yamlLines', () => {
  it('prints what the manifests have', () => {
    fc.assert(
      fc.property(json, (spec) => {
        expect(`${yamlLines(anObject(spec)).lines.join('\n')}\n`).toBe(printYaml(anObject(spec)));
      }),
    );
  });

  it.each([
    ['/spec/containers/0/image', 5, 5],
    ['/spec/containers/0', 4, 5],
    ['/spec/containers', 3, 7],
    ['/spec/containers/1/args', 7, 7],
    ['/spec/containers/1/args/7', 7, 7],
    ['/nothing', 0, 7],
  ])('knows where %s stands', (pointer, first, last) => {
    const yaml = yamlLines({
      apiVersion: 'v1',
      kind: 'Pod',
      spec: {
        containers: [
          { name: 'a', image: 'b' },
          { name: 'c', args: [] },
        ],
      },
    } as unknown as KubeObject);
    expect(yaml.lines).toEqual([
      'apiVersion: v1',
      'kind: Pod',
      'spec:',
      '  containers:',
      '    - name: a',
      '      image: b',
      '    - name: c',
      '      args: []',
    ]);
    expect(rangeOf(yaml, pointer)).toEqual({ first, last });
  });

  it.each(['data', 'stringData'])('shows no value of %s of a Secret', (field) => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      [field]: { KEY: 'aHVudGVyMg==', OTHER: 'hunter2' },
    } as KubeObject;
    expect(yamlLines(secret).lines.slice(-2)).toEqual(['  KEY: "<redacted>"', '  OTHER: "<redacted>"']);
  });

  it('masks what looks like a secret in other objects', () => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { URL: 'postgres://u:hunter2@db/x' } } as KubeObject;
    expect(yamlLines(map).lines.join('\n')).not.toContain('hunter2');
  });
});
