import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../src/diagnostics/span.ts';
import { getAt } from '../../../src/source/node-tools.ts';
import { found, loadFiles, printedWeb, projectOf } from '../../support/load-text.ts';

function web(lines: string): string {
  return `services:\n  web:\n    image: i\n${lines
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
}

function merged(base: string, override: string): ReturnType<typeof loadFiles> {
  return loadFiles({ 'compose.yaml': web(base), 'compose.override.yaml': web(override) });
}

describe('merging an override (A.4)', () => {
  it.each([
    ['A-30 scalar', 'user: "1"', 'user: "2"', { user: '2' }],
    ['A-30 null keeps the base', 'user: "1"', 'user: ~', { user: '1' }],
    [
      'A-30 maps by key',
      'healthcheck: {interval: 1s, retries: 3}',
      'healthcheck: {interval: 2s}',
      { healthcheck: { interval: '2s', retries: 3 } },
    ],
    ['A-31 command', 'command: [a, b]', 'command: c', { command: ['c'] }],
    ['A-31 null command', 'command: [a, b]', 'command: ~', {}],
    ['A-31 health test', 'healthcheck: {test: [CMD, a]}', 'healthcheck: {test: b}', { healthcheck: { test: ['CMD-SHELL', 'b'] } }],
    ['A-32 environment', 'environment: [A=1, B=2]', 'environment: {B: 3, C: }', { environment: { A: '1', B: '3', C: null } }],
    ['A-32 null wins in a map of variables', 'environment: {A: 1}', 'environment: {A: }', { environment: { A: null } }],
    ['A-32 labels', 'labels: {a: 1}', 'labels: [a=2, b]', { labels: { a: '2', b: '' } }],
    ['A-32 dns', 'dns: 1.1.1.1', 'dns: [8.8.8.8, 1.1.1.1]', { dns: ['1.1.1.1', '8.8.8.8'] }],
    ['A-33 extra_hosts', 'extra_hosts: [a=1.1.1.1]', 'extra_hosts: {a: 2.2.2.2}', { extra_hosts: ['a=1.1.1.1', 'a=2.2.2.2'] }],
    ['A-35 build', 'build: {context: /x}', 'build: {target: t}', { build: { context: '/x', dockerfile: 'Dockerfile', target: 't' } }],
    [
      'A-36 same driver',
      'logging: {driver: a, options: {x: 1}}',
      'logging: {options: {y: 2}}',
      { logging: { driver: 'a', options: { x: '1', y: '2' } } },
    ],
    ['A-36 other driver', 'logging: {driver: a, options: {x: 1}}', 'logging: {driver: b}', { logging: { driver: 'b' } }],
    ['A-37 ulimits', 'ulimits: {n: {soft: 1, hard: 2}}', 'ulimits: {n: 3}', { ulimits: { n: 3 } }],
    ['A-40 expose', 'expose: [80]', 'expose: ["80", "81"]', { expose: ['80', '81'] }],
    ['A-41 appended', 'security_opt: [a]', 'security_opt: [b]', { security_opt: ['a', 'b'] }],
    ['A-42 reset', 'user: "1"', 'user: !reset null', {}],
    ['A-42 reset of a key', 'environment: {A: 1, B: 2}', 'environment: {A: !reset null}', { environment: { B: '2' } }],
    ['A-42 reset of an item acts in its own file', 'expose: [80]', 'expose: [!reset 80, 81]', { expose: ['80', '81'] }],
    ['A-43 override', 'environment: {A: 1}', 'environment: !override {B: 2}', { environment: { B: '2' } }],
  ])('%s', (_rule, base, override, expected) => {
    const result = merged(base, override);
    expect(printedWeb(result)).toEqual(expected);
    expect(found(result)).toEqual([]);
  });

  it('A-39, A-40: the later port or mount with the same key takes the place of the earlier', () => {
    const result = merged(
      'ports: ["80:80", "81:81"]\nvolumes: ["/a:/x", "/b:/y"]',
      'ports: [{target: 80, published: 80, mode: host}]\nvolumes: ["/c:/x:ro"]',
    );
    const { ports, volumes } = printedWeb(result);
    expect(ports).toMatchObject([{ target: 80, mode: 'host' }, { target: 81 }]);
    expect(volumes).toMatchObject([{ source: '/c', target: '/x', read_only: true }, { source: '/b' }]);
  });

  it('A-30: a mapping and a list clash', () => {
    expect(found(merged('deploy: {replicas: 1}', 'deploy: [a]'))).toEqual(['merge-clash@4:13']);
  });

  it('A-41: an exact duplicate counts once, with a report', () => {
    const result = merged('security_opt: [a]', 'security_opt: [b, a]');
    expect(printedWeb(result)).toEqual({ security_opt: ['a', 'b'] });
    expect(found(result)).toEqual(['duplicate-item@4:23']);
  });

  it('G-02: the value that won has its own place, and the place of what it replaced', () => {
    const { tree } = projectOf(merged('user: "1"\nlabels: {a: b}', 'user: "2"\nlabels: [a=c]'));
    const places = ['user', 'labels.a'].map((path) => {
      const node = getAt(tree, ['services', 'web', ...path.split('.')]);
      return (
        node &&
        [positionOf(node.span), ...(node.via ?? []).map((span) => positionOf(span))].map((at) => `${at.file}:${at.line}:${at.column}`)
      );
    });
    expect(places).toEqual([
      ['compose.override.yaml:4:11', 'compose.yaml:4:11'],
      ['compose.override.yaml:5:16', 'compose.yaml:5:17'],
    ]);
  });

  it('A-05: documents of one file merge like files', () => {
    const result = loadFiles({ 'compose.yaml': `${web('expose: [80]')}---\n${web('expose: [81]')}` });
    expect(printedWeb(result)).toEqual({ expose: ['80', '81'] });
  });
});
