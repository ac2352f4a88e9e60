import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoadResult } from '../../src/load/load.ts';
import { leaves } from '../../src/source/node-tools.ts';
import { resolvePlain } from '../../src/source/scalar.ts';
import { type LoadCase, caseRules, findingTexts, loadCase, loadInMemory, readCases, resultOf } from '../support/load-cases.ts';
import { expectInside, expectLoadedOrDiagnosed } from '../support/load-laws.ts';
import { mutated, mutation } from '../support/mutations.ts';

const cases: readonly LoadCase[] = caseRules().flatMap(readCases);
const aCase = fc.constantFrom(...cases);

function one(text: string, files: Readonly<Record<string, string>> = {}): LoadResult {
  return loadInMemory(loadCase('', '', { compose: text, files }));
}

describe('whatever the input, it loads or is diagnosed with a place', () => {
  it('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => expectLoadedOrDiagnosed(one(text))),
      { numRuns: 500 },
    );
  });

  it('any text in place of a value', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom('ports', 'volumes', 'environment', 'command', 'healthcheck', 'build', 'depends_on', 'extends'),
        (text, key) => expectLoadedOrDiagnosed(one(`services:\n  a:\n    image: i\n    ${key}: ${JSON.stringify(text)}\n`)),
      ),
      { numRuns: 500 },
    );
  });

  it('any structure', () => {
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, 1, 1.5, '', 'x', 'a:b', '80:80', '$X', 'service:a'),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(keyword, tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(fc.dictionary(keyword, value), fc.dictionary(keyword, value), (service, rest) =>
        expectLoadedOrDiagnosed(one(JSON.stringify({ ...rest, services: { a: { image: 'i', ...service }, b: service } }))),
      ),
      { numRuns: 500 },
    );
  });

  it('mutations of what the fixtures hold', () => {
    fc.assert(
      fc.property(aCase, fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.nat(), (original, changes, which) => {
        const names = Object.keys(original.files);
        const name = names[which % Math.max(1, names.length)];
        if (name === undefined) return;
        const text = changes.reduce(mutated, original.files[name] ?? '');
        expectLoadedOrDiagnosed(loadInMemory({ ...original, files: { ...original.files, [name]: text } }));
      }),
      { numRuns: 2000 },
    );
  });
});

const keyword = fc.constantFrom(
  ...[
    'image',
    'build',
    'ports',
    'volumes',
    'environment',
    'env_file',
    'command',
    'entrypoint',
    'healthcheck',
    'test',
    'depends_on',
    'condition',
    'deploy',
    'resources',
    'limits',
    'memory',
  ],
  ...[
    'networks',
    'secrets',
    'configs',
    'labels',
    'extends',
    'service',
    'file',
    'include',
    'services',
    'profiles',
    'ulimits',
    'logging',
    'options',
    'extra_hosts',
    'devices',
    'gpus',
    'target',
    'source',
  ],
  ...[
    'type',
    'a',
    'b',
    'x-c',
    '__proto__',
    'constructor',
    'name',
    'version',
    'models',
    'links',
    'network_mode',
    'volumes_from',
    'develop',
    'watch',
    'provider',
    'external',
    'ipam',
    'config',
    'subnet',
  ],
);

describe('input that is made to exhaust the loader ends in an error', () => {
  const codes = (result: LoadResult): readonly string[] =>
    result.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);

  it.each([
    [
      'aliases of aliases',
      `x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n${Array.from({ length: 30 }, (_, i) => `x-${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`).join('')}services: {a: {image: i}}\n`,
      'yaml-too-many-nodes',
    ],
    [
      'merge keys of merge keys',
      `x-0: &a0 {k0: 1, l0: 1}\n${Array.from({ length: 3000 }, (_, i) => `x-${i + 1}: &a${i + 1} {<<: *a${i}, k${i + 1}: 1}\n`).join('')}services: {a: {image: i}}\n`,
      'yaml-too-many-nodes',
    ],
    ['brackets', `services: ${'['.repeat(100_000)}`, 'yaml-too-deep'],
    ['closed brackets', `x-a: ${'['.repeat(5000)}${']'.repeat(5000)}\nservices: {a: {image: i}}\n`, 'yaml-too-deep'],
    ['indentation', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''), 'yaml-too-deep'],
    ['nested defaults', `services: {a: {image: "${'${A:-'.repeat(5000)}${'}'.repeat(5000)}"}}\n`, 'interpolation-invalid'],
    ['an anchor in itself', 'services: &s {a: {image: i, x-s: *s}}\n', 'yaml-alias-cycle'],
  ])('%s', (_name, text, code) => {
    expect(codes(one(text))).toContain(code);
  });

  it('include in a long circle', () => {
    const files = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`${i}.yml`, `include: [${(i + 1) % 200}.yml]\nservices: {s${i}: {image: i}}\n`]),
    );
    expect(codes(one('include: [0.yml]\n', files))).toEqual(['include-cycle']);
  });

  it('includes that double at every step', () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `${i}.yml`,
        i === 11 ? 'services: {a: {image: i}}\n' : `include: [${i + 1}.yml, ./${i + 1}.yml]\n`,
      ]),
    );
    expectLoadedOrDiagnosed(one('include: [0.yml]\n', files));
  });

  it('extends in a long circle', () => {
    const services = Array.from({ length: 500 }, (_, i) => `  s${i}: {image: i, extends: s${(i + 1) % 500}}\n`).join('');
    expect(codes(one(`services:\n${services}`))).toEqual(['extends-cycle']);
  });

  it.each([
    ['extends', 'image: i', (next: string) => `extends: ${next}`],
    ['depends_on', 'image: i', (next: string) => `image: i, depends_on: [${next}]`],
    ['links', 'image: i', (next: string) => `image: i, links: [${next}]`],
  ])('a long chain of %s loads', (_name, last, link) => {
    const services = Array.from({ length: 3000 }, (_, i) => `  s${i}: {${i === 2999 ? last : link(`s${i + 1}`)}}\n`).join('');
    expect(codes(one(`services:\n${services}`))).toEqual([]);
  });
});

describe('long input takes steps in proportion', () => {
  it.each([
    ['a line', `services: {a: {image: i, command: "${'word '.repeat(200_000)}"}}\n`],
    ['a template', `services: {a: {image: i, labels: {l: "${'$A ${B:-c} $$ '.repeat(50_000)}"}}}\n`],
    ['a list', `services: {a: {image: i, environment: [${Array.from({ length: 20_000 }, (_, i) => `K${i}=v`).join(', ')}]}}\n`],
    ['open quotes', `services: {a: {image: i, command: "${`' `.repeat(50_001)}"}}\n`],
    ['open braces', `services: {a: {image: i, user: "${'${A'.repeat(20_000)}"}}\n`],
    ['nested braces', `services: {a: {image: i, user: "${'${A:-{'.repeat(150)}${'}}'.repeat(150)}"}}\n`],
    ['blanks', `services: {a: {image: i, user: "${' '.repeat(500_000)}"}}\n`],
    ['a number', `services: {a: {image: i, labels: {l: ${'1'.repeat(100_000)}}}}\n`],
    ['comments', `${'# x\n'.repeat(100_000)}services: {a: {image: i}}\n`],
    ['a port', `services: {a: {image: i, ports: ["${'1'.repeat(100_000)}:80"]}}\n`],
    ['a range of ports', 'services: {a: {image: i, ports: ["1-65535:1-65535"]}}\n'],
    ['a size', `services: {a: {image: i, mem_limit: "${'1'.repeat(100_000)}"}}\n`],
    ['a duration', `services: {a: {image: i, stop_grace_period: "${'1h'.repeat(50_000)}"}}\n`],
  ])('%s', (_name, text) => expectLoadedOrDiagnosed(one(text)));

  it.each(['A=', 'A="', "A='", 'export ', '$A', '${A:-'])('an env file of %j', (text) => {
    expectLoadedOrDiagnosed(one('services: {a: {image: i, env_file: e}}\n', { e: text.repeat(30_000) }));
  });
});

describe('laws', () => {
  it('the same case gives the same again', () => {
    fc.assert(
      fc.property(aCase, (again) => {
        const [first, second] = [loadInMemory(again), loadInMemory(again)];
        expect([resultOf(first), findingTexts(first)]).toEqual([resultOf(second), findingTexts(second)]);
      }),
      { numRuns: 100 },
    );
  });

  // Lists without identity grow (A-41): without them a file over itself changes nothing.
  const growing =
    /provider|device_cgroup_rules|external_links|volumes_from|security_opt|group_add|constraints|preferences|capabilities|post_start|pre_stop|watch|cache_from|cache_to|platforms|entitlements|subnet|generic|blkio|gpus|devices|include|!reset|!override|x-|link_local|secrets|---|options: \{a: \[b/;
  it.each(
    cases.filter(
      ({ files, args }) => args.length === 0 && Object.keys(files).join() === 'compose.yaml' && !growing.test(files['compose.yaml'] ?? ''),
    ),
  )('a file over itself changes nothing: $rule $name', (single) => {
    const alone = resultOf(loadInMemory(single));
    if ('rejected' in alone) return;
    const twice = { ...single, args: ['-f', 'compose.yaml', '-f', 'compose.yaml'] };
    expect(resultOf(loadInMemory(twice))).toEqual(alone);
  });

  it.each(cases.filter(({ files }) => Object.keys(files).join() === 'compose.yaml'))(
    'values stand where their spans say: $rule $name',
    (single) => {
      const { project } = loadInMemory(single);
      if (!project) return;
      for (const { node, path } of leaves(project.tree)) {
        expectInside(node.span);
        if (node.kind !== 'scalar' || node.style !== 'plain' || node.variables || node.timestamp === true) continue;
        const written = node.span.source.text.slice(node.span.start, node.span.end);
        if (
          node.value === true ||
          node.value === false ||
          written.includes('$') ||
          written.startsWith('*') ||
          written.includes('\n') ||
          written.startsWith('!')
        )
          continue;
        expect([path, resolvePlain(written).text]).toEqual([path, node.text]);
      }
    },
  );
});
