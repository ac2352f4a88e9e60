import type { Service } from '../model/service.ts';

/** Programs that talk to a server which runs elsewhere, and end. */
const client =
  /(?:^|[\s/;&|"'(])(?:mongosh?|mongoimport|mongodump|mongorestore|psql|createdb|pg_(?:dump(?:all)?|restore)|mysql|mysqldump|mysqladmin|mariadb(?:-dump|-admin)?|(?:redis|valkey)-cli|kafka-(?:topics|configs|acls|console-producer)(?:\.sh)?|rabbitmqadmin|clickhouse-client|cqlsh|etcdctl)(?=[\s;&|"')]|$)/;

const server =
  /(?:^|[\s/;&|"'(])(?:mongod|mongos|mysqld\w*|mariadbd|(?:redis|valkey|rabbitmq)-server|kafka-server-start\S*|docker-entrypoint\S*)(?=[\s;&|"')]|$)/;

/** Whether a service runs the image of a data store for one of its clients, as what sets a replica set up does. */
export function runsClient({ entrypoint, command }: Pick<Service, 'entrypoint' | 'command'>): boolean {
  const text = [...(entrypoint ?? []), ...(command ?? [])].join(' ');
  return client.test(text) && !server.test(text);
}
