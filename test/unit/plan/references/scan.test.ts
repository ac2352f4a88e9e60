import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameIndex } from '../../../../src/plan/references/names.ts';
import { findMentions, scan, type ScanOptions } from '../../../../src/plan/references/scan.ts';

const names = nameIndex([
  'db',
  'cache',
  'api_v1',
  'my_db',
  'kafka',
  'Redis',
  'web',
  'user',
  'http',
  'db.local',
  'constructor',
  '172.20.0.5',
]);

/** `name form port scheme` of every mention, and a check that each spans its name. */
function brief(text: string, options?: ScanOptions): string[] {
  return findMentions(text, names, options).map((m) => {
    expect(text.slice(m.start, m.end).toLowerCase()).toBe(m.name.toLowerCase());
    return [m.name, m.form, m.port ?? '-', m.scheme ?? '-'].join(' ');
  });
}

describe('findMentions in URLs (N-05 a, N-11)', () => {
  it.each<[string, string[]]>([
    ['http://db', ['db url 80 http']],
    ['https://db/', ['db url 443 https']],
    ['HTTP://DB/x', ['db url 80 http']],
    ['http://db./x', ['db url 80 http']],
    ['http://api_v1:3000/health?x=db', ['api_v1 url 3000 http']],
    ['postgres://db:db@db/db', ['db url 5432 postgres']],
    ['postgresql+asyncpg://u:p@db/x', ['db url 5432 postgresql+asyncpg']],
    ['jdbc:postgresql://db:5432/x', ['db url 5432 postgresql']],
    ['jdbc:mysql:loadbalance://db,cache/x', ['db url 3306 loadbalance', 'cache url 3306 loadbalance']],
    ['jdbc:sqlserver://db:1433;databaseName=my_db;user=user', ['db url 1433 sqlserver']],
    ['mysql://db', ['db url 3306 mysql']],
    ['redis://:p@Redis', ['Redis url 6379 redis']],
    ['rediss://redis/0', ['Redis url 6379 rediss']],
    ['amqp://u:p@db:5672,cache:5673/vhost', ['db url 5672 amqp', 'cache url 5673 amqp']],
    ['amqps://u:p@db', ['db url 5671 amqps']],
    ['mongodb://u:p@db,cache:27018/?replicaSet=web', ['db url 27017 mongodb', 'cache url 27018 mongodb']],
    ['mongodb+srv://db/x', ['db url - mongodb+srv']],
    ['mongodb://db?replicaSet=cache', ['db url 27017 mongodb']],
    ['nats://db:4222,nats://cache', ['db url 4222 nats', 'cache url 4222 nats']],
    ['monolith+nats://db', ['db url 4222 monolith+nats']],
    ['PLAINTEXT://kafka:9092,EXTERNAL://localhost:9093', ['kafka url 9092 plaintext']],
    ['http://[::1]:80,db:81/', ['db url 81 http']],
    ['http://[fd00::5]/db', []],
    ['redis://u:p?x#y@db:1/0', ['db url 1 redis']],
    ['redis://db?mail=x@web', ['db url 6379 redis']],
    ['redis://u:p@ss@db', ['db url 6379 redis']],
    ['custom://db', ['db url - custom']],
    ['${SCHEME}://db:81/x', ['db url 81 -']],
    ['http://db:$PORT/', ['db url 80 http']],
    ['http://u:x/y', []],
    ['http://db-2/', []],
    ['http://x.db/', []],
    ['http://db$SUFFIX/', []],
    ['http://auth/?next=http://web:81/', ['web url 81 http']],
    ['http://db/a http://web/b', ['db url 80 http', 'web url 80 http']],
    ['curl -f "http://web/x" || exit 1', ['web url 80 http']],
    ['file://db/x', []],
    ['s3://db/x', []],
    ['docker://db:5000/x', []],
    ['http://http:8080', ['http url 8080 http']],
    ['://', []],
    ['http://constructor', ['constructor url 80 http']],
    ['http://172.20.0.5/x', ['172.20.0.5 url 80 http']],
    ['http://db.local/', ['db.local url 80 http']],
    ['http://__proto__/', []],
  ])('%s', (text, expected) => expect(brief(text)).toEqual(expected));
});

describe('findMentions elsewhere (N-05 b, c)', () => {
  it.each<[string, string[]]>([
    ['db', ['db whole - -']],
    [' db\n', ['db whole - -']],
    ['db:5432', ['db host 5432 -']],
    ['DB:5432', ['db host 5432 -']],
    ['1@kafka:9093,2@db:9094', ['kafka host 9093 -', 'db host 9094 -']],
    ['db,cache', ['db host - -', 'cache host - -']],
    ['db;cache', ['db host - -', 'cache host - -']],
    ['db cache', ['db host - -', 'cache host - -']],
    ['["db","cache:1"]', ['db host - -', 'cache host 1 -']],
    ["['db']", ['db host - -']],
    ['host=my_db dbname=my_db user=user', ['my_db host - -']],
    ['u:p@tcp(db:3306)/x', ['db host 3306 -']],
    ['u:p@tcp(db)/x', ['db host - -']],
    ['u:p@db/x', ['db host - -']],
    ['rabbit@my_db', ['my_db host - -']],
    ['jdbc:oracle:thin:@db:1521:xe', ['db host 1521 -']],
    ['jdbc:oracle:thin:@//db:1521/xe', ['db host 1521 -']],
    ['--upstream=db:80', ['db host 80 -']],
    ['--upstream=db', ['db host - -']],
    ['${DB_HOST:-db}', ['db host - -']],
    ['${DB_HOST:-db:5432}', ['db host 5432 -']],
    ['db:99999', []],
    ['db:0', []],
    ['db:7-alpine', []],
    ['db:7.2', []],
    ['db:1.2.3.4', []],
    ['db:/var/lib', []],
    ['/data/db', []],
    ['./db/init.sql', []],
    ['db/init.sql', []],
    ['acme/db:7', []],
    ['@db', []],
    ['@db/package', []],
    ['x-db', []],
    ['db.sql', []],
    ['$db', []],
    ['me@db.local', []],
    ['', []],
  ])('%s', (text, expected) => expect(brief(text)).toEqual(expected));

  it.each(['DB', 'DATABASE', 'USER', 'USERNAME', 'NAME', 'BUCKET', 'TOPIC', 'QUEUE', 'INDEX', 'PREFIX', 'SCHEMA'])(
    'a whole value or list under a key that ends in _%s is none (N-05 c), a port is',
    (word) => {
      for (const key of [`X_${word}`, word, `x.${word.toLowerCase()}`]) {
        expect(brief('my_db', { key })).toEqual([]);
        expect(scan('my_db', names, { key }).passedOver).toEqual([{ name: 'my_db', start: 0, end: 5, reason: 'key' }]);
        expect(brief('my_db,db', { key })).toEqual([]);
        expect(brief('my_db:5432', { key })).toEqual(['my_db host 5432 -']);
        expect(brief('x://my_db', { key })).toEqual(['my_db url - x']);
      }
    },
  );

  it.each<[string, string | undefined]>([
    ['CN=db.local,OU=x,O=y', 'NODES_DN'],
    ['cn=db,ou=web', undefined],
    ['db.local', 'cluster.initial_cluster_manager_nodes'],
    ['db,cache', 'cluster.initial_master_nodes'],
  ])('%s under %s is what certificates and nodes call themselves (N-05 c)', (text, key) => {
    const options = key === undefined ? {} : { key };
    expect(brief(text, options)).toEqual([]);
    expect(new Set(scan(text, names, options).passedOver.map(({ reason }) => reason))).toEqual(new Set(['key']));
  });

  it.each(['DB_HOST', 'HOSTNAME', 'DB_HOST_NAME', 'USER_SERVICE', 'NAME_SERVER'])('%s may hold a host', (key) => {
    expect(brief('my_db', { key })).toEqual(['my_db whole - -']);
  });

  it('image references are none (N-05)', () => {
    expect(brief('db:7', { key: 'RUNNER_IMAGE' })).toEqual([]);
    expect(brief('db', { key: 'image' })).toEqual([]);
    expect(brief('docker run --rm db:7 x', { kind: 'script' })).toEqual([]);
    expect(brief('x: 1\nimage: db:7\nimage: "db:8"\n')).toEqual([]);
    expect(brief('FROM db:7\nRUN x\n')).toEqual([]);
  });
});

describe('a secret that equals a name by chance', () => {
  it.each<[string, ScanOptions]>([
    ['my_db', { key: 'POSTGRES_PASSWORD' }],
    ['my_db,db', { key: 'API_TOKENS' }],
    ['x --password=my_db', { kind: 'script' }],
    ['a: 1\npassword: my_db\n', { kind: 'file' }],
    ['{"password":"my_db"}\n{}', { kind: 'file' }],
  ])('is no mention, and is not listed (S-20): %s', (text, options) => {
    expect(scan(text, names, options)).toEqual({ mentions: [], passedOver: [] });
  });

  it('a URL in it is one', () => expect(brief('x://u:p@db', { key: 'DB_SECRET' })).toEqual(['db url - x']));
});

describe('findMentions in configuration files (N-05 b)', () => {
  it.each<[string, string, string[]]>([
    ['prose', 'user: db is great\nthe db of web\n', []],
    ['prose with a port', 'see the db:5432 there\nx\n', ['db host 5432 -']],
    ['YAML host', 'host: my_db\ndatabase: my_db\nx: 1\n', ['my_db host - -']],
    ['YAML list of hosts', 'hosts: ["db", "cache:1"]\nx: 1\n', ['db host - -', 'cache host 1 -']],
    ['JSON', '{\n  "db": {"host": "my_db", "database": "my_db"},\n  "user": "web"\n}\n', ['my_db host - -']],
    ['dotenv', 'DB_HOST=my_db\nDB_NAME=my_db\n', ['my_db host - -']],
    ['ini section', '[db]\nserver = my_db\nuser = my_db\n', ['my_db host - -']],
    ['XML', '<x>\n<host>db</host><database>db</database>\n<port>1</port>\n</x>\n', ['db host - -']],
    [
      'nginx',
      'upstream api_v1 {\n  server api_v1:3000;\n}\nproxy_pass http://api_v1;\nproxy_pass http://web/;\n',
      ['api_v1 host 3000 -', 'web url 80 http'],
    ],
    ['nginx server without port', 'upstream x {\n  server web;\n}\n', ['web host - -']],
    ['nginx server_name', 'server {\n  server_name web;\n}\n', []],
    ['redis', 'replicaof my_db 6379\nsentinel monitor m my_db 6379 2\n', ['my_db host - -', 'my_db host - -']],
    ['prometheus', "- targets: ['db:9187', 'web']\n  x: 1\n", ['db host 9187 -', 'web host - -']],
  ])('%s', (_title, text, expected) => expect(brief(text)).toEqual(expected));

  it('lists what it passes over with the reason', () => {
    const reasons = (text: string, options?: ScanOptions): string[] =>
      scan(text, names, options).passedOver.map((p) => `${p.name} ${p.reason}`);
    expect(reasons('upstream web {\n}\nproxy_pass http://web;\n')).toEqual(['web upstream']);
    expect(reasons('a: 1\nengine: cache\n')).toEqual(['cache word']);
    expect(reasons('a: 1\ndatabase: my_db\n')).toEqual(['my_db key']);
    expect(reasons('me@db.local')).toEqual(['db.local mail']);
    expect(reasons('psql -U user', { kind: 'script' })).toEqual(['user flag']);
  });
});

describe('findMentions in scripts', () => {
  it.each<[string, string[]]>([
    ['until pg_isready -h my_db -U my_db -d my_db; do sleep 1; done', ['my_db host - -']],
    ['db migrate && web --db db:1', ['db host 1 -']],
    ['if db; then web; fi', []],
    ['x; then echo "waiting for db"; nc -z web 1', ['web host - -']],
    ['cat <<E\nservice: db\nhost: db\nE', ['db host - -']],
    ['nc -z db 5432', ['db host - -']],
    ['cd web/ && ls', []],
    ['psql --host=my_db --dbname=my_db', ['my_db host - -']],
    ['echo\npsql -h db\n', ['db host - -']],
  ])('%s', (text, expected) => expect(brief(text, { kind: 'script' })).toEqual(expected));
});

describe('scan, whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'db',
      'my_db',
      'http',
      '://',
      ':',
      '@',
      ',',
      ';',
      '/',
      '=',
      '(',
      ')',
      '[',
      ']',
      '"',
      "'",
      ' ',
      '\n',
      '5432',
      '?',
      '#',
      '<',
      '>',
      '$',
      '{',
      '}',
      '-',
    ),
    fc.string({ maxLength: 4 }),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('never throws; mentions are in order, do not overlap and span their names', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('value', 'script', 'file'),
        fc.option(fc.constantFrom('X_DB', 'HOST'), { nil: undefined }),
        (input, kind, key) => {
          let last = 0;
          for (const m of findMentions(input, names, { kind, ...(key !== undefined && { key }) })) {
            expect(m.start).toBeGreaterThanOrEqual(last);
            expect(input.slice(m.start, m.end).toLowerCase()).toBe(m.name.toLowerCase());
            last = m.end;
          }
        },
      ),
    );
  });

  it.each(['db,', 'db:1 ', '://', 'a://b/c://d', '"db', '-', 'a=', "'db'='", 'http://u:p@', '@', 'x://a?b', 'upstream '])(
    'finishes on a long run of %j with many names',
    (unit) => {
      const many = nameIndex(['db', ...Array.from({ length: 500 }, (_, i) => `name-${i}`)]);
      const long = unit.repeat(Math.ceil(250_000 / unit.length));
      expect(findMentions(long, many, { kind: 'file' }).every((m) => m.name === 'db')).toBe(true);
      expect(findMentions(long, many, { kind: 'script' }).every((m) => m.name === 'db')).toBe(true);
    },
  );
});
