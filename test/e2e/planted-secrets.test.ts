import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reportFormats } from '../../src/report/report-format.ts';
import { planted } from '../support/planted-secrets.ts';
import { temporaryProject, waybill } from './waybill.ts';

const { directory: cwd, remove } = temporaryProject({
  'compose.yaml': `name: shop
include: [{path: more/more.yaml, env_file: more/more.env}]
services:
  web:
    image: nginx:1.27
    env_file: web.env
    environment: {DB_PASSWORD: ${planted}, GREETING: '\${APP_SECRET}', URL: 'postgres://u:${planted}@db/x'}
    command: [nginx, --password=${planted}]
    healthcheck: {test: [CMD, curl, -f, 'http://u:${planted}@localhost/']}
    labels: {com.example.token: ${planted}}
    post_start: [{command: [login, --token, ${planted}]}]
    secrets: [s]
    configs: [c]
    volumes: ['./app.conf:/etc/app.conf:ro']
    build: {context: ., args: {NPM_TOKEN: ${planted}}}
secrets: {s: {file: ./s}}
configs: {c: {content: '{"password": "${planted}"}'}}
`,
  '.env': `APP_SECRET=${planted}\n`,
  'web.env': `API_TOKEN=${planted}\n`,
  s: `${planted}\n`,
  'app.conf': `password = "${planted}"\n`,
  Dockerfile: 'FROM nginx:1.27\n',
  'more/more.yaml': "services: {more: {image: 'acme/more:1', user: '0', environment: {A: '${MORE_SECRET}'}}}\n",
  'more/more.env': `MORE_SECRET=${planted}\n`,
});
afterAll(remove);

const env = { WAYBILL_DEBUG: '1' };

/** Names and texts of the files of a directory that show the secret, in any of the forms in which it could be written. */
function shown(directory: string): readonly string[] {
  const forms = [planted, Buffer.from(planted).toString('base64').slice(0, -4), Buffer.from(planted).toString('hex')];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => forms.some((form) => path.includes(form) || readFileSync(path, 'utf8').includes(form)));
}

describe('what the command leaves behind shows a secret in Secrets alone (S-20)', () => {
  it('manifests, script and every report', () => {
    for (const format of reportFormats.filter((one) => one !== 'github')) {
      const report = `reports-${format}`;
      const { code, stdout, stderr } = waybill(['convert', '--force', '-o', 'out', '--report', report, '--report-format', format], {
        cwd,
        env,
      });
      expect(code, stderr).toBe(0);
      expect(stdout + stderr).not.toContain(planted);
      expect(readFileSync(join(cwd, report), 'utf8')).not.toContain(planted);
    }
    expect(shown(join(cwd, 'out'))).toEqual([join(cwd, 'out/20-secrets.yaml')]);
  });

  it.each([
    ['check', ['check', '-v']],
    ['check for GitHub', ['check', '--format', 'github']],
    ['explain', ['explain', 'services.web']],
    ['explain a line', ['explain', 'compose.yaml:7']],
    ['explain an object', ['explain', 'Deployment/web']],
    ['diff', ['diff', '--force', '.']],
    ['graph', ['graph']],
    ['an unknown flag value', ['convert', '--set', planted.slice(0, 3)]],
  ])('%s', (_what, args) => {
    const { stdout, stderr } = waybill(args, { cwd, env });
    expect(stdout + stderr).not.toContain(planted);
    expect(stdout + stderr).not.toBe('');
  });

  it('no output but to 20-secrets.yaml of what is on the disk afterwards', () => {
    const given = ['.env', 'app.conf', 'compose.yaml', 'more/more.env', 's', 'web.env'].map((name) => join(cwd, name));
    expect(shown(cwd).toSorted()).toEqual([...given, join(cwd, 'out/20-secrets.yaml')].toSorted());
  });
});
