import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

const files = { 'key.pem': 'k', 'certs/a.crt': 'a' };
const withSecret = (reference: string, entry: string): string =>
  `services: {app: {image: "acme/app:1", user: "0", secrets: [${reference}]}}\nsecrets: {pw: ${entry}}\n`;

describe('where a secret is mounted (S-07, S-08)', () => {
  it.each([
    ['pw', '/run/secrets', 'pw'],
    ['{source: pw, target: ""}', '/run/secrets', 'pw'],
    ['{source: pw, target: tls/key}', '/run/secrets', 'tls/key'],
    ['{source: pw, target: /var/run/secrets/other}', '/run/secrets', 'other'],
    ['{source: pw, target: ../key}', '/run/key', undefined],
  ])('%s', (reference, mountPath, path) => {
    const workload = convertText(withSecret(reference, '{file: ./key.pem}'), { files }).object('Deployment');
    expect(at(containerOf(workload), 'volumeMounts', 0, 'mountPath')).toBe(mountPath);
    expect(at(podOf(workload), 'volumes', 0, 'projected', 'sources', 0, 'secret', 'items', 0, 'path')).toBe(path);
  });
});

describe('whether a change makes new pods (S-11, S-24)', () => {
  it.each([
    ['{file: ./key.pem}', {}, true],
    ['{file: ./key.pem, name: fixed}', {}, false],
    ['{external: true}', {}, false],
    ['{file: ./key.pem}', { secrets: 'placeholder' as const }, false],
  ])('%s with %j: %j', (entry, options, expected) => {
    expect(convertText(withSecret('pw', entry), { files, options }).additions.some((a) => a.rule === 'S-11')).toBe(expected);
  });
});

describe('how Secrets that are not emitted are made (S-02, S-04)', () => {
  const commandOf = (entry: string, options = {}): string | undefined =>
    convertText(withSecret('pw', entry), { files, env: { PW: 'x' }, options }).preconditions.find(
      (p) => p.rule === 'S-02' || p.rule === 'S-04',
    )?.command;
  const external = { secrets: 'external' as const };

  it.each([
    ['{environment: PW}', external, 'kubectl create secret generic pw --from-literal=pw=…'],
    ['{file: ./key.pem}', external, 'kubectl create secret generic pw --from-file=key.pem=key.pem'],
    ['{file: ./certs}', external, 'kubectl create secret generic pw --from-file=a.crt=certs/a.crt'],
    ['{file: ./key.pem}', { ...external, namespace: 'shop' }, 'kubectl -n shop create secret generic pw --from-file=key.pem=key.pem'],
    ['{external: true}', { namespace: 'shop' }, 'kubectl -n shop create secret generic pw --from-file=pw=FILE'],
  ])('%s with %j', (entry, options, command) => {
    expect(commandOf(entry, options)).toBe(command);
  });
});

describe('what cannot be mounted has one reason (S-22, S-26)', () => {
  it.each([
    ['{file: ./gone}', 'S-26'],
    ['{environment: GONE}', 'S-26'],
    ['{file: ./large}', 'S-22'],
  ])('%s', (entry, rule) => {
    const { entries } = convertText(withSecret('pw', entry), { files: { large: 'x'.repeat(300_000) } });
    const refused = entries.filter((e) => e.outcome === 'refused').map((e) => [e.path, e.rule, e.level, e.hint !== undefined]);
    expect(refused).toEqual([
      ['services.app.secrets[0]', 'S-26', 'error', true],
      ['secrets.pw', rule, 'error', true],
    ]);
  });
});
