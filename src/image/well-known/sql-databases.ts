import { alpineUsers, debianUsers, dropsRoot, gosuCapabilities, type ImageRow, portTable, read, same, tcp } from './row.ts';

const postgresBefore18 = /^(?:9|1[0-7])(?:\D|$)|pg(?:9|1[0-7])(?:\D|$)/;
const postgresBefore18Alpine = /^(?:9|1[0-7])\D(?:.*\D)?alpine|alpine.*pg(?:9|1[0-7])(?:\D|$)|pg(?:9|1[0-7])\D.*alpine/;

interface PostgresVariant {
  readonly tag?: RegExp;
  readonly alpine: boolean;
  /** From 18 on the volume is the parent directory. */
  readonly data: '/var/lib/postgresql/data' | '/var/lib/postgresql';
}

function postgres(
  images: readonly string[],
  source: string,
  variants: readonly PostgresVariant[],
  lacks: (variant: PostgresVariant) => readonly string[] = () => [],
): readonly ImageRow[] {
  return variants.map((variant) => ({
    images,
    ...(variant.tag && { tag: variant.tag }),
    facts: {
      ...dropsRoot,
      entrypointCapabilities: gosuCapabilities,
      ports: tcp(5432),
      users: variant.alpine ? { ...alpineUsers, postgres: same(70) } : { ...debianUsers, postgres: same(999) },
      dataDirectories: [variant.data],
      volumes: [variant.data],
      stopSignal: 'SIGINT',
      lacks: lacks(variant),
      dataStore: true,
      source,
      read,
    },
  }));
}

const postgresVariants: readonly PostgresVariant[] = [
  { tag: postgresBefore18Alpine, alpine: true, data: '/var/lib/postgresql/data' },
  { tag: postgresBefore18, alpine: false, data: '/var/lib/postgresql/data' },
  { tag: /alpine/, alpine: true, data: '/var/lib/postgresql' },
  { alpine: false, data: '/var/lib/postgresql' },
];

export const sqlDatabases: readonly ImageRow[] = [
  ...postgres(
    ['library/postgres'],
    'docker-library/postgres 16/bookworm, 17/alpine3.23 and 18/trixie Dockerfiles',
    postgresVariants,
    ({ alpine }) => (alpine ? ['curl'] : ['curl', 'wget']),
  ),
  ...postgres(['postgis/postgis'], 'postgis/docker-postgis 16-3.4 Dockerfile, built on postgres', postgresVariants),
  ...postgres(['pgvector/pgvector', 'ankane/pgvector'], 'pgvector/pgvector Dockerfile, built on postgres', postgresVariants),
  ...postgres(['timescale/timescaledb'], 'timescale/timescaledb-docker Dockerfile, built on the Alpine variant of postgres', [
    { tag: postgresBefore18, alpine: true, data: '/var/lib/postgresql/data' },
    { alpine: true, data: '/var/lib/postgresql' },
  ]),
  {
    images: ['timescale/timescaledb-ha'],
    facts: { ports: tcp(5432), dataDirectories: [], dataStore: true, source: portTable, read },
  },
  {
    images: ['library/mysql'],
    facts: {
      ...dropsRoot,
      entrypointCapabilities: gosuCapabilities,
      ports: tcp(3306),
      users: { mysql: same(999) },
      dataDirectories: ['/var/lib/mysql'],
      volumes: ['/var/lib/mysql'],
      dataStore: true,
      source: 'docker-library/mysql 8.4/Dockerfile.oracle',
      read,
    },
  },
  {
    images: ['library/mariadb'],
    facts: {
      ...dropsRoot,
      entrypointCapabilities: gosuCapabilities,
      ports: tcp(3306),
      // The Dockerfile takes the first free system number; the contract names it.
      users: { ...debianUsers, mysql: same(999) },
      dataDirectories: ['/var/lib/mysql'],
      volumes: ['/var/lib/mysql'],
      dataStore: true,
      source: 'MariaDB/mariadb-docker 11.4 Dockerfile; number of mysql: translation contract SEC-03',
      read,
    },
  },
  {
    images: ['library/percona', 'percona/percona-server'],
    facts: {
      ports: tcp(3306),
      uid: 1001,
      gid: 1001,
      userName: 'mysql',
      users: { mysql: same(1001) },
      dataDirectories: ['/var/lib/mysql'],
      volumes: ['/var/lib/mysql', '/var/log/mysql'],
      shell: true,
      healthcheck: 'none',
      dataStore: true,
      source: 'percona/percona-docker percona-server-8.0 Dockerfile',
      read,
    },
  },
  {
    images: ['mssql/server'],
    commonName: true,
    facts: {
      ports: tcp(1433),
      uid: 10001,
      gid: 0,
      userName: 'mssql',
      users: { mssql: { uid: 10001, gid: 0 } },
      dataDirectories: ['/var/opt/mssql'],
      shell: true,
      dataStore: true,
      source: 'example Dockerfile of Microsoft for non-root SQL Server containers; port: translation contract N-12',
      read,
    },
  },
  {
    images: ['cockroachdb/cockroach'],
    facts: {
      ports: tcp(26257, 8080),
      uid: 0,
      gid: 0,
      dataDirectories: ['/cockroach/cockroach-data'],
      shell: true,
      healthcheck: 'none',
      workdir: '/cockroach',
      dataStore: true,
      source: 'cockroachdb/cockroach build/deploy/Dockerfile; data directory: published Compose files',
      read,
    },
  },
  {
    images: ['clickhouse/clickhouse-server', 'library/clickhouse', 'yandex/clickhouse-server'],
    facts: {
      ...dropsRoot,
      ports: tcp(8123, 9000),
      users: { clickhouse: same(101) },
      dataDirectories: ['/var/lib/clickhouse'],
      volumes: ['/var/lib/clickhouse'],
      dataStore: true,
      scheme: 'http',
      source: 'ClickHouse/ClickHouse docker/server/Dockerfile.ubuntu',
      read,
    },
  },
];
