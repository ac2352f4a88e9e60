import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertText } from '../support/convert-text.ts';

/** Service names as the Compose schema allows them; few letters, so that they collide. */
const name = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'A', 'b', '1', '-', '_', '.'), minLength: 1, maxLength: 6 }),
  fc.constantFrom('web', 'web-public', 'web_public', 'web-pods', 'constructor', '__proto__', 'toString'),
  fc.string({ unit: fc.constantFrom('a', '_'), minLength: 50, maxLength: 80 }),
);

const label = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Whether a URL can name it: no host name begins or ends with a dot or a dash. */
function isHost(one: string): boolean {
  return /^\w([\w.-]*\w)?$/.test(one);
}

/** The name that a service calls: that of the next one, or its own. */
function calledBy(names: readonly string[], i: number): string | undefined {
  return [names[i + 1], names[i]].find((one) => one !== undefined && isHost(one));
}

function projectOf(names: readonly string[]): string {
  const services = names.map((one, i) => [
    one,
    {
      image: 'acme/app:1',
      ports: ['8080'],
      volumes: i % 2 === 0 ? [`data${i}:/data`] : [],
      environment: { NEXT: `http://${calledBy(names, i) ?? 'example.org'}:8080/path` },
    },
  ]);
  const volumes = names.map((_, i) => [`data${i}`, {}]);
  return JSON.stringify({ services: Object.fromEntries(services), volumes: Object.fromEntries(volumes) });
}

describe('names of any project (G-03, N-04, N-05)', () => {
  it('are legal, different from each other, and known to those who call them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (names) => {
        const { objects, violations, entries } = convertText(projectOf(names));
        expect(violations).toEqual([]);
        expect(objects.length).toBeGreaterThan(0);

        const identities = objects.map((o) => `${o.kind}/${o.metadata.name}`);
        expect(new Set(identities).size).toBe(identities.length);
        for (const object of objects) expect(object.metadata.name).toMatch(label);

        const services = new Set(objects.filter((o) => o.kind === 'Service').map((o) => o.metadata.name));
        const called = objects
          .filter((o) => o.kind === 'ConfigMap')
          .map((o) => new URL(String(Reflect.get(o['data'] ?? {}, 'NEXT'))).hostname);
        for (const host of called) expect(host === 'example.org' || services.has(host)).toBe(true);
        expect(entries.filter((e) => e.outcome === 'not-translated')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('lead each caller to the service that it means, also where names differ in case alone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name.filter(isHost), { minLength: 2, maxLength: 5 }), (names) => {
        const { objects, owners } = convertText(projectOf(names));
        for (const [i, one] of names.entries()) {
          const workload = objects.find(
            (o) => ['Deployment', 'StatefulSet'].includes(o.kind) && owners.get(`${o.kind}/${o.metadata.name}`) === one,
          );
          const config = objects.find((o) => o.kind === 'ConfigMap' && JSON.stringify(workload).includes(`"${o.metadata.name}"`));
          const host = new URL(String(Reflect.get(config?.['data'] ?? {}, 'NEXT'))).hostname;
          const owner = owners.get(`Service/${host}`);
          expect(owner).toBe(calledBy(names, i));
        }
      }),
      { numRuns: 100 },
    );
  });
});
