import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../src/diagnostics/span.ts';
import { at, containerOf, convertText } from '../../support/convert-text.ts';

type Config = Readonly<Record<string, unknown>>;

function inspected(names: readonly string[], config: Config, more: Config = {}): Config {
  return { Id: `sha256:${'a'.repeat(64)}`, RepoTags: names, RepoDigests: [], Config: config, ...more };
}

function convert(yaml: string, metadata: unknown, options: object = {}): ReturnType<typeof convertText> {
  const text = typeof metadata === 'string' ? metadata : JSON.stringify(metadata, null, 4);
  return convertText(yaml, { files: { 'images.json': text }, options: { imageMetadata: ['images.json'], ...options } });
}

const full = inspected(['acme/app:1.0'], {
  User: '1001:1002',
  ExposedPorts: { '8080/tcp': {}, '9090/udp': {} },
  Env: ['PATH=/bin', 'LANG=C', 'EMPTY='],
  Cmd: ['serve'],
  Entrypoint: ['/entry'],
  Volumes: { '/data': {} },
  StopSignal: 'SIGINT',
  Healthcheck: { Test: ['CMD', '/healthy'], Interval: 7_000_000_000, Timeout: 2_500_000_000, Retries: 4 },
});

describe('--image-metadata (H-02)', () => {
  const web = 'services: {web: {image: "acme/app:1.0", environment: [LANG]}}';

  it('gives the check, with durations in nanoseconds', () => {
    const { object, entries } = convert(web, [full]);
    const probe = at(containerOf(object('Deployment')), 'readinessProbe');
    expect(probe).toMatchObject({ exec: { command: ['/healthy'] }, periodSeconds: 7, timeoutSeconds: 3, failureThreshold: 4 });
    expect(entries.filter((e) => e.rule === 'H-02')).toEqual([]);
  });

  it('gives ports (N-12)', () => {
    const ports = at(convert(web, [full]).object('Service', 'web'), 'spec', 'ports') as readonly { port: number; protocol: string }[];
    expect(ports.map((p) => `${p.port}/${p.protocol}`)).toEqual(['8080/TCP', '9090/UDP']);
  });

  it('gives the user, so that it can be hardened (SEC-01)', () => {
    const { object, violations } = convert(web, [full], { harden: true });
    expect(at(containerOf(object('Deployment')), 'securityContext')).toMatchObject({
      runAsUser: 1001,
      runAsGroup: 1002,
      runAsNonRoot: true,
    });
    expect(violations).toEqual([]);
  });

  it('gives variables that a bare key would remove in Docker (ENV-04)', () => {
    expect(convert(web, [full]).said('services.web.environment.LANG')[0]).toMatch(/^differs warning ENV-04/);
  });

  it('gives the signal that stops it, which then needs no hook (L-15)', () => {
    const stopped = 'services: {web: {image: "acme/app:1.0", stop_signal: SIGINT}}';
    expect(convert(stopped, [full]).said('services.web.stop_signal')).toEqual(['exact info B-072']);
    expect(convertText(stopped).said('services.web.stop_signal')[0]).toMatch(/^differs info L-15/);
  });

  it('gives the volumes of a data store (V-11)', () => {
    const mounts = (volumes: object): unknown =>
      at(
        containerOf(convert('services: {web: {image: "mongo:7"}}', [inspected(['mongo:7'], { Volumes: volumes })]).object('Deployment')),
        'volumeMounts',
      );
    expect(mounts({ '/data/db': {} })).toEqual([{ name: 'data-db', mountPath: '/data/db' }]);
    expect(mounts({})).toBeUndefined();
  });

  it.each([
    ['redis', 'redis:latest', true],
    ['docker.io/library/redis:7', 'redis:7', true],
    ['redis:7', 'docker.io/library/redis:7', true],
    ['redis:7', 'redis:8', false],
    ['ghcr.io/a/redis:7', 'redis:7', false],
    [`redis@sha256:${'b'.repeat(64)}`, `redis@sha256:${'b'.repeat(64)}`, true],
    [`redis:7@sha256:${'b'.repeat(64)}`, `redis@sha256:${'b'.repeat(64)}`, true],
    [`redis:7@sha256:${'b'.repeat(64)}`, 'redis:7', false],
  ])('%s is described by %s: %s', (image, name, isFound) => {
    const metadata = [inspected([name], { User: '77' })];
    const { object, diagnostics } = convert(`services: {web: {image: "${image}"}}`, metadata, { harden: true });
    const workload = object('Deployment');
    expect(at(containerOf(workload), 'securityContext', 'runAsUser') === 77).toBe(isFound);
    expect(diagnostics.map((d) => d.code).filter((code) => code.startsWith('image-metadata'))).toEqual(
      isFound ? [] : ['image-metadata-unused'],
    );
  });

  it('knows more than the table and than a Dockerfile', () => {
    const files = { Dockerfile: 'FROM scratch\nUSER 5\nHEALTHCHECK CMD ["/x"]\n' };
    const text = JSON.stringify([inspected(['shop-web:latest'], { User: '6' }), inspected(['postgres:16'], { User: '7' })]);
    const result = convertText('services: {web: {build: .}, db: {image: "postgres:16"}}', {
      files: { ...files, 'm.json': text },
      options: { imageMetadata: ['m.json'], harden: true },
    });
    expect(at(containerOf(result.object('Deployment', 'web')), 'securityContext', 'runAsUser')).toBe(6);
    expect(at(containerOf(result.object('Deployment', 'web')), 'readinessProbe')).toBeUndefined();
    expect(at(containerOf(result.object('Deployment', 'db')), 'securityContext', 'runAsUser')).toBe(7);
    expect(result.diagnostics.filter((d) => d.code.startsWith('image-metadata'))).toEqual([]);
  });

  it('a user by name gets its number from the table, as Kubernetes cannot check a name (SEC-03)', () => {
    const { object, additions } = convert('services: {web: {image: "node:20"}}', [inspected(['node:20'], { User: 'node' })]);
    expect(at(containerOf(object('Deployment')), 'securityContext')).toEqual({ runAsUser: 1000, runAsGroup: 1000 });
    expect(additions.filter((a) => a.rule === 'SEC-03')).toHaveLength(1);
  });

  it('says that there is no check, where there is none', () => {
    for (const config of [{}, { Healthcheck: { Test: ['NONE'] } }, { Healthcheck: null }])
      expect(convert('services: {web: {image: "a/b:1"}}', [inspected(['a/b:1'], config)]).entries.filter((e) => e.rule === 'H-02')).toEqual(
        [],
      );
  });

  it('reads what PowerShell writes, and one image without a list around it', () => {
    const text = JSON.stringify(inspected(['a/b:1'], { User: '9' }));
    const bytes = Uint8Array.from([0xff, 0xfe, ...Array.from(text, (c) => [c.charCodeAt(0), 0]).flat()]);
    const { object } = convertText('services: {web: {image: "a/b:1"}}', {
      files: { 'm.json': bytes },
      options: { imageMetadata: ['m.json'], harden: true },
    });
    expect(at(containerOf(object('Deployment')), 'securityContext', 'runAsUser')).toBe(9);
  });
});

describe('files that tell nothing (H-02)', () => {
  const web = 'services: {web: {image: "a/b:1"}}';
  it.each([
    ['not JSON', '[\n  {"Id": }\n]', 'image-metadata-malformed', '2:10'],
    ['cut off', '[{"Id": "x"', 'image-metadata-malformed', '1:12'],
    ['a container', '[{"Id": "x", "State": {}, "Config": {}}]', 'image-metadata-malformed', '1:2'],
    ['something else', '[{"a": 1}]', 'image-metadata-malformed', '1:2'],
    ['a number', '[\n 3]', 'image-metadata-malformed', '1:1'],
    ['another image', '[\n  {"RepoTags": ["c/d:1"], "Config": {}}]', 'image-metadata-unused', '2:3'],
  ])('%s', (_, text, code, place) => {
    const [found, ...more] = convert(web, text).diagnostics.filter((d) => d.code.startsWith('image-metadata'));
    expect(more).toEqual([]);
    const position = found?.span && positionOf(found.span);
    expect([found?.code, `${position?.line}:${position?.column}`]).toEqual([code, place]);
    expect(found?.severity).toBe(code === 'image-metadata-unused' ? 'warning' : 'error');
  });

  it('a file that is not there', () => {
    const { diagnostics } = convertText(web, { options: { imageMetadata: ['none.json'] } });
    expect(diagnostics.filter((d) => d.code === 'image-metadata-unreadable').map((d) => d.severity)).toEqual(['error']);
  });
});

describe('checks with a program that the image does not have (DIAG-17)', () => {
  const said = (service: string, files: Readonly<Record<string, string>> = {}): readonly string[] =>
    convertText(`services: {web: {${service}}}`, { files })
      .diagnostics.filter((d) => d.code === 'health-check-without-program')
      .map((d) => d.path ?? '');
  const path = ['services.web.healthcheck.test'];
  it.each([
    ['image: "postgres:16", healthcheck: {test: [CMD, curl, -f, "http://localhost:5432/"]}', path],
    ['image: "node:20-alpine", healthcheck: {test: "curl -f http://localhost:3000/ || exit 1"}', path],
    ['image: "node:20-slim", healthcheck: {test: "wget -qO- http://localhost:3000/"}', path],
    ['image: "python:3.12-slim", healthcheck: {test: [CMD-SHELL, "/usr/bin/curl -f localhost"]}', path],
    ['image: "quay.io/keycloak/keycloak:26.1", healthcheck: {test: [CMD, curl, "http://localhost:9000"]}', path],
    ['image: "gcr.io/distroless/static-debian12", healthcheck: {test: [CMD, curl, localhost]}', path],
    ['image: "caddy:2", healthcheck: {test: [CMD, curl, localhost]}', path],
    ['image: "node:20-alpine", healthcheck: {test: "wget -qO- http://localhost:3000/"}', []],
    ['image: "node:20-alpine", healthcheck: {test: "curl localhost || wget localhost"}', []],
    ['image: "node:20", healthcheck: {test: "curl localhost"}', []],
    ['image: "quay.io/keycloak/keycloak:18.0", healthcheck: {test: "curl localhost"}', []],
    ['image: "acme/x:1", healthcheck: {test: "curl localhost"}', []],
    ['image: "postgres:16", healthcheck: {test: "pg_isready # not curled"}', []],
  ])('%s', (service, expected) => expect(said(service)).toEqual(expected));

  it.each([
    ['FROM node:20-slim\n', path],
    ['FROM node:20-slim\nRUN apt-get update && apt-get install -y curl\n', []],
  ])('goes by the image that a Dockerfile starts from: %j', (Dockerfile, expected) => {
    expect(said('build: ., healthcheck: {test: "curl localhost"}', { Dockerfile })).toEqual(expected);
  });
});
