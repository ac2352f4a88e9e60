import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type RunResult, temporaryProject, waybill } from './waybill.ts';

const shop = `name: shop
x-own: {a: 1}
services:
  web:
    image: nginx:\${TAG:-1.27}
    command: ["$$HOME", "<&>", "no", "1.0"]
    depends_on: [api]
    volumes: [data:/data]
  api: {build: ., x-note: "2", profiles: [full, extra]}
  worker: {image: busybox, profiles: [debug]}
volumes: {data: , unused: }
`;

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

function config(text: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): RunResult {
  const { directory, remove } = temporaryProject({ 'compose.yaml': text });
  cleanups.push(remove);
  const run = waybill(['config', ...args], { cwd: directory, env });
  return { ...run, stdout: run.stdout.replaceAll(directory, '<cwd>') };
}

describe('waybill config', () => {
  it('prints JSON as Go does, to the byte', () => {
    const { code, stdout } = config('name: n\nservices: {a: {image: "i", labels: {"10": "<&>", "9": x}}}\n', ['--format', 'json']);
    expect(code).toBe(0);
    expect(stdout).toBe(`{
  "name": "n",
  "networks": {
    "default": {
      "name": "n_default",
      "ipam": {}
    }
  },
  "services": {
    "a": {
      "command": null,
      "entrypoint": null,
      "image": "i",
      "labels": {
        "10": "\\u003c\\u0026\\u003e",
        "9": "x"
      },
      "networks": {
        "default": null
      }
    }
  }
}`);
  });

  it('prints YAML that every reader takes for the same, extensions too', () => {
    const { code, stdout } = config(shop, ['--profile', 'full'], { TAG: '2' });
    expect(code).toBe(0);
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(stdout, { version })).toEqual({
        name: 'shop',
        services: {
          api: {
            build: { context: '<cwd>', dockerfile: 'Dockerfile' },
            networks: { default: null },
            profiles: ['full', 'extra'],
            'x-note': '2',
          },
          web: {
            command: ['$$HOME', '<&>', 'no', '1.0'],
            depends_on: { api: { condition: 'service_started', required: true } },
            image: 'nginx:2',
            networks: { default: null },
            volumes: [{ type: 'volume', source: 'data', target: '/data', volume: {} }],
          },
        },
        networks: { default: { name: 'shop_default' } },
        volumes: { data: { name: 'shop_data' } },
        'x-own': { a: 1 },
      });
    }
  });

  it.each([
    ['--services', 'api\nweb\nworker\n'],
    ['--volumes', 'data\n'],
    ['--networks', 'default\n'],
    ['--images', 'shop-api\nnginx:1.27\nbusybox\n'],
    ['--profiles', 'debug\nextra\nfull\n'],
  ])('%s', (flag, lines) => {
    expect(config(shop, [flag, '--profile', '*'])).toMatchObject({ code: 0, stdout: lines });
  });

  it('--environment', () => {
    const { stdout } = config(shop, ['--environment', '--profile', 'full'], { B: '2', A: '1' });
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['A=1', 'B=2', 'COMPOSE_PROJECT_NAME=shop', 'PWD=<cwd>']));
  });

  it('--no-interpolate leaves variables, and checks nothing that holds one', () => {
    const text =
      'name: n\nservices: {a: {image: "i:${T?}", ports: ["${P}:80"], cpus: "${C}", environment: {A: $$x, B: }, profiles: [p]}}\n';
    const { code, stdout } = config(text, ['--no-interpolate'], { B: 'b' });
    expect(code).toBe(0);
    expect(parse(stdout).services).toEqual({
      a: {
        image: 'i:${T?}',
        ports: ['${P}:80'],
        cpus: '${C}',
        environment: { A: '$$x', B: null },
        networks: { default: null },
        profiles: ['p'],
      },
    });
  });

  it('-q prints nothing for a good project and only errors for a bad one', () => {
    expect(config(shop, ['-q', '--profile', 'full'])).toEqual({ code: 0, stdout: '', stderr: '' });
    const bad = config('name: n\nservices: {a: {image: i, user: $U, restrat: x}}\n', ['-q']);
    expect([bad.code, bad.stdout]).toEqual([1, '']);
    expect(bad.stderr).toContain('compose.yaml:2:36: error DIAG-02 services.a.restrat');
    expect(bad.stderr).not.toContain('DIAG-07');
  });

  it.each([
    ['A-17', 'user: "${S:-${V:?m}}"'],
    ['A-41', 'cap_add: [a]\n    security_opt: [a, a]'],
    ['A-66', 'cpus: 1\n    deploy: {resources: {limits: {memory: 1g}}}'],
    ['A-80', 'restart_policy: {condition: any}'],
  ])('--strict rejects what is read leniently (%s)', (_rule, attribute) => {
    const text = `name: n\nservices:\n  a:\n    image: i\n    ${attribute}\n`;
    expect(config(text, [], { S: 's' }).code).toBe(0);
    expect(config(text, ['--strict'], { S: 's' })).toMatchObject({ code: 3, stdout: '' });
  });

  it('two lists at once are wrong usage', () => {
    expect(config(shop, ['--services', '--volumes']).code).toBe(2);
  });
});
