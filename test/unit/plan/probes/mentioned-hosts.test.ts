import { describe, expect, it } from 'vitest';
import { mentionedHosts } from '../../../../src/plan/probes/mentioned-hosts.ts';

describe('mentionedHosts (H-19, N-05)', () => {
  it.each([
    ['curl -s http://db:8123/ping | grep Ok', ['db']],
    ['psql postgres://me:x@DB/app', ['db']],
    ['kafka-topics.sh --bootstrap-server kafka:9092,kafka2:9092 --list', ['kafka', 'kafka2']],
    ['pg_isready -h db -U postgres -d postgres', ['db']],
    ['pg_isready -hdb', ['db']],
    ['mysqladmin ping --host=db', ['db']],
    ['mysqladmin ping --host "db" || exit 1', ['db']],
    ['nc -zv -w 10 db 5432', ['db']],
    ['nc -z db $PORT', ['db']],
    ['exec 3<>/dev/tcp/db/5432; echo', ['db']],
    ['wget -qO- web/health | grep ok', ['web']],
    [`mongosh --eval "rs.initiate({members:[{host:'mongo:27017'}]})"`, ['mongo']],
  ])('%s', (command, hosts) => {
    expect(mentionedHosts(command)).toEqual(hosts);
  });

  it.each(['pg_isready -d postgres -U postgres', 'redis ping', 'postgres', 'rabbitmq-diagnostics -q ping', 'test -f /var/lib/db/ready'])(
    'finds no host in %s',
    (command) => {
      expect(mentionedHosts(command)).toEqual([]);
    },
  );
});
