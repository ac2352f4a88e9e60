import { describe, expect, it } from 'vitest';
import { convert } from '../../../src/pipeline.ts';
import { load } from '../../../src/load/load.ts';
import { memoryHost } from '../../support/memory-host.ts';

const yaml = `
services:
  web: {image: web:1, links: [cache], depends_on: {api: {condition: service_started}, debug: {condition: service_started, required: false}}}
  api: {image: api:1, network_mode: 'service:vpn'}
  vpn: {image: vpn:1}
  cache: {image: cache:1, volumes_from: [data]}
  data: {image: data:1}
  debug: {image: debug:1, profiles: [debug]}
  inspect: {image: inspect:1, profiles: [debug, tools]}
  tool: {image: tool:1, profiles: [tools], depends_on: [inspect]}
  other: {image: other:1, env_file: missing.env}
`;

const input = { files: ['compose.yaml'], envFiles: [], profiles: [] };

function loaded(services: readonly string[]): ReturnType<typeof load> {
  return load({ ...input, services }, memoryHost({ 'compose.yaml': yaml }, { cwd: '/work/shop' }));
}

describe('services that are asked for (A-64), as docker compose config SERVICE gives them', () => {
  it.each([
    ['a dependency and a link, with theirs', ['web'], ['web', 'api', 'vpn', 'cache', 'data']],
    ['a shared network', ['api'], ['api', 'vpn']],
    ['volumes of another', ['cache'], ['cache', 'data']],
    ['its own profiles are active, also for what it depends on', ['tool'], ['inspect', 'tool']],
    ['a service of an inactive profile', ['debug'], ['debug']],
    ['several', ['data', 'vpn'], ['vpn', 'data']],
  ])('%s', (_, asked, expected) => {
    expect([...(loaded(asked).project?.services.keys() ?? [])]).toEqual(expected);
  });

  it('accounts for every attribute of the others', () => {
    const { project } = loaded(['vpn']);
    expect(project?.unasked).toEqual(['web', 'api', 'cache', 'data', 'other']);
    expect(project?.consumed.filter((one) => one.isUnasked).map((one) => one.path)).toContain('services.data.image');
    const { entries } = convert({ ...input, services: ['vpn'] }, {}, memoryHost({ 'compose.yaml': yaml }, { cwd: '/work/shop' }));
    expect(entries.find((one) => one.path === 'services.data.image')).toMatchObject({ outcome: 'not-applicable', rule: 'A-64' });
  });

  it('reports a name that no service has, with the nearest', () => {
    const { project, diagnostics } = loaded(['webb']);
    expect(project).toBeUndefined();
    expect(diagnostics.map(({ code, data }) => [code, data])).toContainEqual(['no-such-service', { service: 'webb', suggestion: 'web' }]);
  });
});
