import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

describe('ARCHITECTURE.md', () => {
  it('the tree has a line for every file and no other (node scripts/tree.mjs --write mends it)', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['scripts/tree.mjs'], { cwd: root, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });

  it('every dependency has its reason', () => {
    const { dependencies, devDependencies }: Readonly<Record<string, object>> = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
    const named = Object.keys({ ...dependencies, ...devDependencies });
    const rows = [...page.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, name]) => name ?? '');
    expect(rows.toSorted()).toEqual(named.toSorted());
  });

  it.skipIf(!existsSync(join(root, '.git')))('no file that git would keep is outside of what is described', () => {
    const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
    const tops = new Set(
      tracked
        .trim()
        .split('\n')
        .map((path) => path.split('/')[0] ?? ''),
    );
    expect([...tops].filter((top) => !page.includes(`\`${top}`)).toSorted()).toEqual([]);
  });
});
