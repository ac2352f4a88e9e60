import { describe, expect, it } from 'vitest';
import { resolvePath } from '../../../src/load/paths.ts';
import { loadText, printed } from '../../support/load-text.ts';

describe('paths', () => {
  it.each([
    ['a', '/d/a'],
    ['./a/../b', '/d/b'],
    ['../a', '/a'],
    ['/a/../b', '/a/../b'],
    ['~', '/home/user'],
    ['~/a', '/home/user/a'],
    ['', ''],
  ])('%s', (path, expected) => {
    expect(resolvePath(path, '/d', '/home/user')).toBe(expected);
  });

  it('of a model become absolute; remote contexts and Windows paths stay', () => {
    const result = loadText(`
services:
  web:
    build: {context: ./c, additional_contexts: {a: ./x, b: "docker-image://y", d: "service:web"}}
    volumes: ["./a:/a", "~/b:/b", 'C:\\d:/e', "/f:/f"]
    develop: {watch: [{path: ./s, action: rebuild}]}
  git: {build: "https://example.com/r.git"}
volumes: {v: {driver: local, driver_opts: {type: none, o: bind, device: ./v}}}
secrets: {s: {file: ./s}}
configs: {c: {file: ../c}}
`);
    expect(printed(result)).toMatchObject({
      services: {
        web: {
          build: { context: '/work/c', additional_contexts: { a: '/work/x', b: 'docker-image://y', d: 'service:web' } },
          volumes: [{ source: '/work/a' }, { source: '/home/user/b' }, { source: 'C:\\d' }, { source: '/f' }],
          develop: { watch: [{ path: '/work/s' }] },
        },
        git: { build: { context: 'https://example.com/r.git' } },
      },
    });
    expect(result.project?.volumes.get('v')?.driver_opts).toEqual({ type: 'none', o: 'bind', device: '/work/v' });
    expect([result.project?.secrets.get('s')?.file, result.project?.configs.get('c')?.file]).toEqual(['/work/s', '/c']);
  });
});
