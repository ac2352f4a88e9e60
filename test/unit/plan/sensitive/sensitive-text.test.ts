import { describe, expect, it } from 'vitest';
import { holdsSecret } from '../../../../src/plan/sensitive/sensitive-text.ts';

describe('holdsSecret (S-28)', () => {
  it.each([
    ['application.yml', 'spring:\n  datasource:\n    password: hunter2\n'],
    ['application.yml', 'password: "hunter2"'],
    ['users.json', '{"db": {"user": "a", "dbPassword": "hunter2"}}'],
    ['init.js', "db.createUser({ user: 'app', pwd: 'hunter2', roles: [] })"],
    ['init.sql', "CREATE ROLE app LOGIN PASSWORD 'hunter2';"],
    ['init.sql', "create user 'app'@'%' identified by 'hunter2';"],
    ['init.sql', "ALTER USER app IDENTIFIED WITH caching_sha2_password BY 'hunter2';"],
    ['app.conf', 'url = postgres://app:hunter2@db/app'],
  ])('sees the password in %s: %s', (path, text) => expect(holdsSecret(text, path)).toBe(true));

  it.each([
    ['application.yml', 'password: ${DB_PASSWORD}'],
    ['application.yml', 'password: $DB_PASSWORD'],
    ['application.yml', 'password:\n  min: 8'],
    ['application.yml', 'password_file: /run/secrets/db'],
    ['application.yml', 'password: /run/secrets/db'],
    ['application.yml', 'password: true'],
    ['main.ts', 'interface User { password: string }'],
    ['init.js', 'db.createUser({ user: "app", pwd: process.env.DB_PASSWORD })'],
    ['init.sql', "CREATE ROLE app LOGIN PASSWORD :'password';"],
    ['init.sql', 'SELECT password FROM users;'],
    ['nginx.conf', 'proxy_set_header Host $host;'],
  ])('sees none in %s: %s', (path, text) => expect(holdsSecret(text, path)).toBe(false));

  it('takes linear time', () => {
    const start = performance.now();
    holdsSecret('a:'.repeat(100_000) + "password '".repeat(20_000) + 'identified with '.repeat(20_000), 'a.yml');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
