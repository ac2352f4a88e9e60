import { describe, expect, it } from 'vitest';
import { at, containerOf, convertText } from '../../../support/convert-text.ts';

type Json = Record<string, unknown>;

function convertDatabase(service: Json): ReturnType<typeof convertText> {
  return convertText(JSON.stringify({ services: { db: service }, volumes: { data: null } }));
}

const below = ['data:/var/lib/postgresql/data'];

describe('a data directory that PostgreSQL owns (V-08)', () => {
  it.each<[string, Json, string | undefined]>([
    ['the official image', { image: 'postgres:16', user: '999', volumes: below }, '/var/lib/postgresql/data/pgdata'],
    ['an image of which nothing is known', { image: 'acme/pg:1', user: '999', volumes: below }, '/var/lib/postgresql/data/pgdata'],
    ['where PGDATA says', { image: 'acme/pg:1', user: '999', environment: { PGDATA: '/pg' }, volumes: ['data:/pg'] }, '/pg/pgdata'],
    ['one that starts as root', { image: 'acme/pg:1', user: '0', volumes: below }, undefined],
    ['one whose user is not known', { image: 'acme/pg:1', volumes: below }, undefined],
    ['another program', { image: 'acme/app:1', user: '999', volumes: ['data:/data'] }, undefined],
    ['another image', { image: 'redis:7', user: '999', volumes: below }, undefined],
  ])('%s', (_, service, expected) => {
    const env = at(containerOf(convertDatabase(service).object('StatefulSet')), 'env') as readonly Json[] | undefined;
    expect(env?.find(({ name }) => name === 'PGDATA')?.['value']).toBe(expected);
  });
});

describe('a volume that PostgreSQL refuses since version 18 (DIAG-32)', () => {
  it.each<[string, Json, boolean]>([
    ['version 18', { image: 'postgres:18-alpine', volumes: below }, true],
    ['version 17', { image: 'postgres:17-alpine', volumes: below }, false],
    ['the parent directory', { image: 'postgres:18', volumes: ['data:/var/lib/postgresql'] }, false],
    ['PGDATA', { image: 'postgres:18', volumes: below, environment: { PGDATA: '/var/lib/postgresql/data' } }, false],
    ['a client', { image: 'postgres:18', volumes: below, command: 'pg_dump -h other', restart: 'no' }, false],
  ])('%s', (_, service, expected) => {
    const { diagnostics } = convertDatabase(service);
    expect(diagnostics.some(({ code }) => code === 'postgres-volume-unused')).toBe(expected);
  });
});
