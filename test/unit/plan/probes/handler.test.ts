import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseHandler } from '../../../../src/plan/probes/handler.ts';
import { context } from './contexts.ts';
import { kubeletExpand } from './kubelet-expand.ts';

const shell = (line: string) => ['CMD-SHELL', line];
const sh = (line: string) => ({ exec: { command: ['/bin/sh', '-c', line] } });
const http = (path: string, port: number, authority: string, scheme = 'HTTP') => ({
  httpGet: { path, port, scheme, httpHeaders: [{ name: 'Host', value: authority }] },
});

describe('chooseHandler: the table of the contract', () => {
  it.each([
    [shell('pg_isready -U $POSTGRES_USER -d app'), sh('pg_isready -U $POSTGRES_USER -d app')],
    [shell('mysqladmin ping -p"$(cat /run/secrets/pw)"'), sh('mysqladmin ping -p"$$(cat /run/secrets/pw)"')],
    [['CMD', 'curl', 'http://localhost:3000'], { exec: { command: ['curl', 'http://localhost:3000'] } }],
    [shell('wget -q --spider http://127.0.0.1:9000/'), sh('wget -q --spider http://127.0.0.1:9000/')],
    [shell('curl -f https://localhost:8443/h'), sh('curl -f https://localhost:8443/h')],
    [shell('curl -fk https://localhost:8443/h'), http('/h', 8443, 'localhost:8443', 'HTTPS')],
    [shell('nc -z localhost 5000 || exit 1'), { tcpSocket: { port: 5000 } }],
    [shell('curl -f http://api:8080/up'), http('/up', 8080, 'api:8080')],
    [['CMD', '/bin/grpc_health_probe', '-addr=:50051'], { grpc: { port: 50051 } }],
  ])('%j', (test, handler) => {
    expect(chooseHandler(test, context()).handler).toEqual(handler);
  });
});

describe('chooseHandler: network checks', () => {
  it.each([
    [shell('curl -f http://localhost:3000/health || exit 1'), http('/health', 3000, 'localhost:3000')],
    [shell('curl --silent --fail localhost:9200/_cluster/health || exit 1'), http('/_cluster/health', 9200, 'localhost:9200')],
    [shell('wget --no-verbose --tries=1 --spider http://localhost:5000/health || exit 1'), http('/health', 5000, 'localhost:5000')],
    [shell('wget -O /dev/null http://0.0.0.0:8080 || exit 1'), http('/', 8080, '0.0.0.0:8080')],
    [shell('curl -f http://[::1]:8080/'), http('/', 8080, '[::1]:8080')],
    [shell('curl -f localhost'), http('/', 80, 'localhost')],
    [['CMD', 'curl', '-f', 'http://127.0.1.1:8080/'], http('/', 8080, '127.0.1.1:8080')],
    [['CMD', '/usr/bin/curl', '-f', 'http://API:8080/'], http('/', 8080, 'API:8080')],
    [shell("curl -f 'http://localhost:8080/h?a=1&b=2' > /dev/null 2>&1"), http('/h?a=1&b=2', 8080, 'localhost:8080')],
    [['CMD', 'sh', '-c', 'curl -fs http://localhost:8080/ || exit 1'], http('/', 8080, 'localhost:8080')],
    [['CMD-SHELL', "timeout 5 bash -c '</dev/tcp/127.0.0.1/6379'"], { tcpSocket: { port: 6379 } }],
    [['CMD', 'timeout', '5', 'nc', '-z', 'localhost', '5000'], { tcpSocket: { port: 5000 } }],
    [['CMD', 'nc', '-z', 'localhost', '5000'], { tcpSocket: { port: 5000 } }],
    [['CMD', 'grpc_health_probe', '-addr', 'localhost:50051', '-service', 's'], { grpc: { port: 50051, service: 's' } }],
  ])('H-12…H-16: %j', (test, handler) => {
    expect(chooseHandler(test, context())).toMatchObject({ handler, usesOwnName: false, carriesCredentials: false });
  });

  it('H-06: never names a host', () => {
    expect(JSON.stringify(chooseHandler(['CMD', 'curl', '-f', 'http://api:8080/'], context()).handler)).not.toContain('"host"');
  });

  it('H-16: the limit is the shortest of the check and of `timeout`', () => {
    expect(chooseHandler(shell('timeout 5 nc -z -w 9 localhost 5000'), context()).timeoutSeconds).toBe(5);
    expect(chooseHandler(shell('timeout 9 nc -z -w 5 localhost 5000'), context()).timeoutSeconds).toBe(5);
  });

  it('H-05: notices `|| kill 1` of a check that it replaces', () => {
    expect(chooseHandler(shell('curl -f localhost:8080 || kill 1'), context())).toMatchObject({
      killsOnFailure: true,
      handler: { httpGet: {} },
    });
  });

  it('H-16: /dev/tcp needs bash, also as SHELL of the image', () => {
    const line = shell('</dev/tcp/localhost/6379');
    expect(chooseHandler(line, context()).handler).toEqual(sh('</dev/tcp/localhost/6379'));
    expect(chooseHandler(line, context({ shell: ['/bin/bash', '-o', 'pipefail', '-c'] })).handler).toEqual({ tcpSocket: { port: 6379 } });
  });

  it('H-11: a recognised line needs no shell in the image', () => {
    expect(chooseHandler(shell('curl -f localhost:8080'), context({ shell: 'none' })).handler).toHaveProperty('httpGet');
  });
});

describe('chooseHandler: variables (H-18)', () => {
  const known = context({ environment: new Map([['PORT', '3000']]) });

  it.each(['curl -f http://localhost:$PORT/h', 'curl -f "http://localhost:${PORT}/h"', 'curl -f http://localhost:${PORT:-80}/h'])(
    '%s is resolved',
    (line) => {
      const choice = chooseHandler(shell(line), known);
      expect(choice.handler).toEqual(http('/h', 3000, 'localhost:3000'));
      expect(choice.notes.map(({ rule, outcome }) => [rule, outcome])).toContainEqual(['H-18', 'differs']);
    },
  );

  it('stays with the shell where the variable is not known', () => {
    expect(chooseHandler(shell('curl -f http://localhost:$PORT/h'), context()).handler).toEqual(sh('curl -f http://localhost:$PORT/h'));
  });

  it('stays as it is in the CMD form, which expands nothing', () => {
    const words = ['curl', '-f', 'http://localhost:$PORT/h'];
    expect(chooseHandler(['CMD', ...words], known).handler).toEqual({ exec: { command: words } });
  });
});

describe('chooseHandler: commands', () => {
  it.each([
    'pg_isready',
    'psql -c "select 1"',
    'mysqladmin ping -h localhost',
    'healthcheck.sh --connect --innodb_initialized',
    'redis-cli ping | grep PONG',
    'mongosh --eval ping',
    'rabbitmq-diagnostics -q ping',
    'node -e "fetch(1)"',
    'python -c "import urllib"',
    'timeout 5 curl -f http://localhost:8080/',
    'nc -zu localhost 5000',
    'curl -f http://localhost:8080/ | grep ok',
    'curl -f http://localhost:8080/?a=1&b=2',
    'curl -f http://localhost:9999/',
    'curl -f http://elsewhere.example:8080/',
    'curl -f http://localhost:8080/ && curl -f http://localhost:3000/',
  ])('H-12, H-17: %s stays a command', (line) => {
    expect(chooseHandler(shell(line), context()).handler).toEqual(sh(line));
  });

  it.each([
    [['node', '-e', 'process.exit(0)']],
    [['python3', '-c', 'import socket']],
    [['mongosh', '--eval', "db.adminCommand('ping')"]],
    [['curl', '-f', 'http://localhost:8080/', '||', 'exit', '1']],
  ])('H-11: the words of %j are kept', (words) => {
    expect(chooseHandler(['CMD', ...words], context()).handler).toEqual({ exec: { command: words } });
  });

  it('H-11: uses SHELL of the image, but never cmd', () => {
    expect(chooseHandler(shell('x'), context({ shell: ['/bin/ash', '-eo', 'pipefail', '-c'] })).handler).toEqual({
      exec: { command: ['/bin/ash', '-eo', 'pipefail', '-c', 'x'] },
    });
    expect(chooseHandler(shell('x'), context({ shell: ['cmd', '/S', '/C'] })).handler).toEqual(sh('x'));
    expect(chooseHandler(shell('x'), context({ shell: [] })).handler).toEqual(sh('x'));
  });

  it('H-11: refuses a shell line for an image without a shell', () => {
    const choice = chooseHandler(shell('test -f /ready'), context({ shell: 'none' }));
    expect(choice.handler).toBeUndefined();
    expect(choice.notes).toMatchObject([{ field: 'test', outcome: 'refused', level: 'error', rule: 'H-11' }]);
    expect(chooseHandler(['CMD', '/ready'], context({ shell: 'none' })).handler).toEqual({ exec: { command: ['/ready'] } });
  });

  it.each([[['curl', '-f']], [[]], [['CMD']], [['CMD-SHELL']], [['']]])('DIAG-17: %j is refused', (test) => {
    const choice = chooseHandler(test, context());
    expect(choice.handler).toBeUndefined();
    expect(choice.notes).toMatchObject([{ outcome: 'refused', level: 'error', rule: 'DIAG-17' }]);
  });

  it.each([
    [['CMD-SHELL', 'NONE']],
    [['CMD-SHELL', 'curl', '-f', 'http://localhost:8080']],
    [['CMD', 'curl -f http://localhost:8080']],
    [['CMD', 'pg_isready', '||', 'exit', '1']],
  ])('DIAG-17: warns of %j', (test) => {
    const { handler, notes } = chooseHandler(test, context());
    expect(handler).toHaveProperty('exec');
    expect(notes).toContainEqual(expect.objectContaining({ level: 'warning', rule: 'DIAG-17', hint: expect.any(String) }));
  });
});

describe('chooseHandler: whom the check calls (H-19)', () => {
  it.each([
    shell('curl -f http://db:8080/'),
    ['CMD', 'curl', '-f', 'http://DB:8080/'],
    ['CMD', 'pg_isready', '-h', 'db'],
    shell('nc -z db 5000'),
  ])('%j calls another service', (...test) => {
    const choice = chooseHandler(test.flat(), context());
    expect(choice).toMatchObject({ targetsOther: 'db', usesOwnName: false, handler: { exec: {} } });
    expect(choice.notes).toContainEqual(expect.objectContaining({ rule: 'H-19', outcome: 'differs', level: 'warning' }));
  });

  it('does not take a user or a database for a service', () => {
    expect(chooseHandler(['CMD', 'pg_isready', '-d', 'postgres', '-U', 'postgres'], context())).not.toHaveProperty('targetsOther');
  });

  it('a command that calls the own name needs N-15', () => {
    expect(chooseHandler(shell('kafka-topics.sh --bootstrap-server api:9092 --list'), context())).toMatchObject({ usesOwnName: true });
    expect(chooseHandler(shell('curl -f http://api:9999/'), context())).toMatchObject({ usesOwnName: true });
    expect(chooseHandler(shell('curl -f http://api:8080/'), context())).toMatchObject({ usesOwnName: false });
  });
});

describe('chooseHandler: credentials (H-20)', () => {
  const secret = 'hunter2';

  it.each([
    `curl -f http://localhost:8080/?token=${secret}`,
    `curl -f -H "Authorization: Bearer ${secret}" http://localhost:8080/`,
    `curl -f -u me:${secret} http://localhost:8080/`,
    `mysqladmin ping -p${secret}`,
  ])('%s stays a command, and no note quotes it', (line) => {
    const { handler, carriesCredentials, notes } = chooseHandler(shell(line), context());
    expect(handler).toEqual(sh(line));
    expect(carriesCredentials).toBe(true);
    expect(notes).toContainEqual(expect.objectContaining({ rule: 'H-20', level: 'warning' }));
    expect(JSON.stringify(notes)).not.toContain(secret);
  });
});

describe('chooseHandler: any words', () => {
  const word = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('$', '(', ')', '{', '}', 'A', ' ', '"', "'", '`', '|', '&', '-', ':', '/', '\\') }),
    fc.constantFrom(
      'curl',
      'wget',
      'nc',
      'sh',
      '-c',
      '-f',
      '-z',
      'timeout',
      'grpc_health_probe',
      '-addr',
      'http://localhost:8080/',
      '__proto__',
      'constructor',
    ),
  );

  it('ENV-11: what stays a command reaches the container as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom('CMD', 'CMD-SHELL'), fc.array(word, { minLength: 1, maxLength: 6 }), (form, words) => {
        const { handler, notes } = chooseHandler([form, ...words], context());
        expect(notes.length).toBeGreaterThan(0);
        if (!handler || !('exec' in handler)) return;
        expect(handler.exec.command.map(kubeletExpand)).toEqual(form === 'CMD' ? words : ['/bin/sh', '-c', ...words]);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, whatever the first word', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.constantFrom('CMD', 'CMD-SHELL', 'NONE'))), (test) => void chooseHandler(test, context())),
    );
  });
});
