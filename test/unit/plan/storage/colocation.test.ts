import { describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

describe('pods of services that volumes connect (V-05)', () => {
  const service = (...names: readonly string[]): object => ({
    image: 'acme/app:1',
    user: '0',
    volumes: names.map((name) => `${name}:/${name}:ro`),
    'x-waybill': { autoscale: false },
  });
  const services = { a: service('one'), b: service('two', 'own'), c: service('one', 'two'), d: service('apart'), e: service('apart') };
  const result = convertText(JSON.stringify({ services, volumes: { one: null, two: null, own: null, apart: null } }));

  it.each([
    ['a', ['vol-one']],
    ['b', ['vol-one']],
    ['c', ['vol-one']],
    ['d', ['vol-apart']],
    ['e', ['vol-apart']],
  ])('%s meets the others by one mark', (name, marks) => {
    const deployment = result.object('Deployment', name);
    const labels = Object.keys(Object(at(deployment, 'spec', 'template', 'metadata', 'labels'))).filter((key) =>
      key.startsWith('waybill.dev/vol-'),
    );
    expect(labels).toEqual(marks.map((mark) => `waybill.dev/${mark}`));
    expect(at(podOf(deployment), 'affinity', 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')).toMatchObject(
      marks.map((mark) => ({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { [`waybill.dev/${mark}`]: 'true' } } })),
    );
  });
});
