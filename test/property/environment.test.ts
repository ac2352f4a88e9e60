import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printStream } from '../../src/write/layout.ts';
import { at, convertText } from '../support/convert-text.ts';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,12}$/);
const value = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('$(x)', 'a$$b', '', 'null', '0o17', ' x ', '\t', 'a\r\nb', '\u2028', 'yes', '1e3'))
  .filter((text) => !text.includes('\0'));

/** As Compose reads a value literally: every dollar doubled, and what YAML takes only as an escape written as one. */
function compose(environment: Record<string, string>): string {
  return JSON.stringify({ services: { app: { image: 'acme/app:1', user: '0', environment } } })
    .replaceAll('$', () => '$$')
    .replaceAll(/[\u007F-\u009F\uFEFF\uFFFE\uFFFF]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function decoded(objects: ReturnType<typeof convertText>['objects']): Record<string, string> {
  const out: Record<string, string> = {};
  for (const object of objects) {
    for (const [key, text] of Object.entries(Object(at(object, 'data'))))
      out[key] = object.kind === 'Secret' ? Buffer.from(String(text), 'base64').toString() : String(text);
  }
  return out;
}

describe('environment', () => {
  it('arrives byte for byte, each variable in one object (ENV-02, ENV-05, S-18)', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 6, noNullPrototype: true }), (environment) => {
        const result = convertText(compose(environment));
        expect(result.violations).toEqual([]);
        expect(decoded(result.objects)).toEqual(environment);
      }),
      { numRuns: 200 },
    );
  });

  it('shows a sensitive value in Secrets alone (S-20)', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9!%^*_+=-]{10,30}$/).map((text) => `q7${text}`);
    const place = fc.constantFrom<(text: string) => [string, string]>(
      (text) => ['DB_PASSWORD', text],
      (text) => ['url', `postgres://u:${text}@db/app`],
      (text) => ['api_key', `${text} and more`],
      (text) => ['GREETING', `Server=db;Password=${text};`],
    );
    fc.assert(
      fc.property(secret, place, (text, put) => {
        const [key, filled] = put(text);
        const result = convertText(compose({ [key]: filled, PLAIN: 'x' }));
        const said = [...result.entries, ...result.additions, ...result.preconditions].map(
          (e) => `${e.message} ${'hint' in e ? e.hint : ''}`,
        );
        const found = result.diagnostics.map((d) => JSON.stringify(d.data));
        const shown = [printStream(result.objects.filter((o) => o.kind !== 'Secret')), ...said, ...found].join('\n');
        expect(shown).not.toContain(text);
        expect(JSON.stringify(decoded(result.objects.filter((o) => o.kind === 'Secret')))).toContain(text);
      }),
      { numRuns: 200 },
    );
  });
});
