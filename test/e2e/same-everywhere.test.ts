import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryProject, waybill } from './waybill.ts';

const { directory, remove } = temporaryProject({
  'project/compose.yaml': `name: shop
services:
  web: {image: 'nginx:1.27', ports: ['80:80'], volumes: ['./conf:/etc/nginx/conf.d:ro'], depends_on: [grosse, api]}
  api: {image: 'acme/api:1', user: '0', environment: {I: i, ı: dotless, Ä: a, Z: z, a: a, DB_PASSWORD: x1, DATE: '2024-01-01'}}
  grosse: {image: 'acme/x:1'}
`,
  'project/conf/Z.conf': 'z',
  'project/conf/a.conf': 'a',
  'project/conf/ä.conf': 'ä',
});
afterAll(remove);

/** Environments in which sorting, case and dates are not what they are elsewhere. */
const surroundings = [
  { TZ: 'UTC', LC_ALL: 'C' },
  { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LC_ALL: 'sv_SE.UTF-8', LANGUAGE: 'sv', COLUMNS: '40' },
  { TZ: 'Asia/Kathmandu', LC_ALL: 'ar_EG.UTF-8', NODE_ICU_DATA: '' },
];

describe('the same bytes everywhere (G-01)', () => {
  it.each([
    ['manifests', ['convert', '-q', '--force']],
    ['the account as JSON', ['check', '--format', 'json', '-q', '--force']],
    ['the account as HTML', ['check', '--format', 'html', '-q', '--force']],
    ['the picture', ['graph']],
    ['the project', ['config']],
  ])('%s: in other locales, time zones and hours', (_what, args) => {
    const project = join(directory, 'project');
    const [first, ...others] = surroundings.map((env) => waybill(args, { cwd: project, env }));
    expect(first?.code).toBe(0);
    for (const other of others) expect(other.stdout).toBe(first?.stdout);
  });

  it('manifests: in another working directory', () => {
    const here = join(directory, 'project');
    const elsewhere = join(directory, 'somewhere/else');
    mkdirSync(elsewhere, { recursive: true });
    const manifests = [
      waybill(['convert', '-q', '--force'], { cwd: here }),
      waybill(['convert', '-q', '--force', '-f', join(here, 'compose.yaml')], { cwd: elsewhere }),
      waybill(['convert', '-q', '--force', '-f', '../../project/compose.yaml'], { cwd: elsewhere }),
      waybill(['convert', '-q', '--force'], { cwd: join(here, 'conf') }),
    ];
    expect(manifests.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(new Set(manifests.map(({ stdout }) => stdout)).size).toBe(1);
  });
});
