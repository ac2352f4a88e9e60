import { describe, expect, it } from 'vitest';
import { readExtension, readProjectExtension, readVolumeExtension } from '../../../../src/plan/extension.ts';

const placesOf = (problems: ReturnType<typeof readExtension>['problems']): readonly string[] =>
  problems.map(({ kind, path }) => `${kind} ${path.join('.')}`);

describe('x-waybill of a service (B-006)', () => {
  it.each<[string, unknown, unknown]>([
    ['nothing', undefined, {}],
    ['words', { kind: 'Job', liveness: true, seed: false }, { kind: 'Job', liveness: true, seed: false }],
    ['what variables give', { liveness: 'true', autoscale: { max: '5' } }, { liveness: true, autoscale: { max: 5 } }],
    ['no autoscaler', { autoscale: false }, { autoscale: false }],
    ['an autoscaler of our choice', { autoscale: true }, { autoscale: {} }],
    ['publication', { expose: 'nodeport' }, { expose: 'nodeport' }],
    ['a schedule in a word', { schedule: '0 3 * * *' }, { schedule: { cron: '0 3 * * *' } }],
    ['a schedule in full', { schedule: { cron: '@daily', timeZone: 'UTC' } }, { schedule: { cron: '@daily', timeZone: 'UTC' } }],
    ['an Ingress of our choice', { ingress: true }, { ingress: {} }],
    ['no word about an Ingress', { ingress: false }, {}],
    ['a host', { ingress: 'a.example.com' }, { ingress: { host: 'a.example.com' } }],
    ['a host with a path', { ingress: '*.example.com/api' }, { ingress: { host: '*.example.com', path: '/api' } }],
    [
      'binds',
      { bind: { '/a': 'pvc', '/b': { type: 'nfs', server: 's', path: '/p' } } },
      {
        bind: new Map<string, unknown>([
          ['/a', { type: 'pvc' }],
          ['/b', { type: 'nfs', server: 's', path: '/p' }],
        ]),
      },
    ],
    ['acceptances, which the gate reads', { accept: ['V-19'] }, {}],
    ['a patch with deletions', { patch: [{ merge: { spec: null } }] }, { patch: [{ merge: { spec: null } }] }],
  ])('reads %s', (_, block, extension) => {
    expect(readExtension(block)).toEqual({ extension, problems: [] });
  });

  it.each<[unknown, readonly string[]]>([
    [true, ['invalid ']],
    [{ color: 'red' }, ['unknown color']],
    [{ constructor: 1 }, ['unknown constructor']],
    [{ kind: 'CronJob' }, ['invalid kind']],
    [{ expose: 'yes' }, ['invalid expose']],
    [{ autoscale: 'yes' }, ['invalid autoscale']],
    [{ autoscale: { min: 0, top: 3, max: 1.5 } }, ['invalid autoscale.min', 'unknown autoscale.top', 'invalid autoscale.max']],
    [{ schedule: 'daily' }, ['invalid schedule']],
    [{ schedule: { concurrency: 'Forbid' } }, ['invalid schedule']],
    [{ ingress: { host: 'A', port: 70000 } }, ['invalid ingress.host', 'invalid ingress.port']],
    [
      { bind: { data: 'pvc', '/b': { type: 'nfs' }, '/c': { type: 'pvc', path: '/x' } } },
      ['invalid bind.data', 'invalid bind./b', 'invalid bind./c'],
    ],
    [{ labels: { a: 1, 'b c': 'x', d: 'x y' } }, ['invalid labels.a', 'invalid labels.b c', 'invalid labels.d']],
    [{ labels: { ['a'.repeat(64)]: 'x' } }, [`invalid labels.${'a'.repeat(64)}`]],
    [{ tolerations: [{ value: 'x' }, { key: 'a', operator: 'Exists', value: 'x' }] }, ['invalid tolerations.0', 'invalid tolerations.1']],
    [{ tolerations: [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 3 }] }, ['invalid tolerations.0']],
    [{ patch: [{}, { merge: {}, json: [] }, { merge: {}, name: 'a' }] }, ['invalid patch.0', 'invalid patch.1', 'invalid patch.2']],
    [
      {
        patch: [
          {
            json: [
              { op: 'add', path: '/a' },
              { op: 'move', path: '/a' },
              { op: 'put', path: 'a' },
            ],
          },
        ],
      },
      ['invalid patch.0.json.0', 'invalid patch.0.json.1', 'invalid patch.0.json.2.op', 'invalid patch.0.json.2.path'],
    ],
  ])('does not guess at %j', (block, places) => {
    const { problems, extension } = readExtension(block);
    expect(placesOf(problems)).toEqual(places);
    expect(extension.kind).toBeUndefined();
  });

  it('takes no integers that JSON cannot carry', () => {
    expect(placesOf(readExtension({ patch: [{ merge: { a: [2n ** 60n] } }] }).problems)).toEqual(['invalid patch.0.merge.a']);
  });

  it.each([
    [{ expos: true }, 'expose'],
    [{ autoscale: { maximum: 3 } }, undefined],
    [{ autoscale: { maxx: 3 } }, 'max'],
    [{ kind: 'deployment' }, 'Deployment'],
    [{ bind: { '/a': 'hostpath' } }, 'hostPath'],
  ])('suggests for %j', (block, near) => {
    expect(readExtension(block).problems[0]?.near).toBe(near);
  });
});

describe('x-waybill of a volume (B-006)', () => {
  it.each([
    [{ size: '10g', class: 'fast', access: 'rwx' }, { size: '10g', class: 'fast', access: 'rwx' }, []],
    [{ labels: { a: 'b' }, annotations: { c: 'd e' } }, { labels: { a: 'b' }, annotations: { c: 'd e' } }, []],
    [{ size: 10 }, {}, ['invalid size']],
    [{ size: 'much' }, {}, ['invalid size']],
    [{ access: 'all' }, {}, ['invalid access']],
    [{ sise: '1g' }, {}, ['unknown sise']],
  ])('reads %j', (block, extension, places) => {
    const read = readVolumeExtension(block);
    expect([read.extension, placesOf(read.problems)]).toEqual([extension, places]);
  });
});

describe('x-waybill at the top level (B-006)', () => {
  it.each<[unknown, unknown, readonly string[]]>([
    [{ serviceAccount: 'a', priorityClass: 'b' }, { serviceAccount: 'a', priorityClass: 'b' }, []],
    [{ patch: [{ kind: 'Job', merge: {} }] }, { patch: [{ kind: 'Job', merge: {} }] }, []],
    [{ patch: [{ merge: {} }] }, { patch: [] }, ['invalid patch.0']],
    [{ kind: 'Job' }, {}, ['unknown kind']],
  ])('reads %j', (block, extension, places) => {
    const read = readProjectExtension(block);
    expect([read.extension, placesOf(read.problems)]).toEqual([extension, places]);
  });
});
