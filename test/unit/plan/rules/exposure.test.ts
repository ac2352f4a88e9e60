import { describe, expect, it } from 'vitest';
import { at, convertText } from '../../../support/convert-text.ts';

const first = (texts: readonly string[]): string => (texts[0] ?? '').split(' ').slice(0, 3).join(' ');

describe('an item of ports outside the cluster', () => {
  it.each([
    ['published (N-20)', 'ports: ["8080:80"]', 'differs info N-20', 1],
    ['on the loopback address (N-21)', 'ports: ["127.0.0.2:8080:80"]', 'differs info N-21', 0],
    ['on the loopback address of IPv6 (N-21)', 'ports: ["[::1]:8080:80"]', 'differs info N-21', 0],
    ['on all addresses (N-20)', 'ports: ["0.0.0.0:8080:80"]', 'differs info N-20', 1],
    ['on one address (N-22)', 'ports: ["10.0.0.7:8080:80"]', 'differs info N-22', 1],
    ['unpublished (N-23)', 'ports: ["80"]', 'differs info N-23', 0],
    ['the first of a range (N-19)', 'ports: ["8000-9000:80"]', 'differs info N-19', 1],
    ['of a Job', 'ports: ["8080:80"], x-waybill: {kind: Job}', 'differs info N-20', 0],
    ['kept inside', 'ports: ["8080:80"], x-waybill: {expose: false}', 'differs info N-20', 0],
    ['of the host (N-33)', 'ports: ["8080:80"], network_mode: host', 'differs info N-33', 0],
    ['without a network (N-33)', 'ports: ["8080:80"], network_mode: none', 'differs info N-33', 0],
  ])('%s', (_, attributes, said, services) => {
    const result = convertText(`services: {web: {image: "a/b:1", ${attributes}}}`);
    expect(first(result.said('services.web.ports[0]'))).toBe(said);
    expect(result.objects.filter((o) => o.metadata.name === 'web-public')).toHaveLength(services);
  });

  it('keeps a data store inside, unless the file says otherwise (N-20)', () => {
    const closed = convertText('services: {db: {image: "postgres:16", ports: ["5432:5432"]}}');
    expect(first(closed.said('services.db.ports[0]'))).toBe('differs warning N-20');
    const open = convertText('services: {db: {image: "postgres:16", ports: ["5432:5432"], x-waybill: {expose: true}}}');
    expect(open.object('Service', 'db-public')['spec']).toMatchObject({ type: 'LoadBalancer' });
  });

  it.each([
    ['27017', '27000:27017', '', 'warning'],
    ['5432', '5432:5432', '', 'warning'],
    ['another port', '8080:8080', '', 'info'],
    ['UDP', '5432:5432/udp', '', 'info'],
    ['a word of the file', '5432:5432', ', x-waybill: {expose: true}', 'info'],
  ])('takes an unknown image on the port of a data store for one (N-20): %s', (_, port, more, level) => {
    const { said } = convertText(`services: {db: {image: "acme/db:1", ports: ["${port}"]${more}}}`);
    expect(first(said('services.db.ports[0]'))).toBe(`differs ${level} N-20`);
  });

  it('says that 80 and 443 may be taken (N-20)', () => {
    const needs = (port: number): number =>
      convertText(`services: {web: {image: "a/b:1", ports: ["${port}:8080"]}}`).preconditions.filter((p) => p.rule === 'N-20').length;
    expect([needs(443), needs(8443)]).toEqual([2, 1]);
  });

  it('publishes a port once that is given twice, and two targets of a number in two Services (N-18)', () => {
    const { objects } = convertText(
      'services: {web: {image: "a/b:1", ports: ["10.0.0.1:80:8000", "10.0.0.2:80:8000", "10.0.0.3:80:9000", "80:53/udp"]}}',
    );
    const published = objects
      .filter((o) => o.metadata.name.startsWith('web-public'))
      .map((o) => [o.metadata.name, (at(o, 'spec', 'ports') as { targetPort: number }[]).map((p) => p.targetPort)]);
    expect(published).toEqual([
      ['web-public', [8000]],
      ['web-public-tcp', [9000]],
      ['web-public-udp', [53]],
    ]);
  });

  it('has the suffix of the name table when the user took the name (G-03)', () => {
    const { objects } = convertText('services: {web: {image: "a/b:1", ports: ["8080:80"]}, web-public: {image: "a/b:1"}}');
    expect(objects.filter((o) => o.kind === 'Service' && /^web-public-[0-9a-f]{8}$/.test(o.metadata.name))).toHaveLength(1);
  });

  it.each([
    ['all addresses twice', '8080:80', '8080:81', 1],
    ['an address and all of them', '10.0.0.1:8080:80', '8080:81', 1],
    ['two addresses', '10.0.0.1:8080:80', '10.0.0.2:8080:80', 0],
    ['two protocols', '8080:80/tcp', '8080:80/udp', 0],
    ['a range, which is a choice', '8080-8090:80', '8080:80', 0],
  ])('finds what cannot start twice: %s (DIAG-12)', (_, a, b, count) => {
    const { diagnostics } = convertText(`services: {a: {image: "a/b:1", ports: ["${a}"]}, b: {image: "a/b:1", ports: ["${b}"]}}`);
    expect(diagnostics.filter((d) => d.code === 'port-published-twice')).toHaveLength(count);
  });
});
