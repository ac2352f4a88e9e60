import { describe, expect, it } from 'vitest';
import { findSingleLabelHosts } from '../../../../src/plan/references/unknown-hosts.ts';

describe('hosts of one label (N-39)', () => {
  it.each<[string, string | undefined, string[]]>([
    ['http://accounts:9000/x', undefined, ['accounts']],
    ['postgres://u:p@legacy_db/app', 'DATABASE_URL', ['legacy_db']],
    ['amqp://a:1,b:2', undefined, ['a', 'b']],
    ['http://example.com', undefined, []],
    ['http://localhost:80', undefined, []],
    ['http://10.0.0.1', undefined, []],
    ['s3://bucket/key', undefined, []],
    ['accounts', undefined, []],
    ['accounts', 'ACCOUNTS_HOST', ['accounts']],
    ['one:9092,two:9092', 'KAFKA_BROKERS', ['one', 'two']],
    ['accounts', 'DB_NAME', []],
    ['hunter2', 'SERVER_PASSWORD', []],
    ['true', 'MODE', []],
  ])('%s under %s', (text, key, expected) => {
    expect(findSingleLabelHosts(text, key)).toEqual(expected);
  });
});
