import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

function compose(environment: Record<string, string>): string {
  return JSON.stringify({ services: { app: { image: 'acme/app:1', user: '0', environment } } });
}

describe('environment', () => {
  it('refuses a variable that the kernel passes to no program (ENV-09)', () => {
    const fits = 'x'.repeat(131_072 - 'BIG'.length - 2);
    expect(convertText(compose({ BIG: fits })).said('services.app.environment.BIG')).toEqual(['exact info ENV-02']);
    const [row] = convertText(compose({ BIG: `${fits}x` })).said('services.app.environment.BIG');
    expect(row).toMatch(/^refused error ENV-09/);
  });

  it('refuses an environment of more than 1 MiB (ENV-09)', () => {
    const many = (count: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`V${i}`, 'x'.repeat(100_000)]));
    expect(convertText(compose(many(10))).said('services.app.environment')).toEqual([]);
    expect(convertText(compose(many(11))).said('services.app.environment')[0]).toMatch(/^refused error ENV-09/);
  });

  it('spreads a large environment over several objects (S-22, ENV-02)', () => {
    const result = convertText(compose({ A: 'x'.repeat(120_000), B: 'y'.repeat(120_000), C: 'z'.repeat(120_000) }));
    const maps = result.objects.filter((o) => o.kind === 'ConfigMap');
    expect(maps.map((o) => Object.keys(Object(at(o, 'data'))))).toEqual([['A', 'B'], ['C']]);
    expect(maps.every((o) => JSON.stringify(o).length < 250_000)).toBe(true);
    expect(at(containerOf(result.object('Deployment')), 'envFrom')).toEqual(maps.map((o) => ({ configMapRef: { name: o.metadata.name } })));
  });

  it('refuses a value that no object has room for, written as JSON (S-22)', () => {
    expect(convertText(compose({ A: '<'.repeat(60_000) })).said('services.app.environment.A')[0]).toMatch(/^refused error S-22/);
  });

  it.each(['Logging:Level', 'a b', '1A', '.', '..', '..a', 'ä', 'x'.repeat(254)])('refuses the name %s (ENV-06)', (name) => {
    const result = convertText(compose({ [name]: 'v', OK: 'v' }));
    expect(at(result.object('ConfigMap'), 'data')).toEqual({ OK: 'v' });
    expect(result.entries.filter((e) => e.rule === 'ENV-06').map((e) => [e.outcome, e.level])).toEqual([['refused', 'error']]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('keeps the name %s', (name) => {
    const data = at(convertText(`services: {app: {image: acme/app:1, user: '0', environment: ["${name}=v"]}}`).object('ConfigMap'), 'data');
    expect(at(data, name)).toBe('v');
  });

  it('takes any name that can be printed where the cluster does (ENV-06, ENV-03)', () => {
    const environment = { 'Logging:Level': 'a', 'a b': 'b', '1A': 'c', '..': 'd', OK: 'e', 'Api:Token': 'hunter2hunter2' };
    const result = convertText(compose(environment), { options: { minVersion: 32 } });
    const container = containerOf(result.object('Deployment'));
    const maps = result.objects.filter((o) => o.kind === 'ConfigMap');
    expect(maps.map((o) => at(o, 'data'))).toEqual([
      { '1A': 'c', OK: 'e' },
      { Logging_Level: 'a', a_b: 'b', _: 'd' },
    ]);
    expect(at(container, 'envFrom')).toEqual([{ configMapRef: { name: maps[0]?.metadata.name } }]);
    const entry = (name: string, key: string): object => ({ name, valueFrom: { configMapKeyRef: { name: maps[1]?.metadata.name, key } } });
    expect(at(container, 'env')).toEqual([
      entry('Logging:Level', 'Logging_Level'),
      entry('..', '_'),
      entry('a b', 'a_b'),
      { name: 'Api:Token', valueFrom: { secretKeyRef: { name: result.object('Secret').metadata.name, key: 'Api_Token' } } },
    ]);
    expect(result.entries.filter((e) => e.level === 'error')).toEqual([]);
    expect(result.violations).toEqual([]);
  });

  it.each(['ä', 'a\tb'])('refuses the name %j everywhere (ENV-06)', (name) => {
    const { entries } = convertText(compose({ [name]: 'v' }), { options: { minVersion: 34 } });
    expect(entries.filter((e) => e.rule === 'ENV-06').map((e) => e.level)).toEqual(['error']);
  });

  it('two names that make one key have each their own (ENV-06)', () => {
    const { object, violations } = convertText(compose({ 'a:b': '1', 'a b': '2' }), { options: { minVersion: 32 } });
    expect(at(object('ConfigMap'), 'data')).toEqual({ a_b: '1', a_b_2: '2' });
    expect(violations).toEqual([]);
  });
});

describe('where the environment comes from', () => {
  const data = (yaml: string, more: Parameters<typeof convertText>[1] = {}): unknown =>
    at(convertText(yaml, more).object('ConfigMap'), 'data');

  it('the service outweighs its env files, the last file the ones before (ENV-01)', () => {
    const files = { 'a.env': 'A=1\nB=1\nC=1\n', 'b.env': 'B=2\nC=2\n' };
    expect(data("services: {app: {image: a/b:1, user: '0', env_file: [a.env, b.env], environment: {C: '3'}}}", { files })).toEqual({
      A: '1',
      B: '2',
      C: '3',
    });
  });

  it('a bare COMPOSE_PROJECT_NAME is the name of the project (ENV-08)', () => {
    expect(data("services: {app: {image: a/b:1, user: '0', environment: [COMPOSE_PROJECT_NAME]}}")).toEqual({
      COMPOSE_PROJECT_NAME: 'shop',
    });
  });

  it('nothing of the environment of the machine gets in unasked, proxies neither (ENV-07)', () => {
    const env = { HTTP_PROXY: 'http://proxy:3128', no_proxy: 'localhost', HOME: '/root' };
    expect(data("services: {app: {image: a/b:1, user: '0', environment: {A: b}}}", { env })).toEqual({ A: 'b' });
  });

  it('an env file that is also the .env of the project has both roles (ENV-14)', () => {
    const files = { '.env': 'TAG=1.2\nQUOTED="a b"\n' };
    const result = convertText("services: {app: {image: 'a/b:${TAG}', user: '0', env_file: .env}}", { files });
    expect(at(containerOf(result.object('Deployment')), 'image')).toBe('a/b:1.2');
    expect(at(result.object('ConfigMap'), 'data')).toEqual({ TAG: '1.2', QUOTED: 'a b' });
  });

  it('values are strings, whatever they look like (ENV-05)', () => {
    expect(data("services: {app: {image: a/b:1, user: '0', environment: {A: true, B: 1.10, C: 0x10}}}")).toEqual({
      A: 'true',
      B: '1.1',
      C: '16',
    });
  });

  it('arguments are expanded by the kubelet unless they are escaped (ENV-10, ENV-11)', () => {
    const result = convertText("services: {app: {image: a/b:1, user: '0', command: [run, '$$(A)', '$$B'], environment: {A: b}}}");
    expect(at(containerOf(result.object('Deployment')), 'args')).toEqual(['run', '$$(A)', '$B']);
  });

  it('a secret that several services take from one place is reported once (DIAG-29)', () => {
    const yaml = `
x-env: &env {DB_PASSWORD: hunter2}
services:
  a: {image: a/b:1, environment: *env}
  b: {image: a/b:1, environment: {<<: *env, API_TOKEN: t0p}}`;
    const found = convertText(yaml).diagnostics.filter((d) => d.code === 'secret-in-plain-sight');
    expect(found.map((d) => d.path)).toEqual(['services.a.environment.DB_PASSWORD', 'services.b.environment.API_TOKEN']);
  });

  it('no pod is told of Services through variables (ENV-13)', () => {
    expect(at(podOf(convertText('services: {app: {image: a/b:1}}').object('Deployment')), 'enableServiceLinks')).toBe(false);
  });
});
