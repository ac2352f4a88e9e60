import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** The folder that holds the compiled `src`. */
const build = process.env['WAYBILL_BUILD'] ?? 'dist';
const root = fileURLToPath(new URL('../..', import.meta.url));

it('300 mutations of real projects and 300 random inputs do no harm; npm run fuzz tries 40,000', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/fuzz/fuzz.mjs', '--count', '300', '--seed', '7', '--build', build],
    { cwd: root, encoding: 'utf8' },
  );
  expect(`${stdout}${stderr}`).toContain(' 0 findings');
  expect(status).toBe(0);
  // Mutations that never load prove nothing about what comes after loading.
  expect(Number(/(\d+) loaded/.exec(stdout)?.[1])).toBeGreaterThan(30);
});
