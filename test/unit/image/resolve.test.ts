import { describe, expect, it } from 'vitest';
import {
  commandOf,
  dropsPrivileges,
  entrypointOf,
  environmentOf,
  exposedPorts,
  groupNumberOf,
  healthcheckOf,
  imageOf,
  isDataStore,
  numbersOf,
  shellOf,
  stopSignalOf,
  userOf,
  volumesOf,
} from '../../../src/image/resolve.ts';
import type { Service } from '../../../src/model/service.ts';
import { type Host, HostError } from '../../../src/source/host.ts';

function hostWith(files: Readonly<Record<string, string>>): Host {
  return {
    cwd: '/project',
    env: {},
    homeDir: '/home/user',
    readFile: (path) => {
      const text = files[path];
      if (text === undefined || text === 'denied') throw new HostError('EACCES', path);
      return new TextEncoder().encode(text);
    },
    stat: (path) => {
      const text = files[path];
      if (text === undefined) return undefined;
      return { kind: text === 'directory' ? 'directory' : 'file', size: text.length, executable: false };
    },
    readDirectory: () => [],
    readStandardInput: () => new Uint8Array(),
  };
}

const image = (service: Service, files: Readonly<Record<string, string>> = {}) => imageOf(service, hostWith(files));
const built = (text: string) => image({ build: { context: '/project', dockerfile_inline: text } });

describe('imageOf', () => {
  it('finds the Dockerfile in the context', () => {
    const found = image({ image: 'shop/api', build: { context: '/project/api' } }, { '/project/api/Dockerfile': 'FROM scratch\nEXPOSE 1' });
    expect(found.reference).toBe('shop/api');
    expect(found.dockerfileSource?.path).toBe('api/Dockerfile');
    expect(exposedPorts(found)).toMatchObject([{ port: 1, protocol: 'tcp' }]);
    expect(found.problems).toEqual([]);
  });

  it.each([
    ['relative to the context', { context: '/project/api', dockerfile: '../docker/api.Dockerfile' }],
    ['absolute', { context: 'https://example.com/x.git', dockerfile: '/project/docker/api.Dockerfile' }],
  ])('takes a Dockerfile %s', (_title, build) => {
    expect(userOf(image({ build }, { '/project/docker/api.Dockerfile': 'FROM a\nUSER 7' }))).toMatchObject({ uid: 7, root: false });
  });

  it('hands over the target and the build arguments', () => {
    const text = 'FROM a AS dev\nARG P=1\nEXPOSE $P\nFROM b';
    const found = image({ build: { context: '/project', target: 'dev', args: { P: '2' } } }, { '/project/Dockerfile': text });
    expect(exposedPorts(found).map(({ port }) => port)).toEqual([2]);
  });

  it.each([
    ['a missing file', { context: '/project' }, {}, 'dockerfile-missing', '/project/Dockerfile'],
    ['a remote context', { context: 'https://github.com/acme/app.git#main' }, {}, 'remote-context', 'https://github.com/acme/app.git#main'],
    ['a Git context', { context: 'git@github.com:acme/app.git' }, {}, 'remote-context', 'git@github.com:acme/app.git'],
    [
      'a file that may not be read',
      { context: '/project' },
      { '/project/Dockerfile': 'denied' },
      'dockerfile-unreadable',
      '/project/Dockerfile',
    ],
    ['a directory', { context: '/project' }, { '/project/Dockerfile': 'directory' }, 'dockerfile-unreadable', '/project/Dockerfile'],
  ])('notes %s', (_title, build, files, kind, place) => {
    const found = image({ image: 'postgres', build }, files);
    expect(found.problems).toMatchObject([{ kind, place }]);
    expect(found.dockerfile).toBeUndefined();
    expect(found.facts).toBeUndefined();
  });

  it('passes on problems of the Dockerfile with their place', () => {
    expect(built('FROM a\nFOO x').problems).toMatchObject([{ kind: 'dockerfile-syntax', span: { start: 7 } }]);
  });

  it('knows a published image by its name, a built one by its base', () => {
    expect(image({ image: 'redis:7' }).facts?.dataStore).toBe(true);
    expect(image({ image: 'redis', build: { dockerfile_inline: 'FROM acme/x' } }).facts).toBeUndefined();
    expect(built('FROM redis:7').base?.dataStore).toBe(true);
    expect(image({}).facts).toBeUndefined();
  });
});

describe('what the parts say together', () => {
  it.each([
    ['FROM nginx', [80]],
    ['FROM nginx\nEXPOSE 8080 80', [8080, 80]],
    ['FROM acme/x\nEXPOSE 3000', [3000]],
    ['FROM node:20', []],
  ])('ports of %j (N-11)', (text, expected) => {
    expect(exposedPorts(built(text)).map(({ port }) => port)).toEqual(expected);
  });

  it.each([
    ['FROM node:20', 'none'],
    ['FROM scratch', 'none'],
    ['FROM acme/x', undefined],
    ['FROM axllent/mailpit', { test: ['CMD-SHELL', '/mailpit readyz'], interval: '15s' }],
    ['FROM axllent/mailpit\nHEALTHCHECK NONE', 'none'],
    ['FROM acme/x\nHEALTHCHECK CMD true', { test: ['CMD-SHELL', 'true'] }],
  ])('health check of %j (H-02)', (text, expected) => {
    const check = healthcheckOf(built(text));
    if (typeof expected === 'object') expect(check).toMatchObject(expected);
    else expect(check).toBe(expected);
  });

  it('cannot see the health check of an unknown image (H-02)', () => {
    expect(healthcheckOf(image({ image: 'acme/x' }))).toBeUndefined();
    expect(healthcheckOf(image({ image: 'postgres:16' }))).toBe('none');
  });

  it.each([
    ['FROM node:20-alpine\nUSER node', { name: 'node', uid: 1000, gid: 1000, root: false }],
    ['FROM node:20-alpine\nUSER node:root', { name: 'node', uid: 1000, gid: 0, root: false }],
    ['FROM node:20-alpine\nRUN usermod -u 5 node\nUSER node', { name: 'node', uid: 5, gid: 1000, root: false }],
    ['FROM php:8-fpm\nRUN groupmod -g 7 www-data && usermod -u 6 www-data\nUSER www-data', { uid: 6, gid: 7, root: false }],
    ['FROM node:20-alpine\nUSER 10:11', { uid: 10, gid: 11, root: false }],
    ['FROM node:20', { uid: 0, root: true }],
    ['FROM scratch', { uid: 0, gid: 0, root: true }],
    ['FROM grafana/grafana', { name: 'grafana', uid: 472, root: false }],
    ['FROM grafana/grafana\nUSER root', { name: 'root', uid: 0, gid: 0, root: true }],
    ['FROM apache/kafka', { name: 'appuser', root: false }],
    ['FROM acme/x\nUSER app', { name: 'app', root: false }],
    ['FROM debian\nRUN useradd app\nUSER app', { name: 'app', root: false }],
  ])('user of %j (SEC-03)', (text, expected) => {
    const { span: _span, ...user } = userOf(built(text));
    expect(user).toMatchObject(expected);
    if (!('uid' in expected)) expect(user.uid).toBeUndefined();
  });

  it('knows nothing about the user of an unknown image', () => {
    expect(userOf(built('FROM acme/x'))).toEqual({});
    expect(userOf(image({ image: 'acme/x' }))).toEqual({});
  });

  it('resolves names that Compose uses (SEC-03)', () => {
    expect(numbersOf(image({ image: 'postgres:16-alpine' }), 'postgres')).toEqual({ uid: 70, gid: 70 });
    expect(numbersOf(built('FROM node:20\nRUN useradd -u 9 app'), 'app')).toEqual({ uid: 9, gid: 9 });
    expect(numbersOf(built('FROM node:20'), 'node')).toEqual({ uid: 1000, gid: 1000 });
    expect(numbersOf(image({ image: 'acme/x' }), 'app')).toBeUndefined();
    expect(groupNumberOf(built('FROM alpine\nRUN addgroup -g 12 staff2'), 'staff2')).toBe(12);
  });

  it.each([
    ['FROM acme/x\nSHELL ["/bin/bash", "-c"]', ['/bin/bash', '-c']],
    ['FROM acme/x\nRUN make', ['/bin/sh', '-c']],
    ['FROM acme/x\nRUN ["make"]', undefined],
    ['FROM scratch', 'none'],
    ['FROM gcr.io/distroless/static-debian12', 'none'],
    ['FROM cgr.dev/chainguard/static:latest', 'none'],
    ['FROM gcr.io/distroless/base:debug', ['/bin/sh', '-c']],
    ['FROM node:20', ['/bin/sh', '-c']],
    ['FROM acme/x', undefined],
  ])('shell of %j (H-11)', (text, expected) => {
    expect(shellOf(built(text))).toEqual(expected);
  });

  it('puts the shell in front of shell forms', () => {
    const found = built('FROM acme/x\nSHELL ["/bin/bash", "-ec"]\nENTRYPOINT run $X\nCMD ["a"]');
    expect(entrypointOf(found)).toEqual(['/bin/bash', '-ec', 'run $X']);
    expect(commandOf(found)).toEqual(['a']);
    expect(commandOf(built('FROM acme/x'))).toBeUndefined();
  });

  it('collects volumes, stop signal and environment (V-11, L-15)', () => {
    const found = built('FROM postgres:16\nVOLUME ["/backup"]\nENV A=1');
    expect(volumesOf(found)).toEqual(['/backup', '/var/lib/postgresql/data']);
    expect(stopSignalOf(found)).toBe('SIGINT');
    expect(stopSignalOf(built('FROM postgres:16\nSTOPSIGNAL SIGTERM'))).toBe('SIGTERM');
    expect(environmentOf(found)).toEqual(new Map([['A', '1']]));
    expect(isDataStore(found)).toBe(true);
  });

  it.each([
    ['FROM postgres:16', true],
    ['FROM postgres:16\nUSER postgres', false],
    ['FROM postgres:16\nENTRYPOINT ["x"]', false],
    ['FROM node:20', false],
  ])('whether %j drops root by itself (V-08)', (text, expected) => {
    expect(dropsPrivileges(built(text))).toBe(expected);
  });
});
