import { nameWords } from './name-words.ts';

/** S-16 (a), with plurals. */
const sensitiveWords: ReadonlySet<string> = new Set(
  'PASSWORD PASSWD PASS PWD PW PASSPHRASE SECRET TOKEN APIKEY CREDENTIAL PRIVATE SALT DSN JWT COOKIE SIGNING ENCRYPTION'
    .split(' ')
    .flatMap((word) => [word, `${word}S`]),
);

/** What makes a following `KEY` a secret (S-16 a, and `SHARED`). */
const keyQualifiers: ReadonlySet<string> = new Set(
  'API ACCESS PRIVATE SECRET ENCRYPTION SIGNING MASTER AUTH ACCOUNT LICENSE STORAGE SSH APP SHARED'.split(' '),
);

/** Written without a separator: `PGPASSWORD`, `requirepass`, `accesskey`. Ends of words only, so `TOKENIZER` and `COMPASS` are none. */
const joinedWord =
  /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL)S?$|^(?:PG|DB|MY|SQL|MYSQL|REDIS|USER|ROOT|ADMIN|SMTP|MAIL|LDAP|SSL|KEY|REQUIRE)PASS$|^(?:PG|DB|SQL|MYSQL|REDIS|USER|ROOT|ADMIN|SMTP|MAIL|LDAP)PW$|^MASTERAUTH$/;
const joinedKey = /^(?:API|ACCESS|PRIVATE|SECRET|ENCRYPTION|SIGNING|MASTER|AUTH|ACCOUNT|LICENSE|STORAGE|SSH|APP|SHARED)KEYS?$/;

/** Names that speak about a secret without holding one (S-16 a). */
const describing =
  /_(?:FILE|PATH|DIR|NAME|URL|TTL|LENGTH|POLICY|METHOD|EXPIRY|ENABLED|COUNT|HEADER|REGION|ALGORITHM|ISSUER|AUDIENCE|DOMAIN)$|_[A-Z]*PORT$|(?:^|_)MAX(?:_[A-Z0-9]+)*_TOKENS$|(?:^|_)PUBLIC_?KEYS?$/;

/** Whether a variable of this name usually holds a secret (S-16 a). Says nothing about the value. */
export function isSensitiveName(name: string): boolean {
  const words = nameWords(name);
  const joined = words.join('_');
  if (joined === 'PWD' || joined === 'OLDPWD') return false;
  if (describing.test(joined)) return false;
  // `AWS_ACCESS_KEY_ID` and `SECRET_ID` stay sensitive, `TOKEN_ID` does not.
  if (joined.endsWith('_ID') && !words.some((word) => word === 'SECRET' || word === 'KEY')) return false;
  if (words.at(-1) === 'AUTH') return true;
  return words.some((word, index) => {
    if (sensitiveWords.has(word) || joinedWord.test(word) || joinedKey.test(word)) return true;
    return (word === 'KEY' || word === 'KEYS') && keyQualifiers.has(words[index - 1] ?? '');
  });
}

/** Names whose value is a password also when it is a number. */
export function isPasswordName(name: string): boolean {
  return isSensitiveName(name) && /(?:PASSWORD|PASSWD|PASS|PWD|PW|PASSPHRASE|SECRET)S?$/.test(nameWords(name).at(-1) ?? '');
}
