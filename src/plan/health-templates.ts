import { parseImageReference } from '../value/image-reference.ts';

/** Checks with programs that the official images carry, as a Compose file would have them (DIAG-19). */
const templates: ReadonlyMap<string, string> = new Map([
  ['clickhouse-server', '[CMD, wget, -q, --spider, "http://localhost:8123/ping"]'],
  ['elasticsearch', '"curl -fs http://localhost:9200/_cluster/health || exit 1"'],
  ['mariadb', '[CMD, healthcheck.sh, --connect, --innodb_initialized]'],
  ['memcached', '"timeout 2 bash -c \'</dev/tcp/localhost/11211\'"'],
  ['mongo', '[CMD, mongosh, --quiet, --eval, "db.adminCommand({ping: 1})"]'],
  ['mysql', '[CMD, mysqladmin, ping, -h, 127.0.0.1]'],
  ['nats', '"wget -q --spider http://localhost:8222/healthz"'],
  ['postgres', '[CMD, pg_isready, -h, 127.0.0.1, -U, postgres]'],
  ['rabbitmq', '[CMD, rabbitmq-diagnostics, -q, ping]'],
  ['redis', '[CMD, redis-cli, ping]'],
  ['valkey', '[CMD, valkey-cli, ping]'],
]);

/** A check for an image by the last part of its name; undefined where none is known. */
export function healthTemplate(image: string | undefined): string | undefined {
  const parsed = image === undefined ? undefined : parseImageReference(image);
  return parsed?.ok ? templates.get(parsed.value.basename) : undefined;
}
