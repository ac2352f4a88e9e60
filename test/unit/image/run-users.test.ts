import { describe, expect, it } from 'vitest';
import { runUserCommands } from '../../../src/image/run-users.ts';

function run(...scripts: readonly string[]) {
  const table = { users: new Map(), groups: new Map() };
  const variables = new Map([['UID', '1234']]);
  for (const script of scripts) runUserCommands(script, (name) => variables.get(name), table);
  return { users: Object.fromEntries(table.users), groups: Object.fromEntries(table.groups) };
}

describe('users that RUN lines create (SEC-03)', () => {
  it.each([
    ['addgroup -g 1001 -S nodejs && adduser -S nodejs -u 1001 -G nodejs', { nodejs: { uid: 1001, gid: 1001 } }],
    ['groupadd -r nodejs --gid=1001; useradd -r -u 1001 -g nodejs authserver', { authserver: { uid: 1001, gid: 1001 } }],
    ['useradd --uid=1001 --gid 7 -ms /bin/bash app', { app: { uid: 1001, gid: 7 } }],
    ['useradd -rmu1001 app', { app: { uid: 1001, gid: 1001 } }],
    ['useradd app', { app: {} }],
    ['useradd -N -u 5 app', { app: { uid: 5 } }],
    ['useradd -u 5 -g root app', { app: { uid: 5, gid: 0 } }],
    ['useradd -u $UID "app"', { app: { uid: 1234, gid: 1234 } }],
    ['useradd -u ${NONE} app', { app: {} }],
    ['useradd -u $(id -u) app', { app: {} }],
    ['addgroup --system --gid 1001 nodejs && adduser --system --uid 1001 nextjs', { nextjs: { uid: 1001 } }],
    ['adduser --disabled-password --gecos "" --uid 10001 app', { app: { uid: 10001, gid: 10001 } }],
    ['adduser -D -u 1000 mailhog', { mailhog: { uid: 1000, gid: 1000 } }],
    ['adduser -S -D -H -u 101 -h /var/cache/nginx -s /sbin/nologin -g nginx nginx', { nginx: { uid: 101, gid: 65533 } }],
    ['adduser app docker', {}],
    ['set -eux; apt-get update && /usr/sbin/useradd -u 9 a || true', { a: { uid: 9, gid: 9 } }],
    ['if ! id app; then useradd -u 9 app; fi', { app: { uid: 9, gid: 9 } }],
    ['["useradd", "-u", "8", "app"]', { app: { uid: 8, gid: 8 } }],
    ['echo "useradd -u 8 app"', {}],
    ['useradd -u 8 __proto__', Object.fromEntries([['__proto__', { uid: 8, gid: 8 }]])],
  ])('%s', (script, expected) => {
    expect(run(script).users).toEqual(expected);
  });

  it('follows later changes', () => {
    expect(run('useradd -u 1 app', 'groupmod -g 20 app && usermod -u 10 app').users).toEqual({ app: { uid: 10, gid: 20 } });
    expect(run('groupmod -o -g 33 www-data').groups).toEqual({ 'www-data': 33 });
  });
});
