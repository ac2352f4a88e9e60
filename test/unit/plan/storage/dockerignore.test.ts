import { describe, expect, it } from 'vitest';
import { Dockerignore, readDockerignore } from '../../../../src/plan/storage/dockerignore.ts';
import { memoryHost } from '../../../support/memory-host.ts';

describe('Dockerignore (V-13)', () => {
  it.each([
    ['src', 'src', true],
    ['src', 'src/deep/file', true],
    ['src', 'source', false],
    ['/src/', 'src', true],
    ['./src', 'src', true],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['**/*.md', 'README.md', true],
    ['**/*.md', 'docs/README.md', true],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['?at', 'cat', true],
    ['?at', 'at', false],
    ['[cb]at', 'bat', true],
    ['a.b', 'aXb', false],
    ['*\n!src', 'src', false],
    ['*\n!src', 'other', true],
    ['!src\n*', 'src', true],
    ['# src', 'src', false],
    ['', 'src', false],
    ['src\r\n', 'src', true],
  ])('%j and %s: %s', (text, path, excluded) => expect(new Dockerignore(text).excludes(path)).toBe(excluded));

  it('prefers the file beside the Dockerfile', () => {
    const host = memoryHost({ '/app/.dockerignore': 'a', '/app/dev.Dockerfile.dockerignore': 'b' });
    const ignore = readDockerignore({ context: '/app', dockerfile: 'dev.Dockerfile' }, host);
    expect([ignore.excludes('a'), ignore.excludes('b')]).toEqual([false, true]);
    expect(readDockerignore({ context: '/app' }, host).excludes('a')).toBe(true);
    expect(readDockerignore({ context: '/none' }, host).excludes('a')).toBe(false);
  });
});
