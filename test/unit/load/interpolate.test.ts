import { describe, expect, it } from 'vitest';
import { positionOf } from '../../../src/diagnostics/span.ts';
import type { Environment } from '../../../src/load/environment.ts';
import { interpolateNode } from '../../../src/load/interpolate.ts';
import { getAt, toPlain, type Path } from '../../../src/source/node-tools.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';

const values: Readonly<Record<string, string>> = {
  N: '3',
  F: '0.5',
  T: 'true',
  Y: 'Yes',
  V: 'value',
  EMPTY: '',
  BIG: '9007199254740993',
  OCTAL: '0777',
};
const lookup: Environment = { get: (name) => (Object.hasOwn(values, name) ? { value: values[name] ?? '' } : undefined) };

function interpolate(text: string) {
  const [document] = readYaml({ path: 'compose.yaml', text }).documents;
  if (!document) throw new Error('no document');
  return { document, ...interpolateNode(document, lookup) };
}

const service = (body: string) => interpolate(`services:\n  web:\n    ${body.replaceAll('\n', '\n    ')}\n`);
const valueAt = (body: string, path: Path) => {
  const node = getAt(service(body).node, ['services', 'web', ...path]);
  return node && toPlain(node);
};
const found = (body: string) =>
  service(body).diagnostics.map(({ code, span }) => [code, span && positionOf(span).line - 2, span && positionOf(span).column - 4]);

describe('the tree', () => {
  it('leaves keys alone and interpolates x- blocks and list items (A-06)', () => {
    expect(toPlain(interpolate('x-a: $V\n$V: [a, "K=$V"]\n').node)).toEqual({ 'x-a': 'value', $V: ['a', 'K=value'] });
  });

  it('shares what does not change', () => {
    const { document, node } = interpolate('a: {b: 1}\nc: $V\n');
    expect(getAt(node, ['a'])).toBe(getAt(document, ['a']));
    expect(interpolate('a: {b: [1, x, "$$"]}').document.kind).toBe('map');
  });

  it('returns the same tree where nothing changes', () => {
    const { document, node } = interpolate('services: {web: {image: a, ports: [80]}}');
    expect(node).toBe(document);
  });

  it('keeps spans, and notes the variables (S-17)', () => {
    const { document, node } = interpolate('a: "${V}-${U:-x}"\n');
    expect(getAt(node, ['a'])).toMatchObject({ value: 'value-x', text: 'value-x', variables: ['U', 'V'], style: 'quoted' });
    expect(getAt(node, ['a'])?.span).toBe(getAt(document, ['a'])?.span);
  });

  it('leaves numbers and dates as they are', () => {
    expect(toPlain(interpolate('a: 1\nb: 2024-01-01\nc: true\n').node)).toEqual({ a: 1, b: '2024-01-01', c: true });
  });
});

describe('casts (A-18)', () => {
  it.each<[string, Path, unknown]>([
    ['scale: $N', ['scale'], 3],
    ['scale: "3"', ['scale'], 3],
    ['cpus: $F', ['cpus'], 0.5],
    ['cpus: "0.123456789"', ['cpus'], 0.12345679],
    ['init: $T', ['init'], true],
    ['init: FALSE', ['init'], false],
    ['pids_limit: ${BIG}', ['pids_limit'], 9007199254740993n],
    ['pids_limit: ${OCTAL}', ['pids_limit'], 777],
    ['deploy:\n  replicas: ${R:-2}', ['deploy', 'replicas'], 2],
    ['deploy: {update_config: {max_failure_ratio: ".25"}}', ['deploy', 'update_config', 'max_failure_ratio'], 0.25],
    ['ports:\n  - target: $N\n    published: $N', ['ports', 0, 'target'], 3],
    ['ports:\n  - target: $N\n    published: $N', ['ports', 0, 'published'], '3'],
    ['ports: ["$N"]', ['ports', 0], '3'],
    ['ulimits: {nofile: $N, nproc: {soft: "1", hard: "2"}}', ['ulimits', 'nproc', 'hard'], 2],
    ['ulimits: {nofile: $N}', ['ulimits', 'nofile'], 3],
    ['volumes: [{type: bind, read_only: "true", volume: {nocopy: "no"}}]', ['volumes', 0, 'volume', 'nocopy'], false],
    ['depends_on: {db: {required: "false"}}', ['depends_on', 'db', 'required'], false],
    ['mem_swappiness: $N', ['mem_swappiness'], '3'],
    ['environment: {N: $N}', ['environment', 'N'], '3'],
  ])('%s', (body, path, expected) => {
    expect(valueAt(body, path)).toEqual(expected);
    expect(service(body).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('casts at the top level too', () => {
    expect(toPlain(interpolate('networks: {a: {external: "true"}}\nvolumes: {b: {external: $T}}').node)).toEqual({
      networks: { a: { external: true } },
      volumes: { b: { external: true } },
    });
  });

  it.each([
    ['scale: 1.5x', 'integer', false],
    ['scale: "1_000"', 'integer', false],
    ['scale: "0x1"', 'integer', false],
    ['scale: ${EMPTY}', 'integer', true],
    ['cpus: ".inf"', 'number', false],
    ['init: maybe', 'boolean', false],
  ])('%s fails', (body, type, empty) => {
    expect(service(body).diagnostics).toMatchObject([{ code: 'interpolation-cast', severity: 'error', data: { type, empty } }]);
  });

  it('names the unset variable behind an empty value (DIAG-07)', () => {
    const last = service('scale: ${U}').diagnostics.at(-1);
    expect(last).toMatchObject({
      code: 'interpolation-cast',
      path: 'services.web.scale',
      data: { path: 'services.web.scale', unset: ['U'] },
    });
  });

  it.each(['yes', 'On', '$Y', 'n'])('warns about %s (A-07)', (word) => {
    expect(found(`init: ${word}`)).toEqual([['boolean-word', 1, 7]]);
  });
});

describe('diagnostics point at the expression', () => {
  it.each([
    ['image: app:${TAG}', [['variable-unset', 1, 12]]],
    ['image: "app:${TAG}"', [['variable-unset', 1, 13]]],
    [
      "image: 'it''s $A $A'",
      [
        ['variable-unset', 1, 15],
        ['variable-unset', 1, 18],
      ],
    ],
    ['command: |\n  line\n  run $A', [['variable-unset', 3, 7]]],
    ['command: "a\\t$A"', [['variable-unset', 1, 14]]],
    ['image: ${1}', [['interpolation-invalid', 1, 8]]],
    ['image: x${DB_PW:?needed}', [['variable-required', 1, 9]]],
    ['image: ${V:-${U:?m}}', [['default-unused', 1, 13]]],
    ['environment: {DB_PASSWORD: pa$word}', [['dollar-in-secret', 1, 30]]],
    ['environment: ["DB_PASSWORD=pa$word"]', [['dollar-in-secret', 1, 30]]],
    ['environment: {NAME: pa$word}', [['variable-unset', 1, 23]]],
  ])('%s (DIAG-07, DIAG-08, DIAG-09)', (body, expected) => {
    expect(found(body)).toEqual(expected);
  });

  it('carries the path', () => {
    expect(service('ports:\n  - target: $U\n    published: ${W:?}').diagnostics.map(({ path }) => path)).toEqual([
      'services.web.ports[0].target',
      'services.web.ports[0].target',
      'services.web.ports[0].published',
    ]);
  });

  it('reports a value that aliases repeat once', () => {
    const { diagnostics } = interpolate('x: &x {a: $U}\nb: *x\nc: {<<: *x}\n');
    expect(diagnostics.map(({ code }) => code)).toEqual(['variable-unset']);
  });

  it('holds no value of a variable', () => {
    const text = JSON.stringify(service('scale: $V\ninit: $V\nimage: ${U:?$V}').diagnostics.map(({ data }) => data));
    expect(text).not.toContain('value');
  });
});
