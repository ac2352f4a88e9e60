import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

type Json = Record<string, unknown>;
const image = { image: 'acme/app:1', user: '0', restart: 'always' };

function convert(services: Record<string, Json>, files: Record<string, string> = {}) {
  const all = Object.fromEntries(Object.entries(services).map(([key, service]) => [key, { ...image, ...service }]));
  const result = convertText(JSON.stringify({ services: all, volumes: { data: null, logs: null } }), { files });
  expect(result.violations).toEqual([]);
  return result;
}

describe('volumes_from (V-27)', () => {
  const mounts = (result: ReturnType<typeof convert>, name: string): unknown =>
    at(containerOf(result.object('Deployment', name)), 'volumeMounts');

  it('mounts the claims of the other service on its node (V-05)', () => {
    const result = convert({ a: { volumes: ['data:/v', 'logs:/w:ro'] }, b: { volumes_from: ['a'] }, c: { volumes_from: ['a:ro'] } });
    const v = { name: 'data', mountPath: '/v', subPath: 'data' };
    const w = { name: 'logs', mountPath: '/w', subPath: 'data', readOnly: true };
    expect(mounts(result, 'b')).toEqual([v, w]);
    expect(mounts(result, 'c')).toEqual([{ ...v, readOnly: true }, w]);
    expect(['a', 'b', 'c'].map((name) => at(podOf(result.object('Deployment', name)), 'affinity', 'podAffinity') !== undefined)).toEqual([
      true,
      true,
      true,
    ]);
    expect(result.said('services.b.volumes_from[0]')[0]).toBe('differs info V-27 the volumes of a are mounted here, too');
  });

  it('takes files, and what comes with volumes_from of the other service', () => {
    const result = convert(
      { c: { volumes_from: ['b'] }, b: { volumes_from: ['a'] }, a: { volumes: ['./conf:/c:ro', './x.ini:/x.ini:ro'] } },
      {
        'conf/a.ini': 'a',
        'x.ini': 'x',
      },
    );
    expect((mounts(result, 'c') as readonly Json[]).map((m) => m['mountPath'])).toEqual(['/c', '/x.ini']);
  });

  it('lets a mount of the service itself win on the same path (V-01)', () => {
    const result = convert({ a: { volumes: ['data:/v'] }, b: { volumes: ['logs:/v'], volumes_from: ['a'] } });
    const set = result.object('StatefulSet', 'b');
    expect(at(containerOf(set), 'volumeMounts')).toEqual([{ name: 'logs', mountPath: '/v', subPath: 'data' }]);
    expect(at(result.object('StatefulSet', 'a'), 'spec', 'volumeClaimTemplates', 0, 'metadata', 'name')).toBe('data');
  });

  it.each<[string, Json, string, readonly string[]]>([
    ['a container', {}, 'container:other', ['refused error V-27']],
    ['an anonymous volume', { volumes: ['/cache'] }, 'a', ['refused error V-27']],
    [
      'an anonymous volume beside a named one',
      { volumes: ['/cache', 'data:/v'] },
      'a',
      ['differs info V-27', 'differs info V-05', 'refused error V-27'],
    ],
    ['a tmpfs', { tmpfs: ['/t'] }, 'a', []],
    ['no volumes', {}, 'a', []],
  ])('%s', (_, service, from, rows) => {
    const result = convert({ a: service, b: { volumes_from: [from] } });
    const said = result.entries.filter((e) => e.path === 'services.b.volumes_from[0]').map((e) => `${e.outcome} ${e.level} ${e.rule}`);
    expect(said.filter((row) => !row.startsWith('exact'))).toEqual(rows);
    expect(result.entries.some((e) => e.outcome === 'not-translated')).toBe(false);
  });
});
