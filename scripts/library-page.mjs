/**
 * Keeps the code in docs/library.md that of examples/library, which the test suite runs: behind each
 * `<!-- file: examples/library/NAME -->` stands the text of that file.
 * Exits with 1 when the page shows another text or leaves a file out; with --write it puts the texts in.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/library.md');
const block = /(<!-- file: (\S+) -->\n```\w+\n)([^]*?)(```\n)/g;

const text = readFileSync(page, 'utf8');
const shown = new Set([...text.matchAll(block)].map(([, , file]) => file));
const files = readdirSync(join(root, 'examples/library')).map((file) => `examples/library/${file}`);
const current = text.replace(block, (_all, before, file, _old, after) => before + readFileSync(join(root, file), 'utf8') + after);
if (process.argv.includes('--write')) writeFileSync(page, current);
else if (current !== text) console.log('docs/library.md does not show examples/library: node scripts/library-page.mjs --write');
for (const file of files.filter((one) => !shown.has(one))) console.log(`docs/library.md does not show ${file}`);
process.exitCode = (current !== text && !process.argv.includes('--write')) || files.some((file) => !shown.has(file)) ? 1 : 0;
