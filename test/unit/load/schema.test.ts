import { describe, expect, it } from 'vitest';
import { validate } from '../../../src/generated/compose-schema.mjs';
import { type Shape, modelShape } from '../../../src/load/shape.ts';
import { found, loadText } from '../../support/load-text.ts';

function web(lines: string): string {
  return `services:\n  web:\n    image: i\n${lines
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
}

describe('findings of the schema', () => {
  it.each([
    ['DIAG-02 unknown attribute, at the key', 'restrat: always', ['unknown-attribute@4:5']],
    ['DIAG-02 deep below', 'build: {args: {A: 1}, contxt: .}', ['unknown-attribute@4:27']],
    ['DIAG-06 number for a string', 'user: 1000', ['wrong-type@4:11']],
    ['DIAG-06 number in a list', 'command: [sleep, 10]', ['wrong-type@4:22']],
    ['DIAG-06 list for a string', 'hostname: [a]', ['wrong-type@4:15']],
    ['DIAG-06 no form fits', 'command: {a: b}', ['wrong-type@4:14']],
    ['DIAG-21 map for KEY=value', 'environment:\n  - A: b', ['item-is-mapping@5:9']],
    ['A-08 date', 'environment: {A: 2024-01-01}', ['date-not-quoted@4:22']],
    ['missing attribute', 'depends_on: {db: {}}', ['missing-attribute@4:22']],
    ['enumeration', 'depends_on: {db: {condition: service_healty}}', ['value-not-allowed@4:34']],
    ['range', 'cpu_percent: 101', ['value-out-of-range@4:18']],
    ['pattern', 'container_name: "!"', ['value-malformed@4:21']],
    ['all errors at once', 'user: 1\nrestrat: x\nports: {a: b}', ['wrong-type@4:11', 'unknown-attribute@5:5', 'wrong-type@6:12']],
  ])('%s', (_rule, lines, expected) => {
    const result = loadText(web(lines));
    expect(result.project).toBeUndefined();
    expect([...found(result)].toSorted()).toEqual([...expected].toSorted());
  });

  it.each([
    ['restrat', 'services.web', 'restart'],
    ['enviroment', 'services.web', 'environment'],
    ['qwertz', 'services.web', undefined],
  ])('suggests the nearest attribute for %s', (attribute, owner, suggestion) => {
    const [diagnostic] = loadText(web(`${attribute}: x`)).diagnostics;
    expect(diagnostic).toMatchObject({
      code: 'unknown-attribute',
      path: `${owner}.${attribute}`,
      data: { owner: 'service', ...(suggestion && { suggestion }) },
    });
    expect(diagnostic?.data['suggestion']).toBe(suggestion);
  });

  it.each([
    ['DIAG-05 version-1 layout', 'web:\n  image: i\n', ['version-one-file@1:1']],
    ['DIAG-02 misspelt section', 'service:\n  web: {imag: i}\n', ['unknown-attribute@1:1']],
    ['DIAG-05 nothing to run', 'volumes: {v: {}}\n', ['no-services@1:1']],
    ['a name with a blank', 'services:\n  "a b": {image: i}\n', ['name-malformed@2:3']],
    ['DIAG-01 version that is a number', 'version: 3.8\nservices: {a: {image: i}}\n', ['wrong-type@1:10']],
  ])('%s', (_rule, text, expected) => {
    expect(found(loadText(text))).toEqual(expected);
  });

  it('DIAG-01: version is obsolete', () => {
    const { diagnostics, project } = loadText('version: "3.8"\nservices: {a: {image: i}}\n');
    expect(diagnostics).toMatchObject([{ code: 'version-obsolete', severity: 'info' }]);
    expect(project?.consumed.map(({ path }) => path)).toEqual(['version']);
  });

  it('the shape of the model knows the attributes that the schema admits', () => {
    const rejected: string[] = [];
    const probe = (shape: Shape, wrap: (value: unknown) => unknown, path: string): void => {
      if (shape.kind === 'list') probe(shape.items, (value) => wrap([value]), `${path}[]`);
      if (shape.kind === 'map') probe(shape.values, (value) => wrap({ x: value }), `${path}.*`);
      if (shape.kind !== 'object') return;
      for (const [key, below] of Object.entries(shape.fields)) {
        const child = (value: unknown): unknown => wrap({ [key]: value });
        validate(child('x'));
        const unknown = (validate.errors ?? []).some(
          (error) => error.keyword === 'additionalProperties' && error.params['additionalProperty'] === key,
        );
        if (unknown) rejected.push(`${path}.${key}`);
        probe(below, child, `${path}.${key}`);
      }
    };
    probe(modelShape, (value) => value, '');
    expect(rejected).toEqual([]);
  });
});
