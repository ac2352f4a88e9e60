import { describe, expect, it } from 'vitest';
import type { ConvertOptions } from '../../../src/plan/options.ts';
import { at, type ConvertedText, convertText } from '../../support/convert-text.ts';

const peers = (result: ConvertedText, name: string): unknown => at(result.object('NetworkPolicy', name), 'spec', 'ingress');

function isolated(services: string, options: Partial<ConvertOptions> = {}, networks = ''): ConvertedText {
  return convertText(`{services: {${services}}${networks}}`, { options: { isolate: true, ...options } });
}

const sameNamespace = { from: [{ podSelector: {} }] };

describe('--isolate (N-28)', () => {
  it('lets in the namespace, and everybody at what is public', () => {
    const result = isolated('web: {image: "a/b:1", ports: ["8080:80"]}, db: {image: "a/b:1", expose: ["1"]}');
    expect(result.objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.name)).toEqual([
      'shop-isolate',
      'web',
    ]);
    expect(peers(result, 'shop-isolate')).toEqual([sameNamespace]);
    expect(peers(result, 'web')).toEqual([{ ports: [{ port: 80, protocol: 'TCP' }] }]);
    expect(result.violations).toEqual([]);
  });

  it('lets everybody in where an Ingress leads to', () => {
    const result = isolated('web: {image: "a/b:1", expose: ["80"], environment: {VIRTUAL_HOST: a.b}}', { expose: 'ingress' });
    expect(peers(result, 'web')).toEqual([{ ports: [{ port: 80, protocol: 'TCP' }] }]);
  });

  it('makes nothing of its own where networks keep services apart', () => {
    const result = isolated(
      'web: {image: "a/b:1", networks: [one]}, db: {image: "a/b:1", networks: [two]}',
      {},
      ', networks: {one: , two: }',
    );
    expect(result.objects.some(({ metadata }) => metadata.name === 'shop-isolate')).toBe(false);
  });

  it('is not the default', () => {
    expect(convertText('services: {web: {image: "a/b:1"}}').objects.some(({ kind }) => kind === 'NetworkPolicy')).toBe(false);
  });
});

describe('peers of an external network (N-39)', () => {
  const services = 'web: {image: "a/b:1", networks: [net]}';
  const networks = ', networks: {net: {external: true, name: shared}}';

  it.each<[string, Record<string, string>, unknown]>([
    ['any namespace', {}, { namespaceSelector: {} }],
    ['that of the key', { net: 'infra' }, { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'infra' } } }],
    ['that of the name', { shared: 'infra' }, { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'infra' } } }],
    ['not that of another', { other: 'infra' }, { namespaceSelector: {} }],
  ])('%s', (_, networkNamespaces, peer) => {
    expect(peers(isolated(services, { networkNamespaces }, networks), 'web')).toEqual([{ from: [peer] }]);
  });

  it.each<[string, string, Record<string, string>, string]>([
    ['a host there', 'A_HOST: other', { net: 'infra' }, 'other.infra'],
    ['without a namespace', 'A_HOST: other', {}, 'other'],
    ['a service of the project', 'A_HOST: web', { net: 'infra' }, 'web'],
    ['a host of extra_hosts', 'A_HOST: mapped', { net: 'infra' }, 'mapped'],
    ['a host of the internet', 'A_HOST: other.example.com', { net: 'infra' }, 'other.example.com'],
    ['no host', 'A_NAME: other', { net: 'infra' }, 'other'],
  ])('calls %s', (_, variable, networkNamespaces, expected) => {
    const service = `web: {image: "a/b:1", networks: [net], extra_hosts: ["mapped=10.0.0.1"], environment: {${variable}}}`;
    const result = isolated(service, { networkNamespaces }, networks);
    expect(Object.values(result.objects.find(({ kind }) => kind === 'ConfigMap')?.['data'] ?? {})).toEqual([expected]);
  });

  it('a namespace for a network that is not external is a slip (--network-namespace)', () => {
    const { diagnostics } = isolated(services, { networkNamespaces: { nett: 'infra', net: 'infra' } }, networks);
    expect(diagnostics.map(({ code, severity, data }) => [code, severity, data['network'], data['suggestion']])).toContainEqual([
      'namespace-for-unknown-network',
      'warning',
      'nett',
      'net',
    ]);
    expect(diagnostics.filter(({ code }) => code === 'namespace-for-unknown-network')).toHaveLength(1);
  });

  it('does not guess between two networks', () => {
    const two = ', networks: {net: {external: true}, more: {external: true}}';
    const result = isolated(
      'web: {image: "a/b:1", networks: [net, more], environment: {A_HOST: other}}',
      { networkNamespaces: { net: 'infra' } },
      two,
    );
    expect(Object.values(result.objects.find(({ kind }) => kind === 'ConfigMap')?.['data'] ?? {})).toEqual(['other']);
    expect(result.said('networks.net.external')[0]).toMatch(/^differs warning N-39 .*other \(web\)/);
  });
});
