import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { shellCommand, temporaryProject } from './waybill.ts';

const root = join(import.meta.dirname, '../..');

interface Step {
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};
const step = action.runs.steps.find(({ run }) => run !== undefined);

const project = temporaryProject({
  'good/compose.yaml': 'name: good\nservices: {web: {image: "nginx:1.27", ports: ["80:80"]}}\n',
  'bad/compose.yaml': 'services: {web: {image: "nginx:1.27", volumes: ["/var/run/docker.sock:/var/run/docker.sock"]}}\n',
  // What the registry would give, told apart by the version that is asked for.
  'bin/npx': `#!/bin/sh\necho "$@" >> "$NPX_LOG"\n[ "$1" = --yes ] || exit 99\nshift 2\nexec ${shellCommand} "$@"\n`,
});
beforeAll(() => chmodSync(join(project.directory, 'bin/npx'), 0o755));
afterAll(() => project.remove());

/** Runs the step as GitHub does: the inputs come in as environment variables, `-e` and `pipefail` are set. */
function runAction(folder: string, inputs: Readonly<Record<string, string>>) {
  const cwd = join(project.directory, folder);
  const [log, summary] = [join(cwd, 'npx.log'), join(cwd, 'summary.md')];
  for (const file of [log, summary]) writeFileSync(file, '');
  const filled = Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, text]) => [
      name,
      text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_all, input: string) => inputs[input] ?? action.inputs[input]?.default ?? ''),
    ]),
  );
  const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? 'exit 98'], {
    cwd,
    encoding: 'utf8',
    env: { ...filled, PATH: `${join(project.directory, 'bin')}:${process.env['PATH']}`, NPX_LOG: log, GITHUB_STEP_SUMMARY: summary },
  });
  return { status, stdout, calls: readFileSync(log, 'utf8').trim().split('\n'), summary: readFileSync(summary, 'utf8') };
}

describe('action.yml', () => {
  it('check: a summary, a SARIF report, and the exit code of check', () => {
    const { status, calls, summary } = runAction('good', { sarif: 'waybill.sarif', version: '0.1' });
    expect(status).toBe(0);
    expect(calls).toEqual([
      '--yes waybill@0.1 check --quiet --format sarif',
      '--yes waybill@0.1 check --format markdown',
      '--yes waybill@0.1 check --format github',
    ]);
    expect(summary).toContain('|');
    const sarif = JSON.parse(readFileSync(join(project.directory, 'good/waybill.sarif'), 'utf8')) as { readonly version: string };
    expect(sarif.version).toBe('2.1.0');
  });

  it('check: fails for what is refused, with annotations, and writes the reports all the same', () => {
    const { status, stdout, summary } = runAction('bad', { sarif: 'waybill.sarif' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=compose\.yaml,line=1,/m);
    expect(summary).not.toBe('');
    expect(existsSync(join(project.directory, 'bad/waybill.sarif'))).toBe(true);
  });

  it('convert, then diff: arguments are those of the command line', () => {
    const written = runAction('good', { command: 'convert', args: '-o k8s -n shop' });
    expect([written.status, written.calls]).toEqual([0, ['--yes waybill@latest convert -o k8s -n shop']]);
    expect(runAction('good', { command: 'diff', args: 'k8s -n shop' }).status).toBe(0);
    expect(runAction('good', { command: 'diff', args: 'k8s' }).status).toBe(3);
  });

  it('another command is refused', () => {
    expect(runAction('good', { command: 'rm' })).toMatchObject({ status: 2, calls: [''] });
  });
});

describe('.pre-commit-hooks.yaml', () => {
  const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly {
    readonly id: string;
    readonly entry: string;
    readonly files: string;
  }[];

  it.each(hooks)('$id runs a command of waybill', ({ entry }) => {
    const help = spawnSync('sh', ['-c', `${shellCommand} ${entry.replace('waybill ', '')} --help`], { encoding: 'utf8' });
    expect(help.status).toBe(0);
    expect(help.stdout).toContain(`waybill ${entry.split(' ')[1]}`);
  });

  it.each([
    ['compose.yaml', true],
    ['deploy/docker-compose.prod.yml', true],
    ['.env', true],
    ['src/compose.ts', false],
    ['decompose.yaml', false],
  ])('waybill-check looks at %s: %s', (file, isSeen) => {
    const pattern = hooks.find(({ id }) => id === 'waybill-check')?.files ?? '^$';
    expect(new RegExp(pattern).test(file)).toBe(isSeen);
  });
});
