import { describe, expect, it } from 'vitest';
import type { CodeRow } from '../../../src/diagnostics/code.ts';
import { codes } from '../../../src/diagnostics/codes.ts';
import { positionOf, type Span } from '../../../src/diagnostics/span.ts';
import { type ConvertTextOptions, convertText } from '../../support/convert-text.ts';

/** Level, rule, path and place of every finding about a file; `?` at the end where it has a hint. */
function findings(yaml: string, options: ConvertTextOptions = {}): readonly string[] {
  const { diagnostics, entries } = convertText(yaml, options);
  const line = (head: string, span: Span | undefined, hint: string | undefined): string => {
    const place = span && positionOf(span);
    return `${head} ${place ? `${place.line}:${place.column}` : '-'}${hint === undefined ? '' : ' ?'}`;
  };
  return [
    ...diagnostics.map((d) => {
      const row: CodeRow = codes[d.code];
      return line(`${d.severity} ${row.rule} ${d.path ?? '-'}`, d.span, row.hint?.(d.data));
    }),
    ...entries.map((e) => line(`${e.level} ${e.rule} ${e.path}`, e.span, e.hint)),
  ];
}

/** A service `web` with these lines, which begin in line 4. */
const web = (...lines: readonly string[]): string =>
  `services:\n  web:\n    image: acme/web:1.0\n${lines.map((line) => `    ${line}\n`).join('')}`;
/** The same, and lines of the top level. */
const webAnd = (line: string, ...top: readonly string[]): string => web(line) + top.map((one) => `${one}\n`).join('');
const postgres = '  db: {image: "postgres:16", ports: ["15432:5432"], volumes: ["data:/var/lib/postgresql/data"]}';

type Case = readonly [id: string, what: string, yaml: string, finding: string, options?: ConvertTextOptions];

const cases: readonly Case[] = [
  ['DIAG-01', 'version', 'version: "3.8"\nservices: {web: {image: "a:1"}}\n', 'info DIAG-01 version 1:1 ?'],
  ['DIAG-01', 'version as a number', 'version: 3.8\nservices: {web: {image: "a:1"}}\n', 'error DIAG-06 version 1:10 ?'],
  ['DIAG-02', 'unknown key', web('restrat: always'), 'error DIAG-02 services.web.restrat 4:5 ?'],
  ['DIAG-02', 'restart_policy', web('restart_policy: {condition: any}'), 'warning DIAG-02 services.web.restart_policy 4:5 ?'],
  ['DIAG-03', 'tab', 'services:\n  web:\n\timage: a:1\n', 'error DIAG-03 - 3:1 ?'],
  ['DIAG-03', 'indentation', 'services:\n  web:\n    image: a:1\n   restart: always\n', 'error DIAG-03 - 4:1 ?'],
  ['DIAG-04', 'duplicate key', web('ports: ["1:1"]', 'ports: ["2:2"]'), 'error DIAG-04 - 5:5 ?'],
  ['DIAG-05', 'version 1', 'web:\n  image: a:1\n', 'error DIAG-05 web 1:1 ?'],
  ['DIAG-05', 'no services', 'services: {}\n', 'error DIAG-05 - 1:1 ?'],
  ['DIAG-05', 'service for services', 'service:\n  web:\n    image: a:1\n', 'error DIAG-02 service 1:1 ?'],
  ['DIAG-06', 'user', web('user: 1000'), 'error DIAG-06 services.web.user 4:11 ?'],
  ['DIAG-06', 'command', web('command: [sleep, 10]'), 'error DIAG-06 services.web.command[1] 4:22 ?'],
  [
    'DIAG-06',
    'memory',
    web('deploy: {resources: {limits: {memory: 1073741824}}}'),
    'error DIAG-06 services.web.deploy.resources.limits.memory 4:43 ?',
  ],
  ['DIAG-06', 'interval', web('healthcheck: {test: [CMD, x], interval: 30}'), 'error DIAG-06 services.web.healthcheck.interval 4:45 ?'],
  ['DIAG-07', 'unset', web('environment: {A: "${TAG}"}'), 'warning DIAG-07 services.web.environment.A 4:23 ?'],
  ['DIAG-07', 'unset tag', 'services:\n  web:\n    image: "app:${TAG}"\n', 'error DIAG-07 services.web.image 3:12 ?'],
  ['DIAG-07', 'unset user', web('user: "${U}:${G}"'), 'error SEC-02 services.web.user 4:11 ?'],
  ['DIAG-07', 'unset port', web('ports: ["80:${P}"]'), 'error DIAG-06 services.web.ports[0] 4:13'],
  ['DIAG-08', 'required', web('environment: {A: "${DB_PW:?no password}"}'), 'error DIAG-08 services.web.environment.A 4:23 ?'],
  ['DIAG-09', 'misuse', web('environment: {A: "${1}"}'), 'error DIAG-09 services.web.environment.A 4:23 ?'],
  [
    'DIAG-09',
    'in a password',
    web('environment: {DB_PASSWORD: "abc$pass1"}'),
    'warning DIAG-09 services.web.environment.DB_PASSWORD 4:36 ?',
  ],
  ['DIAG-10', 'volume', web('volumes: ["data:/data"]'), 'error DIAG-10 services.web.volumes[0].source 4:15 ?'],
  ['DIAG-10', 'network', web('networks: [front]'), 'error DIAG-10 services.web.networks.front 4:16 ?'],
  ['DIAG-10', 'secret', web('secrets: [pw]'), 'error DIAG-10 services.web.secrets[0].source 4:15 ?'],
  ['DIAG-10', 'config', web('configs: [app]'), 'error DIAG-10 services.web.configs[0].source 4:15 ?'],
  ['DIAG-11', 'typo', webAnd('depends_on: [dB]', '  db: {image: "b:1"}'), 'error DIAG-11 services.web.depends_on.dB 4:18 ?'],
  [
    'DIAG-11',
    'profile',
    webAnd('depends_on: [db]', '  db: {image: "b:1", profiles: [debug]}'),
    'error DIAG-11 services.web.depends_on.db 4:18 ?',
  ],
  [
    'DIAG-12',
    'same port',
    webAnd('ports: ["8080:80"]', '  admin: {image: "b:1", ports: ["8080:90"]}'),
    'error DIAG-12 services.admin.ports[0] 5:33 ?',
  ],
  [
    'DIAG-13',
    'internal network',
    web('ports: ["5432:5432"]', 'networks: [back]').concat('networks: {back: {internal: true}}\n'),
    'warning DIAG-13 services.web.ports[0] 4:13 ?',
  ],
  ['DIAG-14', 'missing file', web('volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]'), 'error DIAG-14 services.web.volumes[0] 4:15 ?'],
  ['DIAG-15', 'env file', web('env_file: ./prod.env'), 'error DIAG-15 services.web.env_file[0] 4:15 ?'],
  ['DIAG-15', 'label file', web('label_file: ./web.labels'), 'error DIAG-15 services.web.label_file[0] 4:17 ?'],
  ['DIAG-15', 'secret', webAnd('secrets: [pw]', 'secrets: {pw: {file: ./pw.txt}}'), 'error DIAG-15 secrets.pw 5:22 ?'],
  ['DIAG-15', 'config', webAnd('configs: [app]', 'configs: {app: {file: ./app.ini}}'), 'error DIAG-15 configs.app 5:23 ?'],
  [
    'DIAG-16',
    'nothing mounted',
    web('environment: {DB_PASSWORD_FILE: /run/secrets/db_pw}'),
    'warning DIAG-16 services.web.environment.DB_PASSWORD_FILE 4:37 ?',
  ],
  ['DIAG-17', 'first item', web('healthcheck: {test: [curl, x]}'), 'error DIAG-17 services.web.healthcheck.test[0] 4:26 ?'],
  ['DIAG-17', 'string NONE', web('healthcheck: {test: NONE}'), 'warning DIAG-17 services.web.healthcheck.test 4:25 ?'],
  [
    'DIAG-18',
    'decimal mode',
    webAnd('configs: [{source: app, mode: 440}]', 'configs: {app: {content: x}}'),
    'warning DIAG-18 services.web.configs[0].mode 4:35 ?',
  ],
  [
    'DIAG-19',
    'image that cannot be seen',
    webAnd('depends_on: {db: {condition: service_healthy}}', '  db: {image: "acme/db:1", expose: ["1"]}'),
    'warning DIAG-19 services.web.depends_on.db.condition 4:34 ?',
  ],
  [
    'DIAG-19',
    'image without a check',
    webAnd('depends_on: {db: {condition: service_healthy}}', postgres, 'volumes: {data: }'),
    'error DIAG-19 services.web.depends_on.db.condition 4:34 ?',
  ],
  ['DIAG-20', 'operator', web('command: npm i && npm start'), 'warning DIAG-20 services.web.command 4:20 ?'],
  ['DIAG-20', 'parenthesis', web('command: echo (a)'), 'error DIAG-20 services.web.command 4:19 ?'],
  ['DIAG-20', 'open quote', web('command: echo "a'), 'error DIAG-20 services.web.command 4:19 ?'],
  ['DIAG-21', 'list in quotes', web(`command: "['a','b']"`), 'warning DIAG-21 services.web.command 4:14 ?'],
  ['DIAG-21', 'blanks around =', web('environment:', '  - KEY = value'), 'error DIAG-21 services.web.environment 5:9 ?'],
  ['DIAG-21', 'map in a list', web('environment:', '  - KEY: value'), 'error DIAG-21 services.web.environment[0] 5:9 ?'],
  ['DIAG-22', 'number', web('environment:', '  VERSION: 1.10'), 'info DIAG-22 services.web.environment.VERSION 5:16 ?'],
  ['DIAG-23', 'reservation', web('mem_limit: 512m', 'mem_reservation: 1g'), 'error DIAG-23 services.web.mem_reservation 5:22 ?'],
  [
    'DIAG-23',
    'conflict',
    web('mem_limit: 512m', 'deploy: {resources: {limits: {memory: 1g}}}'),
    'error DIAG-23 services.web.mem_limit 4:16 ?',
  ],
  ['DIAG-23', 'unit', web('mem_limit: 512Mi'), 'error DIAG-23 services.web.mem_limit 4:16 ?'],
  ['DIAG-24', 'no tag', 'services:\n  web:\n    image: acme/web\n', 'warning DIAG-24 services.web.image 3:12 ?'],
  [
    'DIAG-25',
    'host.docker.internal',
    web('environment: {DB: "postgres://host.docker.internal/x"}'),
    'error DIAG-25 services.web.environment.DB 4:23 ?',
  ],
  ['DIAG-25', 'host-gateway', web('extra_hosts: ["mail:host-gateway"]'), 'error N-35 services.web.extra_hosts[0] 4:19 ?'],
  [
    'DIAG-25',
    'localhost',
    webAnd('environment: {DB: "postgres://localhost:15432/x"}', postgres, 'volumes: {data: }'),
    'warning DIAG-25 services.web.environment.DB 4:23 ?',
  ],
  [
    'DIAG-26',
    'subnet in a text',
    webAnd('environment: {TRUSTED: "172.20.0.0/16"}', 'networks: {default: {ipam: {config: [{subnet: 172.20.0.0/16}]}}}'),
    'warning DIAG-26 services.web.environment.TRUSTED 4:28 ?',
  ],
  [
    'DIAG-27',
    'readiness cycle',
    web('ports: ["80:80"]', 'depends_on: {b: {condition: service_healthy}}').concat(
      '  b: {image: "b:1", expose: ["1"], healthcheck: {test: "curl -f http://web:80/"}}\n',
    ),
    'error DIAG-27 services.web.depends_on.b 5:21 ?',
  ],
  [
    'DIAG-27',
    'a cycle over the end of another',
    web('ports: ["80:80"]', 'depends_on: {job: {condition: service_completed_successfully}}').concat(
      '  job: {image: "j:1", depends_on: {b: {condition: service_healthy}}}\n',
      '  b: {image: "b:1", expose: ["1"], healthcheck: {test: "curl -f http://web:80/"}}\n',
    ),
    'error DIAG-27 services.web.depends_on.job 5:23 ?',
  ],
  [
    'DIAG-27',
    'checks in a circle',
    web('expose: ["80"]', 'healthcheck: {test: "curl -f http://a/"}').concat(
      '  a: {image: "a:1", expose: ["80"], healthcheck: {test: "curl -f http://b/"}}\n',
      '  b: {image: "b:1", expose: ["80"], healthcheck: {test: "curl -f http://web/"}}\n',
    ),
    'error DIAG-27 services.a.healthcheck.test 6:57 ?',
  ],
  ['DIAG-28', 'two replicas', web('container_name: first', 'scale: 2'), 'error DIAG-28 services.web.container_name 4:21 ?'],
  [
    'DIAG-28',
    'two containers',
    webAnd('container_name: first', '  other: {image: "b:1", container_name: first}'),
    'error DIAG-28 services.other.container_name 5:41 ?',
  ],
  [
    'DIAG-29',
    'environment',
    web('environment: {POSTGRES_PASSWORD: hunter-two-1}'),
    'warning DIAG-29 services.web.environment.POSTGRES_PASSWORD 4:38 ?',
  ],
  [
    'DIAG-29',
    'health check',
    web('healthcheck: {test: [CMD, redis-cli, -a, hunter-two-1, ping]}'),
    'warning H-20 services.web.healthcheck.test 4:25 ?',
  ],
  ['DIAG-29', 'label', web('labels: {API_TOKEN: hunter-two-1}'), 'warning S-19 services.web.labels.API_TOKEN 4:25 ?'],
  [
    'DIAG-29',
    'build argument',
    'services:\n  web:\n    build: {context: ., args: {NPM_TOKEN: hunter-two-1}}\n',
    'warning DIAG-29 services.web.build.args.NPM_TOKEN 3:43 ?',
  ],
  ['DIAG-30', 'docker.sock', web('volumes: ["/var/run/docker.sock:/var/run/docker.sock"]'), 'error V-19 services.web.volumes[0] 4:15 ?'],
  ['DIAG-30', 'host path', web('volumes: ["/proc:/host/proc:ro"]'), 'error V-13 services.web.volumes[0] 4:15 ?'],
  ['DIAG-31', 'links', webAnd('links: [db]', '  db: {image: "b:1"}'), 'info N-38 services.web.links[0] 4:13'],
  ['DIAG-31', 'external_links', web('external_links: [db]'), 'error B-107 services.web.external_links 4:21 ?'],
  [
    'DIAG-32',
    'data in the container',
    'services:\n  db:\n    image: postgres:16\n    environment: {POSTGRES_HOST_AUTH_METHOD: trust}\n',
    'warning DIAG-32 services.db.image 3:12 ?',
  ],
  ['DIAG-33', 'mode', web('deploy: {mode: global}'), 'info B-181 services.web.deploy.mode 4:20'],
  [
    'DIAG-33',
    'placement',
    web('deploy: {placement: {constraints: ["node.labels.a==b"]}}'),
    'info L-23 services.web.deploy.placement.constraints[0] 4:40 ?',
  ],
  [
    'DIAG-33',
    'update_config',
    web('deploy: {update_config: {order: start-first}}'),
    'info L-13 services.web.deploy.update_config.order 4:37',
  ],
  ['DIAG-34', 'missing include', 'include: [./x.yaml]\nservices: {web: {image: "a:1"}}\n', 'error DIAG-34 include[0] 1:11'],
  [
    'DIAG-34',
    'circle',
    'services:\n  web:\n    extends: {service: b}\n  b:\n    extends: {service: web}\n',
    'error DIAG-34 services.web.extends 3:14',
  ],
  [
    'DIAG-34',
    'name clash',
    'include: [./x.yaml]\nservices: {web: {image: "a:1"}}\n',
    'warning A-45 services.web 2:12 ?',
    { files: { 'x.yaml': 'services: {web: {image: "b:1"}}\n' } },
  ],
  ['DIAG-34', 'missing file', 'services:\n  web:\n    extends: {service: b, file: y.yaml}\n', 'error DIAG-34 - 3:33'],
  ['DIAG-34', 'missing service', 'services:\n  web:\n    extends: {service: b}\n', 'error DIAG-34 services.web.extends 3:24'],
  ['DIAG-35', 'Windows path', web('volumes: ["C:\\\\data:/data"]'), 'error DIAG-35 services.web.volumes[0] 4:15 ?'],
  [
    'DIAG-35',
    'CRLF',
    web('volumes: ["./run.sh:/run.sh"]'),
    'warning DIAG-35 services.web.volumes[0] 4:15 ?',
    { files: { 'run.sh': '#!/bin/sh\r\necho\r\n' } },
  ],
  ['DIAG-36', 'unused volume', webAnd('init: false', 'volumes: {old: }'), 'info DIAG-36 volumes.old 5:16'],
  ['DIAG-36', 'unused secret', webAnd('init: false', 'secrets: {old: {environment: X}}'), 'info S-05 secrets.old 5:16'],
  [
    'DIAG-36',
    'service of a profile',
    webAnd('init: false', '  debug: {image: "a:1", profiles: [debug]}'),
    'info A-64 services.debug 5:3 ?',
  ],
  ['DIAG-36', 'empty service', 'services:\n  web:\n', 'error DIAG-06 services.web 2:7'],
  ['A-71', 'volume name of one letter', webAnd('volumes: ["d:/data"]', 'volumes: {d: }'), 'error A-71 services.web.volumes[0] 4:15 ?'],
];

describe('defects of real files are diagnosed with level, path and place', () => {
  it.each(cases.map(([id, what, yaml, finding, options]) => ({ id, what, yaml, finding, options })))(
    '$id $what',
    ({ yaml, finding, options }) => {
      expect(findings(yaml, options)).toContain(finding);
    },
  );

  it('every defect of the contract is here', () => {
    const ids = Array.from({ length: 36 }, (_, i) => `DIAG-${String(i + 1).padStart(2, '0')}`);
    expect(ids.filter((id) => !cases.some(([of]) => of === id))).toEqual([]);
  });
});
