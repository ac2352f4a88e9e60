import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rewriteText } from '../../../../src/plan/references/rewrite.ts';
import { findMentionsInWords, rewriteWords } from '../../../../src/plan/references/words.ts';
import { nameIndex } from '../../../../src/plan/references/names.ts';

const renames = new Map([
  ['my_db', 'my-db'],
  ['api_v1', 'api-v1'],
  ['db.local', 'db'],
  ['172.20.0.5', 'cache'],
  ['same', 'same'],
]);

describe('rewriteText', () => {
  it('T-10: the host of the URL changes, the database name does not', () => {
    expect(rewriteText('postgres://u@my_db/app', renames, { key: 'DATABASE_URL' })).toEqual({
      text: 'postgres://u@my-db/app',
      replacements: [{ start: 13, end: 18, from: 'my_db', to: 'my-db' }],
      notRewritten: [],
    });
    expect(rewriteText('my_db', renames, { key: 'POSTGRES_DB' })).toEqual({
      text: 'my_db',
      replacements: [],
      notRewritten: [{ start: 0, end: 5, name: 'my_db', reason: 'key' }],
    });
  });

  it.each<[string, string]>([
    ['http://api_v1:3000', 'http://api-v1:3000'],
    ['postgres://my_db:my_db@my_db:5432/my_db', 'postgres://my_db:my_db@my-db:5432/my_db'],
    ['amqp://u:p@my_db:1,API_V1:2/', 'amqp://u:p@my-db:1,api-v1:2/'],
    ['my_db:5432,api_v1', 'my-db:5432,api-v1'],
    ['/srv/my_db/x', '/srv/my_db/x'],
    ['acme/my_db:1', 'acme/my_db:1'],
    ['http://x/my_db', 'http://x/my_db'],
    ['http://db.local:80/db.local', 'http://db:80/db.local'],
    ['mail@db.local', 'mail@db.local'],
    ['tcp://172.20.0.5:6379', 'tcp://cache:6379'],
    ['172.20.0.5/16', '172.20.0.5/16'],
    ['my_db=1', 'my_db=1'],
  ])('N-05, N-07, N-09: %s → %s', (from, to) => expect(rewriteText(from, renames).text).toBe(to));

  it('without renames, or with equal pairs, it is the identity', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const untouched = { text, replacements: [], notRewritten: [] };
        expect(rewriteText(text, new Map())).toEqual(untouched);
        expect(rewriteText(text, new Map([['a', 'a']]))).toEqual(untouched);
      }),
    );
  });

  it('the offsets of the replacements rebuild the text', () => {
    const piece = fc.constantFrom('my_db', 'api_v1', '://', ':', '@', ',', '/', '=', '"', ' ', '\n', '80', 'http', '(', ')', ';');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        (text) => {
          const result = rewriteText(text, renames);
          let rebuilt = text;
          for (const { start, end, from, to } of result.replacements.toReversed()) {
            expect(text.slice(start, end)).toBe(from);
            rebuilt = rebuilt.slice(0, start) + to + rebuilt.slice(end);
          }
          expect(result.text).toBe(rebuilt);
          expect(rewriteText(result.text, renames).replacements).toEqual([]);
        },
      ),
    );
  });
});

describe('words of commands and checks (N-11)', () => {
  it.each<[string, string[], 'command' | 'check', string[]]>([
    ['the first word is a program', ['my_db', '-h', 'my_db'], 'command', ['my_db', '-h', 'my-db']],
    ['a bare word is no host', ['celery', 'my_db'], 'command', ['celery', 'my_db']],
    ['the host of a client', ['nc', 'my_db', '5432'], 'command', ['nc', 'my-db', '5432']],
    ['the first word may carry an option of the entrypoint', ['--url=http://my_db:1', '--x'], 'command', ['--url=http://my-db:1', '--x']],
    [
      'options of names',
      ['psql', '-h', 'my_db', '-U', 'my_db', '--dbname', 'my_db'],
      'command',
      ['psql', '-h', 'my-db', '-U', 'my_db', '--dbname', 'my_db'],
    ],
    ['shell', ['/bin/sh', '-ec', 'my_db up; psql -h my_db -d my_db'], 'command', ['/bin/sh', '-ec', 'my_db up; psql -h my-db -d my_db']],
    ['check', ['CMD', 'ping', 'my_db'], 'check', ['CMD', 'ping', 'my-db']],
    ['shell check', ['CMD-SHELL', 'my_db && nc -z my_db 1'], 'check', ['CMD-SHELL', 'my_db && nc -z my-db 1']],
    ['disabled check', ['NONE'], 'check', ['NONE']],
    ['nothing', [], 'command', []],
  ])('%s', (_title, words, kind, expected) => {
    const result = rewriteWords(words, renames, kind);
    expect(result.words).toEqual(expected);
    for (const { word, start, end, from } of result.replacements) expect(words[word]?.slice(start, end)).toBe(from);
  });

  it('finds the same places with their ports', () => {
    const found = findMentionsInWords(['web', '--db', 'db:1', 'http://web'], nameIndex(['web', 'db']));
    expect(found.map(({ word, name, port }) => [word, name, port])).toEqual([
      [2, 'db', 1],
      [3, 'web', 80],
    ]);
  });
});
