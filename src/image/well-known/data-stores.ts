import { alpineUsers, asRoot, debianUsers, dropsRoot, gosuCapabilities, type ImageRow, portTable, read, same, tcp } from './row.ts';

export const dataStores: readonly ImageRow[] = [
  {
    images: ['library/mongo'],
    facts: {
      ...dropsRoot,
      entrypointCapabilities: gosuCapabilities,
      lacks: ['curl', 'wget'],
      ports: tcp(27017),
      users: { ...debianUsers, mongodb: same(999) },
      dataDirectories: ['/data/db', '/data/configdb'],
      volumes: ['/data/db', '/data/configdb'],
      dataStore: true,
      source: 'docker-library/mongo 7.0 Dockerfile and Dockerfile-linux.template',
      read,
    },
  },
  {
    images: ['mongodb/mongodb-community-server', 'mongodb/mongodb-enterprise-server'],
    facts: { ports: tcp(27017), dataDirectories: ['/data/db'], dataStore: true, source: portTable, read },
  },
  ...redisLike('library/redis', 'redis', 'redis/docker-library-redis 7.2/alpine and 7.4/debian Dockerfiles'),
  ...redisLike('valkey/valkey', 'valkey', 'valkey-io/valkey-container 8.0/alpine and 8.0/debian Dockerfiles'),
  {
    images: ['eqalpha/keydb'],
    facts: { ports: tcp(6379), dataDirectories: [], dataStore: true, source: portTable, read },
  },
  {
    images: ['dragonflydb/dragonfly'],
    facts: {
      ports: tcp(6379),
      users: { ...debianUsers, dfly: same(999) },
      dataDirectories: ['/data'],
      volumes: ['/data'],
      workdir: '/data',
      shell: true,
      healthcheck: { test: ['CMD-SHELL', '/usr/local/bin/healthcheck.sh'] },
      dataStore: true,
      source: 'dragonflydb/dragonfly tools/packaging/Dockerfile.ubuntu-prod',
      read,
    },
  },
  {
    images: ['redis/redis-stack', 'redis/redis-stack-server'],
    facts: { ports: tcp(6379), dataDirectories: [], dataStore: true, source: portTable, read },
  },
  {
    images: ['library/memcached'],
    facts: {
      ports: tcp(11211),
      uid: 11211,
      gid: 11211,
      userName: 'memcache',
      users: { memcache: same(11211) },
      dataDirectories: [],
      shell: true,
      healthcheck: 'none',
      dataStore: true,
      source: 'docker-library/memcached 1/debian and 1/alpine Dockerfiles',
      read,
    },
  },
  {
    images: ['library/cassandra'],
    facts: {
      ...dropsRoot,
      ports: tcp(9042),
      users: { ...debianUsers, cassandra: same(999) },
      dataDirectories: ['/var/lib/cassandra'],
      volumes: ['/var/lib/cassandra'],
      dataStore: true,
      source: 'docker-library/cassandra 4.1 Dockerfile',
      read,
    },
  },
  {
    images: ['library/neo4j'],
    facts: {
      ...dropsRoot,
      ports: tcp(7474, 7687),
      users: { ...debianUsers, neo4j: same(7474) },
      dataDirectories: ['/data', '/logs'],
      volumes: ['/data', '/logs'],
      dataStore: true,
      scheme: 'http',
      source: 'neo4j/docker-neo4j 5/coredb Dockerfile-debian',
      read,
    },
  },
  {
    images: ['library/couchdb'],
    facts: {
      ...dropsRoot,
      ports: tcp(5984),
      users: { ...debianUsers, couchdb: same(5984) },
      dataDirectories: ['/opt/couchdb/data'],
      volumes: ['/opt/couchdb/data'],
      dataStore: true,
      scheme: 'http',
      source: 'apache/couchdb-docker 3.3.3 Dockerfile',
      read,
    },
  },
  {
    images: ['library/influxdb'],
    tag: /^2/,
    facts: {
      ...dropsRoot,
      ports: tcp(8086),
      users: { ...debianUsers, influxdb: same(1000) },
      dataDirectories: ['/var/lib/influxdb2', '/etc/influxdb2'],
      volumes: ['/var/lib/influxdb2', '/etc/influxdb2'],
      dataStore: true,
      scheme: 'http',
      source: 'influxdata/influxdata-docker influxdb/2.7 Dockerfile',
      read,
    },
  },
  {
    images: ['library/influxdb'],
    facts: { ports: tcp(8086), dataDirectories: [], dataStore: true, scheme: 'http', source: portTable, read },
  },
  {
    images: ['coreos/etcd', 'etcd-development/etcd'],
    facts: {
      ports: tcp(2379, 2380),
      uid: 0,
      gid: 0,
      dataDirectories: ['/var/lib/etcd'],
      workdir: '/var/lib/etcd',
      healthcheck: 'none',
      dataStore: true,
      source: 'etcd-io/etcd Dockerfile-release.amd64',
      read,
    },
  },
  {
    images: ['qdrant/qdrant'],
    facts: {
      ...asRoot,
      ports: tcp(6333, 6334),
      users: debianUsers,
      dataDirectories: ['/qdrant/storage'],
      workdir: '/qdrant',
      dataStore: true,
      scheme: 'http',
      source: 'qdrant/qdrant Dockerfile and QUICK_START.md',
      read,
    },
  },
  {
    images: ['minio/minio'],
    facts: {
      ...asRoot,
      ports: tcp(9000, 9001),
      dataDirectories: ['/data'],
      volumes: ['/data'],
      dataStore: true,
      scheme: 'http',
      source: 'minio/minio Dockerfile.release; console port: translation contract N-12',
      read,
    },
  },
];

/** Redis and Valkey: the Alpine variant has to use another group number. */
function redisLike(image: string, user: string, source: string): readonly ImageRow[] {
  const facts = {
    ...dropsRoot,
    entrypointCapabilities: gosuCapabilities,
    ports: tcp(6379),
    dataDirectories: ['/data'],
    volumes: ['/data'],
    workdir: '/data',
    dataStore: true,
    source,
    read,
  };
  return [
    { images: [image], tag: /alpine/, facts: { ...facts, users: { ...alpineUsers, [user]: { uid: 999, gid: 1000 } } } },
    { images: [image], facts: { ...facts, users: { ...debianUsers, [user]: same(999) } } },
  ];
}
