import { describe, expect, it } from 'vitest';
import { convertText } from '../../../support/convert-text.ts';

function found(yaml: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const codes = ['host-reference', 'docker-dns-reference', 'address-reference', 'localhost-reference', 'published-port-reference'];
  return convertText(yaml, { files })
    .diagnostics.filter((d) => codes.includes(d.code))
    .map((d) => `${d.severity} ${d.code} ${d.path}`);
}

describe('texts that lean on Docker (N-09, N-35, N-41, DIAG-25, DIAG-26)', () => {
  it.each([
    ['the host of Docker', 'environment: {A: "http://host.docker.internal:1"}', ['error host-reference services.web.environment.A']],
    ['the same in a check', 'healthcheck: {test: "curl gateway.docker.internal"}', ['error host-reference services.web.healthcheck.test']],
    ['not in a label', 'labels: {a: "http://host.docker.internal"}', []],
    ['the DNS of Docker', 'command: ["--resolver", "127.0.0.11"]', ['error docker-dns-reference services.web.command']],
    ['a port of its own', 'environment: {A: "http://localhost:8080"}', []],
    ['a port that nobody has', 'environment: {A: "http://localhost:9999"}', []],
    ['the port of another', 'environment: {A: "http://localhost:5432"}', ['warning localhost-reference services.web.environment.A']],
    [
      'the published port of another',
      'environment: {A: "http://127.0.0.1:15432"}',
      ['warning localhost-reference services.web.environment.A'],
    ],
    ['localhost in a check', 'healthcheck: {test: "curl localhost:5432"}', []],
    ['a fixed address', 'environment: {DB_NAME: "172.20.0.5"}', ['warning address-reference services.web.environment.DB_NAME']],
    ['a fixed address that has given way to a name', 'environment: {A: "172.20.0.5", B: "tcp://172.20.0.5:1"}', []],
    ['a fixed address that is a word of a command', 'command: [run, "172.20.0.5"]', ['warning address-reference services.web.command']],
    [
      'the published port of another service',
      'environment: {A: "db:15432"}',
      ['warning published-port-reference services.web.environment.A'],
    ],
    ['its own port', 'environment: {A: "db:5432"}', []],
    ['the published port in a label', 'labels: {homepage.href: "http://db:15432"}', []],
    ['a subnet', 'environment: {A: "172.20.0.0/16"}', ['warning address-reference services.web.environment.A']],
  ])('finds %s', (_, attributes, expected) => {
    const yaml = `
services:
  web: {image: "a/b:1", expose: ["8080"], ${attributes}}
  db: {image: "postgres:16", ports: ["15432:5432"], networks: {default: {ipv4_address: 172.20.0.5}}}
networks: {default: {ipam: {config: [{subnet: 172.20.0.0/16}]}}}`;
    expect(found(yaml)).toEqual(expected);
  });

  it.each([
    ['the host', 'A: "http://host.docker.internal:15432"', { host: 'host.docker.internal', target: 'db:5432' }],
    ['the host, at a port that nobody has', 'A: "http://host.docker.internal:1"', { host: 'host.docker.internal' }],
    ['a port of another', 'A: "http://localhost:15432"', { service: 'web', port: 15432, target: 'db:5432' }],
    ['where browsers come from', 'CORS_ORIGINS: "http://localhost:15432"', { service: 'web', port: 15432 }],
  ])('says who is meant by %s (DIAG-25)', (_, variable, data) => {
    const yaml = `services: {web: {image: "a/b:1", environment: {${variable}}}, db: {image: "postgres:16", ports: ["15432:5432"]}}`;
    expect(convertText(yaml).diagnostics.find((d) => d.code.endsWith('-reference'))?.data).toEqual(data);
  });

  it('names the file that holds it', () => {
    const yaml = 'services: {web: {image: "a/b:1", volumes: ["./a.conf:/etc/a.conf:ro"]}}';
    const { diagnostics } = convertText(yaml, { files: { 'a.conf': 'resolver 127.0.0.11;\n' } });
    expect(diagnostics.find((d) => d.code === 'docker-dns-reference')?.data).toEqual({ file: 'a.conf' });
  });
});

describe('names that change (N-05, N-07, N-09)', () => {
  it.each([
    ['http://my_db', 'N-05', 'info'],
    ['http://db.local', 'N-07', 'warning'],
    ['http://172.20.0.5', 'N-09', 'info'],
  ])('%s is reported under %s', (text, rule, level) => {
    const yaml = `
services:
  web: {image: "a/b:1", environment: {A: "${text}"}}
  my_db: {image: "a/b:1", networks: {default: {aliases: [db.local], ipv4_address: 172.20.0.5}}}`;
    const { said, objects } = convertText(yaml);
    expect(said('services.web.environment.A')[0]).toMatch(new RegExp(`^differs ${level} ${rule} `));
    expect(JSON.stringify(objects.find((o) => o.kind === 'ConfigMap'))).toContain('"http://my-db"');
  });

  it('counts what a secret file says, but no single word (N-11)', () => {
    const yaml = `
services:
  web: {image: "a/b:1", secrets: [url, word]}
  db: {image: "a/b:1"}
  cache: {image: "a/b:1", container_name: box}
secrets: {url: {file: ./url}, word: {file: ./word}}`;
    const { objects } = convertText(yaml, { files: { url: 'postgres://u:p@db/app', word: 'box' } });
    const services = objects.filter((o) => o.kind === 'Service').map((o) => o.metadata.name);
    expect(services).toEqual(['web', 'db', 'cache']);
    expect(JSON.stringify(objects.find((o) => o.metadata.name === 'db' && o.kind === 'Service'))).toContain('5432');
  });
});
