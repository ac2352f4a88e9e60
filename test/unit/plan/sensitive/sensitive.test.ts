import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, type Candidate } from '../../../../src/plan/sensitive/sensitive.ts';
import { isSensitiveValue } from '../../../../src/plan/sensitive/sensitive-value.ts';

const sensitiveValues: [string, string][] = [
  ['postgres://u:pw@db/app', 'url'],
  ['redis://:pw@db', 'url'],
  ['redis://:p/w@db', 'url'],
  ['redis://u:p?w@db', 'url'],
  ['amqp://a,amqp://u:pw@b', 'url'],
  ['jdbc:postgresql://u:pw@db/x', 'url'],
  ['jdbc:mysql://db/x?user=u&password=pw', 'url'],
  ['u:pw@tcp(db:3306)/x', 'url'],
  ['u:pw@unix(/tmp/mysql.sock)/x', 'url'],
  ['host=db password=pw', 'url'],
  ["host=db password='p w'", 'url'],
  ['Server=db;User Id=sa;Password=pw;', 'url'],
  ['Server=db;Pwd=pw', 'url'],
  ['AccountName=a;AccountKey=abc==;EndpointSuffix=x', 'url'],
  ['http://h/?token=pw', 'url'],
  ['-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----', 'shape'],
  ['AKIAIOSFODNN7EXAMPLE', 'shape'],
  ['ghp_abcdefghijkl', 'shape'],
  ['gho_abcdefghijkl', 'shape'],
  ['github_pat_abcdefghijkl', 'shape'],
  ['xoxb-1234-5678', 'shape'],
  ['xoxa-1234-5678', 'shape'],
  ['xoxp-1234-5678', 'shape'],
  ['sk-abcdef123456', 'shape'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'shape'],
  ['SG.abcdefgh.ijklmnop', 'shape'],
  ['admin:$2y$05$abcdefghijklmnopqrstuv', 'shape'],
  ['$2a$10$abcdefghijklmnopqrstuv', 'shape'],
  ['$2b$10$abcdefghijklmnopqrstuv', 'shape'],
];

const plainValues = [
  ...[
    '',
    'x',
    'true',
    'http://db/x',
    'http://db:8080/pkg@1.2',
    'http://u@db',
    'http://u:@db',
    'redis://u:$PASS@db',
    'redis://u:${PASS}@db',
  ],
  ...[
    'password=',
    'password=;x=1',
    'a password',
    'sk-learn-model',
    'task-abcdef123456',
    'SGX',
    'eyJ',
    'mail@x.org',
    'a:b@c',
    'arn:aws:s3:::x',
    '$2',
  ],
  ...['pwd=true', '12:30'],
];

describe('isSensitiveValue (S-16 b, c)', () => {
  it.each(sensitiveValues)('%s is', (value) => expect(isSensitiveValue(value)).toBe(true));
  it.each(plainValues)('%j is not', (value) => expect(isSensitiveValue(value)).toBe(false));
});

const because = (candidate: Candidate): string | undefined => {
  const { sensitive, because: reason } = classify(candidate);
  expect(sensitive).toBe(reason !== undefined);
  return reason;
};

describe('classify', () => {
  it.each(sensitiveValues)('S-16: %s under a plain name, because of its %s', (value, reason) =>
    expect(because({ name: 'X_NAME', value })).toBe(reason),
  );
  it.each(plainValues)('S-16: %j under a plain name is plain', (value) => expect(because({ name: 'X', value })).toBeUndefined());

  it.each(['', ' ', 'true', 'False', 'yes', 'no', 'none', 'null'])('S-16: %j under a sensitive name is plain', (value) => {
    expect(because({ name: 'DB_PASSWORD', value })).toBeUndefined();
    expect(because({ name: 'X', value, variables: ['DB_PASSWORD'] })).toBeUndefined();
  });

  it('S-15: a path in a *_FILE variable is plain, also when tainted; credentials in it are not', () => {
    expect(because({ name: 'DB_PASSWORD_FILE', value: '/run/secrets/x', variables: ['SECRET'] })).toBeUndefined();
    expect(because({ name: 'DB_PASSWORD_FILE', value: 'x://u:p@h' })).toBe('url');
  });

  it.each<[string, Partial<Candidate>, string | undefined]>([
    ['a sensitive variable', { variables: ['DB_PASSWORD'] }, 'taint'],
    ['a plain variable', { variables: ['PORT'], lookup: () => '80' }, undefined],
    ['one of several', { variables: ['A', 'TOKEN'] }, 'taint'],
    ['a variable whose value is sensitive', { variables: ['A'], lookup: (v) => (v === 'A' ? 'ghp_abcdefghijkl' : undefined) }, 'taint'],
    ['a variable that is unset', { variables: ['A'], lookup: () => undefined }, undefined],
  ])('S-17: %s', (_title, extra, reason) => expect(because({ name: 'X', value: 'y', ...extra })).toBe(reason));

  it.each(['3600', '1.5', '7d', '1h30m', '15 minutes'])('S-18: %s stays plain unless secrets are inline', (value) => {
    expect(because({ name: 'TOKEN_LIFETIME', value })).toBe('name');
    expect(because({ name: 'TOKEN_LIFETIME', value, secrets: 'inline' })).toBe('name');
    expect(because({ name: 'TOKEN_LIFETIME', value, secrets: 'external' })).toBeUndefined();
    expect(because({ name: 'TOKEN_LIFETIME', value, secrets: 'placeholder' })).toBeUndefined();
  });

  it('S-18: JWT_EXPIRES_IN stays plain whatever its value, a numeric password never', () => {
    expect(because({ name: 'JWT_EXPIRES_IN', value: 'soon' })).toBe('name');
    expect(because({ name: 'JWT_EXPIRES_IN', value: 'soon', secrets: 'placeholder' })).toBeUndefined();
    expect(because({ name: 'DB_PASSWORD', value: '123456', secrets: 'placeholder' })).toBe('name');
    expect(because({ name: 'X', value: '123456', variables: ['DB_PASSWORD'], secrets: 'placeholder' })).toBe('taint');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, value) => {
        expect(typeof classify({ name, value }).sensitive).toBe('boolean');
      }),
    );
  });
});
