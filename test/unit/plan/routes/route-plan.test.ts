import { describe, expect, it } from 'vitest';
import type { ConvertOptions } from '../../../../src/plan/options.ts';
import { at, type ConvertedText, convertText } from '../../../support/convert-text.ts';

/** `web https://a.b/x → web:80` for each path of each Ingress. */
function routes({ objects }: ConvertedText): readonly string[] {
  return objects
    .filter(({ kind }) => kind === 'Ingress')
    .flatMap((object) => {
      const tls = new Set(((at(object, 'spec', 'tls') ?? []) as { hosts?: string[] }[]).flatMap(({ hosts }) => hosts ?? ['*']));
      const rules = at(object, 'spec', 'rules') as { host?: string; http: { paths: Record<string, unknown>[] } }[];
      return rules.flatMap(({ host = '*', http }) =>
        http.paths.map((path) => {
          const backend = path['backend'] as { service: { name: string; port: { number: number } } };
          const place = `${tls.has(host) ? 'https' : 'http'}://${host}${String(path['path'])}`;
          return `${object.metadata.name} ${place} → ${backend.service.name}:${backend.service.port.number}`;
        }),
      );
    });
}

const codes = ({ diagnostics }: ConvertedText): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`);

function ingress(services: string, options: Partial<ConvertOptions> = {}): ConvertedText {
  return convertText(`services: {${services}}`, { options: { expose: 'ingress', ...options } });
}

const domain = { domain: 'example.com' };

describe('which ports get routes (N-25)', () => {
  it.each<[string, string, readonly string[]]>([
    ['80', 'ports: ["1:80"]', ['web http://web.example.com/ → web:80']],
    ['8080', 'ports: ["1:8080"]', ['web http://web.example.com/ → web:8080']],
    ['another port', 'ports: ["1:7000"]', []],
    [
      'another port that says http',
      'ports: [{target: 7000, published: "1", app_protocol: http}]',
      ['web http://web.example.com/ → web:7000'],
    ],
    ['80 that says otherwise', 'ports: [{target: 80, published: "1", app_protocol: mysql}]', []],
    [
      'one with an HTTP check',
      'ports: ["1:7000"], healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:7000/"]}',
      ['web http://web.example.com/ → web:7000'],
    ],
    ['one whose check calls another port', 'ports: ["1:7000"], healthcheck: {test: ["CMD", "curl", "http://localhost:7001/"]}', []],
    ['UDP', 'ports: ["1:80/udp"]', []],
    ['the loopback address', 'ports: ["127.0.0.1:1:80"]', []],
    ['unpublished', 'ports: ["80"]', []],
    ['one port published twice', 'ports: ["80:80", "443:80"]', ['web http://web.example.com/ → web:80']],
    [
      'several, the lowest published first',
      'ports: ["9:3000", "8:8080"]',
      ['web http://web.example.com/ → web:8080', 'web http://web-3000.example.com/ → web:3000'],
    ],
    ['a Job', 'ports: ["1:80"], x-waybill: {kind: Job}', []],
    ['without a network', 'ports: ["1:80"], network_mode: none', []],
  ])('%s', (_, attributes, expected) => {
    expect(routes(ingress(`web: {image: "a/b:1", ${attributes}}`, domain))).toEqual(expected);
  });

  it('leaves other ports to a load balancer', () => {
    const result = ingress('web: {image: "a/b:1", ports: ["80:80", "443:443", "25:25"]}', domain);
    const ports = at(result.object('Service', 'web-public'), 'spec', 'ports') as { port: number }[];
    expect(ports.map(({ port }) => port)).toEqual([443, 25]);
    expect(result.said('services.web.ports[0]')[0]).toMatch(/^differs info N-25 /);
  });

  it('of a data store or administration page stay closed, whatever its labels say, unless asked for (N-20)', () => {
    const labels = 'labels: {"traefik.http.routers.x.rule": "Host(`x.example.com`)"}';
    const image = 'image: "grafana/grafana:11.0.0", ports: ["3000:3000"]';
    expect(routes(ingress(`web: {${image}, ${labels}}`))).toEqual([]);
    expect(routes(ingress(`web: {${image}, ${labels}}`, { exposeData: true }))).toEqual(['web http://x.example.com/ → web:3000']);
    expect(routes(ingress(`web: {${image}, x-waybill: {expose: true}}`))).toEqual(['web http://*/ → web:3000']);
  });
});

describe('a proxy that reads its routes from Docker (V-19)', () => {
  it.each<[string, string, boolean]>([
    ['with the socket', 'image: "traefik:v3.1", volumes: ["/var/run/docker.sock:/var/run/docker.sock"]', true],
    ['with a socket elsewhere', 'image: "traefik:v3.1", command: ["--providers.docker=true"]', true],
    ['with other routes', 'image: "traefik:v3.1", command: ["--providers.file.filename=/x"]', false],
    ['of another kind', 'image: "nginx:1.27"', false],
  ])('%s', (_, attributes, isLeftOut) => {
    const result = ingress(`edge: {${attributes}, ports: ["80:80"]}`);
    expect(routes(result)).toHaveLength(isLeftOut ? 0 : 1);
    expect(result.said('services.edge.ports[0]')[0]).toMatch(isLeftOut ? /^differs info V-19 / : /^differs info N-25 /);
  });
});

describe('hosts of routes (N-25)', () => {
  it('one service without a host takes any', () => {
    const other = 'api: {image: "a/b:1", labels: {"traefik.http.routers.x.rule": "Host(`x.example.com`)"}, expose: ["80"]}';
    const result = ingress(`web: {image: "a/b:1", ports: ["1:80"]}, ${other}`);
    expect(routes(result)).toEqual(['web http://*/ → web:80', 'api http://x.example.com/ → api:80']);
    expect(codes(result)).toEqual([]);
  });

  it('several without one need a domain', () => {
    const result = ingress('web: {image: "a/b:1", ports: ["1:80"]}, api: {image: "a/b:1", ports: ["2:80"]}');
    expect(routes(result)).toEqual([]);
    expect(codes(result)).toEqual(['route-without-host services.web.ports[0]']);
    expect(result.objects.some(({ metadata }) => metadata.name === 'web-public')).toBe(false);
  });

  it.each<[string, string, readonly string[]]>([
    ['the word of x-waybill before labels', 'VIRTUAL_HOST: a.b', ['web http://own.example.com/ → web:80']],
  ])('%s', (_, variable, expected) => {
    const service = `web: {image: "a/b:1", ports: ["1:80"], environment: {${variable}}, x-waybill: {ingress: {host: own.example.com}}}`;
    expect(routes(ingress(service))).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    ['wanted by name only', '"traefik.enable": "true"', ['web http://web.example.com/ → web:80']],
    ['passed over', '"traefik.enable": "false", "traefik.http.routers.x.rule": "Host(`a.b`)"', []],
    [
      'two routers of one place, one with TLS',
      '"traefik.http.routers.x.rule": "Host(`a.b`)", "traefik.http.routers.y.rule": "Host(`a.b`)", "traefik.http.routers.y.tls": "true"',
      ['web https://a.b/ → web:80'],
    ],
    [
      'routers with services of their own',
      '"traefik.http.routers.x.rule": "Host(`a.b`)", "traefik.http.routers.x.service": one, "traefik.http.services.one.loadbalancer.server.port": "81", "traefik.http.services.two.loadbalancer.server.port": "82"',
      ['web http://a.b/ → web:81'],
    ],
    ['the dashboard', '"traefik.http.routers.x.rule": "Host(`a.b`)", "traefik.http.routers.x.service": "api@internal"', []],
    ['labels in capitals', '"traefik.HTTP.Routers.x.Rule": "Host(`a.b`)"', ['web http://a.b/ → web:80']],
  ])('labels of Traefik: %s', (_, labels, expected) => {
    expect(routes(ingress(`web: {image: "a/b:1", expose: ["80"], labels: {${labels}}}`, domain))).toEqual(expected);
  });

  it('reads labels of the Swarm service', () => {
    const labels = '{"traefik.http.routers.x.rule": "Host(`a.b`)", "traefik.http.services.x.loadbalancer.server.port": "80"}';
    expect(routes(ingress(`web: {image: "a/b:1", deploy: {labels: ${labels}}}`))).toEqual(['web http://a.b/ → web:80']);
  });

  it('two services at one place are an error', () => {
    const service = (key: string): string => `${key}: {image: "a/b:1", expose: ["80"], environment: {VIRTUAL_HOST: a.b}}`;
    expect(codes(ingress(`${service('one')}, ${service('two')}`))).toEqual(['route-taken-twice services.two']);
  });

  it('a service without any port is an error', () => {
    expect(codes(ingress('web: {image: "a/b:1", environment: {VIRTUAL_HOST: a.b}}'))).toEqual(['route-without-port services.web']);
  });
});

describe('what guards a route (N-25)', () => {
  it.each([
    ['auth@file', ''],
    ['door', ', "traefik.http.middlewares.door.basicauth.usersfile": /users'],
    ['door@docker', ', "traefik.http.middlewares.door.forwardauth.address": "http://a"'],
  ])('%s is an error', (name, definition) => {
    const labels = `{"traefik.http.routers.x.rule": "Host(\`a.b\`)", "traefik.http.routers.x.middlewares": "${name}"${definition}}`;
    const result = ingress(`web: {image: "a/b:1", expose: ["80"], labels: ${labels}}`);
    expect(result.said('services.web.labels["traefik.http.routers.x.middlewares"]')[0]).toMatch(/^refused error N-25 /);
  });

  it('another middleware is a warning', () => {
    const labels = '{"traefik.http.routers.x.rule": "Host(`a.b`)", "traefik.http.routers.x.middlewares": "compress@file"}';
    const result = ingress(`web: {image: "a/b:1", expose: ["80"], labels: ${labels}}`);
    expect(result.said('services.web.labels["traefik.http.routers.x.middlewares"]')[0]).toMatch(/^refused warning N-25 /);
  });
});

describe('x-waybill: {expose: …} (N-20, N-25)', () => {
  it.each<[string, Partial<ConvertOptions>, readonly string[]]>([
    ['ingress', {}, ['Ingress/web']],
    ['loadbalancer', { expose: 'ingress' }, ['Service/web-public LoadBalancer']],
    ['nodeport', { expose: 'none' }, ['Service/web-public NodePort']],
    ['none', {}, []],
    ['gateway', { ingressClass: 'eg' }, ['Gateway/shop', 'HTTPRoute/web']],
    ['true', { expose: 'nodeport' }, ['Service/web-public NodePort']],
    ['false', { expose: 'ingress' }, []],
  ])('%s', (word, options, expected) => {
    const { objects } = convertText(`services: {web: {image: "a/b:1", ports: ["8080:80"], x-waybill: {expose: ${word}}}}`, { options });
    const outside = objects.filter(
      ({ kind, metadata }) => ['Ingress', 'Gateway', 'HTTPRoute'].includes(kind) || metadata.name === 'web-public',
    );
    expect(outside.map((o) => [`${o.kind}/${o.metadata.name}`, at(o, 'spec', 'type')].filter(Boolean).join(' '))).toEqual(expected);
  });
});

describe('the Service behind a route', () => {
  it.each([
    ['the usual one', 'ports: ["1:80"]', 'web'],
    ['one with ready pods only, where the usual one has others (N-15)', 'ports: ["1:80"], environment: {OWN: "http://web"}', 'web-http'],
    ['one with an address, where the usual one has none', 'ports: ["1:80", "80/udp"]', 'web-http'],
  ])('%s', (_, attributes, backend) => {
    expect(routes(ingress(`web: {image: "a/b:1", ${attributes}}`))).toEqual([`web http://*/ → ${backend}:80`]);
  });
});

describe('a Gateway (N-25)', () => {
  const gateway = (services: string, options: Partial<ConvertOptions> = {}): ConvertedText =>
    ingress(services, { expose: 'gateway', ingressClass: 'eg', ...options });

  it('needs a class', () => {
    const result = convertText('services: {web: {image: "a/b:1", ports: ["1:80"]}}', { options: { expose: 'gateway' } });
    expect(codes(result)).toEqual(['gateway-without-class services.web.ports[0]']);
    expect(result.objects.some(({ kind }) => kind === 'Gateway' || kind === 'HTTPRoute')).toBe(false);
  });

  it('has a listener for each host with TLS, and routes in pieces of 16 hosts', () => {
    const hosts = Array.from({ length: 20 }, (_, i) => `h${i}.example.com`);
    const plain = gateway(`web: {image: "a/b:1", expose: ["80"], environment: {VIRTUAL_HOST: "${hosts.join(',')}"}}`);
    expect(plain.violations).toEqual([]);
    expect(at(plain.object('Gateway'), 'spec', 'listeners')).toEqual([{ name: 'http', port: 80, protocol: 'HTTP' }]);
    const names = plain.objects.filter(({ kind }) => kind === 'HTTPRoute').map((o) => at(o, 'spec', 'hostnames'));
    expect(names).toEqual([hosts.slice(0, 16), hosts.slice(16)]);
    const secured = gateway(
      `web: {image: "a/b:1", expose: ["80"], environment: {VIRTUAL_HOST: "${hosts.join(',')}", LETSENCRYPT_HOST: "${hosts.join(',')}"}}`,
    );
    expect(secured.violations).toEqual([]);
    expect(at(secured.object('Gateway'), 'spec', 'listeners')).toHaveLength(20);
  });

  it('cannot have more than 64 listeners', () => {
    const hosts = Array.from({ length: 70 }, (_, i) => `h${i}.example.com`).join(',');
    const variables = `{VIRTUAL_HOST: "${hosts}", LETSENCRYPT_HOST: "${hosts}"}`;
    expect(codes(gateway(`web: {image: "a/b:1", expose: ["80"], environment: ${variables}}`))).toEqual(['too-many-listeners services.web']);
  });

  it('takes a wildcard, and keeps its listener apart', () => {
    const result = gateway(
      'web: {image: "a/b:1", expose: ["80"], x-waybill: {ingress: {host: "*.example.com", tls: true}}}, api: {image: "a/b:1", expose: ["80"], environment: {VIRTUAL_HOST: any-example.com, LETSENCRYPT_HOST: any-example.com}}',
    );
    expect(result.violations).toEqual([]);
    expect(at(result.object('Gateway'), 'spec', 'listeners')).toHaveLength(2);
  });
});

describe('a long domain', () => {
  it('leaves room for a shorter name of the service', () => {
    const long = Array.from({ length: 4 }, () => 'd'.repeat(49)).join('.');
    const result = ingress(`${'s'.repeat(63)}: {image: "a/b:1", ports: ["1:80"]}`, { domain: long });
    expect(result.violations).toEqual([]);
    expect(String(at(result.object('Ingress'), 'spec', 'rules', 0, 'host')).length).toBeLessThanOrEqual(253);
  });
});
