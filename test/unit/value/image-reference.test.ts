import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImageReference, printImageReference } from '../../../src/value/image-reference.ts';

const sha256 = `sha256:${'0a'.repeat(32)}`;

describe('image references', () => {
  it.each([
    ['nginx', { registry: 'docker.io', registryWritten: false, repository: 'library/nginx', basename: 'nginx' }],
    [
      'nginx:1.27-alpine',
      { registry: 'docker.io', registryWritten: false, repository: 'library/nginx', basename: 'nginx', tag: '1.27-alpine' },
    ],
    ['bitnami/redis', { registry: 'docker.io', registryWritten: false, repository: 'bitnami/redis', basename: 'redis' }],
    ['docker.io/nginx', { registry: 'docker.io', registryWritten: true, repository: 'library/nginx', basename: 'nginx' }],
    ['index.docker.io/a/b', { registry: 'docker.io', registryWritten: true, repository: 'a/b', basename: 'b' }],
    ['ghcr.io/a/b/c:v1', { registry: 'ghcr.io', registryWritten: true, repository: 'a/b/c', basename: 'c', tag: 'v1' }],
    ['localhost/app', { registry: 'localhost', registryWritten: true, repository: 'app', basename: 'app' }],
    ['localhost:5000/app', { registry: 'localhost:5000', registryWritten: true, repository: 'app', basename: 'app' }],
    ['host:5000/app:1', { registry: 'host:5000', registryWritten: true, repository: 'app', basename: 'app', tag: '1' }],
    ['Host/app', { registry: 'Host', registryWritten: true, repository: 'app', basename: 'app' }],
    ['[::1]:5000/app', { registry: '[::1]:5000', registryWritten: true, repository: 'app', basename: 'app' }],
    [
      `nginx:1@${sha256}`,
      { registry: 'docker.io', registryWritten: false, repository: 'library/nginx', basename: 'nginx', tag: '1', digest: sha256 },
    ],
    ['a__b--c.d', { registry: 'docker.io', registryWritten: false, repository: 'library/a__b--c.d', basename: 'a__b--c.d' }],
  ])('%s', (text, expected) => {
    expect(parseImageReference(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    '',
    ':1',
    'nginx:',
    'Nginx',
    'a/B',
    'a//b',
    '/a',
    'a/',
    'a b',
    'nginx:a b',
    `nginx:${'t'.repeat(129)}`,
    'nginx@sha256:1',
    'nginx@md5:' + '0'.repeat(32),
    '0'.repeat(64),
    '-a',
    'a-',
    'a___b',
    'a..b',
    '_.io/a',
    'a'.repeat(256),
    'a:1:2',
  ])('%j is none', (text) => {
    expect(parseImageReference(text).ok).toBe(false);
  });

  it('prints the full name, which reads back', () => {
    const part = fc.stringMatching(/^[a-z0-9]+(?:[._-][a-z0-9]+)?$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/)), (parts, tag) => {
        const parsed = parseImageReference(`ghcr.io/${parts.join('/')}${tag === null ? '' : `:${tag}`}`);
        if (!parsed.ok) throw new Error(parsed.reason);
        expect(parseImageReference(printImageReference(parsed.value))).toEqual(parsed);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', 'A', '.', ':', '/', '@', '-', '_', '1') })), (text) => {
        const parsed = parseImageReference(text);
        expect(parsed.ok ? parsed.value.repository : parsed.reason).not.toBe('');
      }),
    );
  });
});
