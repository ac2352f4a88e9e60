import { describe, expect, it } from 'vitest';
import { nameIndex } from '../../../../src/plan/references/names.ts';
import { findMentionsInWords } from '../../../../src/plan/references/words.ts';

const names = nameIndex(['worker', 'db', 'redis']);
const inCommand = (...words: string[]): readonly string[] => findMentionsInWords(words, names).map(({ name, word }) => `${word} ${name}`);

describe('a bare word of a command (N-11)', () => {
  it.each<[string[], string[]]>([
    [['celery', 'worker'], []],
    [['celery', '-A', 'worker', 'worker'], []],
    [['npm', 'run', 'worker'], []],
    [['serve', '--role', 'worker'], []],
    [['mysql', 'db'], []],
    [['nc', '-z', 'db', '5432'], ['2 db']],
    [['/usr/bin/ping', 'db'], ['1 db']],
    [['./wait-for-it.sh', 'db'], ['1 db']],
    [['pg_isready', '-h', 'db'], ['2 db']],
    [['app', '--db-host', 'db'], ['2 db']],
    [['redis-server', '--replicaof', 'redis', '6379'], ['2 redis']],
    [['app', 'redis', '6379'], ['1 redis']],
    [['curl', '-o', 'db', 'http://redis/'], ['3 redis']],
    [['app', 'db:5432'], ['1 db']],
    [['app', '--host=db'], ['1 db']],
    [['app', 'tcp://db'], ['1 db']],
  ])('%j', (words, expected) => {
    expect(inCommand(...words)).toEqual(expected);
  });

  it.each<[string, number]>([
    ['celery worker', 0],
    ['exec celery -A shop worker', 0],
    ['npm run worker && node index.js', 0],
    ['until nc -z db 5432; do sleep 1; done', 1],
    ['ping -c 1 db', 1],
    ['FOO=1 ping db; celery worker', 1],
    ['psql -h db -c "select 1"', 1],
    ['for host in db redis; do nc -z $host 1; done', 2],
    ['DB_HOST=db ./run', 1],
    ['timeout 5 curl db', 1],
  ])('of a script: %s', (script, count) => {
    expect(inCommand('sh', '-c', script)).toHaveLength(count);
  });
});
