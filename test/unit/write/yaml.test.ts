import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../../src/plan/kubernetes.ts';
import { printYaml } from '../../../src/write/yaml.ts';

const kubectlWorks = spawnSync('kubectl', ['version', '--client']).status === 0;

function configMap(data: Readonly<Record<string, string>>, name = 'x'): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

/** What kubectl sends for the text: the `data` of each ConfigMap in it. */
function readWithKubectl(text: string): unknown[] {
  const run = spawnSync('kubectl', ['annotate', '--local', '-f', '-', '-o', 'jsonpath={.data}{"\\n"}', 'x=y'], {
    input: text,
    maxBuffer: 2 ** 28,
  });
  if (run.status !== 0) throw new Error(`kubectl: ${run.stderr.toString()}`);
  return run.stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

const awkward = [
  'y',
  'Y',
  'n',
  'N',
  'yes',
  'No',
  'ON',
  'off',
  'true',
  'False',
  'null',
  'Null',
  '~',
  '',
  ' ',
  '=',
  '<<',
  '*',
  '&a',
  '!x',
  '%',
  '@',
  '`',

  '0',
  '0777',
  '0o17',
  '0x1F',
  '0b11',
  '1_000',
  '.5',
  '1e3',
  '1.10',
  '+1',
  '-0',
  'e1',
  '-E2',
  'e-0',
  '012',
  '08',
  '.inf',
  '-.inf',
  '.nan',
  '12:30:45',
  '2001-01-01',

  '2001-12-14t21:59:43.10-05:00',
  '---',
  '...',
  '--- a',
  '-',
  '- a',
  '?',
  '? a',
  ':',
  'a:',
  'a: b',
  'a #b',
  '#a',
  'a#b',
  'a:b',
  '[a]',
  '{a: b}',
  ',',

  '|',
  '>',
  "'",
  '"',
  "it's",
  'say "hi"',
  '\\',
  '\\n',
  'C:\\x',
  '$(A)',
  '${A}',
  ' a',
  'a ',
  'a\t',
  '\ta',
  'é',
  '漢字',
  '😀',
  '128Mi',
  '250m',
  '1s',
  '1d',

  '\u2028',
  'a\u2029b',
  '\u0085',
  '\u007f',
  '\u0000',
  '\u001b[0m',
  '\ufeffa',
  '\u00a0',
  '\u202eabc',
  '\ufffe',
  '\uffff',
  '\r',
  '\r\n',

  'a\nb',
  'a\nb\n',
  'a\n\n',
  'a\n\n\n',
  '\na',
  '\n\n\na\n',
  '\n',
  '\n\n',
  ' a\nb',
  '\ta\nb\n',
  'a\n\tb\n',
  'a\n b\n  c',
  'a \nb',
  'a\n ',
  'a\n  \n',
  '  \na',

  'a\r\nb\r\n',
  '# a\nb: c\n',
  'a\n---\nb\n',
  'a\n...\n',
  'a\n  \nb\n',
  '\n  \n a\n',
  'a\u2028\nb',
  'a\n\t\n',
  'x\n\u00a0\n',
  'x'.repeat(5000),
  `${'word '.repeat(500)}\n`,
];

const lines = fc.array(fc.stringMatching(/^[ \ta:#|'"\\-]{0,8}$/), { maxLength: 6 }).map((parts) => parts.join('\n'));
const anyString = fc.oneof(
  fc.constantFrom(...awkward),
  lines,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(' ', '\n', '\t', 'a', ':', '#', '-', '1', '.', '_', 'e', '\u2028', '\r', '"', "'") }),
  fc.string({ unit: 'grapheme' }),
);
const dataKey = fc.oneof(
  fc.stringMatching(/^[-._a-zA-Z0-9]{1,20}$/),
  fc.constantFrom('y', 'on', 'N', 'null', '1', '0x1', '1e3', '.5', '-', '--', '...', 'true', '2001-01-01', '__proto__', 'constructor', '='),
);
const anyData = fc.array(fc.tuple(dataKey, anyString), { maxLength: 8 }).map((entries) => Object.fromEntries(entries));

describe('printYaml', () => {
  it('keeps the order of keys, indents by two and does not fold', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', labels: {} },
      spec: { containers: [{ name: 'web', args: ['-c', `echo ${'long '.repeat(40)}end`], ports: [] }], i: 1, t: true },
    };
    expect(printYaml(object)).toBe(
      [
        'apiVersion: v1',
        'kind: Pod',
        'metadata:',
        '  name: web',
        '  labels: {}',
        'spec:',
        '  containers:',
        '    - name: web',
        '      args:',
        '        - -c',
        `        - echo ${'long '.repeat(40)}end`,
        '      ports: []',
        '  i: 1',
        '  t: true',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['nginx:1.27', 'nginx:1.27'],
    ['128Mi', '128Mi'],
    ['--port=80', '--port=80'],
    ['8080', '"8080"'],
    ['yes', '"yes"'],
    ['', '""'],
    ['{"a":1}', `'{"a":1}'`],
    ['a\u2028b', '"a\\u2028b"'],
    ['a\n\u2028b', '"a\\n\\u2028b"'],
    ['one\ntwo\n', '|\n    one\n    two'],
    ['one\ntwo', '|-\n    one\n    two'],
    [' one\n\n', '|2+\n     one\n'],
    ['\tone\ntwo\n', '"\\tone\\ntwo\\n"'],
    ['one\n\ttwo\n', '|\n    one\n    \ttwo'],
    ['one\n  ', '"one\\n  "'],
    ['one\r\ntwo\r\n', '"one\\r\\ntwo\\r\\n"'],
  ])('prints %j as %j', (text, printed) => {
    expect(printYaml(configMap({ k: text }))).toBe(`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  k: ${printed}\n`);
  });

  it('quotes keys that a reader takes for something else', () => {
    expect(printYaml(configMap({ on: 'a', N: 'b', '1': 'c', HOST: 'd' }))).toContain('data:\n  "1": c\n  "on": a\n  "N": b\n  HOST: d\n');
  });

  it('puts header lines before the object and keeps line feeds in them inside the comment', () => {
    expect(printYaml(configMap({}), ['a\nkind: Secret', ''])).toMatch(/^# a\n# kind: Secret\n#\napiVersion: v1\n/);
  });

  it('shares no anchors between equal parts', () => {
    const shared = { a: 'b' };
    expect(printYaml({ apiVersion: 'v1', kind: 'X', metadata: { name: 'x', labels: shared, annotations: shared } })).not.toMatch(/[&*]/);
  });

  it.each(['1.1', '1.2'] as const)('is read back by a YAML %s reader (quality: YAML safety)', (version) => {
    fc.assert(
      fc.property(anyData, (data) => {
        expect(parse(printYaml(configMap(data)), { version, merge: true })).toEqual(configMap(data));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(awkward.map((text) => [text]))('is read back as a list item: %j', (text) => {
    const object = { ...configMap({}), list: [text, [text], { k: [text] }] };
    for (const version of ['1.1', '1.2'] as const) expect(parse(printYaml(object), { version })).toEqual(object);
  });

  it.skipIf(!kubectlWorks)('is read back by kubectl, in documents of one stream', () => {
    const maps = fc.sample(anyData, { numRuns: 1000 });
    const each = awkward.map((text) => ({ a: text, z: text }));
    const all = [...each, ...maps].map((data) => ({ first: '', ...data }));
    const text = all.map((data, i) => `---\n${printYaml(configMap(data, `n${i}`))}`).join('');
    expect(parseAllDocuments(text)).toHaveLength(all.length);
    expect(readWithKubectl(text)).toEqual(all);
  });

  it.skipIf(!kubectlWorks)('is read back after kustomize has read and written it', () => {
    // kustomize writes these as they are and then misreads its own output.
    const all = awkward.filter((text) => !/[\u007f\u0085\ufffe\uffff]/.test(text)).map((text) => ({ a: text, z: `${text}\nx\n` }));
    const directory = mkdtempSync(join(tmpdir(), 'waybill-kustomize-'));
    try {
      writeFileSync(join(directory, 'all.yaml'), all.map((data, i) => `---\n${printYaml(configMap(data, `n${1000 + i}`))}`).join(''));
      writeFileSync(join(directory, 'kustomization.yaml'), 'resources: [all.yaml]\n');
      const run = spawnSync('kubectl', ['kustomize', directory], { maxBuffer: 2 ** 28 });
      expect(run.stderr.toString()).toBe('');
      expect(readWithKubectl(run.stdout.toString())).toEqual(all);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
