import { describe, expect, it } from 'vitest';
import { codesOf, loadText, projectOf } from '../../support/load-text.ts';

const text = 'services: {a: {image: i}, b: {image: i, profiles: [p, q]}, c: {image: i, profiles: [r]}}\n';

describe('profiles (A-64)', () => {
  it.each([
    ['none', {}, ['a']],
    ['the command line', { input: { profiles: ['p'] } }, ['a', 'b']],
    ['all', { input: { profiles: ['*'] } }, ['a', 'b', 'c']],
    ['the environment', { env: { COMPOSE_PROFILES: 'r, q' } }, ['a', 'b', 'c']],
    ['the command line over the environment', { input: { profiles: ['r'] }, env: { COMPOSE_PROFILES: 'p' } }, ['a', 'c']],
  ])('%s', (_case, options, expected) => {
    expect([...projectOf(loadText(text, options)).services.keys()]).toEqual(expected);
  });

  it('accounts for what is left out', () => {
    const result = loadText(text);
    expect(codesOf(result)).toEqual(['service-inactive', 'service-inactive']);
    const { inactive, consumed } = projectOf(result);
    expect([...inactive]).toEqual([
      ['b', ['p', 'q']],
      ['c', ['r']],
    ]);
    expect(consumed.map(({ path }) => path)).toContain('services.b.image');
  });

  it.each([
    ['depends_on: [b]', ['inactive-dependency']],
    ['links: [b]', ['inactive-dependency']],
    ['network_mode: "service:b"', ['inactive-dependency']],
    ['volumes_from: [b]', ['inactive-dependency']],
  ])('%s on an inactive service is an error (DIAG-11)', (attribute, expected) => {
    const result = loadText(`services: {a: {image: i, ${attribute}}, b: {image: i, profiles: [p]}}\n`);
    expect(codesOf(result).filter((code) => code !== 'service-inactive')).toEqual(expected);
  });

  it('an optional dependency on one is dropped', () => {
    const result = loadText(
      'services: {a: {image: i, depends_on: {b: {condition: service_started, required: false}}}, b: {image: i, profiles: [p]}}\n',
    );
    expect(projectOf(result).services.get('a')?.depends_on).toBeUndefined();
    expect(codesOf(result)).toContain('optional-dependency-inactive');
  });
});
