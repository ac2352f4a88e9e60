import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ruleSections, ruleText } from '../../../src/report/rules/rule-text.ts';

const source = fileURLToPath(new URL('../../../src/', import.meta.url));

/** Every rule id that the code can put into a report: it stands between quotes. */
const cited = [
  ...new Set(
    readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.startsWith('generated'))
      .flatMap((path) => [...readFileSync(join(source, path), 'utf8').matchAll(/'((?:A|B|DIAG|ENV|G|H|L|N|R|S|SEC|V)-[0-9]+b?)'/g)])
      .map(([, id]) => id ?? ''),
  ),
].toSorted();

describe('ruleText', () => {
  it('finds what the code cites', () => {
    expect(cited.length).toBeGreaterThan(250);
    expect(cited.filter((id) => ruleText(id) === undefined)).toEqual([]);
  });

  it('has whole sentences', () => {
    for (const id of cited) expect(ruleText(id)?.text, id).toMatch(/^\S.*\.$/s);
  });

  it('says no rule twice', () => {
    const ids = ruleSections.flatMap(({ rules }) => Object.keys(rules));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('knows nothing of ids that no rule has', () => {
    expect(ruleText('N-999')).toBeUndefined();
    expect(ruleText('constructor')).toBeUndefined();
  });
});

describe('docs/rules.md', () => {
  it('shows the rules (node scripts/rules-page.mjs --write mends it)', () => {
    const script = fileURLToPath(new URL('../../../scripts/rules-page.mjs', import.meta.url));
    expect(spawnSync(process.execPath, [script], { encoding: 'utf8' }).stderr).toBe('');
  });
});
