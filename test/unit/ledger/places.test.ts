import { describe, expect, it } from 'vitest';
import type { Span } from '../../../src/diagnostics/span.ts';
import { convert } from '../../../src/pipeline.ts';
import { memoryHost } from '../../support/memory-host.ts';

const files = {
  'compose.yaml': `include: [more.yaml]
x-common: &common
  restart: always
  environment: &vars
    FROM_ANCHOR: abc
services:
  base:
    image: base/app:1
    labels: [plain=first, "quoted=second"]
  web:
    <<: *common
    extends: base
    ports: ["8080:80", {target: 9090, published: "9091"}]
    environment: {<<: *vars, OWN: "\${NAME:-fallback}", KEPT: kept, LOST: lost}
    env_file: web.env
    depends_on: [base]
    volumes: ["data:/data", {type: volume, source: data, target: /more}]
    secrets: [pw, {source: pw, target: /run/secrets/again}]
    command: [run, "--now"]
    stop_grace_period: 5s
  other:
    extends: {file: other.yaml, service: remote}
    environment: [LIST=form, "QUOTED=yes"]
    labels: {map: form}
    depends_on: {web: {condition: service_healthy}}
    healthcheck: &check {test: [CMD, "true"], interval: &seconds 7s}
  third: {image: third/app:3, healthcheck: *check, stop_grace_period: *seconds}
volumes: {data: {driver: local}}
secrets: {pw: {file: pw.txt}}
`,
  'override.yaml': `services:
  web:
    environment: [LOST=won]
    stop_grace_period: 9s
    ports: ["7000:70"]
`,
  'web.env': 'A=1\n# comment\nB="two words"\n',
  'other.yaml': 'services:\n  remote:\n    image: remote/app:2\n    user: "1000"\n',
  'more.yaml': 'services:\n  included:\n    image: included/app:4\n',
  'pw.txt': 'x',
};
const input = { files: ['compose.yaml', 'override.yaml'], envFiles: [], profiles: [], projectName: 'demo' };
const { entries } = convert(input, {}, memoryHost(files, { cwd: '/work/demo', env: {} }));

function shown({ source, start, end }: Span): string {
  return `${source.path}: ${source.text.slice(start, end)}`;
}

describe('the place of an entry is the very token that won, and the way to it is told', () => {
  it.each([
    ['a scalar', 'services.base.image', 'compose.yaml: base/app:1', []],
    ['an item of a list that is a map', 'services.base.labels.plain', 'compose.yaml: first', []],
    ['an item in quotes', 'services.base.labels.quoted', 'compose.yaml: second', []],
    ['a map', 'services.other.labels.map', 'compose.yaml: form', []],
    ['extends in the same file', 'services.web.image', 'compose.yaml: base/app:1', ['compose.yaml: base']],
    ['extends in another file', 'services.other.user', 'other.yaml: "1000"', ['compose.yaml: {file: other.yaml, service: remote}']],
    ['include', 'services.included.image', 'more.yaml: included/app:4', ['compose.yaml: more.yaml']],
    ['<<', 'services.web.restart', 'compose.yaml: always', ['compose.yaml: *common']],
    ['<< in a map', 'services.web.environment.FROM_ANCHOR', 'compose.yaml: abc', ['compose.yaml: *vars']],
    ['an anchor', 'services.other.healthcheck.interval', 'compose.yaml: 7s', []],
    ['an alias', 'services.third.stop_grace_period', 'compose.yaml: *seconds', ['compose.yaml: 7s']],
    ['what is below an alias', 'services.third.healthcheck.interval', 'compose.yaml: 7s', []],
    ['a later file', 'services.web.stop_grace_period', 'override.yaml: 9s', ['compose.yaml: 5s']],
    ['a list laid over a map', 'services.web.environment.LOST', 'override.yaml: won', ['compose.yaml: lost']],
    ['what a later file leaves', 'services.web.environment.KEPT', 'compose.yaml: kept', []],
    ['an item that a later file adds', 'services.web.ports[2]', 'override.yaml: "7000:70"', []],
    ['a variable with a default', 'services.web.environment.OWN', 'compose.yaml: "${NAME:-fallback}"', []],
    ['an env file', 'services.web.environment.A', 'web.env: 1', []],
    ['an env file, in quotes', 'services.web.environment.B', 'web.env: "two words"', []],
    ['environment as a list', 'services.other.environment.LIST', 'compose.yaml: form', []],
    ['environment as a list, in quotes', 'services.other.environment.QUOTED', 'compose.yaml: yes', []],
    ['a short port', 'services.web.ports[0].target', 'compose.yaml: "8080:80"', []],
    ['a long port', 'services.web.ports[1].target', 'compose.yaml: 9090', []],
    ['depends_on as a list', 'services.web.depends_on.base.condition', 'compose.yaml: base', []],
    ['depends_on as a map', 'services.other.depends_on.web.condition', 'compose.yaml: service_healthy', []],
    ['a short mount', 'services.web.volumes[0]', 'compose.yaml: "data:/data"', []],
    ['a long mount', 'services.web.volumes[1]', 'compose.yaml: {type: volume, source: data, target: /more}', []],
    ['a short secret', 'services.web.secrets[0].source', 'compose.yaml: pw', []],
    ['a long secret', 'services.web.secrets[1].target', 'compose.yaml: /run/secrets/again', []],
    ['a command', 'services.web.command', 'compose.yaml: [run, "--now"]', []],
    ['a volume', 'volumes.data.driver', 'compose.yaml: local', []],
    ['a file of a secret', 'secrets.pw.file', 'compose.yaml: pw.txt', []],
  ])('%s: %s', (_, path, place, via) => {
    const found = entries.filter((entry) => entry.path === path);
    expect(found.length).toBeGreaterThan(0);
    for (const { span, via: way } of found) expect([shown(span), way.map(shown)]).toEqual([place, via]);
  });
});
