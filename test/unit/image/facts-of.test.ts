import { describe, expect, it } from 'vitest';
import { factsLookup, factsOf, userNumbers } from '../../../src/image/facts-of.ts';
import { wellKnownImages } from '../../../src/image/well-known/index.ts';

const ports = (reference: string) => factsOf(reference)?.ports.map(({ port }) => port);

describe('ports of the table (N-12)', () => {
  it.each([
    ['postgres:16', [5432]],
    ['postgis/postgis', [5432]],
    ['timescale/timescaledb:latest-pg16', [5432]],
    ['mysql:8', [3306]],
    ['mariadb', [3306]],
    ['percona', [3306]],
    ['mongo:7', [27017]],
    ['redis:7-alpine', [6379]],
    ['valkey/valkey', [6379]],
    ['eqalpha/keydb', [6379]],
    ['docker.dragonflydb.io/dragonflydb/dragonfly', [6379]],
    ['memcached', [11211]],
    ['rabbitmq:3-management', [5672, 15672]],
    ['confluentinc/cp-kafka', [9092]],
    ['apache/kafka:3.7.0', [9092]],
    ['zookeeper', [2181]],
    ['nats', [4222, 8222]],
    ['docker.elastic.co/elasticsearch/elasticsearch:8.15.0', [9200, 9300]],
    ['opensearchproject/opensearch', [9200, 9300]],
    ['docker.elastic.co/kibana/kibana:8.15.0', [5601]],
    ['nginx:1.27', [80]],
    ['httpd', [80]],
    ['caddy:2', [80]],
    ['traefik:v3', [80]],
    ['wordpress', [80]],
    ['phpmyadmin', [80]],
    ['php:8-fpm', [9000]],
    ['minio/minio', [9000, 9001]],
    ['mailhog/mailhog', [1025, 8025]],
    ['axllent/mailpit', [1025, 8025]],
    ['adminer', [8080]],
    ['quay.io/keycloak/keycloak', [8080]],
    ['tomcat', [8080]],
    ['grafana/grafana', [3000]],
    ['prom/prometheus', [9090]],
    ['quay.io/prometheus/alertmanager', [9093]],
    ['grafana/loki', [3100]],
    ['jaegertracing/all-in-one', [16686, 4317, 4318]],
    ['clickhouse/clickhouse-server', [8123, 9000]],
    ['cassandra', [9042]],
    ['neo4j', [7474, 7687]],
    ['influxdb:2', [8086]],
    ['hashicorp/vault', [8200]],
    ['hashicorp/consul', [8500]],
    ['localstack/localstack', [4566]],
    ['mcr.microsoft.com/mssql/server:2022-latest', [1433]],
    ['quay.io/coreos/etcd:v3.5.0', [2379, 2380]],
    ['qdrant/qdrant', [6333, 6334]],
    ['ollama/ollama', [11434]],
    ['couchdb:3', [5984]],
    ['solr:9', [8983]],
  ])('%s', (reference, expected) => {
    expect(ports(reference)).toEqual(expected);
  });
});

describe('whose image it is', () => {
  it.each([
    'postgres:16',
    'docker.io/library/postgres:16',
    'public.ecr.aws/docker/library/postgres:16',
    'registry.example:5000/postgres:16',
    'mirror.example/dockerhub/library/postgres:16@sha256:0000000000000000000000000000000000000000000000000000000000000000',
  ])('%s is the official one', (reference) => {
    expect(factsOf(reference)?.users).toMatchObject({ postgres: { uid: 999, gid: 999 } });
  });

  it.each(['acme/postgres', 'registry.gitlab.example/acme/shop/postgres:16'])(
    '%s is somebody else’s: its ports and kind only',
    (reference) => {
      expect(factsOf(reference)).toMatchObject({ ports: [{ port: 5432 }], dataStore: true, dataDirectories: [] });
      expect(factsOf(reference)?.users).toBeUndefined();
      expect(factsOf(reference)?.startsAsRootAndDrops).toBeUndefined();
    },
  );

  it.each([
    'prometheuscommunity/postgres-exporter',
    'acme/server',
    'acme/registry',
    'acme/all-in-one',
    'acme/my-redis',
    'not a reference',
    '',
  ])('%j is unknown', (reference) => {
    expect(factsOf(reference)).toBeUndefined();
  });

  it('does not take look-alikes for data stores', () => {
    expect(factsOf('rediscommander/redis-commander')).toMatchObject({ ports: [{ port: 8081 }], adminPage: true });
    expect(factsOf('rediscommander/redis-commander')?.dataStore).toBeUndefined();
    expect(factsOf('mongo-express')?.dataStore).toBeUndefined();
  });

  it('knows nothing that differs by variant when there is only a digest', () => {
    const reference = 'postgres@sha256:0000000000000000000000000000000000000000000000000000000000000000';
    expect(factsOf(reference)).toMatchObject({ ports: [{ port: 5432 }] });
    expect(factsOf(reference)?.users).toBeUndefined();
  });
});

describe('variants of an image (SEC-03, V-11)', () => {
  it.each([
    ['postgres:16', 999, '/var/lib/postgresql/data'],
    ['postgres:16-alpine', 70, '/var/lib/postgresql/data'],
    ['postgres:9.6-alpine', 70, '/var/lib/postgresql/data'],
    ['postgres:17.2-alpine3.21', 70, '/var/lib/postgresql/data'],
    ['postgres:18', 999, '/var/lib/postgresql'],
    ['postgres', 999, '/var/lib/postgresql'],
    ['postgres:alpine', 70, '/var/lib/postgresql'],
    ['postgres:18-alpine', 70, '/var/lib/postgresql'],
    ['postgis/postgis:15-3.4-alpine', 70, '/var/lib/postgresql/data'],
    ['pgvector/pgvector:pg16', 999, '/var/lib/postgresql/data'],
    ['pgvector/pgvector:0.8.0-pg17', 999, '/var/lib/postgresql/data'],
    ['timescale/timescaledb:2.14.2-pg15', 70, '/var/lib/postgresql/data'],
    ['timescale/timescaledb:latest-pg18', 70, '/var/lib/postgresql'],
  ])('%s', (reference, uid, data) => {
    expect(userNumbers(reference, 'postgres')?.uid).toBe(uid);
    expect(factsOf(reference)?.dataDirectories).toEqual([data]);
    expect(factsOf(reference)?.stopSignal).toBe('SIGINT');
  });

  it.each([
    ['node:20-alpine', 'node', { uid: 1000, gid: 1000 }],
    ['python:3.12-slim', 'www-data', { uid: 33, gid: 33 }],
    ['php:8.3-fpm-alpine', 'www-data', { uid: 82, gid: 82 }],
    ['php:8.3-apache', 'www-data', { uid: 33, gid: 33 }],
    ['redis:7', 'redis', { uid: 999, gid: 999 }],
    ['redis:7-alpine', 'redis', { uid: 999, gid: 1000 }],
    ['rabbitmq:4-alpine', 'rabbitmq', { uid: 100, gid: 101 }],
    ['alpine', 'nobody', { uid: 65534, gid: 65534 }],
    ['gcr.io/distroless/nodejs20-debian12', 'nonroot', { uid: 65532, gid: 65532 }],
    ['anything', 'root', { uid: 0, gid: 0 }],
    ['node:20', 'constructor', undefined],
    ['acme/app', 'node', undefined],
  ])('%s %s', (reference, name, expected) => {
    expect(userNumbers(reference, name)).toEqual(expected);
  });

  it('runs every image of Bitnami as 1001', () => {
    expect(factsOf('bitnami/postgresql:16')).toMatchObject({ uid: 1001, ports: [{ port: 5432 }], dataStore: true });
    expect(factsOf('bitnami/nginx')).toMatchObject({ uid: 1001, ports: [] });
  });

  it.each([
    ['gcr.io/distroless/static-debian12:nonroot', false, 65532],
    ['gcr.io/distroless/base:debug', true, 0],
    ['otel/opentelemetry-collector-contrib:0.100.0', false, 10001],
    ['nats:2.10', false, 0],
    ['nats:2.10-alpine', true, 0],
  ])('%s', (reference, shell, uid) => {
    expect(factsOf(reference)).toMatchObject({ shell, uid });
  });
});

describe('every row', () => {
  it('names its source and the day it was read', () => {
    for (const { images, facts } of wellKnownImages) {
      expect(facts.source, images.join()).not.toBe('');
      expect(facts.read, images.join()).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });

  it('can be reached: no row stands behind one that matches all its tags', () => {
    const closed = new Set<string>();
    for (const { images, tag } of wellKnownImages) {
      for (const image of images) {
        expect(closed.has(image), image).toBe(false);
        if (!tag) closed.add(image);
      }
    }
    for (const { images } of wellKnownImages) for (const image of images) expect(closed.has(image), image).toBe(true);
  });

  it('names images by two parts and directories by absolute paths', () => {
    for (const { images, facts } of wellKnownImages) {
      for (const image of images) expect(image).toMatch(/^[a-z\d-]+\/[a-z\d-]+$/);
      const paths = [...facts.dataDirectories, ...(facts.contentDirectories ?? []), ...(facts.volumes ?? [])];
      for (const path of paths) expect(path).toMatch(/^(?:\/[\w.-]+)+$/);
    }
  });
});

describe('rows of the caller', () => {
  const facts = (port: number) => ({
    ports: [{ port, protocol: 'tcp' as const }],
    dataDirectories: [],
    source: 'here',
    read: '2026-11-21',
  });
  const lookup = factsLookup([
    { images: ['registry.example.com/shop/api'], tag: /^2/, facts: facts(2000) },
    { images: ['registry.example.com/shop/api', 'api'], facts: facts(1000) },
    { images: ['postgres'], tag: /^16$/, facts: facts(6432) },
  ]);
  it.each([
    ['the first whose tag fits', 'registry.example.com/shop/api:2.1', 2000],
    ['any other tag', 'registry.example.com/shop/api:1', 1000],
    ['from a mirror', 'mirror.example.com/shop/api', 1000],
    ['without a publisher', 'api:3', 1000],
    ['before the table', 'postgres:16', 6432],
    ['the table for other tags', 'postgres:15', 5432],
    ['the table for others', 'redis', 6379],
    ['nothing for another publisher', 'acme/api', undefined],
    ['nothing for what is no reference', 'UPPER CASE', undefined],
  ])('%s: %s', (_name, reference, port) => {
    expect(lookup(reference)?.ports[0]?.port).toBe(port);
  });

  it('without rows it is the table', () => {
    expect(factsLookup([])).toBe(factsOf);
  });
});
