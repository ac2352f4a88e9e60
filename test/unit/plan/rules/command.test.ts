import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText } from '../../../support/convert-text.ts';

const built = { Dockerfile: 'FROM alpine:3.20\nENTRYPOINT ["/entry.sh"]\nCMD ["serve"]\n' };

describe('entrypoint and command (L-27, B-012, B-013)', () => {
  it.each([
    ['image: acme/a:1.0', undefined, undefined, []],
    ['image: acme/a:1.0, command: serve --all', undefined, ['serve', '--all'], []],
    ['image: acme/a:1.0, entrypoint: /e.sh', ['/e.sh'], undefined, []],
    ['image: acme/a:1.0, entrypoint: [/e.sh, x], command: [serve]', ['/e.sh', 'x'], ['serve'], []],
    ['image: acme/a:1.0, entrypoint: [], command: [serve]', ['serve'], undefined, []],
    ["image: acme/a:1.0, entrypoint: '', command: serve", ['serve'], undefined, []],
    ['image: acme/a:1.0, entrypoint: []', undefined, undefined, ['services.a.entrypoint']],
    ['build: ., entrypoint: []', ['serve'], undefined, []],
    ['build: ., entrypoint: [], command: []', ['serve'], undefined, []],
    ['image: acme/a:1.0, command: []', undefined, undefined, []],
    ["image: acme/a:1.0, command: ''", undefined, undefined, []],
    ['image: acme/a:1.0, command: null, entrypoint: null', undefined, undefined, []],
  ])('{%s}', (attributes, command, args, errors) => {
    const result = convertText(`services: {a: {${attributes}}}`, { files: built });
    const container = containerOf(result.object('Deployment'));
    expect([at(container, 'command'), at(container, 'args')]).toEqual([command, args]);
    expect(result.entries.filter((e) => e.level === 'error').map((e) => e.path)).toEqual(errors);
    expect(result.entries.some((e) => e.outcome === 'not-translated')).toBe(false);
  });

  it('are escaped for the kubelet (ENV-11)', () => {
    const container = containerOf(
      convertText("services: {a: {image: acme/a:1.0, entrypoint: ['echo $$(date)'], command: ['$$HOME', '$$$$']}}").object('Deployment'),
    );
    expect([at(container, 'command'), at(container, 'args')]).toEqual([['echo $$(date)'], ['$HOME', '$$$$']]);
  });
});

describe('a working directory that is not absolute (B-014)', () => {
  it.each([
    ['w', 'refused error B-014'],
    ['./w', 'refused error B-014'],
    ['""', 'exact info B-014'],
    ["'C:\\w'", 'exact info B-014'],
  ])('%s', (directory, expected) => {
    const { said } = convertText(`services: {a: {image: acme/a:1.0, working_dir: ${directory}}}`);
    expect(said('services.a.working_dir')[0]).toMatch(new RegExp(`^${expected}`));
  });
});

describe('flags (B-014, B-017, B-018)', () => {
  it.each([
    ['working_dir: /w', 'workingDir', '/w'],
    ['tty: true', 'tty', true],
    ['tty: false', 'tty', undefined],
    ['stdin_open: true', 'stdin', true],
    ['stdin_open: false', 'stdin', undefined],
  ])('%s', (attribute, field, value) => {
    const result = convertText(`services: {a: {image: acme/a:1.0, ${attribute}}}`);
    expect(at(containerOf(result.object('Deployment')), field)).toBe(value);
    expect(result.entries.filter((e) => e.path === `services.a.${attribute.split(':')[0]}`).map((e) => e.outcome)).toEqual(['exact']);
  });
});
