import { describe, expect, it } from 'vitest';
import { imageOf } from '../../../src/image/resolve.ts';
import type { Service } from '../../../src/model/service.ts';
import { effectiveUser } from '../../../src/plan/user.ts';
import { memoryHost } from '../../support/memory-host.ts';

const dockerfile = 'FROM alpine:3.20\nRUN addgroup -g 600 staff && adduser -D -u 1234 app\nUSER app\n';
const host = memoryHost({ Dockerfile: dockerfile });
const built: Service = { build: { context: '/work' } };

function userOf(service: Service): unknown {
  return effectiveUser(service, imageOf(service, host));
}

describe('the user of a container (SEC-02, SEC-03)', () => {
  it.each([
    ['a number', { image: 'i', user: '1000' }, { uid: 1000, isRoot: false, source: 'number', write: true, writeGroup: false }],
    ['two numbers', { image: 'i', user: '0:5' }, { uid: 0, gid: 5, isRoot: true, source: 'number', write: true, writeGroup: true }],
    ['root', { image: 'i', user: 'root' }, { uid: 0, isRoot: true, source: 'name', write: true, writeGroup: false }],
    [
      'a name of the table',
      { image: 'node:20', user: 'node' },
      { uid: 1000, gid: 1000, isRoot: false, source: 'name', write: true, writeGroup: true },
    ],
    ['a name of the Dockerfile', { ...built, user: 'app' }, { uid: 1234, isRoot: false, source: 'name', write: true, writeGroup: true }],
    ['a group of the Dockerfile', { ...built, user: '7:staff' }, { uid: 7, gid: 600, source: 'name', write: true, writeGroup: true }],
    ['a name that nobody knows', { image: 'i', user: 'app' }, { isRoot: false, source: 'unknown', write: false }],
    ['no name at all (DIAG-07)', { image: 'i', user: ':' }, { source: 'empty', write: false }],
    ['the USER of the Dockerfile', built, { uid: 1234, name: 'app', source: 'image', write: true }],
    ['what the image says', { image: 'i' }, { source: 'image', write: false }],
    ['nothing written', { image: 'i', user: '' }, { source: 'image', write: false }],
  ])('%s', (_, service, expected) => {
    expect(userOf(service)).toMatchObject(expected);
  });
});
