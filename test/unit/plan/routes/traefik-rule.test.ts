import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Alternative, parseTraefikRule } from '../../../../src/plan/routes/traefik-rule.ts';

/** `Host=a,b&!Path=/x | …` */
function brief(alternatives: readonly Alternative[] | undefined): string | undefined {
  return alternatives
    ?.map((all) => all.map(({ name, values, negated }) => `${negated ? '!' : ''}${name}=${values.join(',')}`).join('&'))
    .join(' | ');
}

describe('a rule of Traefik (N-25)', () => {
  it.each([
    ['Host(`a.b`)', 'Host=a.b'],
    ['Host(`a`, `b`)', 'Host=a,b'],
    ['Host("a.b")', 'Host=a.b'],
    [String.raw`Header("a\"b")`, 'Header=a"b'],
    ["Host('a.b')", 'Host=a.b'],
    ['Host(`a`) && PathPrefix(`/x`)', 'Host=a&PathPrefix=/x'],
    ['Host(`a`) || Host(`b`) && PathPrefix(`/x`)', 'Host=a | Host=b&PathPrefix=/x'],
    ['(Host(`a`) || Host(`b`)) && PathPrefix(`/x`)', 'Host=a&PathPrefix=/x | Host=b&PathPrefix=/x'],
    ['!Host(`a`)', '!Host=a'],
    ['!(Host(`a`) && Path(`/x`))', '!Host=a | !Path=/x'],
    ['!(Host(`a`) || Path(`/x`))', '!Host=a&!Path=/x'],
    ['!!Host(`a`)', 'Host=a'],
    [' Host( `a` )\n&& Path(`/x`) ', 'Host=a&Path=/x'],
  ])('%s', (text, expected) => {
    expect(brief(parseTraefikRule(text))).toBe(expected);
  });

  it.each([
    '',
    'Host',
    'Host()',
    'Host(`a`',
    'Host(a)',
    'Host(`a`) &&',
    'Host(`a`) Host(`b`)',
    'Host:a.b',
    '&& Host(`a`)',
    'Host(`a`)) ',
    '((',
  ])('%j is none', (text) => {
    expect(parseTraefikRule(text)).toBeUndefined();
  });

  it('gives up on what nobody wrote', () => {
    expect(parseTraefikRule(`${'('.repeat(10_000)}Host(\`a\`)`)).toBeUndefined();
    expect(parseTraefikRule(Array.from({ length: 20 }, () => '(Host(`a`) || Host(`b`))').join(' && '))).toBeUndefined();
  });

  type Rule = { readonly text: string; readonly holds: (request: ReadonlySet<string>) => boolean };

  const rule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom('a', 'b', 'c').map((name): Rule => ({ text: `Host(\`${name}\`)`, holds: (request) => request.has(name) })),
      tie('rule').map((inner): Rule => ({ text: `!(${inner.text})`, holds: (request) => !inner.holds(request) })),
      fc.tuple(tie('rule'), tie('rule')).map(([x, y]): Rule => ({
        text: `(${x.text}) && (${y.text})`,
        holds: (request) => x.holds(request) && y.holds(request),
      })),
      fc.tuple(tie('rule'), tie('rule')).map(([x, y]): Rule => ({
        text: `(${x.text}) || (${y.text})`,
        holds: (request) => x.holds(request) || y.holds(request),
      })),
    ),
  })).rule;

  it('its alternatives let through what the rule lets through', () => {
    fc.assert(
      fc.property(rule, fc.subarray(['a', 'b', 'c']), ({ text, holds }, names) => {
        const request = new Set(names);
        const alternatives = parseTraefikRule(text);
        const lets = alternatives?.some((all) => all.every(({ values, negated }) => values.some((v) => request.has(v)) !== negated));
        if (alternatives) expect(lets).toBe(holds(request));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[HostPath()`!&|, "']{0,60}$/), (text) => {
        expect(() => parseTraefikRule(text)).not.toThrow();
      }),
    );
  });
});
