import { Testing } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { ComposeChart } from '../../../charts/compose-chart.ts';
import { everyKind } from './every-kind.ts';

describe('ComposeChart', () => {
  const chart = new ComposeChart(Testing.app(), 'shop', { conversion: { objects: everyKind } });

  it('holds the objects in their order and adds neither namespace nor labels', () => {
    expect(chart.objects.map((object) => object.toJson() as unknown)).toEqual(everyKind);
    expect(chart.namespace).toBeUndefined();
    expect(chart.labels).toEqual({});
  });

  it('gives an object by kind and name', () => {
    expect(chart.object('Deployment', 'web')?.kind).toBe('Deployment');
    expect(chart.object('Service', 'web')?.kind).toBe('Service');
    expect(chart.object('Deployment', 'nobody')).toBeUndefined();
    expect(chart.object('Deployment', 'constructor')).toBeUndefined();
  });

  it('keeps objects apart whose names differ only in what a construct id may not have', () => {
    const objects = ['a', 'a.b', 'default', 'resource'].map((name) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, data: {} }));
    const other = new ComposeChart(Testing.app(), 'x', { conversion: { objects } });
    expect(Testing.synth(other).map((object: { metadata: { name: string } }) => object.metadata.name)).toEqual([
      'a',
      'a.b',
      'default',
      'resource',
    ]);
  });
});
