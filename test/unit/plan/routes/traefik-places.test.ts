import { describe, expect, it } from 'vitest';
import { placesOfRule } from '../../../../src/plan/routes/traefik-places.ts';

function brief(rule: string): readonly string[] | undefined {
  return placesOfRule(rule)?.places.map(({ host, path, exact }) => `${host ?? '*'}${path}${exact ? ' exact' : ''}`);
}

describe('hosts and paths of a rule of Traefik (N-25)', () => {
  it.each<[string, string[], string[]]>([
    ['Host(`A.example.com`)', ['a.example.com/'], []],
    ['Host(`a.b`, `c.d`)', ['a.b/', 'c.d/'], []],
    ['host(`a.b`) && pathprefix(`/x`)', ['a.b/x'], []],
    ['Host(`a.b`) && (PathPrefix(`/x`) || Path(`/y`))', ['a.b/x', 'a.b/y exact'], []],
    ['PathPrefix(`/x`)', ['*/x'], []],
    ['PathPrefix(`/x`) && PathPrefix(`/x/y`)', ['*/x/y'], []],
    ['PathPrefix(`/x`) && Path(`/x`)', ['*/x exact'], []],
    ['PathPrefix(`/x`) && PathPrefix(`/z`)', [], []],
    ['Host(`a.b`) && Host(`c.d`)', [], []],
    ['HostRegexp(`^.+$`)', [], ['HostRegexp']],
    ['Host(`a.b`) || Host(`c.d`) && ClientIP(`10.0.0.0/8`)', ['a.b/'], ['ClientIP']],
    ['Host(`a.b`) && !PathPrefix(`/admin`)', [], ['!PathPrefix']],
    ['Host(`{sub:.+}.example.com`)', [], ['Host']],
    ['PathPrefix(`/{id:[0-9]+}`)', [], ['PathPrefix']],
    ['Host(`10.0.0.1`)', [], ['Host']],
  ])('%s', (rule, places, untranslated) => {
    expect(brief(rule)).toEqual(places);
    expect(placesOfRule(rule)?.untranslated).toEqual(untranslated);
  });

  it('is undefined for no rule', () => {
    expect(placesOfRule('Host:a.b')).toBeUndefined();
  });
});
