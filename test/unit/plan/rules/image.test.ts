import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText } from '../../../support/convert-text.ts';

const files = { Dockerfile: 'FROM alpine:3.20\n' };

describe('pull policy (L-30, B-021, B-022)', () => {
  it.each([
    ['image: redis', 'Always', []],
    ['image: redis:latest', 'Always', []],
    ['image: redis:7.4', 'IfNotPresent', []],
    ['image: redis@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 'IfNotPresent', []],
    ['image: redis:7.4, pull_policy: always', 'Always', ['exact']],
    ['image: redis, pull_policy: never', 'Never', ['exact']],
    ['image: redis:7.4, pull_policy: missing', 'IfNotPresent', ['exact']],
    ['image: redis:7.4, pull_policy: if_not_present', 'IfNotPresent', ['exact']],
    ['image: redis, pull_policy: missing', 'Always', ['differs']],
    ['image: redis:7.4, pull_policy: every_12h', 'Always', ['differs']],
    ['image: redis:7.4, pull_policy: weekly', 'Always', ['differs']],
    ['image: redis, build: ., pull_policy: build', 'IfNotPresent', ['differs']],
    ['image: redis, build: .', 'IfNotPresent', []],
    ['image: redis, build: ., pull_policy: never', 'IfNotPresent', ['differs']],
    ['build: .', 'IfNotPresent', []],
  ])('{%s}', (attributes, policy, outcomes) => {
    const result = convertText(`services: {a: {${attributes}}}`, { files });
    expect(at(containerOf(result.object('Deployment')), 'imagePullPolicy')).toBe(policy);
    expect(result.entries.filter((e) => e.path === 'services.a.pull_policy').map((e) => e.outcome)).toEqual(outcomes);
  });

  it('of an image that another service builds', () => {
    const result = convertText('services: {a: {build: ., image: acme/app}, b: {image: acme/app}}', { files });
    expect(at(containerOf(result.object('Deployment', 'b')), 'imagePullPolicy')).toBe('IfNotPresent');
    expect(result.diagnostics.filter((d) => d.code === 'image-without-tag')).toEqual([]);
  });
});

describe('name (B-010, B-011, L-30)', () => {
  it.each([
    ['build: .', 'shop-a', 'r.example.com/x/shop-a'],
    ['build: ., image: acme/app:1', 'acme/app:1', 'r.example.com/x/acme/app:1'],
    ['build: ., image: "ghcr.io/acme/app:1"', 'ghcr.io/acme/app:1', 'ghcr.io/acme/app:1'],
    ['image: acme/app:1', 'acme/app:1', 'acme/app:1'],
  ])('{%s}', (attributes, plain, prefixed) => {
    const imageOf = (options: object): unknown =>
      at(containerOf(convertText(`services: {a: {${attributes}}}`, { files, options }).object('Deployment')), 'image');
    expect([imageOf({}), imageOf({ registry: 'r.example.com/x/' })]).toEqual([plain, prefixed]);
  });

  it('is never that of one machine', () => {
    const { entries } = convertText('services: {a: {image: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}');
    expect(entries.filter((e) => e.path === 'services.a.image').map((e) => `${e.outcome} ${e.level} ${e.rule}`)).toContain(
      'refused error B-010',
    );
  });

  it.each([
    ['redis', 1],
    ['redis:latest', 1],
    ['redis:7', 0],
  ])('%s has %i warnings about its tag (DIAG-24)', (image, count) => {
    expect(convertText(`services: {a: {image: ${image}}}`).diagnostics.filter((d) => d.code === 'image-without-tag')).toHaveLength(count);
  });
});
