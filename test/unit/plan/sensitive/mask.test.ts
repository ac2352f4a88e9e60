import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask } from '../../../../src/plan/sensitive/mask.ts';
import { findSensitiveArguments } from '../../../../src/plan/sensitive/sensitive-arguments.ts';
import { sensitiveSubstrings } from '../../../../src/plan/sensitive/sensitive-substrings.ts';

describe('mask (G-02, S-20)', () => {
  it.each<[string, string]>([
    ['postgres://u:hunter2@db/app', 'postgres://u:<redacted>@db/app'],
    ['a redis://:p@ss@db b', 'a redis://:<redacted>@db b'],
    ['u:hunter2@tcp(db)/x', 'u:<redacted>@tcp(db)/x'],
    ['redis-server --requirepass hunter2 --port 1', 'redis-server --requirepass <redacted> --port 1'],
    ['--password=hunter2', '--password=<redacted>'],
    ['--password="hunter 2" x', '--password="<redacted>" x'],
    ["can't run --password hunter2", "can't run --password <redacted>"],
    ['["redis-server","--requirepass","hunter2"]', '["redis-server","--requirepass","<redacted>"]'],
    ['mysqladmin ping -phunter2', 'mysqladmin ping -p<redacted>'],
    ['sh -c "mysqladmin ping -phunter2 -h x"', 'sh -c "mysqladmin ping -p<redacted> -h x"'],
    ['ssh -p22 x', 'ssh -p22 x'],
    ['redis-cli -a hunter2 ping', 'redis-cli -a <redacted> ping'],
    ['curl -u admin:hunter2 http://x', 'curl -u admin:<redacted> http://x'],
    ['curl "http://x/?token=hunter2&a=b"', 'curl "http://x/?token=<redacted>&a=b"'],
    ['PGPASSWORD=hunter2 psql -U u', 'PGPASSWORD=<redacted> psql -U u'],
    ['curl -H "Authorization: Bearer abc.def" x', 'curl -H "Authorization: Bearer <redacted>" x'],
    ['{"password": "hunter2", "user": "u"}', '{"password": "<redacted>", "user": "u"}'],
    ['a: 1\npassword: hunter2\nb: 2', 'a: 1\npassword: <redacted>\nb: 2'],
    ['key ghp_abcdefghijkl.', 'key <redacted>.'],
    ['x\n-----BEGIN KEY-----\nabc\n-----END KEY-----\ny', 'x\n<redacted>\ny'],
    ['-----BEGIN KEY-----\nabc', '<redacted>'],
    ['redis-server --requirepass $REDIS_PASSWORD', 'redis-server --requirepass $REDIS_PASSWORD'],
    ['redis-server --requirepass "$(cat /run/secrets/x)"', 'redis-server --requirepass "$(cat /run/secrets/x)"'],
    ['mongod --auth --bind_ip_all', 'mongod --auth --bind_ip_all'],
    ['--password-file /x --token-ttl 5', '--password-file /x --token-ttl 5'],
    ['plain text', 'plain text'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(mask(text)).toBe(expected);
    expect(mask(mask(text))).toBe(expected);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      '--password',
      '=',
      ' ',
      'u:',
      'pw',
      '@',
      '://',
      'redis',
      '"',
      "'",
      '\n',
      '$',
      '-----BEGIN',
      '-----END',
      'mysql -p',
      ';',
      '&',
      '?token',
      '(',
      ')',
      '[',
      ',',
      'curl -u ',
    ),
    fc.string({ maxLength: 4 }),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

  it('the parts are in order, apart and inside the text; masking keeps the rest', () => {
    fc.assert(
      fc.property(text, (input) => {
        let last = -1;
        let kept = '';
        let done = 0;
        for (const { start, end } of sensitiveSubstrings(input)) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(input.length);
          kept += `${input.slice(done, start)}<redacted>`;
          last = done = end;
        }
        expect(mask(input)).toBe(kept + input.slice(done));
      }),
    );
  });

  it('a password in a URL never survives', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9!%*._~-]{8,20}$/), (password) => {
        expect(mask(`see postgres://u:${password}@db/app now`)).not.toContain(password);
        expect(mask(`x --password=${password}`)).not.toContain(password);
      }),
    );
  });

  it.each([
    '-----BEGIN',
    '-----BEGIN-----END',
    '-----BEGIN-----END-----',
    'eyJ',
    'eyJ.',
    'a:b@tcp(',
    '://u:',
    '://u:/',
    '"a":"',
    "'a':\"",
    '--password ',
    '--password=',
    'password=',
    '"',
    '$(',
    '- ',
    '-',
    'sk-',
    '$5$',
    '[',
    'Authorization: ',
    '\'"x y" ',
  ])('finishes on a long run of %j', (unit) => {
    const long = unit.repeat(Math.ceil(250_000 / unit.length));
    expect(mask(long).length).toBeGreaterThan(0);
  });
});

describe('findSensitiveArguments (S-19)', () => {
  const never = (): boolean => false;
  it.each<[string[], [number, string][]]>([
    [['redis-server', '--requirepass', 'hunter2'], [[2, 'next-word']]],
    [['redis-server', '--requirepass', '$REDIS_PASSWORD'], []],
    [
      ['x', '--password=hunter2', '--token', 'abc'],
      [
        [1, 'assignment'],
        [3, 'next-word'],
      ],
    ],
    [['mysqladmin', 'ping', '-phunter2'], [[2, 'attached']]],
    [['/usr/bin/mariadb', '-phunter2'], [[1, 'attached']]],
    [['mysql', '-p'], []],
    [['nginx', '-p/srv'], []],
    [['ssh', '-p22'], []],
    [['mongosh', '-u', 'root', '-p', 'hunter2'], [[4, 'next-word']]],
    [['redis-cli', '-a', 'hunter2', 'ping'], [[2, 'next-word']]],
    [['curl', '-u', 'a:hunter2', 'http://x'], [[2, 'next-word']]],
    [['curl', '--user', 'a'], []],
    [['curl', '-u', 'a'], []],
    [['curl', 'http://x/?token=hunter2'], [[1, 'content']]],
    [['x', 'redis://:hunter2@db'], [[1, 'content']]],
    [['sh', '-c', 'redis-server --requirepass hunter2'], [[2, 'content']]],
    [['sh', '-c', 'redis-server --requirepass "$P"'], []],
    [['mongod', '--auth', '--port', '1'], []],
    [['x', '--no-password', 'y'], []],
    [['x', '--password', ''], []],
    [['x', '--password', 'true'], []],
    [['x', '--private-key=/etc/tls/key.pem', '--password=/x'], [[2, 'assignment']]],
    [['x', '--password-file', '/x', '--max-tokens', '5'], []],
    [['x', '--secrets=y:/run/secrets/y'], []],
    [['helm', '--set', 'auth.password=hunter2'], [[2, 'assignment']]],
    [[], []],
  ])('%j', (words, expected) => expect(findSensitiveArguments(words, never).map(({ index, kind }) => [index, kind])).toEqual(expected));

  it('a tainted word, unless empty; a better reason goes first', () => {
    expect(findSensitiveArguments(['x', 'y', '', '--token=abc'], (index) => index > 0)).toEqual([
      { index: 1, kind: 'tainted' },
      { index: 3, kind: 'assignment' },
    ]);
  });
});
