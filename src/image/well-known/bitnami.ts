import type { ExposedPort } from '../dockerfile-facts.ts';
import { type ImageRow, read, tcp, userTable } from './row.ts';

const containers = 'bitnami/containers Dockerfile';
const byTable = `${userTable} (bitnami 1001) and N-12`;

/** Bitnami's images run as 1001 with group 0 and keep their state below `/bitnami`. */
function row(name: string, ports: readonly ExposedPort[], source: string, more: Partial<ImageRow['facts']> = {}): ImageRow {
  return {
    images: [`bitnami/${name}`, `bitnamilegacy/${name}`],
    facts: { ports, uid: 1001, gid: 0, dataDirectories: [], shell: true, healthcheck: 'none', source, read, ...more },
  };
}

/** What holds for every image of Bitnami, also for those without a row. */
export const bitnamiFacts: ImageRow['facts'] = row('', [], userTable).facts;

const store = { dataStore: true } as const;
const http = { scheme: 'http' } as const;

export const bitnami: readonly ImageRow[] = [
  row('postgresql', tcp(5432), `${containers} postgresql/16/debian-12`, {
    ...store,
    dataDirectories: ['/bitnami/postgresql'],
    volumes: ['/bitnami/postgresql', '/docker-entrypoint-initdb.d', '/docker-entrypoint-preinitdb.d'],
  }),
  row('redis', tcp(6379), `${containers} redis/7.2/debian-12`, store),
  row('kafka', tcp(9092), `${containers} kafka/3.7/debian-12`, store),
  row('mongodb', tcp(27017), `${containers} mongodb/7.0/debian-12`, store),
  row('mysql', tcp(3306), byTable, store),
  row('mariadb', tcp(3306), byTable, store),
  row('rabbitmq', tcp(5672, 15672), byTable, store),
  row('zookeeper', tcp(2181), byTable, store),
  row('memcached', tcp(11211), byTable, store),
  row('elasticsearch', tcp(9200, 9300), byTable, store),
  row('etcd', tcp(2379, 2380), byTable, store),
  row('valkey', tcp(6379), byTable, store),
  row('minio', tcp(9000, 9001), byTable, { ...store, ...http }),
  row('php-fpm', tcp(9000), byTable),
];
