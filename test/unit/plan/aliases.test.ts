import { describe, expect, it } from 'vitest';
import { aliasTable, canBeServiceName, linksOf, resolverOf } from '../../../src/plan/aliases.ts';
import { loadText, projectOf } from '../../support/load-text.ts';

const project = projectOf(
  loadText(`
services:
  app: {image: i, networks: [front], links: ["cache:store", "other:db"]}
  other: {image: i, networks: [back]}
  db: {image: i, container_name: box, hostname: primary, domainname: example.com, networks: {front: {aliases: [shared]}, back: {}}}
  cache: {image: i, networks: {front: {}, back: {aliases: [shared, db]}}}
networks: {front: , back: }
`),
);
const table = aliasTable(project);
const resolve = resolverOf(project, table);

describe('names of containers (N-01, N-02)', () => {
  it.each([
    ['db', ['db'], true],
    ['box', ['db'], false],
    ['primary', ['db'], false],
    ['primary.example.com', ['db'], false],
    ['p-db-1', ['db'], false],
    ['p_db_1', ['db'], false],
    ['shared', ['db', 'cache'], false],
    ['store', ['cache'], false],
  ])('%s leads to %j', (name, services, isServiceName) => {
    expect(table.get(name)).toEqual({ name, services, isServiceName });
  });

  it.each([
    ['a link of its own before everything else (N-38)', 'app', 'db', ['other']],
    ['the name of a service before an alias', 'other', 'db', ['db']],
    ['what its networks know', 'app', 'shared', ['db']],
    ['what its networks know', 'other', 'SHARED', ['cache']],
    ['a name of other networks', 'other', 'store', ['cache']],
    ['nothing', 'app', 'nobody', []],
  ])('means %s: %s asks for %s', (_, by, name, expected) => {
    expect(resolve(by, name)).toEqual(expected);
  });

  it('reads links with and without an alias', () => {
    const links = ['cache', 'db:store', 'nobody:x'];
    expect(linksOf({ links }, project)).toEqual([
      { target: 'cache', alias: 'cache' },
      { target: 'db', alias: 'store' },
    ]);
  });

  it.each([
    ['db', true],
    ['DB', true],
    ['a'.repeat(63), true],
    ['a'.repeat(64), false],
    ['my_db', false],
    ['db.local', false],
    ['1st', false],
    ['db-', false],
  ])('%s can be the name of a Service: %s (N-04)', (name, expected) => {
    expect(canBeServiceName(name)).toBe(expected);
  });
});
