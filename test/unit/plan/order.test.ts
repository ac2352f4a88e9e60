import { describe, expect, it } from 'vitest';
import { inApplyOrder } from '../../../src/plan/order.ts';

describe('the order of objects (G-09)', () => {
  it('goes by group, inside a group by kind, then as they were made', () => {
    const made = [
      'NetworkPolicy/a',
      'Deployment/b',
      'Service/z',
      'StatefulSet/c',
      'Service/a',
      'ConfigMap/x',
      'Secret/x',
      'Job/j',
      'Namespace/n',
      'PersistentVolumeClaim/p',
      'Role/r',
      'ServiceAccount/s',
    ];
    const objects = made.map((text) => ({
      apiVersion: 'v1',
      kind: text.split('/')[0] ?? '',
      metadata: { name: text.split('/')[1] ?? '' },
    }));
    expect(inApplyOrder(objects).map((o) => `${o.kind}/${o.metadata.name}`)).toEqual([
      'Namespace/n',
      'ServiceAccount/s',
      'Role/r',
      'Secret/x',
      'ConfigMap/x',
      'PersistentVolumeClaim/p',
      'Service/z',
      'Service/a',
      'Job/j',
      'StatefulSet/c',
      'Deployment/b',
      'NetworkPolicy/a',
    ]);
  });
});
