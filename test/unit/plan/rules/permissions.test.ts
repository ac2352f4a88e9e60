import { describe, expect, it } from 'vitest';
import { at, convertText, podOf } from '../../../support/convert-text.ts';

type Json = Record<string, unknown>;

function groups(services: Record<string, Json>): readonly unknown[] {
  const all = Object.fromEntries(
    Object.entries(services).map(([key, service]) => [
      key,
      { image: 'acme/app:1', 'x-waybill': { kind: 'Deployment', seed: false }, ...service },
    ]),
  );
  const result = convertText(
    JSON.stringify({ services: all, volumes: { one: null, two: null }, secrets: { token: { environment: 'T' } } }),
    { env: { T: 'abcdef' } },
  );
  expect(result.violations).toEqual([]);
  return Object.keys(services).map((key) => at(podOf(result.object('Deployment', key)), 'securityContext', 'fsGroup'));
}

describe('the group of a pod (V-08, S-12)', () => {
  it.each<[string, Json, number | undefined]>([
    ['no files', { user: '1000' }, undefined],
    ['a claim, user unknown', { volumes: ['one:/d'] }, 65532],
    ['a claim, group known', { user: '1000:1001', volumes: ['one:/d'] }, 1001],
    ['a claim, root group', { user: '1000:0', volumes: ['one:/d'] }, 65532],
    ['a claim, root', { user: '0', volumes: ['one:/d'] }, undefined],
    ['a claim, an image that drops root', { image: 'postgres:16', volumes: ['one:/d'] }, undefined],
    ['a claim, that image as another user', { image: 'postgres:16', user: '1000', volumes: ['one:/d'] }, 65532],
    ['an open secret', { user: '1000', secrets: ['token'] }, undefined],
    ['a closed secret', { user: '1000', secrets: [{ source: 'token', mode: 0o400 }] }, 65532],
    ['a closed secret, root', { user: '0', secrets: [{ source: 'token', mode: 0o400 }] }, undefined],
    ['a secret with a group', { user: '0', secrets: [{ source: 'token', gid: '77' }] }, 77],
    ['a claim before the group of a secret', { user: '1000:1001', volumes: ['one:/d'], secrets: [{ source: 'token', gid: '77' }] }, 1001],
  ])('%s: %s', (_, service, group) => expect(groups({ app: service })).toEqual([group]));

  it('is the same for all services that volumes connect, that of the first', () => {
    const claim = (user: string, ...names: readonly string[]): Json => ({ user, volumes: names.map((name) => `${name}:/${name}`) });
    expect(groups({ a: claim('1:11', 'one'), b: claim('2:12', 'two'), c: claim('3:13', 'one', 'two'), d: claim('0', 'two') })).toEqual([
      11,
      11,
      11,
      undefined,
    ]);
  });
});
