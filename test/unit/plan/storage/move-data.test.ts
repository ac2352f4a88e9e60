import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ConvertOptions } from '../../../../src/plan/options.ts';
import { convertText } from '../../../support/convert-text.ts';

type Json = Record<string, unknown>;
const image = { image: 'acme/app:1', user: '0', restart: 'always' };

function movesOf(services: Json, volumes: Json = {}, options: Partial<ConvertOptions> = {}, files: Record<string, string> = {}) {
  const result = convertText(JSON.stringify({ services, volumes }), { options, files });
  expect(result.violations).toEqual([]);
  return result.dataMoves.map((move) => ({ ...move, words: move.commands.map(wordsOf) }));
}

/** The words of a line, or of both sides of a pipe, as a shell understands them. */
function wordsOf(command: string): readonly string[] {
  const text = command.replaceAll(' | ', ' PIPE ');
  const out = execFileSync('sh', ['-c', `PWD=/work/shop; printf '%s\\0' ${text}`]).toString();
  return out.split('\0').slice(0, -1);
}

describe('dataMoves (V-02…V-05)', () => {
  it('fills the claim that the controller of a StatefulSet makes, while the service stands still', () => {
    const [move, ...others] = movesOf({ db: { ...image, volumes: ['pg:/pg'] } }, { pg: null });
    expect(others).toEqual([]);
    expect([move?.volume, move?.claim]).toEqual(['shop_pg', 'pg-db-0']);
    const lines = move?.words.map((words) => words.filter((word) => !word.startsWith('--overrides=')).join(' '));
    expect(lines).toEqual([
      'docker compose -p shop stop db',
      'kubectl scale statefulset/db --replicas=0',
      'kubectl wait --for=delete pod -l app.kubernetes.io/name=db,app.kubernetes.io/part-of=shop --timeout=5m',
      'kubectl run move-pg-db-0 --image=busybox:1.36 --restart=Never',
      'kubectl wait --for=condition=Ready pod/move-pg-db-0 --timeout=5m',
      'kubectl exec move-pg-db-0 -- find /to -mindepth 1 -delete',
      'docker run --rm -v shop_pg:/from:ro busybox:1.36 tar -C /from -cf - . PIPE kubectl exec -i move-pg-db-0 -- tar -C /to -xpf -',
      'kubectl delete pod move-pg-db-0',
      'kubectl scale statefulset/db --replicas=1',
    ]);
    const overrides = move?.words.flat().find((word) => word.startsWith('--overrides='));
    expect(JSON.parse(overrides?.slice('--overrides='.length) ?? '')).toMatchObject({
      spec: {
        containers: [{ name: 'move-pg-db-0', volumeMounts: [{ mountPath: '/to', subPath: 'data' }] }],
        volumes: [{ persistentVolumeClaim: { claimName: 'pg-db-0' } }],
      },
    });
  });

  it.each<[string, Json, Json, Record<string, string>, string, string, string]>([
    ['a name of its own', { volumes: ['v1:/v'] }, { v1: { name: 'acme data' } }, {}, 'acme data', 'acme-data', 'acme data:/from:ro'],
    ['a directory', { volumes: ['./data:/d'] }, {}, { 'data/x': 'x' }, './data', 'data-app-0', '/work/shop/data:/from:ro'],
    ['a directory with a quote', { volumes: ["./o'b:/d"] }, {}, {}, "./o'b", 'o-b-app-0', "/work/shop/o'b:/from:ro"],
    ['a directory elsewhere', { volumes: ['/srv/my media:/d'] }, {}, {}, '/srv/my media', 'srv-my-media-app-0', '/srv/my media:/from:ro'],
    ['a file', { volumes: ['./a.db:/a.db'] }, {}, { 'a.db': 'x' }, './a.db', 'a-db-app-0', '/work/shop/a.db:/from/a.db:ro'],
  ])('takes %s', (_, service, volumes, files, volume, claim, mount) => {
    const [move] = movesOf({ app: { ...image, ...service } }, volumes, {}, files);
    expect([move?.volume, move?.claim]).toEqual([volume, claim]);
    expect(move?.words.find((words) => words[1] === 'run' && words[0] === 'docker')).toContain(mount);
  });

  it('leaves a single file where it is, and takes nothing else', () => {
    const [move] = movesOf({ app: { ...image, volumes: ['./a.db:/a.db'] } }, {}, {}, { 'a.db': 'x' });
    expect(move?.commands.some((command) => command.includes('-delete'))).toBe(false);
    expect(move?.words.find((words) => words.includes('PIPE'))).toEqual(expect.arrayContaining(['/from', 'a.db', '/to']));
    expect(move?.note).toContain('only where it has changed');
  });

  it('stops every service that mounts the volume, and says what is deleted for that', () => {
    const services = {
      web: { ...image, volumes: ['up:/up'], deploy: { replicas: 3 } },
      job: { ...image, volumes: ['up:/up'], restart: 'no' },
      node: { ...image, volumes: ['up:/up'], deploy: { mode: 'global' } },
    };
    const [move] = movesOf(services, { up: { 'x-waybill': { access: 'rwx' } } }, { namespace: 'prod' });
    const lines = move?.words.map((words) => words.join(' ')) ?? [];
    expect(lines[0]).toBe('docker compose -p shop stop web job node');
    expect(lines).toEqual(
      expect.arrayContaining(['kubectl -n prod scale deployment/web --replicas=0', 'kubectl -n prod scale deployment/web --replicas=3']),
    );
    expect(lines.filter((line) => line.includes(' delete ')).map((line) => line.replace(/-[0-9a-f]{10}$/, ''))).toEqual([
      'kubectl -n prod delete job/job',
      'kubectl -n prod delete daemonset/node',
      'kubectl -n prod delete pod move-up',
    ]);
    expect(move?.note).toContain('apply the manifests again');
  });

  it('follows PostgreSQL into the directory that is its own (V-08)', () => {
    const db = { image: 'postgres:16', user: '999:999', environment: { POSTGRES_PASSWORD: 'x' }, volumes: ['pg:/var/lib/postgresql/data'] };
    const [move] = movesOf({ db }, { pg: null });
    expect(move?.words.find((words) => words.includes('PIPE'))?.slice(-4)).toEqual(['-C', '/to/pgdata', '-xpf', '-']);
  });

  it.each<[string, Json, Json]>([
    ['a claim that exists', { volumes: ['v1:/v'] }, { v1: { external: true } }],
    ['NFS', { volumes: ['v1:/v'] }, { v1: { driver_opts: { type: 'nfs', o: 'addr=h', device: ':/x' } } }],
    ['SMB', { volumes: ['v1:/v'] }, { v1: { driver_opts: { type: 'cifs', device: '//h/x' } } }],
    ['a tmpfs', { tmpfs: ['/t'] }, {}],
  ])('has nothing to say about %s', (_, service, volumes) => expect(movesOf({ app: { ...image, ...service } }, volumes)).toEqual([]));
});
