import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText, podOf } from '../../../support/convert-text.ts';

const options = { harden: true };

function security(service: string, files: Readonly<Record<string, string>> = {}): unknown {
  const { object, violations } = convertText(`{services: {web: {${service}}}, volumes: {data: {}}}`, { options, files });
  expect(violations).toEqual([]);
  return at(containerOf(object('Deployment')), 'securityContext');
}

const closed = { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const gosu = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'];

describe('--harden (SEC-01)', () => {
  it.each([
    ['a number', 'image: "a/b:1", user: "1000"', { runAsUser: 1000, ...closed }],
    ['a number and a group', 'image: "a/b:1", user: "1000:50"', { runAsUser: 1000, runAsGroup: 50, ...closed }],
    ['a name of the image', 'image: "node:20", user: node', { runAsUser: 1000, runAsGroup: 1000, ...closed }],
    ['the user of a well-known image', 'image: "jenkins/jenkins:lts"', { runAsUser: 1000, runAsGroup: 1000, ...closed }],
    [
      'a port below 1024, which the file of a program may name',
      'image: "a/b:1", user: "1000", expose: ["80"]',
      { runAsUser: 1000, ...closed, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
    ],
    [
      'a capability in the file of a program of a well-known image',
      'image: "caddy:2", user: "1000", expose: ["8080"]',
      { runAsUser: 1000, ...closed, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
    ],
    ['what is dropped already', 'image: "a/b:1", user: "1000", cap_drop: [NET_RAW]', { runAsUser: 1000, ...closed }],
    [
      'the capability that Pod Security allows',
      'image: "a/b:1", user: "1000", cap_add: [NET_BIND_SERVICE]',
      { runAsUser: 1000, ...closed, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
    ],
  ])('closes what runs as %s', (_, service, expected) => expect(security(service)).toEqual(expected));

  it.each([
    [
      'adds a capability',
      'image: "a/b:1", user: "1000", cap_add: [NET_RAW]',
      { runAsUser: 1000, runAsNonRoot: true, capabilities: { add: ['NET_RAW'] } },
    ],
    [
      'asks for new privileges',
      'image: "a/b:1", user: "1000", security_opt: ["no-new-privileges:false"]',
      { runAsUser: 1000, runAsNonRoot: true },
    ],
    ['calls sudo', 'image: "a/b:1", user: "1000", command: [sudo, x]', { runAsUser: 1000, runAsNonRoot: true }],
  ])('goes no further than the user for what %s', (_, service, expected) => expect(security(service)).toEqual(expected));

  it.each([
    ['FROM node:20-alpine\nUSER 1000\n', { runAsUser: 1000, ...closed }],
    ['FROM node:20-alpine\nUSER node\n', { runAsUser: 1000, runAsGroup: 1000, ...closed }],
    ['FROM debian\nRUN setcap cap_net_raw,cap_net_admin+ep /bin/x\nUSER 1000\n', { runAsUser: 1000, runAsNonRoot: true }],
    [
      "FROM debian\nRUN setcap 'cap_net_bind_service=+ep' /bin/x\nUSER 1000\n",
      { runAsUser: 1000, ...closed, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } },
    ],
    ['FROM debian\nRUN apt-get install -y sudo\nUSER 1000\n', { runAsUser: 1000, runAsNonRoot: true }],
    ['FROM debian\n', undefined],
  ])('goes by the Dockerfile: %j', (Dockerfile, expected) => expect(security('build: .', { Dockerfile })).toEqual(expected));

  it.each([
    ['an unknown user', 'image: "a/b:1"'],
    ['a name without a number', 'image: "apache/kafka:3.7.0"'],
    ['root', 'image: "a/b:1", user: "0"'],
    ['an image that stays root', 'image: "nginx:1.27"'],
    ['an image that changes its user, of which nobody looked up what it needs', 'image: "clickhouse/clickhouse-server:24"'],
    ['an image that is kept from changing its user', 'image: "redis:7", entrypoint: [sh, -c, redis-server]'],
    ['an image that is told to run something else', 'image: "redis:7", command: [sh, -c, "redis-server --save 60 1"]'],
  ])('leaves %s, and says why', (_, service) => {
    const result = convertText(`services: {web: {${service}}}`, { options });
    const plain = convertText(`services: {web: {${service}}}`);
    expect(result.objects).toEqual(plain.objects);
    expect(
      result.additions.filter((a) => a.rule === 'SEC-01').map((a) => [a.message.startsWith('web is not hardened because'), a.targets]),
    ).toEqual([[true, []]]);
  });

  it.each([
    ['image: "redis:7"', gosu],
    ['image: "redis:7", command: [redis-server, --appendonly, "yes"]', gosu],
    ['image: "postgres:16-alpine", command: ["-c", "fsync=off"]', gosu],
    ['image: "rabbitmq:4-management", cap_add: [SYS_NICE]', ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID', 'SYS_NICE'].sort()],
  ])('leaves an image that changes its user what it needs for that: %s', (service, add) => {
    const result = convertText(`services: {web: {${service}}}`, { options });
    const workload = result.objects.find((o) => o.kind === 'Deployment' || o.kind === 'StatefulSet');
    if (!workload) throw new Error('no workload');
    const found = at(containerOf(workload), 'securityContext') as { capabilities: { add: string[] } };
    expect({ ...found, capabilities: { ...found.capabilities, add: found.capabilities.add.toSorted() } }).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { add, drop: ['ALL'] },
    });
  });

  it('does nothing to what is privileged', () => {
    expect(security('image: "a/b:1", user: "1000", privileged: true')).toEqual({ privileged: true, runAsUser: 1000 });
  });

  it('reaches the level restricted with every container of the pod, and states it (SEC-19)', () => {
    const { object, additions } = convertText(
      '{services: {web: {image: "a/b:1", user: "1000", volumes: ["data:/data"], x-waybill: {seed: true}, depends_on: {db: {condition: service_healthy}}}, db: {image: "postgres:16", healthcheck: {test: pg_isready}}}, volumes: {data: {}}}',
      { options },
    );
    const web = object('StatefulSet', 'web');
    const init = at(podOf(web), 'initContainers') as readonly { readonly name: string; readonly securityContext: object }[];
    expect(init.map((c) => [c.name, Object.keys(c.securityContext).slice(0, 3)])).toEqual([
      ['wait-db', ['runAsUser', 'runAsGroup', 'runAsNonRoot']],
      ['seed-data', ['runAsUser', 'runAsNonRoot', 'allowPrivilegeEscalation']],
    ]);
    expect(additions.filter((a) => a.rule === 'SEC-19').map((a) => a.message.split(';')[0])).toEqual([
      'Pod Security level restricted: web',
      'Pod Security level baseline: db',
    ]);
  });

  it('leaves a container that copies as root what copying needs', () => {
    const { object } = convertText(
      '{services: {web: {image: "redis:7", volumes: ["data:/data"], x-waybill: {seed: true}}}, volumes: {data: {}}}',
      { options },
    );
    expect(at(podOf(object('StatefulSet')), 'initContainers', 0, 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID'], drop: ['ALL'] },
    });
  });

  it('every hardened service has a row that says how to do without', () => {
    const { additions } = convertText('services: {a: {image: "a/b:1", user: "1"}, b: {image: "a/b:1", user: "2"}}', { options });
    const rows = additions.filter((a) => a.rule === 'SEC-01');
    expect(rows.map((a) => [a.message.split(' ')[0], a.targets.length, a.optOut !== undefined])).toEqual([
      ['a', 4, true],
      ['b', 4, true],
    ]);
  });

  it('without the flag nothing is added', () => {
    expect(convertText('services: {a: {image: "a/b:1", user: "1"}}').additions.filter((a) => a.rule === 'SEC-01')).toEqual([]);
  });
});
