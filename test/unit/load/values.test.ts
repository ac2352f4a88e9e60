import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { found, loadText, printed, printedWeb, projectOf } from '../../support/load-text.ts';

function web(lines: string): ReturnType<typeof loadText> {
  return loadText(`services:\n  web:\n    image: i\n    ${lines.replaceAll('\n', '\n    ')}\nvolumes: {ab: {}}\n`);
}

describe('canonical values', () => {
  it.each([
    [
      'A-08',
      'environment: {A: 1.10, B: 0022, C: 1e3, D: true, E: 12345678901234567890}',
      { environment: { A: '1.1', B: '18', C: '1000', D: 'true', E: '12345678901234567890' } },
    ],
    ['A-70', 'ports: ["53:53/udp"]', { ports: [{ mode: 'ingress', target: 53, published: '53', protocol: 'udp' }] }],
    ['A-71', 'volumes: ["ab:/x:ro"]', { volumes: [{ type: 'volume', source: 'ab', target: '/x', read_only: true, volume: {} }] }],
    ['A-73', 'devices: ["/dev/a"]', { devices: [{ source: '/dev/a', target: '/dev/a', permissions: 'rwm' }] }],
    ['A-75', 'extra_hosts: {b: "[::1]", a: [1.1.1.1, 2.2.2.2]}', { extra_hosts: ['a=1.1.1.1', 'a=2.2.2.2', 'b=::1'] }],
    ['A-76', 'ulimits: {a: "5", b: {soft: 1, hard: "2"}}', { ulimits: { a: 5, b: { soft: 1, hard: 2 } } }],
    ['A-77', 'mem_limit: 1.5gb\nshm_size: 64', { mem_limit: '1610612736', shm_size: '64' }],
    ['A-78', 'stop_grace_period: 90s', { stop_grace_period: '1m30s' }],
    ['A-79', 'command: a "b c"', { command: ['a', 'b c'] }],
    ['floats have 32 bits', 'cpus: 0.3333333333', { cpus: 0.33333334 }],
    [
      'zero and false are left out as Docker Compose does',
      'privileged: false\ncpus: 0\nscale: 0\ninit: false\nhostname: ""\nuser: "0"',
      { scale: 0, init: false, user: '0' },
    ],
    ['dollars are doubled', 'labels: {a: "$$x"}', { labels: { a: '$$x' } }],
  ])('%s', (_rule, lines, expected) => {
    expect(printedWeb(web(lines))).toEqual(expected);
  });

  it.each([
    ['ports: ["a:80"]', ['invalid-value@4:13']],
    ['mem_limit: 512Mi', ['unit-unknown@4:16']],
    ['stop_grace_period: "5"', ['invalid-value@4:24']],
    ['command: a "b', ['command-unreadable@4:16']],
    ['extra_hosts: [a]', ['invalid-value@4:19']],
    ['attach: maybe', ['invalid-value@4:13']],
    ['environment: ["A =b"]', ['variable-name-blank@4:20']],
  ])('rejects %s', (lines, expected) => {
    expect(found(web(lines))).toEqual(expected);
  });

  it('A-72: modes', () => {
    const result = loadText(`
services: {web: {image: i, secrets: [{source: s, mode: 440}, {source: s, target: a, mode: 0440}, {source: s, target: b, mode: "0400"}]}}
secrets: {s: {file: ./s}}
`);
    expect(printed(result)).toMatchObject({
      services: { web: { secrets: [{ mode: '0670', target: '/run/secrets/s' }, { mode: '0440' }, { mode: '0400' }] } },
      secrets: { s: { file: '/work/s', name: 'p_s' } },
    });
  });

  it('keeps what is not printed: false values, unused resources, x-*, profiles', () => {
    const project = projectOf(loadText('x-a: 1\nservices: {web: {image: i, privileged: false, x-b: {c: d}}}\nvolumes: {v: {}}\n'));
    expect(project.services.get('web')).toMatchObject({ privileged: false, 'x-b': { c: 'd' } });
    expect([...project.volumes.keys()]).toEqual(['v']);
    expect([...project.tree.entries.keys()]).toEqual(['x-a', 'services', 'volumes', 'networks']);
  });

  it('dangerous keys are ordinary keys', () => {
    const result = loadText('services: {constructor: {image: i, environment: {__proto__: a, toString: b}}}\nvolumes: {__proto__: {}}\n');
    const project = projectOf(result);
    expect(Object.entries(project.services.get('constructor')?.environment ?? {})).toEqual([
      ['__proto__', 'a'],
      ['toString', 'b'],
    ]);
    expect([...project.volumes.keys()]).toEqual(['__proto__']);
  });

  it('any tree of values is accepted or rejected, never a crash', () => {
    const key = fc.constantFrom(
      'image',
      'ports',
      'volumes',
      'environment',
      'deploy',
      'healthcheck',
      'build',
      'depends_on',
      'networks',
      'command',
      'extends',
      'secrets',
      'env_file',
      'a',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(null, true, 0, 1.5, '', 'a', 'a:b', '${X:-y}', '/x'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.dictionary(key, value),
        fc.dictionary(fc.constantFrom('volumes', 'networks', 'secrets', 'configs', 'include', 'x-a'), value),
        (service, root) => {
          const result = loadText(JSON.stringify({ ...root, services: { web: service, a: service } }));
          expect(result.project === undefined).toBe(result.diagnostics.some((one) => one.severity === 'error'));
          if (result.project) printed(result);
        },
      ),
      { numRuns: 500 },
    );
  });
});
