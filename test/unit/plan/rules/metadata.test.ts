import { describe, expect, it } from 'vitest';
import { at, convertText } from '../../../support/convert-text.ts';

function web(attributes: string): ReturnType<typeof convertText> {
  return convertText(`services: {web: {image: "a/b:1", ${attributes}}}`);
}

const podAnnotations = (attributes: string): unknown =>
  at(web(attributes).object('Deployment'), 'spec', 'template', 'metadata', 'annotations');

describe('labels and annotations (B-029, B-030)', () => {
  it.each([
    ['labels: {team: shop}', { team: 'shop' }],
    ['annotations: {a.example/b: c}', { 'a.example/b': 'c' }],
    ['labels: {a/b/c: x}', { 'waybill.dev/compose-labels': '{"a/b/c":"x"}' }],
    ['labels: {a/b/c: x}, annotations: {d/e/f: y}', { 'waybill.dev/compose-labels': '{"a/b/c":"x","d/e/f":"y"}' }],
    ['labels: {__proto__/a/b: x}', { 'waybill.dev/compose-labels': '{"__proto__/a/b":"x"}' }],
    ['labels: {traefik.enable: "true"}', undefined],
    ['labels: {api_token: abcdef}', undefined],
  ])('%s', (attributes, expected) => {
    expect(podAnnotations(attributes)).toEqual(expected);
  });

  it('puts labels of deploy on the workload alone (B-184)', () => {
    const { object } = web('deploy: {labels: {tier: front}}');
    expect(object('Deployment').metadata.annotations).toEqual({ tier: 'front' });
    expect(at(object('Deployment'), 'spec', 'template', 'metadata', 'annotations')).toBeUndefined();
  });
});

describe('what acts through the Docker API (N-42)', () => {
  it.each([
    'traefik.enable',
    'caddy',
    'caddy.reverse_proxy',
    'com.centurylinklabs.watchtower.enable',
    'homepage.group',
    'autoheal',
    'com.github.nginx-proxy.nginx-proxy.keepalive',
  ])('%s has no effect', (label) => {
    const { entries } = web(`labels: {"${label}": "true"}`);
    expect(entries.filter((e) => e.rule === 'N-42').map((e) => `${e.outcome} ${e.level}`)).toEqual(['refused warning']);
  });

  it('nor has the variable of nginx-proxy', () => {
    expect(web('environment: {VIRTUAL_HOST: shop.example.com}').said('services.web.environment.VIRTUAL_HOST')[0]).toMatch(
      /^differs warning N-42/,
    );
    expect(web('environment: {VIRTUAL_HOST: ""}').said('services.web.environment.VIRTUAL_HOST').join(' ')).not.toContain('N-42');
  });
});
