import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversion } from '../../../src/pipeline.ts';
import { printBuildScript } from '../../../src/write/build-script.ts';
import { convertText } from '../../support/convert-text.ts';

/** Each makes a file `broken-out` where a shell runs it. */
const payloads = [
  `'; touch broken-out; '`,
  `"; touch broken-out; "`,
  '$(touch broken-out)',
  '`touch broken-out`',
  '\ntouch broken-out\n',
  ' && touch broken-out #',
  ';touch${IFS}broken-out;',
  `\\'; touch broken-out; #`,
  'END\ntouch broken-out\n',
  "x' | touch broken-out | '",
];

/** Programs that the lines of waybill start; what they are told to do is not done here. */
const stubs = [
  ...['docker', 'kubectl', 'nc', 'cp', 'mkdir', 'chmod', 'chown', 'sleep', 'cat', 'tar', 'wget', 'find', 'ls', 'kill', 'run', 'app'],
  ...['redis-cli', 'mysqladmin', 'tee', 'rm', 'mv', 'ln', 'install'],
];

const web = (attributes: object, rest: object = {}): object => ({
  services: { web: { image: 'nginx:1.27', user: '0', ports: ['80'], ...attributes } },
  ...rest,
});

/** Places of texts that go into lines for a shell, or beside such lines. What is a shell line in Compose already is none of them. */
const places: Readonly<Record<string, (text: string) => object>> = {
  'word of a hook': (text) => web({ post_start: [{ command: ['run', text] }], pre_stop: [{ command: ['run', text] }] }),
  'directory of a hook': (text) => web({ post_start: [{ command: ['run'], working_dir: text }] }),
  'environment of a hook': (text) => web({ post_start: [{ command: ['run'], environment: { A: text } }] }),
  'variable of a hook': (text) => web({ post_start: [{ command: ['run'], environment: { [text]: 'a', [`PASSWORD${text}`]: 'hunter2' } }] }),
  'secret of a hook': (text) => web({ post_start: [{ command: ['run', `--password=${text}`], environment: { TOKEN: text } }] }),
  'word of pre_start': (text) =>
    web({ pre_start: [{ image: 'a', command: ['run', text], environment: { A: text }, working_dir: `/${text}` }] }),
  'word of a check': (text) => web({ healthcheck: { test: ['CMD', 'redis-cli', '-a', `hunter2${text}`, text] } }),
  'secret of a check': (text) => web({ healthcheck: { test: ['CMD', 'mysqladmin', `--password=x${text}`, 'ping'] } }),
  'target of a volume': (text) => web({ volumes: [{ type: 'volume', source: 'v', target: `/data/${text}` }] }, { volumes: { v: {} } }),
  'subpath of a volume': (text) =>
    web({ volumes: [{ type: 'volume', source: 'v', target: '/data', volume: { subpath: text } }] }, { volumes: { v: {} } }),
  'name of a volume': (text) => web({ volumes: ['v:/data'] }, { volumes: { v: { name: text } } }),
  'name of an external volume': (text) => web({ volumes: ['v:/data'] }, { volumes: { v: { name: text, external: true } } }),
  'bound directory': (text) => web({ volumes: [{ type: 'bind', source: `./data/${text}`, target: '/data' }] }),
  'bound file': (text) => web({ volumes: [{ type: 'bind', source: './app.log', target: `/var/log/${text}/app.log` }] }),
  'bound file that is written': (text) => web({ volumes: [{ type: 'bind', source: `./${text}.db`, target: `/var/${text}.db` }] }),
  'path of an image': (text) => web({ volumes: [{ type: 'image', source: 'acme/files:1', target: '/data', image: { subpath: text } }] }),
  'target of a config': (text) =>
    web({ configs: [{ source: 'c', target: `/docker-entrypoint.d/${text}` }] }, { configs: { c: { content: text } } }),
  'name of a secret': (text) => web({ secrets: ['s'] }, { secrets: { s: { external: true, name: text } } }),
  'name of the host': (text) =>
    web({ hostname: text, container_name: text, networks: { n: { aliases: [text] } } }, { networks: { n: {} } }),
  'name of a network': (text) => web({ networks: ['n'] }, { networks: { n: { external: true, name: text } } }),
  device: (text) => web({ devices: [`/dev/${text}`] }),
  'label of a node': (text) => web({ deploy: { placement: { constraints: [`node.labels.a == ${text}`, `node.labels.${text} == a`] } } }),
  runtime: (text) => web({ runtime: text }),
  'argument of a build': (text) => web({ build: { context: '.', args: { A: text, [text]: 'a', NPM_TOKEN: text } } }),
  'flags of a build': (text) =>
    web({
      build: { context: text, dockerfile: text, target: text, tags: [text], labels: { [text]: text }, platforms: [text], network: text },
    }),
  'secrets of a build': (text) =>
    web(
      { build: { context: '.', secrets: ['s'], ssh: [text], cache_from: [text], additional_contexts: { [text]: text } } },
      { secrets: { s: { file: text } } },
    ),
  'Dockerfile in the file': (text) => web({ build: { dockerfile_inline: `FROM alpine\n# ${text}\nEND\nEND_\n` } }),
  image: (text) => web({ image: `acme/app:${text}` }),
  'image of a build': (text) => web({ image: `acme/app:${text}`, build: '.' }),
  'name of the project': (text) => ({ name: text, ...web({}) }),
  'stop signal': (text) => web({ stop_signal: text }),
  'class of the ingress': (text) => web({ 'x-waybill': { ingress: { host: 'a.example.com', class: text, tls: text } } }),
  'service account': (text) => web({ 'x-waybill': { serviceAccount: text, priorityClass: text } }),
  'label of Traefik': (text) => web({ labels: { 'traefik.http.routers.a.rule': `Host(\`a\`) && PathPrefix(\`/${text}\`)` } }),
};

/** Scripts behind `sh -c`, in whatever object. */
function scripts(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    const [shell, flag, script] = value;
    const own = /^(?:\/bin\/)?sh$/.test(String(shell)) && flag === '-c' && typeof script === 'string' ? [script] : [];
    return [...own, ...value.flatMap(scripts)];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(scripts) : [];
}

/** Everything that somebody gives to a shell: containers, and users who copy what the account says. */
function shellLines({ objects, builds, preconditions, dataMoves }: Conversion): readonly string[] {
  return [
    ...scripts(objects),
    ...(builds.length > 0 ? [printBuildScript(builds, 'waybill')] : []),
    ...preconditions.flatMap(({ command }) => command ?? []),
    ...dataMoves.flatMap(({ commands }) => commands),
  ];
}

describe('no text of the input is run by a shell that it was not written for', () => {
  let sandbox = '';
  beforeAll(() => {
    sandbox = mkdtempSync(join(tmpdir(), 'waybill-shell-'));
    const bin = join(sandbox, 'bin');
    mkdirSync(bin);
    for (const name of stubs) {
      writeFileSync(join(bin, name), '#!/bin/sh\nexit 0\n');
      chmodSync(join(bin, name), 0o755);
    }
    for (const name of ['touch', 'env', 'true', 'test', 'printf']) symlinkSync(`/usr/bin/${name}`, join(bin, name));
  });
  afterAll(() => rmSync(sandbox, { recursive: true, force: true }));

  /** Lines that, when a shell runs them, run the text of the input. */
  function broken(lines: readonly string[]): readonly string[] {
    const marker = join(sandbox, 'broken-out');
    return [...new Set(lines)].filter((line) => {
      rmSync(marker, { force: true });
      spawnSync('/bin/sh', ['-c', line], {
        cwd: sandbox,
        env: { PATH: join(sandbox, 'bin'), NPM_TOKEN: 'x' },
        timeout: 2000,
        stdio: 'ignore',
      });
      return existsSync(marker);
    });
  }

  it('the sandbox shows a text that breaks out', () => {
    expect(broken([`run 'a'; touch broken-out; ''`, 'run a'])).toEqual([`run 'a'; touch broken-out; ''`]);
  });

  it.each(Object.entries(places))('%s', (_name, make) => {
    const files = { Dockerfile: 'FROM alpine\n', 'app.log': 'x', 'data/x': 'y' };
    const found = payloads.flatMap((payload) => {
      const yaml = JSON.stringify(make(payload)).replaceAll('$', () => '$$');
      const conversion = convertText(yaml, {
        files: { ...files, [`${payload}.db`]: 'x', [`data/${payload}/a`]: 'x' },
        options: { devices: 'privileged' },
      });
      expect(conversion.violations).toEqual([]);
      return broken(shellLines(conversion));
    });
    expect(found).toEqual([]);
  });

  it('the places reach lines of every kind', () => {
    const conversions = Object.values(places).map((make) =>
      convertText(JSON.stringify(make('x')), { files: { Dockerfile: 'FROM alpine\n' } }),
    );
    const count = (of: (one: Conversion) => readonly unknown[]): number => conversions.flatMap(of).length;
    expect(count(({ objects }) => scripts(objects))).toBeGreaterThan(5);
    expect(count(({ builds }) => builds)).toBeGreaterThan(3);
    expect(count(({ preconditions }) => preconditions.flatMap(({ command }) => command ?? []))).toBeGreaterThan(5);
    expect(count(({ dataMoves }) => dataMoves)).toBeGreaterThan(1);
  });
});
