import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readExtension, readProjectExtension, readVolumeExtension } from '../../../../src/plan/extension.ts';
import { extensionSchema } from '../../../../src/plan/extension/schema.ts';
import type { MapShape, Shape } from '../../../../src/plan/extension/shape.ts';
import { blockShapes } from '../../../../src/plan/extension/table.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
const validate = ajv.compile(extensionSchema());
const readers = { service: readExtension, volume: readVolumeExtension, project: readProjectExtension };
type Place = keyof typeof readers;

const inFile = (place: Place, block: unknown): unknown =>
  place === 'project' ? { 'x-waybill': block } : { [`${place}s`]: { a: { 'x-waybill': block } } };

const agree = (place: Place, block: unknown): readonly [boolean, boolean] => [
  validate(inFile(place, block)),
  readers[place](block).problems.length === 0,
];

/** Every example of the table, as the value of its key. */
function* examples(shape: Shape, wrap: (value: unknown) => unknown): Generator {
  if (shape.type === 'either') for (const one of shape.of) yield* examples(one, wrap);
  if (shape.type === 'list') yield* examples(shape.of, (value) => wrap([value]));
  if (shape.type === 'map') yield* examplesOfMap(shape, wrap);
}

function* examplesOfMap({ fields, required, conditions }: MapShape, wrap: (value: unknown) => unknown): Generator {
  for (const [key, { shape, examples: texts }] of Object.entries(fields)) {
    const isAlone = (required ?? []).every((one) => one === key) && !conditions;
    if (isAlone) for (const text of texts) yield wrap({ [key]: parse(text) });
    yield* examples(shape, (value) => wrap({ [key]: value }));
  }
}

describe('the JSON Schema of x-waybill', () => {
  it.each(Object.keys(blockShapes) as Place[])('takes every example of the table, as the reader does: %s', (place) => {
    const blocks = [...examples(blockShapes[place], (value) => value)];
    expect(blocks.length).toBeGreaterThan(5);
    expect(blocks.filter((block) => agree(place, block).includes(false))).toEqual([]);
  });

  it.each<[Place, unknown]>([
    ['service', { expos: true }],
    ['service', { kind: 'CronJob' }],
    ['service', { expose: 'yes' }],
    ['service', { autoscale: { min: 0 } }],
    ['service', { autoscale: { min: '0' } }],
    ['service', { autoscale: { top: 3 } }],
    ['service', { schedule: 'daily' }],
    ['service', { schedule: { concurrency: 'Forbid' } }],
    ['service', { ingress: { host: 'UPPER' } }],
    ['service', { ingress: { port: 70000 } }],
    ['service', { bind: { data: 'pvc' } }],
    ['service', { bind: { '/a': { type: 'nfs' } } }],
    ['service', { bind: { '/a': { type: 'pvc', path: '/x' } } }],
    ['service', { labels: { a: 1 } }],
    ['service', { labels: { 'a b': 'x' } }],
    ['service', { serviceAccount: 'A' }],
    ['service', { tolerations: [{}] }],
    ['service', { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }],
    ['service', { tolerations: [{ key: 'a', tolerationSeconds: 1 }] }],
    ['service', { patch: [{}] }],
    ['service', { patch: [{ merge: {}, json: [] }] }],
    ['service', { patch: [{ name: 'a', merge: {} }] }],
    ['service', { patch: [{ json: [{ op: 'add', path: '/a' }] }] }],
    ['service', { patch: [{ json: [{ op: 'remove', path: 'a' }] }] }],
    ['service', true],
    ['project', { patch: [{ merge: {} }] }],
    ['project', { kind: 'Job' }],
    ['volume', { size: 10 }],
    ['volume', { size: 'much' }],
    ['volume', { access: 'all' }],
  ])('refuses what the reader refuses: %s %j', (place, block) => {
    expect(agree(place, block)).toEqual([false, false]);
  });

  it.each<[Place, unknown]>([
    ['service', { autoscale: { max: '5' }, liveness: 'false' }],
    ['service', { patch: [{ json: [{ op: 'add', path: '', value: null }] }] }],
    ['service', { tolerations: [{ operator: 'Exists' }] }],
    ['service', {}],
  ])('takes what the reader takes: %s %j', (place, block) => {
    expect(agree(place, block)).toEqual([true, true]);
  });

  it('takes variables, which the reader sees filled in', () => {
    const block = { kind: '${KIND}', autoscale: { max: '$MAX' }, serviceAccount: '${A:-b}', labels: { a: '${B}' }, liveness: '${L}' };
    expect(validate(inFile('service', block))).toBe(true);
  });

  it('says nothing about the rest of the file', () => {
    expect(validate({ services: { a: { image: 1, 'x-other': {} }, b: null }, networks: 3, volumes: { v: null } })).toBe(true);
  });

  it('agrees with the reader about anything (property)', () => {
    const keys = fc.constantFrom(
      ...Object.keys(blockShapes.service.fields).filter((key) => key !== 'accept'),
      'min',
      'cron',
      'op',
      'a/b',
      '/a',
      'type',
    );
    const scalars = fc.constantFrom<unknown>(true, false, 0, 1, 3, 1.5, '', 'Job', 'pvc', '/a', 'a.b', '0 3 * * *', '10g', 'A b', null);
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        scalars,
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.constantFrom<Place>('service', 'volume'), fc.dictionary(keys, value, { maxKeys: 3 }), (place, block) => {
        const [schema, reader] = agree(place, block);
        expect(schema).toBe(reader);
      }),
      { numRuns: 500 },
    );
  });
});

describe('docs/x-waybill.md', () => {
  it('shows the table (node scripts/extension-page.mjs --write mends it)', () => {
    const root = fileURLToPath(new URL('../../../../', import.meta.url));
    const { stdout, stderr } = spawnSync(process.execPath, ['scripts/extension-page.mjs'], { cwd: root, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });
});
