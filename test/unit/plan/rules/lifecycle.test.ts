import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

const convertOne = (attributes: string, files: Readonly<Record<string, string>> = {}): ReturnType<typeof convertText> =>
  convertText(`services: {a: {image: acme/a:1.0, ${attributes}}}`, { files });
const scratch = { Dockerfile: 'FROM scratch\nCOPY app /app\nENTRYPOINT ["/app"]\n' };
const said = ({ entries }: ReturnType<typeof convertText>, attribute: string): readonly string[] =>
  entries.filter((e) => e.path === `services.a.${attribute}`).map((e) => `${e.outcome} ${e.level} ${e.rule}`);

describe('grace period (B-071)', () => {
  it.each([
    ['stop_grace_period: 1m', 60, 'exact info B-071'],
    ['stop_grace_period: 1500ms', 2, 'differs info B-071'],
    ['stop_grace_period: 0s', 1, 'differs info B-071'],
  ])('%s', (attributes, seconds, expected) => {
    const result = convertOne(attributes);
    expect(at(podOf(result.object('Deployment')), 'terminationGracePeriodSeconds')).toBe(seconds);
    expect(said(result, 'stop_grace_period')).toEqual([expected]);
  });

  it('is that of Kubernetes when none is given, and that is said', () => {
    const result = convertOne('');
    expect(at(podOf(result.object('Deployment')), 'terminationGracePeriodSeconds')).toBeUndefined();
    expect(result.additions.map((a) => a.rule)).toContain('B-071');
  });
});

describe('stop signal (L-15, L-20, B-072)', () => {
  it.each([
    ['image: acme/a:1.0, stop_signal: SIGTERM', undefined, 'exact info B-072'],
    ['image: acme/a:1.0, stop_signal: SIGINT', 'kill -2 1; while kill -0 1 2>/dev/null; do sleep 1; done', 'differs info L-15'],
    ["image: acme/a:1.0, stop_signal: '37'", 'kill -37 1; while kill -0 1 2>/dev/null; do sleep 1; done', 'differs info L-15'],
    ['image: acme/a:1.0, stop_signal: SIGRTMIN+3', 'kill -37 1; while kill -0 1 2>/dev/null; do sleep 1; done', 'differs info L-15'],
    ['image: nginx:1.27, stop_signal: SIGQUIT', undefined, 'exact info B-072'],
    ['image: acme/a:1.0, init: true, stop_signal: SIGINT', undefined, 'refused warning L-20'],
    ['build: ., stop_signal: SIGINT', undefined, 'refused warning L-15'],
    ['image: acme/a:1.0, stop_signal: SIGNONE', undefined, 'refused error B-072'],
    ['image: acme/a:1.0, stop_signal: SIGKILL', undefined, 'refused warning L-15'],
    ["image: acme/a:1.0, stop_signal: ''", undefined, 'exact info B-072'],
    ['image: acme/a:1.0, pid: host, stop_signal: SIGINT', undefined, 'refused warning L-20'],
  ])('{%s}', (attributes, line, expected) => {
    const result = convertText(`services: {a: {${attributes}}}`, { files: scratch });
    expect(at(containerOf(result.object('Deployment')), 'lifecycle', 'preStop', 'exec', 'command', 2)).toBe(line);
    expect(said(result, 'stop_signal')).toEqual([expected]);
  });
});

describe('a signal to PID 1 of a pod that shows the processes of its node (L-20)', () => {
  it('is sent by no container of the pod', () => {
    const result = convertText(
      'services: {a: {image: acme/a:1.0, pid: host}, b: {image: acme/b:1.0, network_mode: "service:a", stop_signal: SIGINT}}',
    );
    const containers = at(podOf(result.object('Deployment')), 'containers') as readonly unknown[];
    expect(containers.map((one) => at(one, 'lifecycle'))).toEqual([undefined, undefined]);
    expect(result.said('services.b.stop_signal')[0]).toMatch(/^refused warning L-20/);
  });
});

describe('init (B-019, L-20)', () => {
  it.each([
    ['init: true', true, 'differs info B-019'],
    ['init: false', undefined, 'exact info B-019'],
    ['init: true, command: [/sbin/init]', true, 'differs warning L-20'],
    ['init: true, entrypoint: [/init], command: [serve]', true, 'differs warning L-20'],
    ['init: true, entrypoint: [/bin/serve], command: [/sbin/init]', true, 'differs info B-019'],
  ])('%s', (attributes, shared, expected) => {
    const result = convertOne(attributes);
    expect(at(podOf(result.object('Deployment')), 'shareProcessNamespace')).toBe(shared);
    expect(said(result, 'init')).toEqual([expected]);
  });
});

describe('hooks (L-17, L-18, B-073…B-078)', () => {
  const lineOf = (result: ReturnType<typeof convertText>, handler: 'postStart' | 'preStop'): unknown =>
    at(containerOf(result.object('Deployment')), 'lifecycle', handler, 'exec', 'command');

  it('are one line of a shell, and the first that fails ends post_start', () => {
    const result = convertOne('post_start: [{command: [a, "it\'s"], working_dir: /w}, {command: b}]');
    expect(lineOf(result, 'postStart')).toEqual(['/bin/sh', '-c', `set -e; (cd '/w' && exec 'a' 'it'\\''s'); (exec 'b')`]);
  });

  it('come before the signal, whatever their end', () => {
    const result = convertOne('pre_stop: [{command: a}, {command: b}], stop_signal: SIGHUP');
    expect(lineOf(result, 'preStop')).toEqual([
      '/bin/sh',
      '-c',
      `(exec 'a'); (exec 'b'); kill -1 1; while kill -0 1 2>/dev/null; do sleep 1; done`,
    ]);
  });

  it('are not escaped, because nobody expands them (ENV-12)', () => {
    expect(lineOf(convertOne("post_start: [{command: [sh, -c, 'echo $$(date) $$$$']}]"), 'postStart')).toEqual([
      '/bin/sh',
      '-c',
      `set -e; (exec 'sh' '-c' 'echo $(date) $$')`,
    ]);
  });

  it.each([
    ['user: root', 'user', 'refused warning B-075'],
    ['privileged: true', 'privileged', 'refused warning B-075'],
    ['privileged: false', 'privileged', undefined],
  ])('run as the container: %s', (attribute, key, expected) => {
    const { entries } = convertOne(`post_start: [{command: a, ${attribute}}]`);
    const found = entries.filter((e) => e.path === `services.a.post_start[0].${key}` && e.outcome !== 'exact');
    expect(found.map((e) => `${e.outcome} ${e.level} ${e.rule}`)).toEqual(expected === undefined ? [] : [expected]);
  });

  it('run as the user of the container exactly', () => {
    const { entries } = convertOne("user: '1000', post_start: [{command: a, user: '1000'}]");
    expect(entries.filter((e) => e.path === 'services.a.post_start[0].user').map((e) => e.outcome)).toEqual(['exact']);
  });

  it.each([
    ['pre_stop: [{command: [/app, drain]}]', ['/app', 'drain'], []],
    ['pre_stop: [{command: /app, working_dir: /w}]', undefined, ['services.a.pre_stop[0]']],
    ['pre_stop: [{command: /app}, {command: /app}]', undefined, ['services.a.pre_stop[0]', 'services.a.pre_stop[1]']],
  ])('in an image without a shell: {%s} (B-074)', (attributes, command, errors) => {
    const result = convertText(`services: {a: {build: ., ${attributes}}}`, { files: scratch });
    expect(lineOf(result, 'preStop')).toEqual(command);
    expect(result.entries.filter((e) => e.level === 'error').map((e) => e.path)).toEqual(errors);
  });

  it('read secrets from the environment (S-19)', () => {
    const result = convertOne(
      'post_start: [{command: [a, --password=hunter2-hunter2], environment: {API_TOKEN: f00f00f00f00, MODE: warm}}]',
    );
    expect(lineOf(result, 'postStart')).toEqual([
      '/bin/sh',
      '-c',
      `set -e; (export API_TOKEN="$ARG_1" && export MODE='warm' && exec 'a' '--password='"$ARG_2")`,
    ]);
    expect(JSON.stringify(result.objects.filter((o) => o.kind !== 'Secret'))).not.toMatch(/hunter2|f00f00/);
  });
});
