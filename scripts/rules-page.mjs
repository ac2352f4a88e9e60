/**
 * Keeps docs/rules.md true: it shows what every rule says, and every diagnosis with its wording.
 * Exits with 1 when the page is another one; with --write it writes the page.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/rules.md');

/** The tables are TypeScript; a bundle of them is run from a directory of its own. */
async function readTables() {
  const directory = mkdtempSync(join(tmpdir(), 'waybill-rules-'));
  try {
    const input = { rules: join(root, 'src/report/rules/rule-text.ts'), codes: join(root, 'src/diagnostics/codes.ts') };
    const bundle = await rolldown({ input, platform: 'node', logLevel: 'silent' });
    await bundle.write({ dir: directory, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' });
    const load = (name) => import(pathToFileURL(join(directory, `${name}.mjs`)).href);
    const [{ ruleSections }, { codes }] = [await load('rules'), await load('codes')];
    return { ruleSections, codes };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Facts of a diagnosis that are not there: each shows its name. */
const placeholders = new Proxy({}, { get: (_, name) => (typeof name === 'string' ? `‹${name}›` : undefined) });

/** The sentence as it is for facts with the names of the facts; nothing where it asks more of them. */
function wording(sentence) {
  try {
    const text = sentence?.(placeholders);
    return typeof text === 'string' ? text.replaceAll(/\s+/g, ' ') : undefined;
  } catch {
    return undefined;
  }
}

function escaped(text) {
  const marks = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
  const outside = (piece) => piece.replaceAll(/[<>&]/g, (character) => marks[character]);
  return text
    .split(/(`[^`]*`)/)
    .map((piece, at) => (at % 2 === 0 ? outside(piece) : piece))
    .join('')
    .replaceAll('|', '\\|');
}

function diagnosisTable(rows) {
  if (rows.length === 0) return [];
  const lines = rows.map(([code, { severity, message, hint }]) => {
    const cells = [`\`${code}\``, severity, wording(message) ?? '', wording(hint) ?? ''];
    return `| ${cells.map(escaped).join(' | ')} |`;
  });
  return ['', '| code | level | wording | hint |', '| --- | --- | --- | --- |', ...lines];
}

function render({ ruleSections, codes }) {
  const all = Object.entries(codes);
  const lines = [
    '# Rules',
    '',
    'What the ids in reports mean; `waybill explain RULE` says the same, and where the rule acts in a project.',
    'The rules of single attributes (`B-…`) stand in [conversion.md](conversion.md).',
    'This page is written by `node scripts/rules-page.mjs --write`.',
  ];
  for (const { title, rules } of ruleSections) {
    lines.push('', `## ${title}`);
    for (const [id, [name, text]] of Object.entries(rules)) {
      lines.push('', `### ${id}: ${escaped(name)}`, '', escaped(text).replaceAll('\\|', '|'));
      lines.push(...diagnosisTable(all.filter(([, { rule }]) => rule === id)));
    }
  }
  return `${lines.join('\n')}\n`;
}

const wanted = render(await readTables());
const found = existsSync(page) ? readFileSync(page, 'utf8') : '';
if (process.argv.includes('--write')) writeFileSync(page, wanted);
else if (found !== wanted) {
  console.error('docs/rules.md does not show the rules: node scripts/rules-page.mjs --write');
  process.exitCode = 1;
}
