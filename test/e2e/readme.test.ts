import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { waybill } from './waybill.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(`${root}/README.md`, 'utf8');

function helpOf(...command: readonly string[]): string {
  return waybill([...command, '--help'], { cwd: root }).stdout;
}

const commands = [
  ...(helpOf()
    .split('Commands:')[1]
    ?.matchAll(/^ {2}([a-z]+)/gm) ?? []),
]
  .map(([, name]) => name ?? '')
  .filter((name) => name !== 'help');

describe('README.md', () => {
  it.each(commands)('names every flag and every choice of waybill %s', (command) => {
    const help = helpOf(command);
    const options = help.slice(help.indexOf('Options:')).split('\n\n')[0] ?? '';
    const flags = [...options.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag ?? '');
    expect(flags).toContain('--help');
    expect(flags.filter((flag) => !new RegExp(`\`[^\`]*(?<![\\w-])${flag}(?=[ ,\`])`).test(readme))).toEqual([]);
    const choices = [...help.replace(/\s+/g, ' ').matchAll(/choices: ((?:"[a-z]+"(?:, )?)+)/g)].map(([, list]) =>
      (list ?? '').replaceAll('"', '').replace(/, $/, ''),
    );
    expect(choices.filter((list) => !readme.includes(list.replaceAll(', ', '\\|')))).toEqual([]);
  });

  it('has a row for every command, and help has an example', () => {
    expect(commands).toContain('convert');
    for (const command of commands) {
      expect(readme).toMatch(new RegExp(`^\\| \`waybill ${command}[ \`]`, 'm'));
      expect(helpOf(command)).toMatch(new RegExp(`^ {2}\\$ waybill ${command} `, 'm'));
    }
  });

  it('the example is a real run (node scripts/readme-example.mjs --write mends it)', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['scripts/readme-example.mjs'], { cwd: root, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });
});
