import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSensitiveFileName } from '../../../../src/plan/sensitive/sensitive-file-name.ts';
import { nameWords } from '../../../../src/plan/sensitive/name-words.ts';
import { isSensitiveName } from '../../../../src/plan/sensitive/sensitive-name.ts';

const words =
  'PASSWORD PASSWD PASS PWD PW PASSPHRASE SECRET TOKEN APIKEY CREDENTIAL CREDENTIALS PRIVATE SALT DSN JWT COOKIE SIGNING ENCRYPTION'.split(
    ' ',
  );
const qualifiers = 'API ACCESS PRIVATE SECRET ENCRYPTION SIGNING MASTER AUTH ACCOUNT LICENSE STORAGE SSH APP SHARED'.split(' ');

describe('isSensitiveName (S-16 a)', () => {
  it.each(words)('%s at any place, with any separator and in camelCase', (word) => {
    const lower = word.toLowerCase();
    const title = word.charAt(0) + lower.slice(1);
    for (const name of [
      `DB_${word}`,
      `${word}_X`,
      `db.${lower}`,
      `db-${lower}`,
      `db:${lower}`,
      `db${title}`,
      `${lower}Value`,
      `X_${word}_Y`,
    ]) {
      expect([name, isSensitiveName(name)]).toEqual([name, true]);
    }
  });

  it.each(words.filter((word) => word !== 'PWD'))('%s alone', (word) => expect(isSensitiveName(word)).toBe(true));

  it.each(qualifiers)('%s before KEY', (word) => {
    expect(isSensitiveName(`${word}_KEY`)).toBe(true);
    expect(isSensitiveName(`X_${word}_KEYS`)).toBe(true);
    expect(isSensitiveName(`x${word.charAt(0)}${word.slice(1).toLowerCase()}Key`)).toBe(true);
  });

  it.each([
    ...[
      'S3_ACCESS_KEY',
      'AWS_ACCESS_KEY_ID',
      'CLIENT_SECRET_ID',
      'AWS_SECRET_ACCESS_KEY',
      'SECRET_KEY_BASE',
      'JWT_EXPIRES_IN',
      'APIKey',
      'apiKey',
    ],
    ...[
      'PGPASSWORD',
      'MYSQL_PWD',
      'PGPASS',
      'DBPASSWORD',
      'requirepass',
      'masterauth',
      'SMTP_AUTH',
      'AUTHTOKEN',
      'SECRETKEY',
      'NEXT_PUBLIC_API_KEY',
    ],
    ...['SENTRY_DSN', 'SESSION_COOKIE', 'PASSWORDS', '--access-token'],
  ])('%s is', (name) => expect(isSensitiveName(name)).toBe(true));

  it.each([
    ...['DB_PASSWORD_FILE', 'SECRET_PATH', 'TOKEN_DIR', 'SECRET_NAME', 'COOKIE_NAME', 'TOKEN_ID', 'SALT_ID', 'TOKEN_URL', 'JWT_TTL'],
    ...[
      'PASSWORD_MIN_LENGTH',
      'PASSWORD_POLICY',
      'PASSWORD_METHOD',
      'TOKEN_EXPIRY',
      'JWT_ENABLED',
      'SECRET_COUNT',
      'MAX_TOKENS',
      'LLM_MAX_TOKENS',
    ],
    ...['JWT_HEADER', 'CREDENTIALS_AWS_REGION', 'JWT_ALGORITHM', 'JWT_ISSUER', 'COOKIE_DOMAIN', 'TOKEN_PORT', 'TOKENS_READYPORT'],
    ...['MAX_NEW_TOKENS', 'PUBLIC_KEY', 'JWT_PUBLIC_KEY', 'NEXT_PUBLIC_KEY', 'passwordFile'],
    ...[
      'POSTGRES_DB',
      'MONKEY',
      'KEYCLOAK_URL',
      'AUTHOR',
      'PWD',
      'OLDPWD',
      'TOKENIZER',
      'COMPASS',
      'BYPASS',
      'PASSENGER_APP_ENV',
      'AUTH_PROVIDER',
    ],
    ...['KEY', 'SORT_KEY', 'STRIPE_PUBLISHABLE_KEY', 'SECRETARY', 'USER', '', '_', 'constructor', '__proto__'],
  ])('%s is not', (name) => expect(isSensitiveName(name)).toBe(false));

  it('never throws and does not mind the separator', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(isSensitiveName(name)).toBe(isSensitiveName(nameWords(name).join('.')));
      }),
    );
  });
});

describe('isSensitiveFileName (S-28)', () => {
  it.each([
    'a.pem',
    '/x/tls.KEY',
    'a.p12',
    'a.pfx',
    'a.jks',
    '.htpasswd',
    'x.htpasswd',
    '.env',
    'prod.env',
    'id_rsa',
    'C:\\x\\id_rsa',
    'gcp-credentials.json',
    '.pgpass',
  ])('%s is', (name) => expect(isSensitiveFileName(name)).toBe(true));
  it.each(['id_rsa.pub', 'nginx.conf', 'key', 'monkey', 'a.pem/x', '.env.example', ''])('%s is not', (name) =>
    expect(isSensitiveFileName(name)).toBe(false),
  );
});
