import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../support/convert-text.ts';

function commandOf(yaml: string, options: Parameters<typeof convertText>[1] = {}): string {
  const [build] = convertText(yaml, options).builds;
  return (build?.command ?? []).join(' ');
}

const service = (build: string, more = ''): string => `services: {app: {image: acme/app, build: ${build}${more}}}`;

describe('docker buildx build (B-210, B-211)', () => {
  it.each([
    ['the context', '.', '--tag acme/app --push .'],
    ['a directory', './src/app', '--tag acme/app --push ./src/app'],
    ['one above', '../lib', '--tag acme/app --push ../lib'],
    ['a repository', 'https://github.com/acme/app.git#v1', '--push https://github.com/acme/app.git#v1'],
    ['dockerfile', '{context: app, dockerfile: ci/Dockerfile.prod}', '--file app/ci/Dockerfile.prod'],
    ['dockerfile of a repository', '{context: "https://github.com/acme/app.git", dockerfile: ci/Dockerfile}', '--file ci/Dockerfile'],
    ['target', '{context: ., target: prod}', '--target prod'],
    ['args', '{context: ., args: {A: b, N: 3}}', '--build-arg A=b --build-arg N=3'],
    ['platforms', '{context: ., platforms: [linux/amd64, linux/arm64]}', '--platform linux/amd64,linux/arm64'],
    ['labels', '{context: ., labels: {a: b c}}', '--label a=b c'],
    ['tags', '{context: ., tags: ["acme/app:2"]}', '--tag acme/app --tag acme/app:2'],
    [
      'cache_from, cache_to',
      '{context: ., cache_from: [acme/old], cache_to: [type=inline]}',
      '--cache-from acme/old --cache-to type=inline',
    ],
    ['no_cache, pull', '{context: ., no_cache: true, pull: true}', '--no-cache --pull'],
    ['network', '{context: ., network: none}', '--network none'],
    ['shm_size', '{context: ., shm_size: 64m}', '--shm-size 67108864'],
    ['extra_hosts', '{context: ., extra_hosts: ["db:10.0.0.1"]}', '--add-host db=10.0.0.1'],
    ['ssh', '{context: ., ssh: [default, "git=./keys/git"]}', '--ssh default --ssh git=./keys/git'],
    ['provenance, sbom', '{context: ., provenance: mode=max, sbom: true}', '--provenance=mode=max --sbom=true'],
    ['entitlements', '{context: ., entitlements: [network.host]}', '--allow network.host'],
    ['ulimits', '{context: ., ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}}', '--ulimit nproc=5 --ulimit nofile=1:2'],
    ['additional_contexts', '{context: ., additional_contexts: {res: ./res}}', '--build-context res=./res'],
    ['no flag where a switch is off', '{context: ., no_cache: false, pull: false}', 'buildx build --tag acme/app --push .'],
  ])('%s', (_, build, words) => {
    expect(commandOf(service(build))).toContain(words);
  });

  it('builds for the platform that the service runs on', () => {
    expect(commandOf(service('.', ', platform: linux/arm64'))).toContain('--platform linux/arm64');
  });

  it('takes secrets from files and variables, by their target', () => {
    const yaml = `${service('{context: ., secrets: [token, {source: key, target: id_rsa}]}')}
secrets: {token: {environment: TOKEN}, key: {file: "./keys/a,b"}}`;
    expect(commandOf(yaml, { env: { TOKEN: 'x' }, files: { 'keys/a,b': 'k' } })).toContain(
      '--secret id=token,env=TOKEN --secret id=id_rsa,"src=./keys/a,b"',
    );
  });

  it('builds what another image is built on first, and takes it from where it is pushed', () => {
    const { builds } = convertText(
      `services: {app: {build: {context: app, additional_contexts: {base: "service:base"}}}, base: {image: acme/base, build: base}}`,
      { options: { registry: 'registry.example.com' } },
    );
    expect(builds.map((build) => build.service)).toEqual(['base', 'app']);
    expect(builds[1]?.command).toContain('base=docker-image://registry.example.com/acme/base');
  });

  it('hands over a Dockerfile that stands in the file', () => {
    const [build] = convertText(service('{context: ., dockerfile_inline: "FROM scratch"}')).builds;
    expect(build?.dockerfile).toBe('FROM scratch');
    expect(build?.command).toContain('-');
  });

  it('shows no secret: arguments come from the environment, other words are masked (DIAG-29, S-20)', () => {
    const converted = convertText(
      service('{context: "https://bob:hunter2secret@git.example.com/a.git", args: {NPM_TOKEN: hunter2secret, OWN: "${API_KEY}"}}'),
      { env: { API_KEY: 'hunter2secret' } },
    );
    const [build] = converted.builds;
    expect(build?.variables).toEqual(['NPM_TOKEN', 'OWN']);
    expect(build?.command.join(' ')).toContain('--build-arg NPM_TOKEN --build-arg OWN');
    expect(JSON.stringify([converted.builds, converted.preconditions])).not.toContain('hunter2secret');
    expect(converted.diagnostics.map((one) => one.code)).toEqual(expect.arrayContaining(['secret-in-build-argument', 'secret-in-build']));
  });

  it('accounts for every parameter, also those without a flag', () => {
    const converted = convertText(
      service('{context: ., privileged: true, secrets: [{source: t, uid: "1"}], args: {A: b}}') + '\nsecrets: {t: {file: t}}',
      {
        files: { t: 'x' },
      },
    );
    for (const path of ['context', 'privileged', 'args', 'secrets', 'secrets[0].uid'])
      expect(converted.said(`services.app.build.${path}`)[0]).toContain('not-applicable info');
  });
});

describe('images of CI (L-30)', () => {
  const yaml = `
services:
  app: {image: acme/app, build: .}
  worker: {image: acme/app, command: work}
`;

  it('--image stands in for the image of one service, and what is given is not built', () => {
    const converted = convertText(yaml, { options: { images: { app: 'registry.example.com/app@sha256:' + 'a'.repeat(64) } } });
    expect(containerOf(converted.object('Deployment', 'app'))).toMatchObject({
      image: 'registry.example.com/app@sha256:' + 'a'.repeat(64),
      imagePullPolicy: 'IfNotPresent',
    });
    expect(containerOf(converted.object('Deployment', 'worker'))).toMatchObject({ image: 'acme/app' });
    expect(converted.builds).toEqual([]);
    expect(converted.preconditions.filter((one) => one.rule === 'L-30')).toEqual([]);
    expect(converted.entries.find((one) => one.path === 'services.app.image')?.hint).toContain('--image worker=');
  });

  it('--image without a tag is pulled at every start', () => {
    const converted = convertText(yaml, { options: { images: { app: 'registry.example.com/app' } } });
    expect(containerOf(converted.object('Deployment', 'app'))).toMatchObject({ imagePullPolicy: 'Always' });
  });

  it('--image for a service that the project does not have', () => {
    const { diagnostics } = convertText(yaml, { options: { images: { wroker: 'a:1' } } });
    expect(diagnostics.map(({ code, severity, data }) => [code, severity, data['suggestion']])).toContainEqual([
      'image-for-unknown-service',
      'error',
      'worker',
    ]);
  });

  it('--image-pull-secret is in every pod, once, and has to exist', () => {
    const converted = convertText(yaml, { options: { imagePullSecrets: ['regcred', 'regcred'], namespace: 'shop' } });
    for (const name of ['app', 'worker'])
      expect(at(podOf(converted.object('Deployment', name)), 'imagePullSecrets')).toEqual([{ name: 'regcred' }]);
    expect(converted.preconditions.find((one) => one.command?.includes('docker-registry'))?.command).toContain('regcred -n shop ');
    expect(converted.violations).toEqual([]);
  });
});
