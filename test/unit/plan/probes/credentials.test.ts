import { describe, expect, it } from 'vitest';
import { carriesCredentials } from '../../../../src/plan/probes/credentials.ts';

describe('carriesCredentials (H-20)', () => {
  it.each([
    'curl -f -u a:b http://localhost',
    'curl -fsu a:b http://localhost',
    'curl -f --user "a:b" http://localhost',
    'curl -f http://a:b@localhost',
    'curl -f http://localhost/?token=abc',
    'curl -f http://localhost/?x=1&api_key=abc',
    'curl -f -H Authorization: Bearer abc http://localhost',
    'curl -f -H "X-Api-Key: abc" http://localhost',
    'wget --header="Cookie: sid=1" http://localhost',
    'wget --http-password=abc http://localhost',
    'mysqladmin ping -uroot -pSECRET',
    'mysqladmin ping -p"SECRET"',
    'mariadb-admin ping --password=SECRET',
    'redis-cli -a SECRET ping',
    'mongosh -u root -p SECRET --eval 1',
    'clickhouse-client --password SECRET -q 1',
    '/opt/mssql-tools/bin/sqlcmd -S localhost -U sa -P SECRET -Q 1',
    'PGPASSWORD=SECRET psql -c 1',
    'sh -c "REDISCLI_AUTH=SECRET redis-cli ping"',
  ])('%s', (command) => {
    expect(carriesCredentials(command)).toBe(true);
  });

  it.each([
    'curl -fsSu $A:$B http://localhost',
    'curl -f -u a:$B http://localhost',
    'curl -f http://localhost:8080/token',
    'curl -f http://localhost/?token=$TOKEN',
    'curl -f -H "Authorization: Bearer $TOKEN" http://localhost',
    'mysqladmin ping -p"$(cat /run/secrets/pw)"',
    'mysqladmin ping -u root -p$MYSQL_ROOT_PASSWORD',
    'mysqladmin ping --password=${X}',
    'mysqladmin ping --protocol tcp -h localhost',
    'redis-cli -p 26379 ping',
    'redis-cli ${REDIS_PASSWORD:+-a "$REDIS_PASSWORD"} ping',
    'PGPASSWORD=$X psql',
    'pg_isready -U postgres -p 5432',
    'mongosh --eval ping',
  ])('not %s', (command) => {
    expect(carriesCredentials(command)).toBe(false);
  });
});
