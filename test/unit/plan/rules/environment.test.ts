import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText } from '../../../support/convert-text.ts';

function compose(environment: Record<string, string>): string {
  return JSON.stringify({ services: { app: { image: 'acme/app:1', user: '0', environment } } });
}

describe('environment', () => {
  it('refuses a variable that the kernel passes to no program (ENV-09)', () => {
    const fits = 'x'.repeat(131_072 - 'BIG'.length - 2);
    expect(convertText(compose({ BIG: fits })).said('services.app.environment.BIG')).toEqual(['exact info ENV-02']);
    const [row] = convertText(compose({ BIG: `${fits}x` })).said('services.app.environment.BIG');
    expect(row).toMatch(/^refused error ENV-09/);
  });

  it('refuses an environment of more than 1 MiB (ENV-09)', () => {
    const many = (count: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`V${i}`, 'x'.repeat(100_000)]));
    expect(convertText(compose(many(10))).said('services.app.environment')).toEqual([]);
    expect(convertText(compose(many(11))).said('services.app.environment')[0]).toMatch(/^refused error ENV-09/);
  });

  it('spreads a large environment over several objects (S-22, ENV-02)', () => {
    const result = convertText(compose({ A: 'x'.repeat(120_000), B: 'y'.repeat(120_000), C: 'z'.repeat(120_000) }));
    const maps = result.objects.filter((o) => o.kind === 'ConfigMap');
    expect(maps.map((o) => Object.keys(Object(at(o, 'data'))))).toEqual([['A', 'B'], ['C']]);
    expect(maps.every((o) => JSON.stringify(o).length < 250_000)).toBe(true);
    expect(at(containerOf(result.object('Deployment')), 'envFrom')).toEqual(maps.map((o) => ({ configMapRef: { name: o.metadata.name } })));
  });

  it('refuses a value that no object has room for, written as JSON (S-22)', () => {
    expect(convertText(compose({ A: '<'.repeat(60_000) })).said('services.app.environment.A')[0]).toMatch(/^refused error S-22/);
  });

  it.each(['Logging:Level', 'a b', '1A', '.', '..', '..a', 'ä', 'x'.repeat(254)])('refuses the name %s (ENV-06)', (name) => {
    const result = convertText(compose({ [name]: 'v', OK: 'v' }));
    expect(at(result.object('ConfigMap'), 'data')).toEqual({ OK: 'v' });
    expect(result.entries.filter((e) => e.rule === 'ENV-06').map((e) => [e.outcome, e.level])).toEqual([['refused', 'error']]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('keeps the name %s', (name) => {
    const data = at(convertText(`services: {app: {image: acme/app:1, user: '0', environment: ["${name}=v"]}}`).object('ConfigMap'), 'data');
    expect(at(data, name)).toBe('v');
  });
});
